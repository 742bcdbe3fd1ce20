"""What is done while a side is paused earns nothing, nor what lies after today; and what hurts more earns no more."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import strategies as st

from rehab.rules import replay
from tests.rules.examples import given, histories, up_to_today

NEW = {"level": 1, "streak": 0, "mastered": False}


def day_of(history, days_later=0):
    return (date.fromisoformat(history["today"]) + timedelta(days=days_later)).isoformat()


def session_of(answer, on):
    """A clean session of everything that every side does."""
    entries = [
        {
            "exercise": exercise,
            "side": name,
            "level": standing["level"],
            "completed": True,
            "compensated": False,
            "symptoms": 0,
        }
        for name, side in answer["sides"].items()
        for exercise, standing in side["exercises"].items()
    ]
    return {"performed_on": on, "next_morning": {}, "entries": entries}


@given(histories, st.integers(4, 20))
def test_nothing_is_earned_while_paused_by_training_well_or_by_getting_stronger(history, days_later):
    """No streak grows, no level is reached, nothing is mastered, no stage is entered."""
    history = up_to_today(history)
    for side in history["sides"]:
        pause = {"on": history["today"], "side": side, "type": "pause", "reason": "seen", "after_session": True}
        history["overrides"].append(pause)
    on = day_of(history, days_later)
    before = replay(history | {"today": on})
    stronger = [{"on": on, "side": side, "mmt": "5", "symmetry_pct": 100, "symptoms": 0} for side in history["sides"]]
    trained = {
        "sessions": [*history["sessions"], session_of(before, on)],
        "strength_tests": [*history["strength_tests"], *stronger],
    }
    after = replay(history | trained | {"today": on})
    for name, side in after["sides"].items():
        assert side["paused"]
        assert side["stage"] == before["sides"][name]["stage"]
        for exercise, standing in side["exercises"].items():
            was = before["sides"][name]["exercises"].get(exercise, NEW)
            assert standing["streak"] <= was["streak"]
            assert standing["level"] <= was["level"]
            assert standing["mastered"] <= was["mastered"]


@given(histories, st.integers(1, 40), st.integers(0, 10))
def test_adding_a_session_dated_after_today_changes_nothing(history, days_later, symptoms):
    history = up_to_today(history)
    before = replay(history)
    session = session_of(before, day_of(history, days_later))
    session["next_morning"] = dict.fromkeys(history["sides"], symptoms)
    for entry in session["entries"]:
        entry["symptoms"] = symptoms
    assert replay(history | {"sessions": [*history["sessions"], session]}) == before


def about_to_earn(history):
    """The history with clean sessions to come, the last of which earns a level, and that session's date."""
    history = up_to_today(history)
    gap = history["settings"].get("min_gap_days", 2)
    needed = history["settings"].get("clean_sessions_to_progress", 3)
    for _ in range(needed):
        history["today"] = day_of(history, gap)
        history["sessions"].append(session_of(replay(history), history["today"]))
    return history


@given(histories, st.integers(0, 30))
def test_the_worse_a_session_that_would_earn_a_level_the_less_it_gives(history, days_later):
    """Each amount of symptoms against the next, in the session and the morning after, and on any later day."""
    history = about_to_earn(history)
    *sessions, last = history["sessions"]
    today = day_of(history, days_later)
    for felt in (in_the_session, the_next_morning):
        worse = [felt(last, amount) for amount in range(11)]
        standings = [replay(history | {"today": today, "sessions": [*sessions, row]})["sides"] for row in worse]
        for milder, harder in pairwise(standings):
            assert all(not_further(harder[side], milder[side]) for side in milder)


def in_the_session(session, symptoms):
    return session | {"entries": [row | {"symptoms": symptoms} for row in session["entries"]]}


def the_next_morning(session, symptoms):
    return session | {"next_morning": {row["side"]: symptoms for row in session["entries"]}}


def not_further(side, other):
    """Whether a side stands no higher than another, in stage, levels and mastery."""
    if side["stage"] != other["stage"] or other["completed"]:
        return side["stage"] <= other["stage"] and side["completed"] <= other["completed"]
    return all(
        (standing["level"], standing["mastered"])
        <= (other["exercises"][exercise]["level"], other["exercises"][exercise]["mastered"])
        for exercise, standing in side["exercises"].items()
    )
