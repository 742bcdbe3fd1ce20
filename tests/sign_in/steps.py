"""What a person does at the sign-in, step by step."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.urls import reverse

from clinic.audit.models import AuditEvent
from clinic.sign_in import sealing

SIGN_IN = reverse("account_login")
SECOND_STEP = reverse("mfa_authenticate")
SECOND_FACTORS = reverse("mfa_index")
PATIENTS = reverse("patients:patients")
HALF_A_MINUTE = 30
PASSWORD = "pw"  # the whole cast's


def with_app(person):
    """Give somebody an authenticator app and recovery codes."""
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    return person


def code_of(person) -> str:
    """What their app shows now."""
    secret = sealing.unseal(Authenticator.objects.get(user=person, type="totp").data["secret"])
    return code_for(secret)


def code_for(secret) -> str:
    """What an app that holds `secret` shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // HALF_A_MINUTE))


def recovery_codes_of(person) -> list[str]:
    """Those that are left."""
    return Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()


def give_password(browser, name, password=PASSWORD, **more):
    return browser.post(SIGN_IN, {"login": name, "password": password, **more})


def give_code(browser, code):
    return browser.post(SECOND_STEP, {"code": code})


def sign_in(person, password=PASSWORD, browser=None, **more):
    """A browser in which somebody signed in by the pages, with the second factor where they have one."""
    browser = browser or Client()
    answer = give_password(browser, person.username, password, **more)
    assert answer.status_code == 302, answer.context["form"].errors
    if answer.url == SECOND_STEP:
        answer = give_code(browser, code_of(person))
        assert answer.status_code == 302, answer.context["form"].errors
    browser.came_to = answer.url
    return browser


def is_in(browser) -> bool:
    """Whether the patients open."""
    return browser.get(PATIENTS).status_code == 200


def deeds(person=None, **about):
    """What the audit trail says of signing in, oldest first."""
    kinds = ["sign_in", "sign_in_failed", "sign_out", "end_session", "second_factor", "remove_factor"]
    kinds += ["recovery_code", "password", "reset_password"]
    events = AuditEvent.objects.filter(action__in=kinds, actor=person, **about).order_by("pk")
    return list(events.values_list("action", flat=True))
