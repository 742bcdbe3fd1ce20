"""Dates as a hand writes them on a paper log."""

import datetime
import re

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WRITTEN = re.compile(
    r"(?:[a-z]{2,9}\.?,? )?"  # the day of the week, which says nothing more
    r"(\d{1,2})(?:st|nd|rd|th)?(?: ?[./\- ] ?|(?=[a-z]))(\d{1,2}|[a-z]{3,9})\.?(?: ?[./\-, ] ?(\d{4}|\d{2}))?\.?",
    re.ASCII,
)
DAYS_LATER = re.compile(r"\+ ?(\d{1,3})", re.ASCII)
CENTURY = 2000
EXAMPLE = "4/3, 4.3.2026, 4 March or 2026-03-04"


def read_date(text: str, today: datetime.date, previous: datetime.date | None = None) -> datetime.date | None:
    """The date that is meant, day before month: see EXAMPLE; also today, yesterday, and +2, counted from `previous`.

    Without a year the latest such day that is not after today is meant. None where it is no date.
    """
    text = " ".join(text.lower().split())
    if text in ("today", "yesterday"):
        return today - datetime.timedelta(days=text == "yesterday")
    if later := DAYS_LATER.fullmatch(text):
        return previous and previous + datetime.timedelta(days=int(later[1]))
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        written = WRITTEN.fullmatch(text)
    return written and _date_of(int(written[1]), _month(written[2]), written[3], today)


def _date_of(day, month, year, today):
    if year is not None:
        return _date(int(year) + (CENTURY if len(year) == len("26") else 0), month, day)
    # A 29 February may lie up to eight years back.
    candidates = (_date(today.year - back, month, day) for back in range(9))
    return next((date for date in candidates if date and date <= today), None)


def _month(text):
    if text.isdigit():
        return int(text)
    return MONTHS.index(text[:3]) + 1 if text[:3] in MONTHS else 0


def _date(year, month, day):
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
