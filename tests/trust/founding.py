"""Whole clinics built in one go, for tests that share them: people, a patient, and a row of everything."""

import datetime
import uuid
from dataclasses import dataclass

from clinic.accounts import models as accounts
from clinic.accounts.models import Clinician
from clinic.drafts import actions as drafts
from rehab.patients.actions import add_patient, open_episode, set_circumstances
from rehab.thresholds.actions import make_version
from tests.trust.places import Clinic

SINCE = datetime.date(2026, 1, 5)


@dataclass(frozen=True)
class House:
    """A clinic before it is founded; its first patient, and what their record number begins with."""

    name: str
    domain: str
    given_name: str
    family_name: str
    born: datetime.date
    number: str


HARBOUR = House("Harbour Physio", "harbour.example", "Maria", "Silva", datetime.date(1961, 5, 14), "H-1001")
HILL_STREET = House("Hill Street Clinic", "hill.example", "Łukasz", "Nowak", datetime.date(1988, 11, 2), "B-7")


def founded(house) -> Clinic:
    """The clinic at work, with a `clinician`, a `lead` and a `reception` besides."""
    home = accounts.Clinic.objects.create(name=house.name, telephone="01234 567890", requires_second_factor=False)
    people = {role: _person(home, house, role) for role in Clinician.Role.values}
    patient = _patient(house, by=people["clinician"])
    activities = ["Climbing stairs", "Getting out of the car", "Walking the dog"]
    episode = open_episode(
        by=people["clinician"],
        patient=patient,
        complaint="Anterior hip pain on stairs",
        sides="right",
        started_on=SINCE,
        activities=activities,
    )
    clinic = Clinic(people["clinician"], patient, episode)
    clinic.house, clinic.home, clinic.people, clinic.lead = house, home, people, people["lead"]
    changed = {"clean_sessions_to_progress": 4}
    clinic.settings = make_version(by=clinic.lead, settings=changed, reason="Slower", version=0)
    clinic.to_compare = clinic.settings.number
    clinic.kept = drafts.keep(
        by=clinic.ana,
        form="programmes:log",
        object_id=clinic.programme.pk,
        key=uuid.uuid4(),
        values={"note": ["Half a sentence"]},
        version=1,
    )
    return clinic


def _person(home, house, role):
    address = f"{role}@{house.domain}"
    return Clinician.objects.create_user(
        address, address, "pw", first_name=role.title(), last_name=home.name, clinic=home, role=role
    )


def _patient(house, *, by):
    patient = add_patient(
        by=by,
        given_name=house.given_name,
        family_name=house.family_name,
        date_of_birth=house.born,
        record_number=house.number,
        telephone="01234 555019",
    )
    set_circumstances(by=by, patient=patient, holds_from=SINCE, precautions=[], equipment=["band"])
    return patient
