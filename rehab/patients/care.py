"""Who treats whom and when they come next, without a word on why: what reception is given of an episode."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from rehab.patients.models import Episode, Patient

ReviewDates = Callable[[QuerySet], dict]
_review_dates: list[ReviewDates] = []


@dataclass(frozen=True, slots=True)
class Care:
    """One open episode: whose it is, who treats them, and the day of the next review, None where none is planned."""

    patient: Patient
    clinician: str
    next_review_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class PlannedReviews:
    """The open episodes of a clinic by the day of their next review; each list of days is in order of time.

    `overdue` lies before today, `this_week` ends with the coming Sunday. A day is (date, [Care]).
    """

    overdue: list
    this_week: list
    later: list
    without_date: list[Care]


def gives_review_dates(source: ReviewDates) -> ReviewDates:
    """Register a function that maps the ids of a queryset of episodes to the day of their next review."""
    _review_dates.append(source)
    return source


def care_of(patients) -> list[Care]:
    """The open episodes of these patients, by the patients' names."""
    return _cares(Episode.objects.filter(patient__in=patients))


def planned_reviews(by) -> PlannedReviews:
    """What is planned in the clinic of `by`, as of today there."""
    today = by.today()
    sunday = today + datetime.timedelta(days=6 - today.weekday())
    cares = _cares(Episode.objects.filter(patient__clinic=by.clinic, patient__archived_at__isnull=True))
    dated = [care for care in cares if care.next_review_on]
    return PlannedReviews(
        overdue=_by_day(care for care in dated if care.next_review_on < today),
        this_week=_by_day(care for care in dated if today <= care.next_review_on <= sunday),
        later=_by_day(care for care in dated if care.next_review_on > sunday),
        without_date=[care for care in cares if not care.next_review_on],
    )


def _cares(episodes):
    """Of an episode no word is read: `only` leaves out what it is about."""
    episodes = episodes.filter(discharged_on__isnull=True)
    dates: dict = {}
    for source in _review_dates:
        dates |= source(episodes)
    found = episodes.select_related("patient", "clinician").only("patient", "clinician")
    found = found.order_by("patient__search_key", "started_on", "pk")
    return [Care(episode.patient, str(episode.clinician), dates.get(episode.pk)) for episode in found]


def _by_day(cares):
    days: dict = {}
    for care in cares:
        days.setdefault(care.next_review_on, []).append(care)
    return sorted(days.items())
