"""How allauth behaves here: who comes in, what is recorded, and in which words it is said."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.exceptions import ValidationError
from django.urls import reverse

from clinic.audit.recording import Action, Outcome, record
from clinic.sign_in import actions, sealing, sessions
from clinic.sign_in.queries import needs_second_factor, person_called, second_factors

DOES_NOT_FIT = "The name and the password do not fit together. Check both and try again."
WRONG_CODE = "This code does not fit. Type the newest one: each code works once."
WAYS = {
    "reauthenticate": "Use your password instead",
    "mfa_reauthenticate": "Use your authenticator app or a recovery code instead",
    "mfa_reauthenticate:webauthn": "Use a passkey instead",
}
TOO_MANY = "Too many attempts. Wait five minutes, then try again."


class SignIn(DefaultAccountAdapter):
    """Accounts come by invitation, or from the administration; nobody signs up by themselves."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": DOES_NOT_FIT,
        "email_password_mismatch": DOES_NOT_FIT,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "incorrect_code": WRONG_CODE,
        "enter_current_password": "This is not your current password.",
        "incorrect_password": "This is not your password.",
        "invalid_password_reset": "This link does not work any more.",
    }

    def is_open_for_signup(self, request):
        return False

    def is_reauthentication_required(self, *, app, **kwargs):
        """Who has just signed in has just shown who they are, and is not asked again."""
        request = context.request
        return not actions.is_fresh(get_authentication_records(request, request.user))

    def get_reauthentication_methods(self, user):
        return [method | {"description": WAYS[method["id"]]} for method in super().get_reauthentication_methods(user)]

    def login(self, request, user):
        """What was typed where nobody was signed in leaves its trace with the session that it opened."""
        super().login(request, user)
        sessions.begin(request)
        sessions.SessionStore.clear_expired()
        record(Action.SIGN_IN, by=user)

    def logout(self, request):
        record(Action.SIGN_OUT, by=request.user)
        super().logout(request)

    def authentication_failed(self, request, **credentials):
        """Only a name that somebody here has is kept: what else was typed as a name may be a password."""
        person = person_called(credentials.get("username") or credentials.get("email") or "")
        record(Action.SIGN_IN_FAILED, by=person, outcome=Outcome.REFUSED)

    def set_password(self, user, password):
        """Both ways to a new password end here: by knowing the old one, and by a link that came by e-mail."""
        request = context.request
        known = request.user.is_authenticated and request.user.pk == user.pk
        here = request.session.session_key if known else None
        actions.set_password(by=user, password=password, here=here)

    def get_login_redirect_url(self, request):
        """Who belongs to no clinic works at the administration."""
        return super().get_login_redirect_url(request) if request.user.clinic_id else reverse("admin:index")

    def get_password_change_redirect_url(self, request):
        return self.get_login_redirect_url(request)

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Attempts count by account AND address, so that a stranger elsewhere cannot lock a colleague out."""
        name = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{self.get_client_ip(request)} {name}"


class SecondFactor(DefaultMFAAdapter):
    """Authenticator app, passkeys and recovery codes. What the database keeps of them is sealed with SECRET_KEY."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": (
            "Your clinic asks for a second factor, and this is your only one. Set up another first, then remove this. "
            "An app can also move to another telephone."
        ),
        "cannot_generate_recovery_codes": "Set up a second factor first: recovery codes stand in for one.",
        "incorrect_code": WRONG_CODE,
    }

    def get_totp_issuer(self):
        return "Hipwise"

    def get_totp_label(self, user):
        return user.get_username()

    def get_public_key_credential_rp_entity(self):
        return super().get_public_key_credential_rp_entity() | {"name": "Hipwise"}

    def generate_authenticator_name(self, user, type):  # noqa: A002 - allauth's name
        count = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {count + 1}"

    def can_delete_authenticator(self, authenticator):
        """The last one stays where one is needed."""
        person = authenticator.user
        return not needs_second_factor(person) or second_factors(person).exclude(pk=authenticator.pk).exists()

    def encrypt(self, text):
        return sealing.seal(text)

    def decrypt(self, encrypted_text):
        """Asked while a code is checked, so that what is wrong stands beside the code."""
        try:
            return sealing.unseal(encrypted_text)
        except InvalidToken:
            raise ValidationError(
                "The site's secret key was changed since your second factor was set up. Ask for it to be reset."
            ) from None
