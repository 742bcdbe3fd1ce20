"""The paper log on the screen: which exercises have a column, which dates a hand may write, which level was meant."""

import datetime
import re
from dataclasses import dataclass

from rehab.patients.models import Side
from rehab.programmes.decisions import replay_input, session_input, standing
from rehab.programmes.models import Prescription
from rehab.programmes.words import exercise_name
from rehab.rules import LIBRARY, replay

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WRITTEN_DATE = re.compile(r"^(\d{1,2})\s*[./\- ]\s*(\d{1,2}|[A-Za-z]{3,9})\.?(?:\s*[./\- ]\s*(\d{4}|\d{2}))?$")
CENTURY = 2000


@dataclass(frozen=True)
class Column:
    """One exercise on one side, as on the paper log. `level` is the one offered today, None if it is not done now."""

    exercise: str
    side: str
    level: int | None = None

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
        return LIBRARY.dosage(self.exercise, 1).unit


def columns(programme, today, *, earlier=False, session=None) -> list[Column]:
    """The exercises to log: those offered now, left side first; with `earlier` also those of earlier stages.

    `session` is a stored one whose exercises must have a column in any case.
    """
    found = [
        Column(exercise, side, stand["level"])
        for side, of_side in sorted(standing(programme, today)["sides"].items())
        for exercise, stand in of_side["exercises"].items()
    ]
    wanted = [(row.exercise, row.side) for row in session.entries.all()] if session else []
    if earlier:
        rows = programme.prescriptions.filter(kind=Prescription.Kind.STRENGTHEN).order_by("side", "from_on", "position")
        wanted += [(row.exercise, row.side) for row in rows]
    have = {(column.exercise, column.side) for column in found}
    for exercise, side in wanted:
        if (exercise, side) not in have:
            have.add((exercise, side))
            found.append(Column(exercise, side))
    return sorted(found, key=lambda column: Side.values.index(column.side))


def read_date(text: str, today: datetime.date) -> datetime.date | None:
    """A date as written by hand: 2026-03-04, 4.3., 4/3/26, 4 March; day before month. None where it is none.

    Without a year the latest such day that is not after today is meant.
    """
    text = " ".join(text.split())
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        pass
    written = WRITTEN_DATE.match(text.rstrip("."))
    if written is None:
        return None
    day, month, year = int(written[1]), _month(written[2]), written[3]
    if year is not None:
        return _date(int(year) if len(year) > 2 else CENTURY + int(year), month, day)
    this_year = _date(today.year, month, day)
    return this_year if this_year and this_year <= today else _date(today.year - 1, month, day)


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    return MONTHS.index(text[:3].lower()) + 1 if text[:3].lower() in MONTHS else 0


def _date(year, month, day):
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def with_levels(programme, sessions) -> list[dict]:
    """The sessions with each level that was left empty filled in: the one the programme had on that day.

    `sessions` are as log_sessions() takes them, a level None where it was left empty. It stays None where the
    exercise was not on the programme on that day.
    """
    given = replay_input(programme, max(session["performed_on"] for session in sessions))
    stored = given["sessions"]
    done = []
    filled = {}
    for session in sorted(sessions, key=lambda session: session["performed_on"]):
        on = session["performed_on"].isoformat()
        before = [row for row in (*stored, *done) if row["performed_on"] < on]
        stood = replay({**given, "today": on, "sessions": before})["sides"]
        entries = [_with_level(entry, stood) for entry in session["entries"]]
        filled[id(session)] = {**session, "entries": entries}
        done.append(session_input({**session, "entries": [entry for entry in entries if entry["level"] is not None]}))
    return [filled[id(session)] for session in sessions]


def _with_level(entry, stood):
    if entry["level"] is not None:
        return entry
    stand = stood.get(entry["side"], {"exercises": {}})["exercises"].get(entry["exercise"])
    return {**entry, "level": stand and stand["level"]}
