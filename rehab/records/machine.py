"""Everything about a patient for a machine to read, with a dictionary that says what each field means."""

import hashlib
import inspect
from typing import Any

from django.db import models

from clinic.accounts.models import Clinic, Clinician
from clinic.audit.models import AuditEvent, FormerVersion
from rehab.records.gathering import Gathered, exported_fields
from rehab.records.privacy import CLASSIFIED
from rehab.records.queries import SOMEBODY_ELSE

FORMAT = "hipwise-record/1"
UNITS = {"deg": "°", "n": "N", "m": "m", "cm": "cm", "kg": "kg", "seconds": "s", "pct": "%", "bytes": "bytes"}


def record_of(found: Gathered, *, made_on, made_by) -> dict[str, Any]:
    """All rows by model, each a dict of its exported fields; files are named by their place in the archive."""
    records = {model._meta.label: [row_values(row) for row in rows] for model, rows in found.rows.items()}
    records[AuditEvent._meta.label] = [_event_values(event, found) for event in found.events]
    return {
        "format": FORMAT,
        "made_on": made_on,
        "made_by": str(made_by),
        "patient": found.patient.pk,
        "records": records,
    }


def row_values(row) -> dict[str, Any]:
    """The exported fields of a row. A person or a clinic is a name, another row its id."""
    return {field.name: _value(row, field) for field in exported_fields(type(row))}


def file_name(paper) -> str:
    """Where the PDF of an issued handout or report lies in the archive."""
    folder = "reports" if paper._meta.model_name == "report" else "handouts"
    return f"{folder}/{paper.issued_on}-number-{paper.number}-{hashlib.sha256(paper.pk.bytes).hexdigest()[:8]}.pdf"


def dictionary_of(found: Gathered) -> dict[str, Any]:
    """What each model and field means, and which fields are left out and why."""
    return {model._meta.label: _meaning(model) for model in (*found.rows, AuditEvent)}


def unit_of(field) -> str:
    """The unit that the name of a field ends with; empty for a field without."""
    measures = isinstance(field, models.DecimalField | models.IntegerField | models.FloatField)
    return UNITS.get(field.name.rpartition("_")[2], "") if measures and "_" in field.name else ""


def _meaning(model):
    return {
        "name": str(model._meta.verbose_name),
        "meaning": inspect.getdoc(model),
        "fields": {field.name: _field_meaning(field) for field in exported_fields(model)},
        "left_out": dict(CLASSIFIED[model._meta.label].withheld),
    }


def _field_meaning(field):
    told = {"name": str(field.verbose_name), "type": _type(field), "help": str(field.help_text), "unit": unit_of(field)}
    if field.related_model and field.related_model not in (Clinician, Clinic):
        told["refers_to"] = field.related_model._meta.label
    if field.choices:
        told["values"] = {str(value): str(label) for value, label in field.flatchoices}
    return {name: value for name, value in told.items() if value}


def _type(field):
    if field.related_model:
        return "name" if field.related_model in (Clinician, Clinic) else "id"
    if isinstance(field, models.BinaryField):
        return "file in this archive"
    return field.get_internal_type().removesuffix("Field").lower()


def _value(row, field):
    if field.related_model in (Clinician, Clinic):
        person = getattr(row, field.name)
        return str(person) if person else None
    if isinstance(field, models.BinaryField):
        return file_name(row)
    if isinstance(row, FormerVersion) and field.name == "values":
        return former_values(row)
    return getattr(row, field.attname)


def former_values(former) -> dict[str, Any]:
    """What a former version said, without what is withheld of its model."""
    withheld = CLASSIFIED[former.object_type].withheld
    return {name: value for name, value in former.values.items() if name not in withheld}


def _event_values(event, found):
    values = row_values(event)
    return values if event.clinic_id == found.patient.clinic_id else values | {"actor": SOMEBODY_ELSE, "actor_role": ""}
