"""The contract's `replay`: logged sessions to the current state."""

from datetime import timedelta

from tests.proof.second_reading.histories import read_history
from tests.proof.second_reading.sides import Side


def replay(given):
    history = read_history(given)
    events = []
    at_start = max((row for row in history.circumstances if row[0] <= history.start), key=lambda row: row[0])
    known = dict(zip(("precautions", "equipment"), at_start[1:], strict=True))
    sides = {name: Side(name, start, known, history.limits, events) for name, start in history.sides.items()}
    for on, kind, row in _in_order(history):
        TAKE[kind](history, known, sides, on, row)
    for side in sides.values():  # P15
        if not side.completed:
            for exercise in side.exercises:
                side.lapse(history.today, exercise)
            side.settle()
    shown = {name: side.shown() for name, side in sides.items()}
    trains = any(side.exercises and not side.paused and not side.completed for side in sides.values())
    return {"sides": shown, "events": events, **_summary(history, trains)}


def _in_order(history):
    """(date, kind, row) of everything up to today."""
    kinds = (
        ("circumstances", [row for row in history.circumstances if row[0] > history.start]),
        ("strength_test", history.tests),
        ("override", [row for row in history.overrides if not row[-1]]),
        ("session", history.sessions),
        ("override", [row for row in history.overrides if row[-1]]),
    )
    taken = [
        (row[0], position, kind, row)
        for position, (kind, rows) in enumerate(kinds)
        for row in rows
        if row[0] <= history.today
    ]
    taken.sort(key=lambda one: one[:2])
    return [(on, kind, row) for on, _, kind, row in taken]


def _circumstances(history, known, sides, on, row):
    before = {name: side.reasons_now() for name, side in sides.items()}
    known["precautions"], known["equipment"] = row[1:]
    for name, side in sides.items():
        side.fit(on, before[name])
        side.advance(on)


def _strength_test(history, known, sides, on, row):
    sides[row[1]].strength_test(on, *row[2:])


def _override(history, known, sides, on, row):
    sides[row[1]].override(on, row[2], row[3])


def _session(history, known, sides, on, row):
    for name, side in sides.items():
        entries = [entry for entry in row[2] if entry[1] == name]
        if entries:
            side.session(on, row[1].get(name), history.usual, entries)


TAKE = {
    "circumstances": _circumstances,
    "strength_test": _strength_test,
    "override": _override,
    "session": _session,
}


def _summary(history, trains):
    start, today, limits = history.start, history.today, history.limits
    done = sorted(on for on, *_ in history.sessions if on <= today)
    week = (today - start).days // 7 + 1
    per_week = [0] * week
    for on in done:
        per_week[(on - start).days // 7] += 1
    return {
        "week": week,
        "sessions_per_week": per_week,
        "recent_adherence_pct": _adherence(per_week, limits),
        "next_session_on": _next_session(done, today, limits) if trains else None,
        "review_window": _review_window(week, limits),
        "lapsed": (today - (done[-1] if done else start)).days > limits["lapse_days"],
    }


def _review_window(week, limits):
    if week < limits["review_opens_week"]:
        return "before"
    return "past" if week > limits["review_closes_week"] else "open"


def _adherence(per_week, limits):
    backwards = enumerate(reversed(per_week[:-1]))
    full = [done for weeks_ago, done in backwards if weeks_ago < limits["adherence_weeks"]]
    if not full:
        return None
    prescribed = limits["sessions_per_week"]
    return round(100 * sum(min(done, prescribed) for done in full) / (prescribed * len(full)))


def _next_session(done, today, limits):
    a_week = int(limits["sessions_per_week"])
    days = [today]
    try:
        if done:
            days.append(done[-1] + timedelta(days=int(limits["min_gap_days"])))
        if len(done) >= a_week:
            days.append(done[-a_week] + timedelta(days=7))
    except OverflowError:  # after the calendar's last date
        return None
    return max(days).isoformat()
