"""The assessment form laid out as it is examined: test by test, left beside right, with what was found last time."""

from dataclasses import dataclass

from django.forms import BoundField, RadioSelect

from clinic.forms import ScoreField
from rehab.assessments.fields import MeasureField
from rehab.assessments.findings import TEST_FIELDS, TESTS
from rehab.assessments.forms import AssessmentForm
from rehab.assessments.words import label_of, test_name, trial_words, value_words, with_unit
from rehab.patients.models import Side
from rehab.rules import LIBRARY


@dataclass(frozen=True, slots=True)
class Entry:
    """One field with its short label and the value of the last assessment in words, "" where there is none."""

    field: BoundField
    label: str
    last: str = ""

    @property
    def is_measure(self):
        return isinstance(self.field.field, MeasureField)

    @property
    def is_radio(self):
        return isinstance(self.field.field.widget, RadioSelect)

    @property
    def is_score(self):
        """A whole row of numbers, which needs the width for itself."""
        return isinstance(self.field.field, ScoreField)


@dataclass(frozen=True, slots=True)
class SideSheet:
    """What is filled in for one side: of a test its entries, of the trials their rows and those of last time."""

    side: Side
    entries: list
    last: list


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the examination, both sides."""

    id: str
    name: str
    sides: list[SideSheet]


def test_parts(form: AssessmentForm, before: dict | None) -> list[Part]:
    """The three tests. `before` holds the findings of the last assessment."""
    return [
        Part(test, test_name(test), [SideSheet(side, _entries(form, test, side, before), []) for side in Side])
        for test in TESTS
    ]


def trial_part(form: AssessmentForm, before: dict | None) -> Part:
    """The exercises that were tried: rows of three fields."""
    return Part(
        "trials", "Exercises tried", [SideSheet(side, _rows(form, side), _tried(before, side)) for side in Side]
    )


def red_flag_entries(form: AssessmentForm) -> list:
    """[(red flag of the library, its Entry)]"""
    return [(flag, Entry(form[f"red_flag_{flag.id}"], flag.label)) for flag in LIBRARY.red_flags.values()]


def score_entries(form: AssessmentForm, before: dict | None) -> list[Entry]:
    """Pain, the usual morning, and how well the patient manages each of their activities."""
    of_the_day = [_score(form, name, before and before[name]) for name in ("pain_nrs", "usual_morning_symptoms")]
    return of_the_day + [
        _score(form, form.score_name(activity), before and before["psfs"].get(activity.pk))
        for activity in form.activities
    ]


def _score(form, name, last):
    return Entry(form[name], form[name].label, "" if last is None else with_unit("psfs_mean", last))


def _entries(form, test, side, before):
    last = (before and before["sides"][side][test]) or {}
    return [
        Entry(form[f"{side}_{test}_{name}"], label_of(name), value_words(name, last.get(name)))
        for name in TEST_FIELDS[test]
    ]


def _rows(form, side):
    return [
        [form[f"{side}_trials_{row}_{name}"] for name in ("tried", "quality", "symptoms")] for row in form.rows(side)
    ]


def _tried(before, side):
    return [trial_words(trial) for trial in before["sides"][side]["trials"]] if before else []
