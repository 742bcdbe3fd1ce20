"""Reading the people of a clinic and its invitations."""

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from clinic.accounts.models import Clinician
from clinic.accounts.queries import treating
from clinic.audit.models import FormerVersion
from clinic.audit.refusals import NotVisible
from clinic.people.hooks import patients_in_care
from clinic.people.links import hashed, secret_of
from clinic.people.models import Invitation

Role = Clinician.Role


def people_of(clinic) -> list[Clinician]:
    """Everybody of the clinic, those first who work there now.

    Each comes with the number of `patients` in their care, and whether they have a `second_factor`.
    """
    people = list(Clinician.objects.filter(clinic=clinic).order_by("-is_active", "last_name", "first_name", "pk"))
    counts, with_factor = patients_in_care(clinic), _with_second_factor(clinic)
    for person in people:
        person.patients = counts.get(person.pk, 0)  # type: ignore[attr-defined]
        person.second_factor = person.pk in with_factor  # type: ignore[attr-defined]
    return people


def _with_second_factor(clinic):
    """Recovery codes only stand in for a second factor."""
    factors = Authenticator.objects.filter(user__clinic=clinic).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return set(factors.values_list("user", flat=True))


def colleague(by, pk) -> Clinician:
    """The person `pk` of the clinic of `by`. Raises NotVisible for everybody else."""
    try:
        return Clinician.objects.get(clinic=by.clinic, pk=pk)
    except (Clinician.DoesNotExist, ValidationError):
        raise NotVisible(Clinician, pk) from None


def receivers(person):
    """Those who can take over what `person` answers for."""
    return treating(person.clinic).exclude(pk=person.pk)


def is_last_lead(person) -> bool:
    """Whether nobody else leads the clinic."""
    leads = Clinician.objects.filter(clinic=person.clinic, is_active=True, role=Role.LEAD)
    return person.is_active and person.is_lead and not leads.exclude(pk=person.pk).exists()


def former_roles(person) -> list[dict]:
    """What role and state the person had before each change, newest first."""
    kept = FormerVersion.objects.filter(object_type=person._meta.label, object_id=person.pk)
    return [
        {
            "role": dict(Role.choices).get(former.values["role"], former.values["role"]),
            "is_active": former.values["is_active"],
            "until": former.replaced_at,
            "by": former.replaced_by,
        }
        for former in kept.select_related("replaced_by").order_by("-version")
    ]


def pending(clinic):
    """The invitations of the clinic that are neither accepted nor withdrawn; some may have expired."""
    waiting = Invitation.objects.filter(clinic=clinic, accepted_at__isnull=True, withdrawn_at__isnull=True)
    return waiting.select_related("created_by")


def own_invitation(by, pk) -> Invitation:
    """The invitation `pk` of the clinic of `by`, whatever became of it. Raises NotVisible for every other."""
    found = Invitation.objects.filter(clinic=by.clinic, pk=pk).first()
    if found is None:
        raise NotVisible(Invitation, pk)
    return found


def invitation_of(token) -> Invitation | None:
    """The invitation whose link holds this token; None for a link that was never made, or was replaced."""
    secret = secret_of(token)
    if secret is None:
        return None
    return Invitation.objects.select_related("clinic", "created_by").filter(secret_hash=hashed(secret)).first()


def who_has(email):
    """Every account, of whichever clinic, that signs in with this address."""
    return Clinician.objects.filter(Q(email__iexact=email) | Q(emailaddress__email__iexact=email)).distinct()


def invited_meanwhile(clinic, email):
    """The open invitation of the clinic to this address, or None."""
    return pending(clinic).filter(email__iexact=email, expires_at__gt=timezone.now()).first()
