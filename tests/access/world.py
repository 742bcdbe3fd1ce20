"""Two clinics side by side, and browsers of everybody who might knock at their doors."""

from dataclasses import dataclass, field

from django.test import Client

from clinic.accounts.models import Clinician
from tests.access.routes import with_rows_of_others
from tests.conftest import signed_in
from tests.trust.founding import HARBOUR, HILL_STREET, founded
from tests.trust.places import Clinic

# The columns of the access matrix.
ROLES = (
    "visitor",
    "reception",
    "clinician",
    "lead",
    "clinician elsewhere",
    "lead elsewhere",
    "administrator",
    "deactivated",
)


@dataclass
class World:
    """Harbour Physio, whose pages are opened, and Hill Street Clinic. `cookies` are those of a browser of each role."""

    harbour: Clinic
    hill: Clinic
    people: dict[str, Clinician]
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)

    def browser(self, role, **more) -> Client:
        """A browser of somebody in this role, signed in with both factors unless they are a visitor."""
        client = Client(raise_request_exception=False, **more)
        for name, value in self.cookies.get(role, {}).items():
            client.cookies[name] = value
        return client


def two_clinics() -> World:
    """Somebody of every role is signed in. Then one of them is deactivated."""
    harbour, hill = (with_rows_of_others(founded(house)) for house in (HARBOUR, HILL_STREET))
    gone = Clinician.objects.create_user("gone", "gone@harbour.example", "pw", clinic=harbour.home)
    keeper = Clinician.objects.create_superuser("keeper", "keeper@example.org", "pw")
    people = {
        **harbour.people,
        "clinician elsewhere": hill.people["clinician"],
        "lead elsewhere": hill.people["lead"],
        "administrator": keeper,
        "deactivated": gone,
    }
    world = World(harbour, hill, people)
    for role, person in people.items():
        world.cookies[role] = {name: one.value for name, one in signed_in(person).cookies.items()}
    Clinician.objects.filter(pk=gone.pk).update(is_active=False)
    return world
