"""Everything that changes who works in a clinic and as what. Only its lead does, asked anew inside each transaction."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from clinic.accounts.models import CLINICAL, Clinic, Clinician
from clinic.audit.models import FormerVersion
from clinic.audit.recording import Action, locked_at_version, once, record
from clinic.people import hooks
from clinic.people.models import Invitation
from clinic.people.queries import receivers as possible_receivers
from clinic.sign_in.actions import end_sessions

Role = Clinician.Role


class NotPossible(Exception):
    """What stands in the way, in the lead's words."""


class ChargesChanged(Exception):
    """What the person answers for, or who can take it over, is no longer what the form showed."""


@once
def change_role(*, by, person, version, role) -> Clinician:
    """Give a colleague another role, from their next request on. Raises NotPossible and EditConflict."""
    require_lead(by)
    _not_oneself(by, person, "You cannot change your own role: another lead of the clinic can.")
    current = _locked(person, version)
    if role == current.role:
        raise NotPossible(f"{current} has this role already.")
    if role not in CLINICAL and hooks.charges_of(current):
        raise NotPossible(f"{current} still treats patients. Hand them over first.")
    changed = _changed(current, by=by, role=role)
    record(Action.ROLE, by=by, obj=changed)
    return changed


@once
def hand_over(*, by, person, version, receivers) -> Clinician:
    """Give the patients of a colleague to others. `receivers` maps each Charge.id to the Clinician who takes it.

    Raises ChargesChanged and EditConflict.
    """
    require_lead(by)
    current = _locked(person, version)
    _hand_over(by, current, receivers)
    current.save(update_fields=["version"])
    record(Action.AMEND, by=by, obj=current)
    return current


@once
def deactivate(*, by, person, version, receivers) -> Clinician:
    """Close the account of somebody who leaves, after their patients are handed over (see hand_over()).

    Their sessions end, and invitations they made are withdrawn; what they wrote keeps its author. Raises NotPossible,
    ChargesChanged and EditConflict.
    """
    require_lead(by)
    _not_oneself(by, person, "You cannot deactivate your own account: another lead of the clinic can.")
    current = _locked(person, version)
    if not current.is_active:
        raise NotPossible(f"The account of {current} is deactivated already.")
    _hand_over(by, current, receivers)
    closed = _changed(current, by=by, is_active=False)
    end_sessions(closed)
    record(Action.DEACTIVATE, by=by, obj=closed)
    return closed


@once
def reactivate(*, by, person, version) -> Clinician:
    """Open the account of somebody who comes back, in the role they had. Raises NotPossible and EditConflict."""
    require_lead(by)
    current = _locked(person, version)
    if current.is_active:
        raise NotPossible(f"The account of {current} is active already.")
    opened = _changed(current, by=by, is_active=True)
    record(Action.REACTIVATE, by=by, obj=opened)
    return opened


def require_lead(by) -> None:
    """Hold the people of the clinic until this transaction ends; refuse whoever is not its lead at this moment."""
    Clinic.objects.select_for_update(no_key=True).get(pk=by.clinic_id)
    if not Clinician.objects.filter(pk=by.pk, clinic=by.clinic_id, is_active=True, role=Role.LEAD).exists():
        raise PermissionDenied("Only the lead of the clinic changes who works there.")


def _not_oneself(by, person, why):
    """Whoever leads stays lead, so that no clinic is ever without one."""
    if person.pk == by.pk:
        raise NotPossible(why)


def _locked(person, version):
    people = Clinician.objects.filter(clinic=person.clinic_id)
    return locked_at_version(people, person.pk, version)


def _changed(person, *, by, **changes):
    """Save what changed, and keep beside it which role and state it was before."""
    FormerVersion.objects.create(
        object_type=person._meta.label,
        object_id=person.pk,
        version=person.version - 1,
        values={"role": person.role, "is_active": person.is_active},
        replaced_by=by,
    )
    if person.is_lead:
        _withdraw_invitations(by, person)
    for name, value in changes.items():
        setattr(person, name, value)
    person.save(update_fields=[*changes, "version"])
    return person


def _withdraw_invitations(by, person):
    """Nobody comes in on the word of somebody who no longer leads."""
    waiting = Invitation.objects.filter(created_by=person, accepted_at__isnull=True, withdrawn_at__isnull=True)
    for invitation in waiting.select_for_update(of=("self",)):
        invitation.withdrawn_at, invitation.version = timezone.now(), invitation.version + 1
        invitation.save(update_fields=["withdrawn_at", "version"])
        record(Action.AMEND, by=by, obj=invitation)


def _hand_over(by, person, receivers):
    possible = set(possible_receivers(person).values_list("pk", flat=True))
    charges = {charge.id for charge in hooks.charges_of(person)}
    if charges != set(receivers) or not {to.pk for to in receivers.values()} <= possible:
        raise ChargesChanged
    hooks.hand_over(by=by, person=person, receivers=receivers)
