"""What `replay` is given: its shape, what must hold between its parts, and the values read from it.

Dates become day numbers, grades ranks (thirds of a grade).
"""

from rehab.rules.inputs import (
    CHOICES,
    FIELDS,
    LADDERS,
    SIDES,
    InvalidInput,
    check_level,
    equipment,
    grade,
    measure,
    precautions,
    strengthening_id,
    symptoms,
)
from rehab.rules.library import LIBRARY
from rehab.rules.reading import (
    ROOT,
    Problems,
    any_whole_number,
    day,
    list_of,
    one_of,
    optional,
    record,
    text,
    whole_number,
    yes_or_no,
)
from rehab.rules.records import Circumstances, Entry, Given, History, Override, Retest, Session, Start
from rehab.rules.settings import settings

STAGES = tuple(LIBRARY.stages)


def read_history(given) -> History:
    """The input of `replay`. Raises InvalidInput."""
    problems = Problems()
    history = READERS[_treated(given)](given, problems, ROOT, None)
    if problems:
        raise InvalidInput(problems)
    return history


def _treated(given):
    """The sides that are treated; None where it cannot be read which."""
    sides = given.get("sides") if isinstance(given, dict) else None
    return tuple(side for side in SIDES if sides.get(side) is not None) if isinstance(sides, dict) else None


# Parts that depend on each other -----------------------------------------------------------------------------------


def _check_start(start, problems, here):
    _check_no_exercise_twice(start.exercises, problems, here)
    if start.stage is None:
        return
    for position, row in enumerate(start.exercises or ()):
        if row is not None and row.exercise and LIBRARY.strengthening[row.exercise].stage != start.stage:
            problems.add(
                ((here, "exercises"), position), "exercise", "choice", f"This exercise is not of stage {start.stage}."
            )


def _check_no_exercise_twice(rows, problems, here):
    seen = set()
    for position, row in enumerate(rows or ()):
        if row is None or row.exercise is None:
            continue
        if row.exercise in seen:
            problems.add(((here, "exercises"), position), "exercise", "duplicate", "This exercise is listed twice.")
        seen.add(row.exercise)


def _check_session(session, problems, here):
    """An exercise is logged once for a side."""
    entries = session.entries or ()
    if len(entries) == 1 or len({(entry.exercise, entry.side) for entry in entries if entry is not None}) == len(
        entries
    ):
        return
    seen = set()
    for position, entry in enumerate(entries):
        if entry is None or entry.exercise is None or entry.side is None:
            continue
        if (entry.exercise, entry.side) in seen:
            problems.add(
                ((here, "entries"), position), "exercise", "duplicate", "This exercise is logged twice for this side."
            )
        seen.add((entry.exercise, entry.side))


def _check_history(history, problems, here):
    _check_dates(history, problems, here)
    _check_circumstances(history, problems, here)


def _check_dates(history, problems, here):
    start = history.started_on
    _check_one_a_date(history.circumstances, "on", "circumstances", problems, here)
    _check_one_a_date(history.sessions, "performed_on", "sessions", problems, here)
    if start is None:
        return
    if history.today is not None and history.today < start:
        problems.add(here, "today", "order", "Today is before the programme starts.")
    for kind, field in (("sessions", "performed_on"), ("strength_tests", "on"), ("overrides", "on")):
        for position, row in enumerate(getattr(history, kind) or ()):
            if row is None:
                continue
            on = getattr(row, field)
            if on is not None and on < start:
                problems.add(((here, kind), position), field, "order", "This is before the programme starts.")


def _check_one_a_date(rows, field, kind, problems, here):
    seen = set()
    for position, row in enumerate(rows or ()):
        on = None if row is None else getattr(row, field)
        if on is None:
            continue
        if on in seen:
            problems.add(((here, kind), position), field, "duplicate", "There is another one on this date.")
        seen.add(on)


def _check_circumstances(history, problems, here):
    rows = history.circumstances
    if rows is None:
        return
    if rows and (history.started_on is None or any(row is None or row.on is None for row in rows)):
        return
    if not any(row.on <= history.started_on for row in rows):
        problems.add(here, "circumstances", "missing", "The circumstances at the start of the programme are needed.")


# Shapes ------------------------------------------------------------------------------------------------------------

stage = whole_number(STAGES[0], STAGES[-1])
given_exercises = list_of(record(Given, {"exercise": strengthening_id, "level": any_whole_number}, check_level))
strength_known = {"mmt": optional(grade), "symmetry_pct": optional(measure("symmetry_pct"))}
read_start = record(Start, {"stage": stage, "exercises": given_exercises, **strength_known}, _check_start)


