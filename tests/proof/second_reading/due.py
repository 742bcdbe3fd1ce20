"""What a review finds due beside what `replay` says: a plateau, a flare, the length test of a stretched side."""

from datetime import date

from tests.proof.second_reading import reader
from tests.proof.second_reading.histories import read_history
from tests.proof.second_reading.replays import replay
from tests.proof.second_reading.tables import FIXED

GAINS = ("level_advanced", "mastered", "stage_advanced")


def due(given):
    """Of `given["side"]` of a programme; or of a length test with the days `tested_on` and `today`."""
    today = date.fromisoformat(given["today"])
    if "tested_on" in given:
        return {"length_test_due": _ago(given["tested_on"], today) >= _in_days("length_retest_weeks")}
    answer = replay(given)
    return {"plateau": _plateau(given, answer, today), "flare": _flare(given, answer, today)}


def _plateau(given, answer, today):
    """The sessions of the last four weeks, where there are six or more and nothing was gained in that time."""
    side, span = given["side"], _in_days("plateau_weeks")
    state = answer["sides"][side]
    if state["paused"] or state["gate_pending"] or state["blocked"] or state["completed"]:
        return None
    gains = [event for event in answer["events"] if event["side"] == side and event["event"] in GAINS]
    recent = [day for day in _days_of(given, side, today) if day < span]
    if _ago(given["started_on"], today) < span or any(_ago(gain["on"], today) < span for gain in gains):
        return None
    return len(recent) if len(recent) >= reader.as_limit("plateau_sessions", FIXED["plateau_sessions"]) else None


def _flare(given, answer, today):
    """The last day whose symptoms were too much, as long as a second raised morning would pause the side."""
    side, limits = given["side"], read_history(given).limits
    highest_morning = max(limits["green_max"], given.get("usual_morning_symptoms") or 0)
    found = []
    for session in given["sessions"]:
        felt = [entry["symptoms"] for entry in session["entries"] if entry["side"] == side]
        morning = (session.get("next_morning") or {}).get(side) or 0
        too_much = felt and (max(felt) > limits["amber_max"] or morning > highest_morning)
        if too_much and 0 <= _ago(session["performed_on"], today) <= limits["aggravation_window_days"]:
            found.append(session["performed_on"])
    return None if answer["sides"][side]["paused"] else max(found, default=None)


def _days_of(given, side, today):
    """How many days ago each session of the side was, up to today."""
    days = [
        _ago(session["performed_on"], today)
        for session in given["sessions"]
        if any(entry["side"] == side for entry in session["entries"])
    ]
    return [day for day in days if day >= 0]


def _ago(day, today):
    return (today - date.fromisoformat(str(day))).days


def _in_days(weeks):
    limit = reader.as_limit(weeks, FIXED[weeks])
    return limit.part(FIXED[weeks] * 7) if hasattr(limit, "part") else limit * 7
