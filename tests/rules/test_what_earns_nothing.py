"""What is done while a side is paused, and what lies after today, earns nothing."""

from datetime import date, timedelta

from hypothesis import strategies as st

from rehab.rules import replay
from tests.rules.examples import given, histories, up_to_today


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
def test_a_clean_session_while_paused_earns_nothing(history, days_later):
    """No streak grows, no level is reached, nothing is mastered, no stage is entered."""
    history = up_to_today(history)
    for side in history["sides"]:
        pause = {"on": history["today"], "side": side, "type": "pause", "reason": "seen", "after_session": True}
        history["overrides"].append(pause)
    on = day_of(history, days_later)
    before = replay(history | {"today": on})
    trained = {"sessions": [*history["sessions"], session_of(before, on)], "today": on}
    after = replay(history | trained)
    for name, side in after["sides"].items():
        assert side["paused"]
        assert side["stage"] == before["sides"][name]["stage"]
        for exercise, standing in side["exercises"].items():
            was = before["sides"][name]["exercises"][exercise]
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
