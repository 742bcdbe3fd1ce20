"""Everything that changes how somebody signs in, and where they are signed in."""

import datetime
import time

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction

from clinic.accounts.models import Clinician
from clinic.audit.appending import together
from clinic.audit.recording import Action, once, record
from clinic.sign_in.mail import tell
from clinic.sign_in.models import Session

FRESH = datetime.timedelta(minutes=5)


def is_fresh(authentications) -> bool:
    """Whether the last of allauth's records of how somebody showed who they are is from the last five minutes."""
    return bool(authentications) and time.time() - authentications[-1]["at"] < FRESH.total_seconds()


def set_password(*, by, password, here) -> Clinician:
    """Give somebody the new password that they chose. Everywhere but `here` (a session's key) they are signed out.

    `here` is None where they were not signed in, but came by a link in an e-mail.
    """
    with together():
        by.set_password(password)
        by.save(update_fields=["password"])
        end_sessions(by, but=here)
        record(Action.RESET_PASSWORD if here is None else Action.PASSWORD, by=by)
    tell(by, "Your password was changed")
    return by


def note_second_factor(*, by, kind, here) -> None:
    """Somebody has set up a second factor. Where they had signed in with the password alone they are signed out.

    `kind` is one of allauth's Authenticator.Type, `here` the key of the session they did it in.
    """
    with together():
        end_sessions(by, but=here)
        record(Action.SECOND_FACTOR, by=by, object_type=f"mfa.{kind}")
    tell(by, f"{KINDS[kind]} was set up")


def note_removal(*, by, kind) -> None:
    """Somebody has removed one of their second factors."""
    record(Action.REMOVE_FACTOR, by=by, object_type=f"mfa.{kind}")
    tell(by, f"{KINDS[kind]} was removed")


KINDS = {
    Authenticator.Type.TOTP: "An authenticator app",
    Authenticator.Type.WEBAUTHN: "A passkey",
    Authenticator.Type.RECOVERY_CODES: "A new set of recovery codes",
}


@once
def reset_second_factor(*, by, clinician) -> Clinician:
    """Take away every second factor of a colleague who lost theirs, and sign them out everywhere.

    They set up a new one when they sign in next. `by` is the lead of their clinic; None for whoever runs the server.
    Raises PermissionDenied.
    """
    if by is not None and not _leads(by, clinician):
        raise PermissionDenied("Only the lead of the clinic resets the second factor of a colleague.")
    Authenticator.objects.filter(user=clinician).delete()
    end_sessions(clinician)
    record(Action.REMOVE_FACTOR, by=by, obj=clinician, clinic=clinician.clinic)
    transaction.on_commit(lambda: tell(clinician, "Your second factor was reset, so that you can set up a new one"))
    return clinician


def end_sessions(person, *, but=None) -> int:
    """Sign somebody out everywhere, except in the session with the key `but`; returns in how many places."""
    ended, _ = Session.objects.filter(person=person).exclude(session_key=but).delete()
    return ended


@transaction.atomic
def end_elsewhere(*, by, keys) -> int:
    """End sessions of one's own, named by their keys; returns how many there were."""
    ended, _ = Session.objects.filter(person=by, session_key__in=keys).delete()
    for _place in range(ended):
        record(Action.END_SESSION, by=by)
    return ended


def _leads(by, clinician):
    """Asked of the database, so that a role taken away meanwhile gives nothing."""
    leads = Clinician.objects.filter(role=Clinician.Role.LEAD, is_active=True, clinic=clinician.clinic_id)
    return by.pk != clinician.pk and leads.filter(pk=by.pk).exists()
