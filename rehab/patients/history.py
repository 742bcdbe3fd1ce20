"""What a patient's details and episodes said before they were edited."""

import datetime
from dataclasses import dataclass

from django.db import models
from django.utils import timezone

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
    """One edit: what it was in words, of which row, by whom, when, the day it counts for, every field it changed."""

    what: str
    row: Patient | Episode
    by: Clinician
    at: datetime.datetime
    on: datetime.date
    changes: list[Change]


def edits(patient) -> list[Edit]:
    """Every edit of the patient's details and episodes, and of records merged into this one, newest first."""
    rows = [patient, *patient.merged_records.all(), *patient.episodes.prefetch_related("psfs_activities")]
    return sorted((edit for row in rows for edit in _edits_of(row)), key=lambda edit: edit.at, reverse=True)


def _edits_of(row):
    after = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    if isinstance(row, Episode):
        after["activities"] = [activity.activity for activity in row.psfs_activities.all()]
    in_words = _episode_edit if isinstance(row, Episode) else _patient_edit
    kept = FormerVersion.objects.filter(object_type=row._meta.label, object_id=row.pk).select_related("replaced_by")
    for former in kept.order_by("-version"):
        entered_on = timezone.localdate(former.replaced_at)
        what, on = in_words(former.values, after, entered_on)
        if isinstance(row, Patient) and row.merged_into_id:
            what = f"Record {row.record_number}: {what[0].lower()}{what[1:]}"
        changes = _changes(type(row), former.values, after)
        yield Edit(what, row, former.replaced_by, former.replaced_at, on, changes)
        after = after | former.values


def _patient_edit(before, after, entered_on):
    if bool(before["archived_at"]) == bool(after["archived_at"]):
        return "Details edited", entered_on
    if after["archived_at"]:
        return f"Archived: {after['archived_reason']}", entered_on
    return "Taken back from the archive", entered_on


def _episode_edit(before, after, entered_on):
    if bool(before["discharged_on"]) == bool(after["discharged_on"]):
        return f"Episode edited: {after['complaint']}", entered_on
    if after["discharged_on"]:
        outcome = Episode.Outcome(after["outcome"]).label.lower()
        return f"Discharged: {after['complaint']}, {outcome}", _date(after["discharged_on"])
    return f"Opened again: {after['complaint']}", entered_on


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
        return str(field.related_model._default_manager.get(pk=value))
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return spoken_date(_date(value))
    return str(dict(field.flatchoices).get(value, value))


def _date(value):
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)
