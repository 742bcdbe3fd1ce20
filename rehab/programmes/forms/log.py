"""The log grid: a row for each session, in the order of the paper log."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError

from clinic.forms import KeyedForm, VersionField, spoken_date
from rehab.patients.models import Side
from rehab.programmes.forms.fields import MOST_COUNTED, ReasonedForm
from rehab.programmes.logbook import read_date
from rehab.programmes.models import SessionLog
from rehab.rules import FIELDS

SYMPTOMS = FIELDS["symptoms"]
SYMPTOMS_IN_WORDS = f"Symptoms are a whole number from {SYMPTOMS.minimum:g} to {SYMPTOMS.maximum:g}."


class WrittenDateField(forms.CharField):
    """A date as it stands on paper; see read_date(). `today` must be set by the form."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text", "size": 9})

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        day = read_date(text, self.today)
        if day is None:
            raise ValidationError("Write a date like 4.3., 4/3/2026 or 4 March.")
        if day > self.today:
            raise ValidationError("This date is in the future.")
        if day < self.earliest:
            raise ValidationError(f"The programme started on {spoken_date(self.earliest)}.")
        return day


def score_field(label):
    """0–10, typed; empty where it was not written down."""
    words = dict.fromkeys(("invalid", "min_value", "max_value"), SYMPTOMS_IN_WORDS)
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=int(SYMPTOMS.minimum),
        max_value=int(SYMPTOMS.maximum),
        error_messages=words,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 2, "maxlength": 4, "autocomplete": "off"}),
    )


def count_field(label):
    """How many were done; empty where nobody counted."""
    words = f"A whole number from 0 to {MOST_COUNTED}."
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_COUNTED,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), words),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 2, "maxlength": 4, "autocomplete": "off"}),
    )


@dataclass(frozen=True)
class Cell:
    """One exercise of one row as its bound fields."""

    column: object
    level: forms.BoundField
    completed: forms.BoundField
    well: forms.BoundField
    symptoms: forms.BoundField
    sets_done: forms.BoundField
    repetitions_done: forms.BoundField

    @property
    def fields(self):
        return (self.level, self.completed, self.well, self.symptoms, self.sets_done, self.repetitions_done)

    @property
    def errors(self):
        return [error for field in self.fields for error in field.errors]


