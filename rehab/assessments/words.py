"""Findings as a clinician reads them: labels, values with their units, short names of what is left out."""

from decimal import Decimal

from rehab.assessments.limits import CHOICES
from rehab.rules import FIELDS, LIBRARY

PELVIS = {True: "Yes", False: "No"}
LABELS = {
    "pelvis_controlled": "Pelvis controlled",
    "method": "Method",
    "mmt": "MMT grade",
    "position": "Position",
    "fixation": "Fixation",
    "hip_extension_knee_straight_deg": "… knee straight",
    "symptoms": "Symptoms during it",
}


def label_of(field: str) -> str:
    """The short label of a field, where the test and the side are said around it."""
    return LABELS.get(field) or FIELDS[field].label


def test_name(test: str) -> str:
    """Thomas test, Modified Thomas test, Strength test."""
    return LIBRARY.words["test"][test].label


def number_words(value) -> str:
    """A number without needless zeros, with a real minus sign."""
    value = value if isinstance(value, Decimal) else Decimal(str(value))
    return f"{value.normalize() + 0:f}".replace("-", "−")


def with_unit(field: str, value) -> str:
    """A measured number with its unit: "−12°", "118 N", "3/10"."""
    unit = FIELDS[field].unit
    return f"{number_words(value)}{unit if unit.startswith(('°', '/')) else f' {unit}'}"


def range_words(field: str) -> str:
    """From where to where a measure may go: "−60 to 45"."""
    limits = FIELDS[field]
    return f"{number_words(limits.minimum)} to {number_words(limits.maximum)}"


def value_words(field: str, value) -> str:
    """Any value of a test as a clinician reads it; "" where it is not known."""
    if value in (None, ""):
        return ""
    if field == "pelvis_controlled":
        return PELVIS[value]
    if field in FIELDS:
        return with_unit(field, value)
    return value if field == "mmt" else dict(CHOICES[field])[value]


def exercise_words(exercise: str, level: int | None) -> str:
    """An exercise that was tried, with the level: "Seated knee raise, level 2"."""
    return f"{LIBRARY.card(exercise)['name']}, level {level}" if exercise else ""


def trial_words(trial) -> str:
    """A trial as a line: "Seated knee raise, level 1: excellent, symptoms 1/10"."""
    how = [value_words("quality", trial["quality"]).lower(), f"symptoms {value_words('symptoms', trial['symptoms'])}"]
    return f"{exercise_words(trial['exercise'], trial['level'])}: {', '.join(how)}"
