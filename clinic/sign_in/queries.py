"""Reading how somebody signs in, and where they are signed in."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.utils import timezone

from clinic.accounts.models import Clinician
from clinic.sign_in.models import Session

MOST_ALIKE = 20


def second_factors(person):
    """What this person signs in with besides their password. Recovery codes only stand in for one."""
    return Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES)


def has_second_factor(person) -> bool:
    """Whether this person has set up a second factor."""
    return second_factors(person).exists()


def needs_second_factor(person) -> bool:
    """Whether the password alone is too little: as the clinic says, and always for who looks after all clinics."""
    return person.clinic is None or person.clinic.requires_second_factor


def used_second_factor(request) -> bool:
    """Whether whoever is signed in showed a second factor in this session."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def sessions_of(person):
    """Where this person is signed in now."""
    return Session.objects.filter(person=person, expire_date__gt=timezone.now())


def person_called(name) -> Clinician | None:
    """Whose user name or e-mail address this is; None for nobody, and for an address that several accounts have."""
    people = list(Clinician.objects.filter(Q(username__iexact=name) | Q(email__iexact=name))[:MOST_ALIKE])
    by_user_name = [person for person in people if person.username == name] or [
        person for person in people if person.username.lower() == name.lower()
    ]
    found = by_user_name or people
    return found[0] if len(found) == 1 else None
