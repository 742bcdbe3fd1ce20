"""A form that is sent twice is stored once."""

import datetime
import uuid

import pytest
from django.db import IntegrityError

from clinic.audit.models import AuditEvent, Submission
from clinic.audit.recording import new_key, once, stored_before
from rehab.patients.actions import add_patient, archive_patient, restore_patient
from rehab.patients.models import Patient

ROSA = {
    "given_name": "Rosa",
    "family_name": "Keller",
    "date_of_birth": datetime.date(1970, 1, 2),
    "record_number": "H-2",
}


def test_the_same_key_stores_one_patient_and_gives_it_back(ana):
    key = new_key()
    first = add_patient(by=ana, key=key, **ROSA)
    second = add_patient(by=ana, key=key, **ROSA)
    assert first == second
    assert Patient.objects.count() == 1
    assert AuditEvent.objects.filter(action="create").count() == 1


def test_another_key_stores_another(ana):
    add_patient(by=ana, key=new_key(), **ROSA)
    add_patient(by=ana, key=new_key(), **ROSA | {"record_number": "H-3"})
    assert Patient.objects.count() == 2


def test_a_key_counts_for_one_person(ana, ben):
    key = new_key()
    add_patient(by=ana, key=key, **ROSA)
    add_patient(by=ben, key=key, **ROSA)
    assert [patient.clinic for patient in Patient.objects.order_by("created_at")] == [ana.clinic, ben.clinic]


def test_a_key_counts_for_one_action(ana, maria):
    key = new_key()
    archive_patient(by=ana, key=key, patient=maria, version=1, reason="Moved away")
    restored = restore_patient(by=ana, key=key, patient=maria, version=2)
    assert restored.archived_at is None


def test_an_action_that_fails_leaves_its_key_free(ana, maria):
    key = new_key()
    with pytest.raises(Exception, match="taken"):
        add_patient(by=ana, key=key, **ROSA | {"record_number": maria.record_number})
    assert not Submission.objects.filter(key=key).exists()
    assert add_patient(by=ana, key=key, **ROSA).record_number == "H-2"


def test_what_a_key_has_stored_is_known(ana, ben):
    key = new_key()
    assert stored_before(add_patient, by=ana, key=key) is None
    rosa = add_patient(by=ana, key=key, **ROSA)
    assert stored_before(add_patient, by=ana, key=str(key)) == rosa
    assert stored_before(add_patient, by=ben, key=key) is None
    assert stored_before(add_patient, by=ana, key="no key") is None
    assert stored_before(add_patient, by=ana, key=None) is None


@once
def add_the_same_row_again(*, by, row):
    return Patient.objects.create(clinic=by.clinic, created_by=by, **ROSA | {"id": row.pk})


def test_a_constraint_that_an_action_breaks_is_not_taken_for_a_repeat(ana):
    rosa = add_patient(by=ana, **ROSA)
    with pytest.raises(IntegrityError):
        add_the_same_row_again(by=ana, key=uuid.uuid4(), row=rosa)
