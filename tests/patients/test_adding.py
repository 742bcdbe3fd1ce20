"""Adding a patient."""

import datetime

import pytest
from django.urls import reverse

from rehab.patients.models import Patient
from tests.pages import opened, send, text

ADD = reverse("patients:add")
ROSA = {
    "given_name": "Rosa",
    "family_name": "Keller",
    "date_of_birth": "1970-01-02",
    "sex": "female",
    "record_number": "H-2",
    "language": "de",
    "address": "3 Mill Lane",
}


def test_a_patient_is_added_to_the_clinician_s_clinic(as_ana, ana):
    response = send(as_ana, ADD, **ROSA)
    rosa = Patient.objects.get()
    assert response.url == reverse("patients:patient", args=[rosa.pk])
    assert (rosa.clinic, rosa.created_by, rosa.version) == (ana.clinic, ana, 1)
    assert (str(rosa), rosa.date_of_birth, rosa.language) == ("Rosa Keller", datetime.date(1970, 1, 2), "de")
    assert "The patient is added." in text(as_ana.get(response.url))


def test_a_form_that_is_sent_twice_adds_one_patient(as_ana):
    typed = opened(as_ana, ADD) | ROSA
    first, second = as_ana.post(ADD, typed), as_ana.post(ADD, typed)
    assert first.url == second.url
    assert Patient.objects.count() == 1


def test_what_is_missing_is_told_beside_each_field_and_linked_from_the_top(as_ana):
    response = send(as_ana, ADD, **ROSA | {"given_name": " ", "date_of_birth": ""})
    page = text(response)
    assert set(response.context["form"].errors) == {"given_name", "date_of_birth"}
    assert "<title>Error: Add a patient" in page
    assert 'href="#id_given_name"' in page
    assert 'value="Keller"' in page
    assert "3 Mill Lane" in page
    assert not Patient.objects.exists()


@pytest.mark.parametrize(
    ("born", "said"),
    [
        ("2026-03-03", "The date of birth is in the future."),
        ("1899-12-31", "Nobody born before 1900 can be a patient: check the year."),
        ("12 May", "Write a date like 05/03/2026."),
    ],
)
def test_a_date_of_birth_that_cannot_be_is_told(as_ana, born, said):
    response = send(as_ana, ADD, **ROSA | {"date_of_birth": born})
    assert response.context["form"].errors["date_of_birth"] == [said]


def test_somebody_born_today_can_be_added(as_ana):
    assert send(as_ana, ADD, **ROSA | {"date_of_birth": "2026-03-02"}).status_code == 302


def test_a_record_number_of_the_clinic_is_not_given_twice(as_ana, maria):
    response = send(as_ana, ADD, **ROSA | {"record_number": " H-1001 "})
    assert response.context["form"].errors["record_number"] == ["Maria Silva has this record number already."]
    assert Patient.objects.count() == 1


def test_another_clinic_s_record_numbers_do_not_count_and_are_not_told(as_ana, lukasz):
    assert send(as_ana, ADD, **ROSA | {"record_number": lukasz.record_number}).status_code == 302


def test_what_the_form_does_not_ask_cannot_be_sent(as_ana, ana, hill_street, ben):
    send(
        as_ana,
        ADD,
        **ROSA
        | {
            "clinic": hill_street.pk,
            "created_by": ben.pk,
            "id": "00000000-0000-0000-0000-000000000001",
            "version": 9,
            "archived_at": "2026-01-01",
        },
    )
    rosa = Patient.objects.get()
    assert (rosa.clinic, rosa.created_by, rosa.version, rosa.archived_at) == (ana.clinic, ana, 1, None)
    assert rosa.pk.int != 1
