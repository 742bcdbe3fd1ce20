"""What differs between two handouts of a programme: found here alone, and said to the clinician.

news.py says the same to the patient.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from rehab.handouts.context import HandoutContext
from rehab.patients.models import Language
from rehab.programmes.words import exercise_name

NO_DATE = "no date"
# Fields of a context whose change concerns the whole sheet. Warnings, sides and exercises are compared one by one.
OF_THE_SHEET = ("goal", "limits", "review_on", "recipient", "language")
# What one side does otherwise at the same level of the same exercise.
OF_A_DOSE = ("load", "note", "dosage", "days_a_week")
# A new level brings its own dosage and load: they are no change of their own.
OF_THE_LEVEL = ("load", "dosage")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs; `kind` is a key of CLINICAL.

    `side` and `exercise` are empty where it concerns the whole sheet. `before` and `after` are what it was and is:
    numbers of a level and of days a week, ISO dates, codes of languages; None where their kind has no such thing.
    """

    kind: str
    side: str = ""
    exercise: str = ""
    before: int | str | None = None
    after: int | str | None = None


# Each kind in the clinician's words.
CLINICAL = {
    "paused": "paused",
    "completed": "last stage completed",
    "resumed": "resumed",
    "no_exercise": "no longer rests, no exercise now",
    "added": "added",
    "removed": "taken out",
    "level": "level {before} → {after}",
    "load": "load changed",
    "note": "note changed",
    "dosage": "dosage changed",
    "days_a_week": "days a week {before} → {after}",
    "warned": "Warning added",
    "unwarned": "Warning taken out",
    "goal": "Goal changed",
    "limits": "Limits for symptoms and sessions changed",
    "review_on": "Next review: {before} → {after}",
    "recipient": "Patient’s name, date of birth or number changed",
    "language": "Patient’s language: {before} → {after}",
}


def changes(issued: HandoutContext, now: HandoutContext) -> tuple[Change, ...]:
    """Everything that makes `issued` another sheet than `now`, both in one language; empty where it still holds.

    Ticks of clean sessions, dates of issue and who issued it do not matter.
    """
    return (*_of_sides(issued, now), *_of_exercises(issued, now), *_of_warnings(issued, now), *_of_sheet(issued, now))


def clinical_words(found: Iterable[Change]) -> tuple[str, ...]:
    """A line for the clinician for each change: "Lying leg hold, right: level 1 → 2"."""
    return tuple(_in_words(change) for change in found)


def _in_words(change):
    said = CLINICAL[change.kind].format(before=_shown(change, change.before), after=_shown(change, change.after))
    if change.exercise:
        return f"{exercise_name(change.exercise)}, {change.side}: {said}"
    return f"{change.side.capitalize()}: {said}" if change.side else said


def _shown(change, value):
    if change.kind == "review_on":
        return f"{datetime.date.fromisoformat(value):%-d %B %Y}" if value else NO_DATE
    return Language(value).label if change.kind == "language" else value


def _of_sides(issued, now):
    """Which side rests, or works again."""
    for side in ("left", "right"):
        before, after = _rest(issued, side), _rest(now, side)
        if before and not after:
            yield Change("resumed" if side in now.working else "no_exercise", side)
        elif before != after:
            yield Change(after, side)


def _rest(context, side):
    if side not in context.resting:
        return ""
    return "completed" if side in context.completed else "paused"


def _of_exercises(issued, now):
    """What each side does. Where a side rests or works again that is said once, not of each exercise."""
    before, after = issued.by_side, now.by_side
    for exercise, side in dict.fromkeys([*before, *after]):
        old, new = before.get((exercise, side)), after.get((exercise, side))
        if old and new:
            yield from _of_dose(exercise, side, old, new)
        elif new and side not in issued.resting:
            yield Change("added", side, exercise)
        elif old and side not in now.resting:
            yield Change("removed", side, exercise)


def _of_dose(exercise, side, old, new):
    if old.level != new.level:
        yield Change("level", side, exercise, old.level, new.level)
    for field in OF_A_DOSE:
        before, after = getattr(old, field), getattr(new, field)
        if before != after and not (field in OF_THE_LEVEL and old.level != new.level):
            numbers = (before, after) if field == "days_a_week" else ()
            yield Change(field, side, exercise, *numbers)


def _of_warnings(issued, now):
    if set(now.warnings) - set(issued.warnings):
        yield Change("warned")
    if set(issued.warnings) - set(now.warnings):
        yield Change("unwarned")


def _of_sheet(issued, now):
    for field in OF_THE_SHEET:
        before, after = getattr(issued, field), getattr(now, field)
        if before != after:
            yield Change(field, "", "", *((before, after) if isinstance(after, str) and field != "goal" else ()))
