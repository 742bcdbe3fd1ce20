"""Everything about a patient for people to read: one page that opens in any browser, without a network."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import capfirst

from clinic.audit.models import FormerVersion
from clinic.forms import spoken_date
from rehab.patients.models import Misfiling, Patient
from rehab.programmes.words import exercise_name
from rehab.records.gathering import ABOUT_ANOTHER_ROW, Gathered, exported_fields, parent_of
from rehab.records.machine import file_name, former_values, unit_of
from rehab.records.queries import in_words
from rehab.rules import LIBRARY

NO_WORDS = {"is_current", "withdrawn", "object_id", "created_at", "created_by", "version"}
IN_THE_FILE_ITSELF = {label: {"context", "html", "pdf"} for label in ("handouts.IssuedHandout", "progress.Report")}


@dataclass(frozen=True, slots=True)
class Said:
    """A value in words: a text, or entries of (name, value), which have no name in a list."""

    text: str = ""
    entries: tuple[tuple[str, "Said"], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One row as a person reads it: its heading, what it says (label, value), who entered it, and its parts."""

    heading: str
    facts: list[tuple[str, Said]]
    byline: str = ""
    standing: str = ""
    file: str = ""
    parts: list["Part"] = field(default_factory=list)


def page_of(found: Gathered, *, made_on, made_by) -> str:
    """The HTML page."""
    clinic = found.patient.clinic
    settings = [
        _part(row, {}) for model, rows in found.rows.items() if model.__name__ == "SettingsVersion" for row in rows
    ]
    return render_to_string(
        "records/everything.html",
        {
            "patient": found.patient,
            "clinic": clinic,
            "made_on": made_on,
            "made_by": made_by,
            "whole": _part(found.patient, _parts_by_parent(found)),
            "settings": settings,
            "acts": in_words(found.events, clinic),
        },
    )


def _parts_by_parent(found):
    children = defaultdict(list)
    for model, rows in found.rows.items():
        for row in rows:
            if model._meta.label in ABOUT_ANOTHER_ROW:
                children[row.object_id].append(row)
            elif hasattr(model, "patient_path") and (parent := parent_of(row)):
                children[parent[1]].append(row)
    return children


def _part(row, children):
    return Part(
        heading=_heading(row),
        facts=_former_facts(row) if isinstance(row, FormerVersion) else _facts(row),
        byline=f"Entered {_text(row.created_at)} by {row.created_by}" if hasattr(row, "created_by") else "",
        standing=_standing(row),
        file=file_name(row) if hasattr(row, "pdf") else "",
        parts=[_part(child, children) for child in children.get(row.pk, ())],
    )


def _heading(row):
    if isinstance(row, Misfiling):
        return "An entry about another person, made here by mistake and struck through. It is left out"
    if isinstance(row, Patient):
        return f"A second record of the same person, No. {row.record_number}"
    if isinstance(row, FormerVersion):
        return f"Before it was changed on {_text(row.replaced_at)} by {row.replaced_by}"
    name = capfirst(str(type(row)._meta.verbose_name))
    days = (field for field in exported_fields(type(row)) if field.get_internal_type() == "DateField")
    first = next(
        (day for field in days if (day := getattr(row, field.attname)) and field.name != "date_of_birth"), None
    )
    return f"{name}, {spoken_date(first)}" if first else name


def _standing(row):
    """Whether this is what holds now, for a row that is amended by another."""
    if getattr(row, "withdrawn", False):
        return "Taken back as entered in error"
    if getattr(row, "discarded_at", None):
        return "A draft that was discarded"
    return "" if getattr(row, "is_current", True) else "Replaced by a later version"


def _facts(row):
    left_out = NO_WORDS | IN_THE_FILE_ITSELF.get(row._meta.label, set())
    towards = getattr(type(row), "patient_path", "").partition("__")[0]
    return [
        (capfirst(str(one.verbose_name)), said)
        for one in exported_fields(type(row))
        if not one.primary_key and one.name not in left_out | {towards}
        if (said := _field_said(row, one)) != Said()
    ]


def _field_said(row, one):
    if one.related_model:
        return _row_said(getattr(row, one.name))
    if one.choices:
        return Said(str(getattr(row, f"get_{one.name}_display")() or ""))
    words, unit = said(getattr(row, one.attname)), unit_of(one)
    return Said(f"{words.text}\N{NO-BREAK SPACE}{unit}") if unit and words.text else words


def _row_said(other):
    """A person, a clinic or another row in a few words: by its own text where it has one and no date."""
    if other is None:
        return Said()
    if type(other).__str__ is not models.Model.__str__:
        return Said(str(other))
    heading = _heading(other)
    texts = (one for one in exported_fields(type(other)) if isinstance(one, models.CharField) and not one.choices)
    own = next((text for one in texts if (text := getattr(other, one.attname))), "")
    return Said(own if own and "," not in heading else heading)


def _former_facts(former):
    """What a former version said, under the names of the fields as they are called now."""
    fields = {one.attname: one for one in apps.get_model(former.object_type)._meta.concrete_fields}
    facts = []
    for name, value in former_values(former).items():
        one = fields.get(name)
        if one and (one.primary_key or one.related_model):
            continue
        choices = dict(one.flatchoices) if one else {}
        words = said(choices.get(value, value) if isinstance(value, str) else value)
        if words != Said():
            facts.append((capfirst(str(one.verbose_name if one else name.replace("_", " "))), words))
    return facts


def said(value) -> Said:
    """A value in words; a list or a mapping keeps its entries."""
    if isinstance(value, dict):
        return Said(
            entries=tuple(
                (_named(name).replace("_", " "), said(one) if one is not None else UNKNOWN)
                for name, one in value.items()
            )
        )
    if isinstance(value, list | tuple):
        return Said(entries=tuple(("", said(one)) for one in value))
    return Said(_text(value))


def _text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime.datetime):
        local = timezone.localtime(value)
        return f"{spoken_date(local)}, {local:%H:%M}"
    if isinstance(value, datetime.date):
        return spoken_date(value)
    return _named(str(value))


def _named(text):
    """The name of an exercise, red flag, precaution or piece of equipment by its id; other text as it is."""
    for known in (LIBRARY.red_flags, LIBRARY.precautions, LIBRARY.equipment):
        if text in known:
            return known[text].label
    return exercise_name(text) if text in LIBRARY.exercises else text


UNKNOWN = Said("Not known")
