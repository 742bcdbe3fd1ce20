"""The e-mail that brings an invitation. It names the clinic and who invites, and no patient."""

import logging
import smtplib

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from clinic.people.links import token_of

logger = logging.getLogger(__name__)


def send_invitation(request, invitation) -> bool:
    """Send the link of an invitation that holds its secret. False where the mail server did not take it."""
    link = request.build_absolute_uri(reverse("people:accept", args=[token_of(invitation.secret)]))
    text = render_to_string("people/email/invitation.txt", {"invitation": invitation, "link": link, "by": request.user})
    subject = " ".join(f"Invitation to Hipwise at {invitation.clinic}".split())
    try:
        send_mail(subject, text, None, [invitation.email])
    except (OSError, smtplib.SMTPException) as error:
        logger.error("An invitation was not sent: %s", type(error).__name__)
        return False
    return True


def is_printed() -> bool:
    """Whether mail goes to the terminal that runs the site, and to nobody."""
    return settings.EMAIL_BACKEND.endswith(".console.EmailBackend")
