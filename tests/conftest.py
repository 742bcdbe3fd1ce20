"""The fixed cast and the frozen clock that every test shares.

Ana Ruiz works at Harbour Physio, so do its lead Lena Vogt and Rosa Lind at its reception. Ben Okafor works at Hill
Street Clinic and must never see a patient of Harbour's. Maria Silva is Harbour's patient, Łukasz Nowak is Hill
Street's. It is Monday 2 March 2026, ten in the morning.
"""

import datetime
import gc
from types import SimpleNamespace

import pytest
import time_machine
from allauth.account.internal.flows.login import record_authentication
from django.core.cache import caches
from django.db import connection
from django.test import Client, TransactionTestCase

from clinic.accounts.models import Clinic, Clinician
from clinic.audit import guards
from rehab.patients.actions import add_patient, open_episode, set_circumstances
from tests.figures import figure  # noqa: F401 (a fixture)

NOW = datetime.datetime(2026, 3, 2, 10, 0, tzinfo=datetime.UTC)


def pytest_collection_finish():
    """What is loaded by now stays: looking through it for garbage again and again took an eighth of the run."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def emptied_past_the_guards():
    """The audit trail refuses to be emptied, so what a test has committed is cleared with its guards lifted."""
    empty = TransactionTestCase._fixture_teardown

    def lifted(case):
        guards.lift(connection)
        try:
            empty(case)
            caches["default"].clear()
        finally:
            guards.set_up(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lifted)
        yield


@pytest.fixture(autouse=True)
def clock(request):
    """Monday 2 March 2026, 10:00. `clock.move_to(...)` changes it. A browser test lives in real time."""
    if request.node.get_closest_marker("browser"):
        yield None
        return
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def harbour(db):
    return Clinic.objects.create(
        name="Harbour Physio",
        address="1 Quay Street\nHarbour Town",
        telephone="01234 567890",
        time_zone="Europe/London",
        requires_second_factor=False,  # what it asks for is in tests/sign_in
    )


@pytest.fixture
def hill_street(db):
    return Clinic.objects.create(name="Hill Street Clinic", telephone="09876 543210", requires_second_factor=False)


@pytest.fixture
def ana(harbour):
    return Clinician.objects.create_user(
        "ana", "ana@harbour.example", "pw", first_name="Ana", last_name="Ruiz", clinic=harbour
    )


@pytest.fixture
def lena(harbour):
    return Clinician.objects.create_user(
        "lena", "lena@harbour.example", "pw", first_name="Lena", last_name="Vogt", clinic=harbour, role="lead"
    )


@pytest.fixture
def rosa(harbour):
    return Clinician.objects.create_user(
        "rosa", "rosa@harbour.example", "pw", first_name="Rosa", last_name="Lind", clinic=harbour, role="reception"
    )


@pytest.fixture
def ben(hill_street):
    return Clinician.objects.create_user(
        "ben", "ben@hill.example", "pw", first_name="Ben", last_name="Okafor", clinic=hill_street
    )


def signed_in(clinician, client=None):
    """A browser, a new one or `client`, in which somebody is signed in, with password and second factor."""
    client = client or Client()
    client.force_login(clinician)
    session = client.session
    record_authentication(SimpleNamespace(session=session), clinician, method="mfa")
    session.save()
    return client


@pytest.fixture
def as_ana(ana):
    """A browser in which Ana is signed in."""
    return signed_in(ana)


@pytest.fixture
def as_lena(lena):
    """A browser in which Lena, the lead, is signed in."""
    return signed_in(lena)


@pytest.fixture
def as_rosa(rosa):
    """A browser in which Rosa, at the reception, is signed in."""
    return signed_in(rosa)


@pytest.fixture
def as_ben(ben):
    """A browser in which Ben, of the other clinic, is signed in."""
    return signed_in(ben)


@pytest.fixture
def maria(ana):
    """Maria Silva, Harbour's patient since January: a band at home, no precaution."""
    patient = add_patient(
        by=ana,
        given_name="Maria",
        family_name="Silva",
        date_of_birth=datetime.date(1961, 5, 14),
        sex="female",
        record_number="H-1001",
        telephone="01234 555019",
    )
    set_circumstances(by=ana, patient=patient, holds_from=datetime.date(2026, 1, 5), precautions=[], equipment=["band"])
    return patient


@pytest.fixture
def marias_episode(ana, maria):
    """Maria's open episode: the right hip, since January."""
    return open_episode(
        by=ana,
        patient=maria,
        complaint="Anterior hip pain on stairs",
        sides="right",
        goal="Climb the stairs to my flat",
        started_on=datetime.date(2026, 1, 5),
        activities=["Climbing stairs", "Getting out of the car", "Walking the dog"],
    )


@pytest.fixture
def lukasz(ben):
    """Łukasz Nowak, a patient of Hill Street's."""
    return add_patient(
        by=ben,
        given_name="Łukasz",
        family_name="Nowak",
        date_of_birth=datetime.date(1988, 11, 2),
        record_number="B-7",
    )
