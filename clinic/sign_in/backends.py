"""Checking a password."""

from django.contrib.auth.backends import ModelBackend

from clinic.accounts.models import Clinician
from clinic.sign_in.queries import person_called


class PasswordBackend(ModelBackend):
    """User name or e-mail address, and password.

    Whatever name was typed, exactly one password is hashed, so that the time it takes does not tell who works here.
    """

    def authenticate(self, request, username=None, password=None, email=None, **kwargs):
        if not password:
            return None
        person = person_called(username or email or "")
        if person is None:
            Clinician().set_password(password)
            return None
        return person if person.check_password(password) and self.user_can_authenticate(person) else None
