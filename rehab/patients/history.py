"""What a patient's details and episodes said before they were edited."""

import datetime
from dataclasses import dataclass

from django.db import models

from clinic.accounts.models import Clinician
from clinic.audit.models import FormerVersion
from clinic.forms import spoken_date
from rehab.patients.forms import DischargeForm, EpisodeForm, PatientForm
from rehab.patients.models import Episode, Patient

TOLD = {
    Patient: [*PatientForm.Meta.fields, "archived_reason"],
    Episode: [*EpisodeForm.Meta.fields, *DischargeForm.Meta.fields],
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after an edit, as a person reads it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: of what, by whom, when, and every field it changed."""

    of: str
    by: Clinician
    at: datetime.datetime
    changes: list[Change]


def edits(patient) -> list[Edit]:
    """Every edit of the patient's details and episodes, newest first."""
    rows = [patient, *patient.episodes.prefetch_related("psfs_activities")]
    return sorted((edit for row in rows for edit in _edits_of(row)), key=lambda edit: edit.at, reverse=True)


def _edits_of(row):
    after = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    if isinstance(row, Episode):
        after["activities"] = [activity.activity for activity in row.psfs_activities.all()]
    kept = FormerVersion.objects.filter(object_type=row._meta.label, object_id=row.pk).select_related("replaced_by")
    for former in kept.order_by("-version"):
        yield Edit(_called(row), former.replaced_by, former.replaced_at, _changes(type(row), former.values, after))
        after = after | former.values


def _called(row):
    return "Details" if isinstance(row, Patient) else f"Episode: {row.complaint}"


def _changes(model, before, after):
    fields = [model._meta.get_field(name) for name in TOLD[model]]
    pairs = [(field.verbose_name, _said(field, before), _said(field, after)) for field in fields]
    if "activities" in before:
        pairs.append(("activities", ", ".join(before["activities"]), ", ".join(after["activities"])))
    return [Change(label.capitalize(), old or "–", new or "–") for label, old, new in pairs if old != new]


def _said(field, values):
    value = values[field.attname]
    if value is None:
        return ""
    if isinstance(field, models.ForeignKey):
        return str(field.related_model.objects.get(pk=value))
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return spoken_date(value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value))
    return str(dict(field.flatchoices).get(value, value))
