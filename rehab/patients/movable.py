"""This app's own entries that can be moved to the right patient: body measurements and circumstances."""

from django.urls import reverse

from clinic.forms import spoken_date
from rehab.patients.actions import (
    DateTaken,
    measure_body,
    set_circumstances,
    withdraw_body_measurement,
    withdraw_circumstances,
)
from rehab.patients.misfiled import CannotBeMoved, MovableKind
from rehab.patients.models import BodyMeasurement, Circumstances
from rehab.patients.queries import equipment_of, precautions_of

IN_THE_RECORD = [("record", "The patient’s record")]


def measured(row) -> str:
    """A body measurement in words: 170.0 cm, 70.0 kg."""
    parts = [f"{row.height_cm} cm" if row.height_cm else "", f"{row.mass_kg} kg" if row.mass_kg else ""]
    return ", ".join(part for part in parts if part)


def held(row) -> str:
    """Circumstances in words: each precaution, each piece of equipment."""
    found = [*precautions_of(row), *equipment_of(row)]
    return ", ".join(one.label for one in found) or "no precautions, no equipment"


def _strike_measurement(*, by, row, reason):
    withdraw_body_measurement(by=by, measurement=row, reason=reason)
    return row


def _strike_circumstances(*, by, row, reason):
    withdraw_circumstances(by=by, circumstances=row, reason=reason)
    return row


def _copy_measurement(*, by, row, patient, place):
    details = {name: getattr(row, name) for name in ("measured_on", "height_cm", "mass_kg")}
    try:
        return measure_body(by=by, patient=patient, **details)
    except DateTaken as taken:
        raise CannotBeMoved(f"{patient} was measured on {spoken_date(taken.row.measured_on)} already.") from taken


def _copy_circumstances(*, by, row, patient, place):
    details = {name: getattr(row, name) for name in ("holds_from", "precautions", "equipment", "note")}
    try:
        return set_circumstances(by=by, patient=patient, **details)
    except DateTaken as taken:
        day = spoken_date(taken.row.holds_from)
        raise CannotBeMoved(f"{patient} has circumstances from {day} already: correct those instead.") from taken


MEASUREMENT = MovableKind(
    name="measurement",
    model=BodyMeasurement,
    words=lambda row: f"Measurement of {spoken_date(row.measured_on)}",
    lines=lambda row: [measured(row)],
    url=lambda row: reverse("patients:measure", args=[row.patient_id]),
    strike=_strike_measurement,
    places=lambda patient: IN_THE_RECORD,
    copy=_copy_measurement,
)
CIRCUMSTANCES = MovableKind(
    name="circumstances",
    model=Circumstances,
    words=lambda row: f"Circumstances from {spoken_date(row.holds_from)}",
    lines=lambda row: [held(row), *([row.note] if row.note else [])],
    url=lambda row: reverse("patients:circumstances", args=[row.patient_id]),
    strike=_strike_circumstances,
    places=lambda patient: IN_THE_RECORD,
    copy=_copy_circumstances,
)
