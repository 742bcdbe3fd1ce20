"""The forms of signing in: allauth's, in this site's words."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.core.validators import MaxLengthValidator

from clinic.accounts.models import Clinician

NAME = "User name or e-mail address"
GOOD_PASSWORD = "At least 12 characters: a few words that have nothing to do with each other."  # noqa: S105
ANY_CODE = "Six digits from your authenticator app. A recovery code works too, once."
LONGEST_LOGIN = 254
LONGEST_PASSKEY_NAME = 60


def _said(field, label, help_text="", **attrs):
    """Give a field of allauth's our words, and no placeholder, which vanishes when it is needed."""
    field.label, field.help_text, field.error_messages["required"] = label, help_text, "Fill this in."
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


def _limited(field, longest):
    field.validators.append(MaxLengthValidator(longest))
    field.widget.attrs["maxlength"] = longest


def _new_password(form):
    _said(form.fields["password1"], "New password", GOOD_PASSWORD)
    _said(form.fields["password2"], "New password again")


def _code(form, help_text):
    """As it is typed from a telephone or from a sheet."""
    _said(form.fields["code"], "Code", help_text, inputmode="numeric", autocomplete="one-time-code")


def _passkey_name(form):
    _said(form.fields["name"], "Name", "So that you know it in a list: “Work telephone”, “Blue key”.")
    _limited(form.fields["name"], LONGEST_PASSKEY_NAME)


class SignInForm(account.LoginForm):
    """Name and password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _said(self.fields["login"], NAME, autocomplete="username", autocapitalize="none", spellcheck="false")
        _limited(self.fields["login"], LONGEST_LOGIN)
        _said(self.fields["password"], "Password")

    def user_credentials(self):
        """One name, whichever it is: the backend finds whose."""
        return {"username": self.cleaned_data["login"], "password": self.cleaned_data["password"]}


class ConfirmPasswordForm(account.ReauthenticateForm):
    """The password once more, before something is changed that it guards."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _said(self.fields["password"], "Your password")


class ChangePasswordForm(account.ChangePasswordForm):
    """The old password and a new one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _said(self.fields["oldpassword"], "Current password")
        _new_password(self)


class ResetPasswordForm(account.ResetPasswordForm):
    """The address that the link to a new password goes to."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _said(self.fields["email"], "E-mail address", autocomplete="email")

    def clean_email(self):
        """Only the address that the account holds now: one that was corrected opens nothing any more."""
        address = self.cleaned_data["email"]
        self.users = list(Clinician.objects.filter(email__iexact=address, is_active=True))
        return address


class NewPasswordForm(account.ResetPasswordKeyForm):
    """A new password, by whoever holds the link."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _new_password(self)


class CodeForm(mfa.AuthenticateForm):
    """The second step of signing in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _code(self, ANY_CODE)


class ConfirmCodeForm(mfa.ReauthenticateForm):
    """A code, before something is changed that it guards."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _code(self, ANY_CODE)


class AppForm(totp.ActivateTOTPForm):
    """The first code of an authenticator app, which shows that it was set up right."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _code(self, "Six digits that the app shows now.")


class PasskeyForm(webauthn.AddWebAuthnForm):
    """A passkey or security key, as the browser made it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _passkey_name(self)
        _said(
            self.fields["passwordless"],
            "Sign in with it alone",
            "Without user name and password. It then asks for your finger, your face or its PIN each time.",
        )


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _passkey_name(self)
