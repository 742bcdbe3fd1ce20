"""One session of the log: a row of the grid, or a stored one that is corrected."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError

from clinic.forms import KeyedForm, VersionField
from rehab.patients.models import Side
from rehab.programmes.forms.fields import ReasonedForm
from rehab.programmes.forms.log_fields import (
    NO,
    SYMPTOMS,
    YES,
    WrittenDateField,
    answer_field,
    count_field,
    level_field,
    score_field,
)
from rehab.programmes.logbook import Column
from rehab.programmes.models import SessionLog

DONE = ("completed", "well", "symptoms", "sets_done", "repetitions_done")
MORNING = "next_morning_{}"
NOT_OFFERED = "This was not on the programme on that date: choose the level that was done."


@dataclass(frozen=True)
class Cell:
    """One exercise of one row as its bound fields. `is_new_level`: the level was filled in anew after the last look."""

    column: Column
    level: forms.BoundField
    shown: forms.BoundField
    completed: forms.BoundField
    well: forms.BoundField
    symptoms: forms.BoundField
    sets_done: forms.BoundField
    repetitions_done: forms.BoundField
    is_new_level: bool

    @property
    def fields(self):
        """The fields that are filled in, in the order of the paper log."""
        return self.level, self.completed, self.well, self.symptoms

    @property
    def counts(self):
        return self.sets_done, self.repetitions_done


class SessionRow(forms.Form):
    """One session. Blank where nothing was typed; an exercise that was not done has nothing in its cell.

    Each level is filled in beforehand, with `shown` beside it, so that a level that nobody touched can be told from
    one that was chosen: see fill_in().
    """

    def __init__(self, *args, columns, sides, days, previous=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.columns, self.sides = columns, sides
        self.offered: dict | None = None
        self.new_levels: set = set()
        self.fields["performed_on"] = WrittenDateField(days=days, previous=previous)
        for column in columns:
            self.fields |= _fields_of(column)
        for side in sides:
            self.fields[MORNING.format(side)] = score_field(f"Next morning, {side}")
        longest = SessionLog._meta.get_field("note").max_length
        self.fields["note"] = forms.CharField(label="Note", required=False, max_length=longest)

    @property
    def cells(self):
        """The row's exercises, each with its bound fields."""
        return [
            Cell(
                column,
                *(self[f"{column.id}-{name}"] for name in ("level", "shown", *DONE)),
                is_new_level=column in self.new_levels,
            )
            for column in self.columns
        ]

    @property
    def mornings(self):
        """The bound fields of the next morning, by side."""
        return [(side, self[MORNING.format(side)]) for side in self.sides]

    @property
    def day(self):
        """The date that was typed, also before the row is checked; None where there is no usable one."""
        try:
            return self.fields["performed_on"].clean(self._sent("performed_on"))
        except ValidationError:
            return None

    @property
    def more(self) -> list:
        """The bound fields that are folded away: the note, and what was counted."""
        return [self["note"], *(field for cell in self.cells for field in cell.counts)]

    @property
    def has_more(self) -> bool:
        return any(field.errors or field.value() not in (None, "") for field in self.more)

    @property
    def is_blank(self) -> bool:
        mornings = [MORNING.format(side) for side in self.sides]
        return not self.done and not any(self._sent(name) for name in ("performed_on", "note", *mornings))

    @property
    def done(self) -> list[Column]:
        """The exercises of which something was typed, or a level chosen that had not been filled in."""
        return [
            column
            for column in self.columns
            if any(self._sent(f"{column.id}-{name}") for name in DONE)
            or self._sent(f"{column.id}-level") != self._sent(f"{column.id}-shown")
        ]

    def fill_in(self, levels):
        """Put the levels of that day into the places that nobody touched. `self.data` must be a copy of one's own."""
        self.offered = levels
        for column in self.columns:
            level, shown = f"{column.id}-level", f"{column.id}-shown"
            offered = str(levels.get(column, ""))
            if self._sent(level) == self._sent(shown) != offered:
                self.data[self.add_prefix(level)] = self.data[self.add_prefix(shown)] = offered
                self.new_levels.add(column)

    def _sent(self, name) -> str:
        return str(self.data.get(self.add_prefix(name), "")).strip()

    def clean(self):
        cleaned = super().clean()
        if self.is_blank:
            return cleaned
        if "performed_on" in cleaned and cleaned["performed_on"] is None:
            self.add_error("performed_on", "Write the date of this session.")
        elif not self.done and "performed_on" in cleaned:
            self.add_error("performed_on", "Write what was done on this date, or empty the row.")
        for column in self.done:
            self._ask_for_the_rest(column, cleaned)
        return cleaned

    def _ask_for_the_rest(self, column, cleaned):
        offered = self.offered is None or column in self.offered
        missing = {
            "level": "Choose the level that was done." if offered else NOT_OFFERED,
            "completed": "Was it done in full? Choose yes or no.",
            "well": "Did it move well? Choose yes or no.",
            "symptoms": f"Write the symptoms, {SYMPTOMS.minimum:g} for none.",
        }
        for name, words in missing.items():
            if cleaned.get(f"{column.id}-{name}", "wrong already") is None:
                self.add_error(f"{column.id}-{name}", words)

    def session(self) -> dict:
        """The valid row as log_sessions() takes it."""
        cleaned = self.cleaned_data
        mornings = {name: cleaned[name] for name in map(MORNING.format, self.sides)}
        entries = [self._entry(column) for column in self.done]
        return {"performed_on": cleaned["performed_on"], "note": cleaned["note"], "entries": entries, **mornings}

    def _entry(self, column):
        typed = {name: self.cleaned_data[f"{column.id}-{name}"] for name in ("level", *DONE)}
        answers = {"completed": typed["completed"] == YES, "compensated": typed.pop("well") == NO}
        return {"exercise": column.exercise, "side": column.side} | typed | answers

    def refuse(self, path, words):
        """Put a message of log_sessions() beside the field that its path names: entries.0.level, performed_on."""
        kind, *rest = path.split(".")
        name = kind
        if kind == "entries" and len(rest) > 1:
            name = f"{self.done[int(rest[0])].id}-{rest[1].replace('compensated', 'well')}"
        elif kind == "next_morning" and rest:
            name = MORNING.format(rest[0])
        self.add_error(name if name in self.fields else "performed_on", words)


