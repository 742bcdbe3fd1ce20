"""Measurements and circumstances that were entered in error are taken back, and stay readable."""

import datetime

from django.urls import reverse

from rehab.patients.actions import correct_body_measurement, measure_body, set_circumstances
from rehab.patients.queries import circumstances_on
from tests.pages import opened, send, text

DAY = datetime.date(2026, 2, 10)


def test_a_measurement_is_taken_back_with_a_reason(as_ana, ana, maria):
    row = measure_body(by=ana, patient=maria, measured_on=DAY, height_cm=107)
    response = send(as_ana, reverse("patients:withdraw_measurement", args=[row.pk]), reason="Typing error")
    assert response.status_code == 302
    assert not maria.body_measurements.filter(is_current=True).exists()
    page = text(as_ana.get(reverse("patients:measure", args=[maria.pk])))
    assert "107.0 cm" in page
    assert "Typing error" in page
    entries = as_ana.get(reverse("patients:patient", args=[maria.pk])).context["entries"]
    assert "Taken back: 107.0 cm (Typing error)" in [entry.what for entry in entries]
    assert measure_body(by=ana, patient=maria, measured_on=DAY, height_cm=170).is_current


def test_circumstances_are_taken_back_and_the_ones_before_hold_on(as_ana, ana, maria):
    row = set_circumstances(by=ana, patient=maria, holds_from=DAY, precautions=["osteoporosis"], equipment=[])
    send(as_ana, reverse("patients:withdraw_circumstances", args=[row.pk]), reason="Another patient’s letter")
    assert circumstances_on(maria, DAY).equipment == ["band"]
    assert "Another patient’s letter" in text(as_ana.get(reverse("patients:circumstances", args=[maria.pk])))


def test_it_needs_a_reason(as_ana, ana, maria):
    row = measure_body(by=ana, patient=maria, measured_on=DAY, height_cm=107)
    page = send(as_ana, reverse("patients:withdraw_measurement", args=[row.pk]))
    assert "Say why" in text(page)
    row.refresh_from_db()
    assert row.is_current


def test_what_was_corrected_meanwhile_is_not_taken_back(as_ana, ana, maria):
    row = measure_body(by=ana, patient=maria, measured_on=DAY, height_cm=107)
    url = reverse("patients:withdraw_measurement", args=[row.pk])
    form = opened(as_ana, url)
    corrected = correct_body_measurement(by=ana, measurement=row, reason="Typo", measured_on=DAY, height_cm=170)
    as_ana.post(url, form | {"reason": "Typing error"})
    corrected.refresh_from_db()
    assert corrected.is_current


def test_the_other_clinic_takes_nothing_back(as_ben, ana, maria):
    row = measure_body(by=ana, patient=maria, measured_on=DAY, height_cm=170)
    url = reverse("patients:withdraw_measurement", args=[row.pk])
    assert as_ben.post(url, {"reason": "x"}).status_code == 404
    row.refresh_from_db()
    assert row.is_current
