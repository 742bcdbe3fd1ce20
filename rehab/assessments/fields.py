"""The fields of the assessment form. Every limit and every choice comes from the rules' reference data."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from clinic.forms import ScoreField
from rehab.assessments.findings import TEST_FIELDS, TESTS
from rehab.assessments.limits import CHOICES
from rehab.assessments.words import label_of, number_words, range_words, test_name, with_unit
from rehab.rules import FIELDS, LIBRARY

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
AS_TYPED = str.maketrans({"−": "-", "–": "-", ",": "."})
NOT_STATED = {"mmt": "Not tested", "quality": "How well?"}


class MeasureField(forms.DecimalField):
    """A number within the limits of the rules, with its unit beside it.

    A comma counts as the decimal mark, and a minus sign may be typed in any of its forms.
    """

    widget = forms.TextInput

    def __init__(self, *, measure, decimal_places, **kwargs):
        super().__init__(required=False, decimal_places=decimal_places, **kwargs)
        self.measure, self.limits = measure, FIELDS[measure]
        # 0.1 as a float is a little more than the 0.1 that is typed.
        self.low, self.high = (Decimal(str(limit)) for limit in (self.limits.minimum, self.limits.maximum))
        self.unit = self.limits.unit
        self.help_text = f"{range_words(measure)} · {self.limits.help.rpartition('; ')[2]}"
        self.widget.attrs |= {"autocomplete": "off", "class": "form-control measure"}
        if self.low >= 0:
            # The number pad of a telephone has no minus sign.
            self.widget.attrs["inputmode"] = "decimal"

    def to_python(self, value):
        if value in self.empty_values:
            return None
        typed = str(value).translate(AS_TYPED).strip().removesuffix(self.unit).strip()
        if not NUMBER.fullmatch(typed):
            raise ValidationError(f"Write the {self.limits.label.lower()} as a number, such as 12 or 12.5.")
        return Decimal(typed)

    def run_validators(self, value):
        if value is not None and not self.low <= value <= self.high:
            raise ValidationError(self._out_of_range(value))
        if value is not None and value != round(value, self.decimal_places):
            places = "1 decimal place" if self.decimal_places == 1 else f"{self.decimal_places} decimal places"
            raise ValidationError(f"{self.limits.label}: give {places} at most.")

    def prepare_value(self, value):
        return number_words(value).replace("−", "-") if isinstance(value, Decimal) else value

    def _out_of_range(self, value):
        low, high = (with_unit(self.measure, limit) for limit in (self.low, self.high))
        sign = " Is the sign right?" if self.low <= value.copy_negate() <= self.high else ""
        return f"{self.limits.label} must be between {low} and {high}.{sign}"


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not known, as radio buttons: True, False or None."""

    widget = forms.RadioSelect
    VALUES = {"yes": True, "no": False}

    def __init__(self, *, unknown, **kwargs):
        super().__init__(
            choices=[("yes", "Yes"), ("no", "No"), ("", unknown)],
            coerce=self.VALUES.get,
            empty_value=None,
            required=False,
            **kwargs,
        )

    def prepare_value(self, value):
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class PickField(forms.TypedChoiceField):
    """One of a few words of the rules, from a list that opens; "" where nothing is picked."""

    def __init__(self, *, of, **kwargs):
        super().__init__(
            choices=[("", NOT_STATED.get(of, "Not stated")), *CHOICES[of]], required=False, empty_value="", **kwargs
        )
        self.widget.attrs["class"] = "form-select"


class TriedField(forms.TypedChoiceField):
    """An exercise at a level, in one list: ("seated_knee_raise", 2), or None where nothing was tried."""

    def __init__(self, **kwargs):
        super().__init__(
            choices=[("", "Not tried"), *_tried_by_stage()],
            coerce=self._pair,
            empty_value=None,
            required=False,
            **kwargs,
        )
        self.widget.attrs["class"] = "form-select"

    def prepare_value(self, value):
        if not isinstance(value, tuple):
            return value
        exercise, level = value
        return f"{exercise}:{level}" if exercise else ""

    @staticmethod
    def _pair(value):
        exercise, _, level = value.partition(":")
        return exercise, int(level)


def _tried_by_stage():
    for stage in LIBRARY.stages.values():
        exercises = [exercise for exercise in LIBRARY.strengthening.values() if exercise.stage == stage.id]
        yield (
            f"Stage {stage.id}, {stage.label.lower()}",
            [
                (f"{exercise.id}:{rung.level}", f"{LIBRARY.card(exercise.id)['name']}, level {rung.level}")
                for exercise in exercises
                for rung in exercise.levels
            ],
        )


def score_field(measure, label, unknown="Not asked"):
    """A row of radio buttons for a whole-number measure of the rules."""
    limits = FIELDS[measure]
    return ScoreField(limits=(limits.minimum, limits.maximum), label=label, not_asked=unknown)


def fields_of_test(test, side) -> dict:
    """{field: form field} of one test on one side, labelled so that a message says where it belongs."""
    return {
        name: _field(test, name, f"{side.label}, {test_name(test)}: {label_of(name)}") for name in TEST_FIELDS[test]
    }


def fields_of_trial(side, row) -> dict:
    """{field: form field} of one row of the exercises that were tried on a side."""
    where = f"{side.label}, exercise {row + 1} tried"
    symptoms = FIELDS["symptoms"]
    scores = [(str(score), str(score)) for score in range(symptoms.minimum, symptoms.maximum + 1)]
    return {
        "tried": TriedField(label=where),
        "quality": PickField(of="quality", label=f"{where}: quality"),
        "symptoms": forms.TypedChoiceField(
            label=f"{where}: symptoms",
            choices=[("", "Symptoms"), *scores],
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.Select(attrs={"class": "form-select"}),
        ),
    }


def _field(test, name, label):
    if name == "pelvis_controlled":
        return YesNoField(label=label, unknown="Not stated")
    if name == "symptoms":
        return score_field(name, label)
    column = TESTS[test]._meta.get_field(name)
    if isinstance(column, models.DecimalField):
        return MeasureField(measure=name, decimal_places=column.decimal_places, label=label)
    return PickField(of=name, label=label)
