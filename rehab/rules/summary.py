"""How a programme goes as a whole: weeks, sessions, adherence, what comes next."""

from datetime import date

from rehab.rules.library import LIBRARY

DAYS_IN_A_WEEK = 7
PERCENT = 100
ADHERENCE_WEEKS = LIBRARY.constant("adherence_weeks")
REVIEW_OPENS_WEEK = LIBRARY.constant("review_opens_week")
REVIEW_CLOSES_WEEK = LIBRARY.constant("review_closes_week")


def summary(history, sides) -> dict:
    """The summary fields of replay; `sides` are the standings at the end."""
    start, today, settings = history.started_on, history.today, history.settings
    days = sorted(session.performed_on for session in history.sessions if session.performed_on <= today)
    week = (today - start) // DAYS_IN_A_WEEK + 1
    per_week = [0] * week
    for day in days:
        per_week[(day - start) // DAYS_IN_A_WEEK] += 1
    trains = any(side.exercises and not side.paused and not side.completed for side in sides)
    return {
        "week": week,
        "sessions_per_week": per_week,
        "recent_adherence_pct": recent_adherence_pct(per_week, settings),
        "next_session_on": next_session_on(days, today, settings) if trains else None,
        "review_window": review_window(week),
        "lapsed": today - (days[-1] if days else start) > settings.lapse_days,
    }


def recent_adherence_pct(per_week, settings) -> int | None:
    """Sessions done of those prescribed, over the last full weeks; the current week is not full yet."""
    full = per_week[:-1][-ADHERENCE_WEEKS:]
    if not full:
        return None
    prescribed = settings.sessions_per_week
    return round(PERCENT * sum(min(done, prescribed) for done in full) / (prescribed * len(full)))


def next_session_on(days, today, settings) -> str | None:
    """The first day that leaves time to recover and no week with too many sessions.

    None where that day lies beyond the calendar's last date.
    """
    n = settings.sessions_per_week
    after_last = [days[-1] + settings.min_gap_days] if days else []
    after_nth_last = [days[-n] + DAYS_IN_A_WEEK] if len(days) >= n else []
    day = max([today, *after_last, *after_nth_last])
    return date.fromordinal(day).isoformat() if day <= date.max.toordinal() else None


def review_window(week) -> str:
    if week < REVIEW_OPENS_WEEK:
        return "before"
    return "open" if week <= REVIEW_CLOSES_WEEK else "past"
