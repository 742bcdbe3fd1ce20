"""Two records that may be of one person: what each says, and what has to be decided before they become one."""

import datetime
from dataclasses import dataclass

from clinic.forms import spoken_date
from rehab.patients.forms import PatientForm
from rehab.patients.models import BodyMeasurement, Circumstances, Patient
from rehab.patients.movable import held, measured
from rehab.patients.queries import circumstances_on

DATED = {
    "measurement": (BodyMeasurement, "measured_on", measured),
    "circumstances": (Circumstances, "holds_from", held),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing as each of the two records has it, in words."""

    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        return self.one != self.other


@dataclass(frozen=True, slots=True)
class SameDay:
    """A day for which both records hold an entry of a `kind`: only one of them can count."""

    kind: str
    on: datetime.date
    one: BodyMeasurement | Circumstances
    other: BodyMeasurement | Circumstances

    @property
    def name(self) -> str:
        return f"{self.kind}_{self.on.isoformat()}"

    @property
    def words(self) -> dict[str, str]:
        """{patient id: what that record says}"""
        said = DATED[self.kind][2]
        return {str(row.patient_id): said(row) for row in (self.one, self.other)}


def compared(one: Patient, other: Patient, today) -> list[Line]:
    """Both records side by side: the details, then what each holds."""
    details = [Line(_label(name), _detail(one, name), _detail(other, name)) for name in PatientForm.Meta.fields]
    return [*details, *(Line(label, say(one, today), say(other, today)) for label, say in HOLDS.items())]


def same_days(one: Patient, other: Patient) -> list[SameDay]:
    """The days for which both records hold a measurement, or circumstances."""
    found = []
    for kind, (model, date, _) in DATED.items():
        rows = [
            {getattr(row, date): row for row in model.objects.filter(patient=patient, is_current=True)}
            for patient in (one, other)
        ]
        found += [SameDay(kind, on, rows[0][on], rows[1][on]) for on in sorted(rows[0].keys() & rows[1].keys())]
    return found


def hold_differently(one: Patient, other: Patient, today) -> bool:
    """True where both records say what holds today, and not the same."""
    rows = [circumstances_on(patient, today) for patient in (one, other)]
    return all(rows) and _what_holds(rows[0]) != _what_holds(rows[1])


def _what_holds(row):
    return set(row.precautions), set(row.equipment)


def _label(name):
    return str(Patient._meta.get_field(name).verbose_name).capitalize()


def _detail(patient, name):
    value = getattr(patient, name)
    if isinstance(value, datetime.date):
        return spoken_date(value)
    field = Patient._meta.get_field(name)
    return str(dict(field.flatchoices).get(value, value)) or "–"


def _episodes(patient, today):
    words = [f"{one.complaint} ({'open' if one.is_open else 'closed'})" for one in patient.episodes.all()]
    return "\n".join(words) or "–"


def _today(patient, today):
    row = circumstances_on(patient, today)
    return held(row) if row else "not recorded"


def _measurements(patient, today):
    rows = patient.body_measurements.filter(is_current=True)
    return "\n".join(f"{spoken_date(row.measured_on)}: {measured(row)}" for row in rows) or "–"


def _added(patient, today):
    return f"{spoken_date(patient.created_at.date())}, by {patient.created_by}"


HOLDS = {"Episodes": _episodes, "Circumstances today": _today, "Measurements": _measurements, "Added": _added}
