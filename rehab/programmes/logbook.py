"""The paper log on the screen: which exercises have a column, and which level was meant on which day."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from rehab.patients.models import Side
from rehab.programmes.decisions import replay_input
from rehab.programmes.models import Prescription
from rehab.programmes.words import exercise_name
from rehab.rules import LIBRARY, effective_settings, replay


@dataclass(frozen=True)
class Column:
    """One exercise on one side, as on the paper log."""

    side: str
    exercise: str

    @property
    def id(self) -> str:
        return f"{self.side}-{self.exercise}"

    @property
    def name(self) -> str:
        return exercise_name(self.exercise)

    @property
    def top_level(self) -> int:
        return LIBRARY.exercise(self.exercise).top_level

    @property
    def unit(self) -> str:
        """What is counted beside sets: repetitions, steps or metres."""
        return LIBRARY.dosage(self.exercise, 1).unit


class Logbook:
    """What a programme offered on each day, given the stored sessions and those that are being typed.

    Typed sessions are given as the rules read them (see session_input). `without` is a stored session that does not
    count because it is being corrected.
    """

    def __init__(self, programme, today, without=None):
        self.programme = programme
        self.last_day = min(today, programme.ended_on or today)
        self._given = replay_input(programme, today)
        left_out = without and without.performed_on.isoformat()
        self._stored = [row for row in self._given["sessions"] if row["performed_on"] != left_out]

    def levels(self, on, typed=()) -> dict[Column, int]:
        """The level of each exercise that was offered on that day, before its session; left side first."""
        day = on.isoformat()
        before = [session for session in (*self._stored, *typed) if session["performed_on"] < day]
        overrides = [row for row in self._given["overrides"] if row["on"] < day or not row["after_session"]]
        stood = replay({**self._given, "today": day, "sessions": before, "overrides": overrides})["sides"]
        return {
            Column(side, exercise): stand["level"]
            for side in sorted(stood)
            for exercise, stand in stood[side]["exercises"].items()
        }

    def standing_with(self, typed) -> dict:
        """The answer of the rules as if the typed sessions were stored. A day that is stored already is left out."""
        taken = {row["performed_on"] for row in self._stored}
        added = [session for session in typed if session["performed_on"] not in taken]
        return replay({**self._given, "sessions": [*self._stored, *added]})

    def next_day(self, typed=()) -> datetime.date:
        """The day on which a further session may have been done: a recovery after the last one, not after today."""
        days = [session["performed_on"] for session in (*self._stored, *typed)]
        if not days:
            return self.programme.started_on
        gap = effective_settings(self.programme.settings)["min_gap_days"]
        return min(datetime.date.fromisoformat(max(days)) + datetime.timedelta(days=gap), self.last_day)

    def columns(self) -> list[Column]:
        """The exercises of a new sheet: those offered since the last session, and those offered now."""
        return in_order([*self.levels(self.next_day()), *self.levels(self.last_day)])

    @cached_property
    def known(self) -> list[Column]:
        """Every exercise that was ever part of the programme."""
        rows = self.programme.prescriptions.filter(kind=Prescription.Kind.STRENGTHEN).order_by("from_on", "position")
        return in_order([Column(side, exercise) for side, exercise in rows.values_list("side", "exercise")])


def in_order(columns) -> list[Column]:
    """The columns, each once, the left side first and otherwise as they come."""
    return sorted(dict.fromkeys(columns), key=lambda column: Side.values.index(column.side))


def columns_of(session) -> list[Column]:
    """The exercises that a stored session holds."""
    return [Column(entry.side, entry.exercise) for entry in session.entries.all()]
