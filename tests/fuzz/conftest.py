"""A clinic, somebody of every role, and another clinic beside it: built once for all that is drawn."""

from types import SimpleNamespace

import pytest

from clinic.accounts.models import Clinic, Clinician
from rehab.patients.actions import add_patient
from tests.attacks.conftest import quiet
from tests.fuzz.requests import ROLES, Drawing
from tests.fuzz.sending import Site
from tests.standing import standing
from tests.trust.founding import HARBOUR, founded

__all__ = ["quiet"]


def at_work():
    """`clinic`, and `site` as everybody sees it."""
    clinic = founded(HARBOUR)
    gone = Clinician.objects.create_user("gone", "gone@harbour.example", "pw", clinic=clinic.home)
    people = {
        "visitor": None,
        "clinician": clinic.people["clinician"],
        "lead": clinic.lead,
        "reception": clinic.people["reception"],
        "another clinic": somebody_elsewhere(clinic),
        "deactivated": gone,
        "administrator": Clinician.objects.create_superuser("keeper", "keeper@example.org", "pw"),
    }
    site = Site({role: people[role] for role in ROLES})
    Clinician.objects.filter(pk=gone.pk).update(is_active=False)
    return SimpleNamespace(clinic=clinic, site=site)


def somebody_elsewhere(clinic):
    elsewhere = Clinic.objects.create(name="Hill Street Clinic", requires_second_factor=False)
    ben = Clinician.objects.create_user("ben", "ben@hill.example", "pw", clinic=elsewhere)
    born = clinic.maria.date_of_birth
    add_patient(by=ben, given_name="Łukasz", family_name="Nowak", date_of_birth=born, record_number="B-7")
    return ben


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker):
    with standing(django_db_blocker, at_work) as place:
        yield place


@pytest.fixture
def site(built, db):
    return built.site


@pytest.fixture
def drawing_of(built, db):
    """drawing_of(seed): the requests of a seed to this clinic."""
    return lambda seed: Drawing(seed=seed, clinic=built.clinic, open_page=built.site.open_page)