class SessionRow(forms.Form):
    """One session. Empty where nothing was typed; an exercise that was not done has nothing in its cell."""

    def __init__(self, *args, programme, today, columns, **kwargs):
        super().__init__(*args, **kwargs)
        self.columns = columns
        date = WrittenDateField(label="Date", required=False, max_length=30)
        date.today, date.earliest = today, programme.started_on
        self.fields["performed_on"] = date
        for column in columns:
            self.fields |= self._cell_fields(column)
        for side in self.sides:
            self.fields[f"next_morning_{side}"] = score_field(f"Next morning, {side}")
        longest = SessionLog._meta.get_field("note").max_length
        self.fields["note"] = forms.CharField(label="Note", required=False, max_length=longest)

    @staticmethod
    def _cell_fields(column):
        said = f"{column.name}, {column.side}"
        levels = [("", "–"), *((str(level), str(level)) for level in range(1, column.top_level + 1))]
        return {
            f"{column.id}-level": forms.TypedChoiceField(
                label=f"{said}: level",
                required=False,
                choices=levels,
                coerce=int,
                empty_value=None,
                error_messages={"invalid_choice": f"The levels are 1 to {column.top_level}."},
            ),
            f"{column.id}-completed": forms.BooleanField(label=f"{said}: done in full", required=False),
            f"{column.id}-well": forms.BooleanField(label=f"{said}: moved well", required=False),
            f"{column.id}-symptoms": score_field(f"{said}: symptoms"),
            f"{column.id}-sets_done": count_field(f"{said}: sets"),
            f"{column.id}-repetitions_done": count_field(f"{said}: {column.unit}"),
        }

    @property
    def sides(self):
        """The sides that have a column, left first."""
        return [side for side in Side.values if any(column.side == side for column in self.columns)]

    @property
    def cells(self):
        """The row's exercises, each with its bound fields."""
        names = ("level", "completed", "well", "symptoms", "sets_done", "repetitions_done")
        return [Cell(column, *(self[f"{column.id}-{name}"] for name in names)) for column in self.columns]

    @property
    def mornings(self):
        """The bound fields of the next morning, by side."""
        return [(side, self[f"next_morning_{side}"]) for side in self.sides]

    def clean(self):
        cleaned = super().clean()
        cells = [column for column in self.columns if self._was_typed(column)]
        if not cells and not self._typed("performed_on", "note", *(f"next_morning_{side}" for side in self.sides)):
            self.is_blank = True
            return cleaned
        self.is_blank = False
        if "performed_on" in cleaned and cleaned["performed_on"] is None:
            self.add_error("performed_on", "Enter the date of this session.")
        if not cells and self.columns:
            self.add_error("performed_on", "Enter what was done on this date.")
        for column in cells:
            self._check_cell(column, cleaned)
        return cleaned

    def _check_cell(self, column, cleaned):
        symptoms = f"{column.id}-symptoms"
        if symptoms in cleaned and cleaned[symptoms] is None:
            self.add_error(symptoms, "Enter the symptoms, 0 for none.")

    def _typed(self, *names):
        return any(str(self.data.get(self.add_prefix(name), "")).strip() for name in names)

    def _was_typed(self, column):
        names = ("level", "completed", "well", "symptoms", "sets_done", "repetitions_done")
        return self._typed(*(f"{column.id}-{name}" for name in names))

    def session(self) -> dict:
        """The row as log_sessions() takes it; a level that was left empty is None."""
        cleaned = self.cleaned_data
        mornings = {f"next_morning_{side}": cleaned[f"next_morning_{side}"] for side in self.sides}
        entries = [self._entry(column) for column in self.columns if self._was_typed(column)]
        return {"performed_on": cleaned["performed_on"], "note": cleaned["note"], "entries": entries, **mornings}

    def _entry(self, column):
        cleaned = self.cleaned_data
        return {
            "exercise": column.exercise,
            "side": column.side,
            "level": cleaned[f"{column.id}-level"],
            "completed": cleaned[f"{column.id}-completed"],
            "compensated": not cleaned[f"{column.id}-well"],
            "symptoms": cleaned[f"{column.id}-symptoms"],
            "sets_done": cleaned[f"{column.id}-sets_done"],
            "repetitions_done": cleaned[f"{column.id}-repetitions_done"],
        }

    def refuse(self, path, words):
        """Put a message of log_sessions() beside the field that its path names: entries.0.level, performed_on."""
        names = {"compensated": "well"}
        steps = path.split(".")
        name = steps[0] if steps[0] in self.fields else "performed_on"
        if steps[0] == "entries" and len(steps) > 1:
            typed = [column for column in self.columns if self._was_typed(column)]
            last = names.get(steps[-1], steps[-1])
            name = f"{typed[int(steps[1])].id}-{last}"
            name = name if name in self.fields else f"{typed[int(steps[1])].id}-level"
        self.add_error(name, words)


def row_of(session) -> dict:
    """The initial values of a SessionRow that shows a stored session."""
    initial = {
        "performed_on": session.performed_on.isoformat(),
        "note": session.note,
        **{f"next_morning_{side}": getattr(session, f"next_morning_{side}") for side in Side.values},
    }
    for entry in session.entries.all():
        cell = f"{entry.side}-{entry.exercise}"
        initial |= {
            f"{cell}-level": entry.level,
            f"{cell}-completed": entry.completed,
            f"{cell}-well": not entry.compensated,
            f"{cell}-symptoms": entry.symptoms,
            f"{cell}-sets_done": entry.sets_done,
            f"{cell}-repetitions_done": entry.repetitions_done,
        }
    return initial


class SheetForm(KeyedForm):
    """What holds for the whole sheet: where the sessions were read from."""

    source = forms.ChoiceField(choices=SessionLog.Source.choices, initial=SessionLog.Source.PAPER, label="Taken from")
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=100)


class CorrectionForm(ReasonedForm):
    """Why a stored session is corrected, and where the right values come from."""

    version = VersionField()
    source = forms.ChoiceField(choices=SessionLog.Source.choices, label="Taken from")


class WithdrawForm(ReasonedForm):
    """Why a stored session is taken back."""

    version = VersionField()
