"""The caseload at a glance: how many wait for what, and who is planned for a review on which day of the week."""

import datetime
from collections import Counter
from dataclasses import dataclass

from rehab.programmes.caseload import NEED_WORDS, CaseloadRow

A_DAY = datetime.timedelta(days=1)
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Count:
    """How many of the rows wait for one thing; `need` is its code, as the caseload is filtered by it."""

    need: str
    words: str
    rows: int


@dataclass(frozen=True)
class Day:
    """One day of the week, with the rows whose review is planned for it."""

    on: datetime.date
    is_today: bool
    rows: tuple[CaseloadRow, ...]


@dataclass(frozen=True)
class Glance:
    """`waiting`: rows in which anything waits; `overdue`: those whose day of review has passed, longest ago first."""

    episodes: int
    waiting: int
    counts: tuple[Count, ...]
    overdue: tuple[CaseloadRow, ...]
    week: tuple[Day, ...]

    @property
    def is_this_week(self) -> bool:
        return any(day.is_today for day in self.week)

    @property
    def earlier(self) -> datetime.date:
        """A day of the week before."""
        return self.week[0].on - A_DAY

    @property
    def later(self) -> datetime.date:
        """A day of the week after."""
        return self.week[-1].on + A_DAY


def glance(rows, today: datetime.date, of_week: datetime.date | None = None) -> Glance:
    """Of all open episodes that were asked for, whatever is kept of them in the list below.

    The week is the one with the day `of_week`, that of today where none is given.
    """
    found = Counter(code for row in rows for code in {need.code for need in row.needs})
    planned = [row for row in rows if row.next_review_on is not None]
    overdue = sorted(
        (row for row in planned if row.next_review_on < today), key=lambda row: (row.next_review_on, row.name)
    )
    return Glance(
        episodes=len(rows),
        waiting=sum(bool(row.needs) for row in rows),
        counts=tuple(Count(code, words, found[code]) for code, words in NEED_WORDS.items() if found[code]),
        overdue=tuple(overdue),
        week=tuple(_week(planned, today, of_week or today)),
    )


def of_the_day(rows, today: datetime.date) -> list[CaseloadRow]:
    """Those of the rows in which anything waits or whose review is planned for today, in their order."""
    return [row for row in rows if row.needs or row.next_review_on == today]


def _week(planned, today, of_week):
    monday = of_week - of_week.weekday() * A_DAY
    for day in (monday + number * A_DAY for number in range(DAYS_A_WEEK)):
        rows = sorted((row for row in planned if row.next_review_on == day), key=lambda row: row.name)
        yield Day(day, day == today, tuple(rows))
