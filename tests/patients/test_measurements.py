"""Height and body mass, each with its date."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from rehab.patients.models import BodyMeasurement
from tests.pages import opened, send, text


@pytest.fixture
def page(maria):
    return reverse("patients:measure", args=[maria.pk])


def test_height_and_mass_are_recorded_with_their_date(as_ana, maria, page):
    send(as_ana, page, height_cm="168.5", mass_kg="71")
    row = BodyMeasurement.objects.get(patient=maria)
    assert (row.measured_on, row.height_cm, row.mass_kg) == (datetime.date(2026, 3, 2), Decimal("168.5"), Decimal(71))
    assert "168.5 cm, 71.0 kg" in text(as_ana.get(reverse("patients:patient", args=[maria.pk])))


def test_one_of_the_two_is_enough_and_none_is_not(as_ana, page):
    assert send(as_ana, page, mass_kg="71").status_code == 302
    response = send(as_ana, page, measured_on="2026-03-01")
    assert response.context["form"].errors["height_cm"] == ["Give the height, the body mass, or both."]


@pytest.mark.parametrize(
    "typed",
    [{"height_cm": "1.72"}, {"height_cm": "-5"}, {"mass_kg": "NaN"}, {"mass_kg": "71000"}, {"height_cm": "1e3"}],
)
def test_a_number_in_another_unit_is_told(as_ana, page, typed):
    response = send(as_ana, page, **typed)
    assert response.status_code == 200
    assert set(typed) <= set(response.context["form"].errors)
    assert not BodyMeasurement.objects.exists()


def test_a_second_measurement_of_a_day_is_a_correction(as_ana, page):
    send(as_ana, page, mass_kg="71")
    first = BodyMeasurement.objects.get()
    assert "Correct that entry" in text(send(as_ana, page, mass_kg="72"))
    send(as_ana, f"{page}?correct={first.pk}", mass_kg="72", reason="Misread the scales")
    now = BodyMeasurement.objects.get(is_current=True)
    assert (now.mass_kg, now.replaces, now.amendment_reason) == (72, first, "Misread the scales")
    assert "Misread the scales" in text(as_ana.get(page))


def test_a_double_tap_records_one(as_ana, page):
    typed = opened(as_ana, page) | {"mass_kg": "71"}
    assert [as_ana.post(page, typed).status_code for _ in range(2)] == [302, 302]
    assert BodyMeasurement.objects.count() == 1