def _fields_of(column):
    said = f"{column.side.capitalize()}, {column.name}"
    fields = {
        "level": level_field(column, f"{said}: level"),
        "shown": forms.CharField(required=False, widget=forms.HiddenInput),
        "completed": answer_field(f"{said}: done in full"),
        "well": answer_field(f"{said}: moved well"),
        "symptoms": score_field(f"{said}: symptoms"),
        "sets_done": count_field(f"{said}: sets done"),
        "repetitions_done": count_field(f"{said}: {column.unit} done"),
    }
    return {f"{column.id}-{name}": field for name, field in fields.items()}


def levels_filled_in(columns, levels) -> dict:
    """The initial values of a row that is blank but for its levels."""
    filled = {column: str(levels.get(column, "")) for column in columns}
    return {f"{column.id}-{name}": level for column, level in filled.items() for name in ("level", "shown")}


def row_of(session) -> dict:
    """The initial values of a SessionRow that shows a stored session."""
    initial = {"performed_on": session.performed_on.isoformat(), "note": session.note}
    initial |= {name: getattr(session, name) for name in map(MORNING.format, Side.values)}
    for entry in session.entries.all():
        values = {
            "level": str(entry.level),
            "shown": str(entry.level),
            "completed": _answer(entry.completed),
            "well": _answer(not entry.compensated),
            "symptoms": entry.symptoms,
            "sets_done": entry.sets_done,
            "repetitions_done": entry.repetitions_done,
        }
        initial |= {f"{entry.side}-{entry.exercise}-{name}": value for name, value in values.items()}
    return initial


def _answer(said):
    return YES if said else NO


class SourceForm(KeyedForm):
    """Where a whole sheet comes from."""

    source = forms.ChoiceField(label="Taken from", choices=SessionLog.Source.choices, initial=SessionLog.Source.PAPER)


class CorrectionForm(ReasonedForm):
    """Why a stored session is corrected, and where the right values come from."""

    version = VersionField()
    source = forms.ChoiceField(label="Taken from", choices=SessionLog.Source.choices)


class WithdrawForm(ReasonedForm):
    """Why a stored session is taken back."""

    version = VersionField()