def treated_sides(given, problems, at, key):
    """{side: Start} of the sides that are there."""
    if not isinstance(given, dict):
        return problems.refuse(given, at, key, "type", "This must be an object with the sides that are treated.")
    here = (at, key)
    return {side: read_start(given[side], problems, here, side) for side in SIDES if given.get(side) is not None}


def reason(given, problems, at, key):
    if given is None or (isinstance(given, str) and not given.strip()):
        return problems.add(at, key, "reason", "Give a reason for this decision.")
    return text(given, problems, at, key)


def one_side_of(treated):
    a_side = one_of(SIDES)

    def read(given, problems, at, key):
        if given in treated:
            return given
        side = a_side(given, problems, at, key)
        if side is not None:
            problems.add(at, key, "unknown", f"The {side} side is not treated in this programme.")
        return side

    return read


# What a type of override needs besides. What it does not need is not looked at.
NEEDED = {
    "pause": {},
    "resume": {},
    "set_stage": {"stage": stage},
    "set_level": {"exercise": strengthening_id, "level": any_whole_number},
    "set_exercises": {"exercises": given_exercises},
}


def overrides_of(treated):
    """An override, read as its type needs it. Without a known type only what every override has is looked at."""
    common = {
        "on": day,
        "side": one_side_of(treated),
        "type": one_of([value for value, _ in CHOICES["override"]]),
        "reason": reason,
        "after_session": optional(yes_or_no, default=False),
    }
    readers = {type_: _override_of(common, needed) for type_, needed in NEEDED.items()}

    def read(given, problems, at, key):
        type_ = given.get("type") if isinstance(given, dict) else None
        known = type_ if isinstance(type_, str) and type_ in readers else "pause"
        return readers[known](given, problems, at, key)

    return read


def _override_of(common, needed):
    names = (*common, *needed)

    def check(override, problems, here):
        if "level" in needed:
            check_level(override, problems, here)
        _check_no_exercise_twice(override.exercises, problems, here)

    return record(lambda *values: Override(**dict(zip(names, values, strict=True))), common | needed, check)


def sessions_of(treated, mornings):
    entry = {
        "exercise": strengthening_id,
        "side": one_side_of(treated),
        "level": any_whole_number,
        "completed": yes_or_no,
        "compensated": yes_or_no,
        "symptoms": symptoms,
    }
    return record(
        Session,
        {
            "performed_on": day,
            "next_morning": optional(next_mornings_of(mornings), {}),
            "entries": list_of(record(Entry, entry, check_level, entry_at_a_glance(treated))),
        },
        _check_session,
    )


def next_mornings_of(treated):
    def read(given, problems, at, key):
        if not isinstance(given, dict):
            return problems.refuse(given, at, key, "type", "This must be an object with a number for each side.")
        here, mornings = (at, key), {}
        for side in treated:
            morning = given.get(side)
            mornings[side] = None if morning is None else symptoms(morning, problems, here, side)
        return mornings

    return read


def entry_at_a_glance(treated):
    """The faster reader of an entry: of numbers it takes whole ones only, and it knows no message."""
    least, most = FIELDS["symptoms"].minimum, FIELDS["symptoms"].maximum

    def glance(given):
        try:
            exercise, side, level = given["exercise"], given["side"], given["level"]
            completed, compensated, symptoms = given["completed"], given["compensated"], given["symptoms"]
            if type(level) is not int or type(symptoms) is not int:
                return None
            answered = (completed is True or completed is False) and (compensated is True or compensated is False)
            in_range = 1 <= level <= LADDERS[exercise] and least <= symptoms <= most
            if answered and in_range and side in treated:
                return Entry(exercise, side, level, completed, compensated, symptoms)
            return None
        except (KeyError, TypeError):
            return None

    return glance


def history_of(known):
    """The reader of a history in which these sides are treated.

    None: it cannot be read which, so no entry's side is one too many, and next mornings are not looked at.
    """
    treated, mornings = (SIDES, ()) if known is None else (known, known)
    retest = {"on": day, "side": one_side_of(treated), **strength_known, "symptoms": optional(symptoms)}
    circumstances = {"on": day, "precautions": precautions, "equipment": equipment}
    return record(
        History,
        {
            "started_on": day,
            "today": day,
            "usual_morning_symptoms": optional(symptoms, default=0),
            "circumstances": optional(list_of(record(Circumstances, circumstances)), ()),
            "sides": treated_sides,
            "sessions": optional(list_of(sessions_of(treated, mornings)), ()),
            "strength_tests": optional(list_of(record(Retest, retest)), ()),
            "overrides": optional(list_of(overrides_of(treated)), ()),
            "settings": settings,
        },
        _check_history,
    )


READERS = {known: history_of(known) for known in [None, (), SIDES[:1], SIDES[1:], SIDES]}
