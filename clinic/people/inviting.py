"""Inviting somebody, sending the invitation anew, taking it back, and accepting it."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from clinic.accounts.models import CLINICAL, Clinician
from clinic.audit.appending import together
from clinic.audit.recording import Action, locked_at_version, once, record
from clinic.people.actions import NotPossible, require_lead
from clinic.people.links import hashed, new_secret
from clinic.people.models import Invitation, expiry
from clinic.people.queries import invited_meanwhile, pending, who_has


class LinkDead(Exception):
    """The link has been used, withdrawn, replaced by a newer one, or was left for too long."""


class AddressTaken(Exception):
    """An account signs in with this e-mail address already."""


class UserNameTaken(Exception):
    """Somebody else has this user name."""


@once
def invite(*, by, given_name, family_name, email, role) -> Invitation:
    """Invite somebody to the clinic of `by`. What is returned holds the `secret` to be sent.

    Whether another clinic knows the address is not told: who opens the link hears of it. Raises NotPossible.
    """
    require_lead(by)
    if who_has(email).filter(clinic=by.clinic).exists() or invited_meanwhile(by.clinic, email):
        raise NotPossible("Somebody with this address works here or is invited already.")
    secret = new_secret()
    invitation = Invitation.objects.create(
        clinic=by.clinic,
        given_name=given_name,
        family_name=family_name,
        email=email,
        role=role,
        secret_hash=hashed(secret),
        expires_at=expiry(),
        created_by=by,
    )
    record(Action.INVITE, by=by, obj=invitation)
    invitation.secret = secret
    return invitation


@once
def send_anew(*, by, invitation, version) -> Invitation:
    """Give an invitation that waits a new secret and its full time again. Raises NotPossible and EditConflict."""
    require_lead(by)
    current = _waiting(by, invitation, version)
    secret = new_secret()
    current.secret_hash, current.expires_at = hashed(secret), expiry()
    current.save(update_fields=["secret_hash", "expires_at", "version"])
    record(Action.INVITE, by=by, obj=current)
    current.secret = secret
    return current


@once
def withdraw(*, by, invitation, version) -> Invitation:
    """Take an invitation back: its link is dead from now on. Raises NotPossible and EditConflict."""
    require_lead(by)
    current = _waiting(by, invitation, version)
    current.withdrawn_at = timezone.now()
    current.save(update_fields=["withdrawn_at", "version"])
    record(Action.AMEND, by=by, obj=current)
    return current


def accept(*, invitation, username, password) -> Clinician:
    """Make the account that an invitation is for, by the person who holds its link.

    Raises LinkDead, AddressTaken and UserNameTaken.
    """
    with together():
        current = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        if not current.is_open or current.secret_hash != invitation.secret_hash:
            raise LinkDead
        if who_has(current.email).exists():
            raise AddressTaken
        person = _account(current, username, password)
        current.accepted_by, current.accepted_at = person, timezone.now()
        current.version += 1
        current.save(update_fields=["accepted_by", "accepted_at", "version"])
        record(Action.CREATE, by=person, obj=person)
        return person


def _account(invitation, username, password):
    """The address counts as confirmed: the link came by it."""
    if Clinician.objects.filter(username__iexact=username).exists():
        raise UserNameTaken
    try:
        with transaction.atomic():
            person = Clinician.objects.create_user(
                username,
                invitation.email,
                password,
                first_name=invitation.given_name,
                last_name=invitation.family_name,
                clinic=invitation.clinic,
                role=invitation.role,
                job_title="Physiotherapist" if invitation.role in CLINICAL else "Receptionist",
            )
    except IntegrityError:
        raise UserNameTaken from None
    try:
        with transaction.atomic():
            EmailAddress.objects.create(user=person, email=invitation.email.lower(), verified=True, primary=True)
    except IntegrityError:
        raise AddressTaken from None
    return person


def _waiting(by, invitation, version):
    try:
        return locked_at_version(pending(by.clinic), invitation.pk, version)
    except Invitation.DoesNotExist:
        raise NotPossible(f"The invitation of {invitation} was accepted or withdrawn meanwhile.") from None
