"""An entry made in the wrong record is not handed to its patient; a second record of the same person is."""

import datetime
import json

import pytest

from clinic.audit.recording import Action, record
from rehab.assessments.models import Assessment
from rehab.patients.actions import add_patient, correct_body_measurement, measure_body
from rehab.patients.models import Misfiling, Screening
from rehab.patients.putting_right import put_right
from rehab.records.gathering import gathered
from rehab.records.human import page_of
from rehab.records.machine import record_of
from tests.programmes.conftest import START
from tests.programmes.findings import SHORT_AND_WEAK, examined

DAY = datetime.date(2026, 2, 10)


@pytest.fixture
def rosa(ana):
    return add_patient(
        by=ana, given_name="Rosa", family_name="Keller", date_of_birth=datetime.date(1970, 1, 2), record_number="H-2"
    )


def rows(patient, label):
    return next((found for model, found in gathered(patient).rows.items() if model._meta.label == label), [])


def told(patient, by):
    """The page and the data of everything about the patient."""
    found = gathered(patient)
    made = {"made_on": datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC), "made_by": by}
    return page_of(found, **made) + json.dumps(record_of(found, **made), default=str)


def test_every_version_of_an_entry_about_somebody_else_is_left_out(ana, maria, rosa):
    wrong = measure_body(by=ana, patient=maria, measured_on=DAY, height_cm=171, mass_kg=None)
    corrected = correct_body_measurement(
        by=ana, measurement=wrong, reason="Typed badly", measured_on=DAY, height_cm=172, mass_kg=None
    )
    own = measure_body(by=ana, patient=maria, measured_on=START, height_cm=160, mass_kg=None)
    put_right(by=ana, kind="measurement", row=corrected, reason="Rosa Keller's", to=rosa, place="record")
    assert rows(maria, "patients.BodyMeasurement") == [own]
    for words in ("171", "172", "Rosa", "Keller", "Typed badly", str(rosa.pk)):
        assert words not in told(maria, ana)
    assert "An entry about another person" in told(maria, ana)
    assert [row.height_cm for row in rows(rosa, "patients.BodyMeasurement")] == [172]


def test_an_assessment_of_somebody_else_takes_its_screening_along(ana, maria, marias_episode):
    wrong = examined(marias_episode, by=ana, on=START, right=SHORT_AND_WEAK)
    own = examined(marias_episode, by=ana, on=DAY, right=SHORT_AND_WEAK)
    put_right(by=ana, kind="assessment", row=wrong, reason="Not hers")
    assert Misfiling.objects.count() == 1
    assert rows(maria, "assessments.Assessment") == [Assessment.objects.get(pk=own.pk)]
    assert rows(maria, "patients.Screening") == [
        Screening.objects.get(pk=Assessment.objects.get(pk=own.pk).screening_id)
    ]
    assert {test.assessment_id for test in rows(maria, "assessments.StrengthTest")} == {own.pk}


def test_a_second_record_of_the_same_person_is_part_of_everything(ana, maria, rosa):
    measure_body(by=ana, patient=rosa, measured_on=DAY, height_cm=171, mass_kg=None)
    rosa.merged_into = maria
    rosa.save()
    record(Action.PRINT, by=ana, patient=rosa, obj=rosa)
    assert [row.height_cm for row in rows(maria, "patients.BodyMeasurement")] == [171]
    assert "A second record of the same person, No. H-2" in told(maria, ana)
    assert next(event.action for event in gathered(maria).events if event.patient_id == rosa.pk) == "print"
