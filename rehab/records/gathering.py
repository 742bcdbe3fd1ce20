"""Everything that is stored about one patient, found by the relations of the models."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from clinic.accounts.models import Clinic, Clinician
from clinic.audit.models import AuditEvent
from clinic.audit.queries import acts_on
from rehab.patients.models import Misfiling, Patient
from rehab.records.privacy import CLASSIFIED
from rehab.thresholds.models import SettingsVersion

ABOUT_ANOTHER_ROW = ("audit.FormerVersion", "drafts.FormDraft")


@dataclass(frozen=True, slots=True)
class Gathered:
    """The rows about `patient` by model, in the order of CLASSIFIED; the events of the audit trail, newest first."""

    patient: models.Model
    rows: Mapping[type[models.Model], list[Any]]
    events: list[AuditEvent]


def gathered(patient) -> Gathered:
    """Every row that belongs to the patient, and what those rows lead to that is not somebody else's."""
    person = records_of_the_person(patient)
    rows: dict[type[models.Model], list[Any]] = {model: rows_of(model, person) for model in clinical_models()}
    others = _about_somebody_else(rows)
    rows = {model: [row for row in found if row.pk not in others] for model, found in rows.items()}
    ids = {row.pk for found in rows.values() for row in found}
    for label in ABOUT_ANOTHER_ROW:
        rows[apps.get_model(label)] = list(apps.get_model(label).objects.filter(object_id__in=ids).order_by("pk"))
    rows[SettingsVersion] = list(SettingsVersion.objects.filter(pk__in=_settings_used(rows)).order_by("number"))
    rows[Clinic] = [patient.clinic]
    events = list(acts_on(person))
    return Gathered(patient, {model: found for model, found in rows.items() if found}, events)


def records_of_the_person(patient) -> list[Patient]:
    """The patient, and every second record of them that was merged into this one."""
    found, waiting = [patient], [patient]
    while waiting:
        merged = list(waiting.pop().merged_records.all())
        found += merged
        waiting += merged
    return found


def clinical_models() -> list[type[models.Model]]:
    """Every model whose rows belong to a patient, in the order of CLASSIFIED, others behind."""
    order = {label: place for place, label in enumerate(CLASSIFIED)}
    found = [model for model in apps.get_models() if hasattr(model, "patient_path")]
    return sorted(found, key=lambda model: order.get(model._meta.label, len(order)))


def rows_of(model, person) -> list[Any]:
    """The rows of a clinical model in any of the records of a person, oldest first where they tell."""
    ids = [record.pk for record in person]
    rows = model._base_manager.filter(**{f"{model.patient_path or 'pk'}__in": ids})
    names = {field.name for field in model._meta.concrete_fields}
    order = ["created_at"] if "created_at" in names else [*model._meta.ordering, "pk"]
    return list(rows.order_by(*order).select_related(*_people(model)))


def parent_of(row) -> tuple[str, Any] | None:
    """The label and id of the row that `row` is a part of; None for the patient. A merged record is part of another."""
    towards = type(row)._meta.get_field(type(row).patient_path.partition("__")[0] or "merged_into")
    if getattr(row, towards.attname) is None:
        return None
    return towards.related_model._meta.label, getattr(row, towards.attname)


def exported_fields(model) -> list[models.Field]:
    """The fields of a model that go to the patient, in their order."""
    return [model._meta.get_field(name) for name in CLASSIFIED[model._meta.label].exported]


def _about_somebody_else(rows):
    """The ids of entries struck through as another person's: every version, with all that is part of it."""
    found = {misfiling.object_id for misfiling in rows[Misfiling]}
    size = -1
    while size < len(found):
        size = len(found)
        for row in (row for model in rows if model is not Patient for row in rows[model]):
            replaces = getattr(row, "replaces_id", None)
            if row.pk in found:
                found |= {replaces, getattr(row, "screening_id", None)} - {None}
            elif replaces in found or parent_of(row)[1] in found:
                found.add(row.pk)
    return found


def _people(model):
    named = (Clinician, Clinic)
    return [field.name for field in model._meta.concrete_fields if field.related_model in named]


def _settings_used(rows):
    """The settings versions that any row of the patient names."""
    for model, found in rows.items():
        for name in (field.attname for field in model._meta.concrete_fields if field.related_model is SettingsVersion):
            yield from (value for row in found if (value := getattr(row, name)))
