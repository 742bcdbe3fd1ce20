"""A new patient who looks like one that is here already."""

import pytest
from django.urls import reverse

from clinic.audit.models import AuditEvent
from rehab.patients.models import Patient
from tests.pages import send, text

ADD = reverse("patients:add")
NEW = {
    "given_name": "Maria",
    "family_name": "Silva",
    "date_of_birth": "1990-01-01",
    "sex": "unknown",
    "record_number": "H-2",
    "language": "en",
}


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"given_name": "MARÍA", "family_name": "sílva"},
        {"given_name": "Mia", "date_of_birth": "1961-05-14"},
    ],
)
def test_the_clinician_is_asked_before_a_second_record_is_made(as_ana, maria, typed):
    response = send(as_ana, ADD, **NEW | typed)
    page = text(response)
    assert "Already in your clinic" in page
    assert f"/patients/{maria.pk}/" in page
    assert "born 14 May 1961, number H-1001" in page
    assert Patient.objects.count() == 1


def test_the_clinician_goes_on_knowingly(as_ana, maria):
    assert send(as_ana, ADD, **NEW, another_person="on").status_code == 302
    assert Patient.objects.count() == 2


@pytest.mark.parametrize(
    "typed",
    [{"given_name": "Mario"}, {"family_name": "Silvano"}, {"family_name": "Costa", "date_of_birth": "1961-05-14"}],
)
def test_somebody_who_differs_enough_is_added_at_once(as_ana, maria, typed):
    assert send(as_ana, ADD, **NEW | typed).status_code == 302


def test_another_clinic_s_patients_are_not_compared(as_ana, lukasz):
    typed = NEW | {"given_name": "Łukasz", "family_name": "Nowak"}
    assert send(as_ana, ADD, **typed).status_code == 302


def test_showing_who_looks_alike_is_reading_their_record(as_ana, ana, maria):
    send(as_ana, ADD, **NEW)
    assert AuditEvent.objects.filter(action="read", actor=ana, patient_id=maria.pk).count() == 1


def test_an_edit_that_makes_two_patients_alike_is_asked_about_too(as_ana, ana, maria):
    send(as_ana, ADD, **NEW | {"given_name": "Mario"})
    edit = reverse("patients:edit", args=[Patient.objects.get(given_name="Mario").pk])
    assert "Already in your clinic" in text(send(as_ana, edit, given_name="Maria"))
    assert AuditEvent.objects.filter(action="read", actor=ana, patient_id=maria.pk).count() == 1
    assert send(as_ana, edit, given_name="Maria", another_person="on").status_code == 302


def test_a_patient_does_not_look_like_themselves(as_ana, maria):
    edit = reverse("patients:edit", args=[maria.pk])
    assert send(as_ana, edit, given_name="Mária").status_code == 302
