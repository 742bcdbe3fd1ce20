"""What somebody is told by e-mail when the way they sign in has changed."""

import logging
import smtplib

from django.core.mail import send_mail
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def tell(person, what: str) -> None:
    """Tell somebody at their address that something was done to their account. No mail server stops what was done."""
    if not person.email:
        return
    text = render_to_string("sign_in/email/changed.txt", {"person": person, "what": what})
    try:
        send_mail("Your Hipwise account was changed", text, None, [person.email])
    except (OSError, smtplib.SMTPException) as error:
        logger.error("A message about a changed account was not sent: %s", type(error).__name__)
