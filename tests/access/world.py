"""Two clinics side by side, and browsers of everybody who might knock at their doors."""

import time
from dataclasses import dataclass, field

from django.test import Client

from clinic.accounts.models import Clinician
from clinic.sign_in import sessions
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
# Whoever is signed in only by half, or no longer, is a visitor.
AS_VISITORS = ("password alone", "session that has ended")

INVITATION = "people:accept"  # says to whoever holds it where it leads


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

    def hidden_from(self, role, route) -> tuple[str, ...]:
        """What no page may show to somebody in this role: the other clinic, and clinical text to the reception."""
        if role in ("visitor", "deactivated", "administrator") or route == INVITATION:
            return ()
        other = self.harbour if role.endswith("elsewhere") else self.hill
        clinical = (self.harbour.episode.complaint,) if role == "reception" else ()
        return (other.house.name, other.house.family_name, other.house.number, *clinical)


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
        world.cookies[role] = _kept_by(signed_in(person))
    Clinician.objects.filter(pk=gone.pk).update(is_active=False)
    world.cookies["password alone"] = _kept_by(_password_alone(harbour.ana))
    world.cookies["session that has ended"] = _kept_by(_left_unused(harbour.people["reception"]))
    return world


def _kept_by(browser):
    return {name: one.value for name, one in browser.cookies.items()}


def _password_alone(person):
    browser = Client()
    browser.force_login(person)
    return browser


def _left_unused(person):
    browser = signed_in(person)
    session = browser.session
    session[sessions.LAST_USED_AT] = time.time() - sessions.IDLE.total_seconds()
    session.save()
    return browser
