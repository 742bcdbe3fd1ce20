"""What a programme is due for besides what `replay` says: a flare that has not paused the side, no progress, an old
length test. Read back from an input of `replay` and the answer to it; today is that of the input.
"""

from datetime import date

from rehab.rules.api import effective_settings
from rehab.rules.library import LIBRARY
from rehab.rules.summary import DAYS_IN_A_WEEK

PLATEAU_WEEKS = LIBRARY.constant("plateau_weeks")
PLATEAU_SESSIONS = LIBRARY.constant("plateau_sessions")
LENGTH_RETEST_WEEKS = LIBRARY.constant("length_retest_weeks")
TOO_MUCH = "P3"
GAINED = {"level_advanced", "mastered", "stage_advanced"}
WAITS_FOR_SOMETHING_ELSE = ("paused", "completed", "gate_pending", "blocked")


def plateau(given: dict, answer: dict, side: str) -> dict | None:
    """{"weeks", "sessions"} where a side that trains has gained nothing over the last weeks, else None.

    `sessions` are those of the side in these weeks: with fewer than asked for, it has not been tried enough to tell.
    A side that waits for something else (a strength test, to be resumed) has no plateau.
    """
    today = date.fromisoformat(given["today"])
    days = PLATEAU_WEEKS * DAYS_IN_A_WEEK
    if _days(given["started_on"], today) < days or any(
        answer["sides"][side][name] for name in WAITS_FOR_SOMETHING_ELSE
    ):
        return None
    gained = any(
        event["side"] == side and event["event"] in GAINED and _days(event["on"], today) < days
        for event in answer["events"]
    )
    sessions = sum(
        0 <= _days(session["performed_on"], today) < days and any(entry["side"] == side for entry in session["entries"])
        for session in given["sessions"]
    )
    return None if gained or sessions < PLATEAU_SESSIONS else {"weeks": PLATEAU_WEEKS, "sessions": sessions}


def flare(given: dict, answer: dict, side: str) -> dict | None:
    """The last reason of the answer that symptoms were too much for a side that goes on; None where there is none.

    It counts for as long as a second raised morning would pause the side.
    """
    if answer["sides"][side]["paused"]:
        return None
    today = date.fromisoformat(given["today"])
    window = effective_settings(given.get("settings"))["aggravation_window_days"]
    found = [
        reason
        for reason in answer["because"]
        if reason["side"] == side and reason["rule"] == TOO_MUCH and _days(reason["on"], today) <= window
    ]
    return found[-1] if found else None


def length_retest_due(tested_on: date, today: date) -> bool:
    """Whether the length of a side that is stretched was last tested long enough ago to be tested again."""
    return (today - tested_on).days >= LENGTH_RETEST_WEEKS * DAYS_IN_A_WEEK


def _days(since, today):
    return (today - date.fromisoformat(since)).days
