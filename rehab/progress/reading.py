"""A review as it is read: what it says, and what it rested on when it was signed."""

import datetime
from dataclasses import dataclass

from rehab.progress.words import number


@dataclass(frozen=True)
class ToldReview:
    """`scores` are (scale, score); `sides` are (side, verdicts) as they were kept; `first`, `latest` the days of the
    assessments compared, None in a draft."""

    scores: tuple[tuple[str, str], ...]
    seen: dict
    sides: tuple[tuple[str, list], ...]
    first: datetime.date | None
    latest: datetime.date | None
    last_session_on: datetime.date | None


def told(review) -> ToldReview:
    """What the page of a review shows."""
    seen = review.seen
    first, latest, last = (
        _date(seen.get(name)) for name in ("first_examined_on", "latest_examined_on", "last_session_on")
    )
    return ToldReview(
        scores=tuple((row.get_scale_display(), number(row.score)) for row in review.scores.all()),
        seen=seen,
        sides=tuple((side, found["verdicts"]) for side, found in seen.get("sides", {}).items() if found["verdicts"]),
        first=first,
        latest=latest,
        last_session_on=last,
    )


def _date(text):
    return datetime.date.fromisoformat(text) if text else None
