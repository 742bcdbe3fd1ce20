"""The fields of a paper log: dates and numbers as a hand writes them, and ticks that may be missing."""

import datetime
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from clinic.forms import spoken_date
from rehab.programmes.forms.fields import MOST_COUNTED
from rehab.programmes.written_dates import EXAMPLE, read_date
from rehab.rules import FIELDS

SYMPTOMS = FIELDS["symptoms"]
SYMPTOMS_IN_WORDS = f"Write a whole number from {SYMPTOMS.minimum:g} to {SYMPTOMS.maximum:g}."
YES, NO = "yes", "no"
ANSWERS = [("", "–"), (YES, "Yes"), (NO, "No")]


@dataclass(frozen=True)
class Days:
    """The days on which a session may have been done, and the addresses of those that are logged already."""

    first: datetime.date
    last: datetime.date
    today: datetime.date
    logged: dict

    def check(self, day):
        """Raise ValidationError, in words, where no session can be entered on that day."""
        if day > self.today:
            raise ValidationError("This date is in the future.")
        if day > self.last:
            raise ValidationError(f"The programme ended on {spoken_date(self.last)}.")
        if day < self.first:
            raise ValidationError(f"The programme started on {spoken_date(self.first)}.")
        if address := self.logged.get(day):
            words = 'The session of {} is logged already. <a href="{}">Correct that one</a>'
            raise ValidationError(format_html(words, spoken_date(day), address))


class WrittenDateField(forms.CharField):
    """A date as it stands on paper, see read_date(): a datetime.date, None where nothing is written.

    `previous` is the date of the row above, from which +2 counts.
    """

    def __init__(self, *, days, previous=None):
        super().__init__(label="Date", required=False, max_length=30)
        self.days, self.previous = days, previous
        self.widget.attrs |= {"autocomplete": "off"}

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        day = read_date(text, self.days.today, self.previous)
        if day is None:
            raise ValidationError(f"This is no date. Write it like {EXAMPLE}.")
        self.days.check(day)
        return day


def number_field(label, *, least, most, words):
    """A whole number that is typed; None where it was not written down."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=most,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), words),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 3}),
    )


def score_field(label):
    """Symptoms, 0–10; empty where they were not written down, which is not 0."""
    return number_field(label, least=int(SYMPTOMS.minimum), most=int(SYMPTOMS.maximum), words=SYMPTOMS_IN_WORDS)


def count_field(label):
    """How many were done; empty where nobody counted."""
    return number_field(label, least=0, most=MOST_COUNTED, words=f"Write a whole number from 0 to {MOST_COUNTED}.")


def answer_field(label):
    """YES, NO, or None where nothing is said: an empty place is never taken for a no."""
    return forms.TypedChoiceField(label=label, required=False, choices=ANSWERS, coerce=str, empty_value=None)


def level_field(column, label):
    """A level of the exercise's ladder; None where none is chosen."""
    return forms.TypedChoiceField(
        label=label,
        required=False,
        choices=[("", "–"), *((str(level), str(level)) for level in range(1, column.top_level + 1))],
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": f"The levels are 1 to {column.top_level}."},
    )
