"""Reviews, signed or drafts, that were written for the wrong patient."""

from django.urls import reverse

from clinic.forms import spoken_date
from rehab.patients.misfiled import CannotBeMoved, MovableKind
from rehab.programmes.models import Programme
from rehab.progress.actions import enter_review_from, strike_review
from rehab.progress.models import Review


def _words(row):
    return f"{'Review' if row.is_signed else 'Draft of a review'} of {spoken_date(row.reviewed_on)}"


def _lines(row):
    told = [row.get_decision_display(), row.findings, row.note]
    return [line for line in told if line]


def _strike(*, by, row, reason):
    return strike_review(by=by, review=row)


def _places(patient):
    programmes = Programme.objects.filter(episode__patient=patient).select_related("episode")
    return [(str(one.pk), f"{one.episode.complaint}, programme of {spoken_date(one.started_on)}") for one in programmes]


def _copy(*, by, row, patient, place):
    programme = Programme.objects.get(pk=place, episode__patient=patient)
    if row.reviewed_on < programme.started_on:
        raise CannotBeMoved(f"That programme began later, on {spoken_date(programme.started_on)}.")
    return enter_review_from(by=by, source=row, programme=programme)


REVIEW = MovableKind(
    name="review",
    model=Review,
    words=_words,
    lines=_lines,
    url=lambda row: reverse("progress:review", args=[row.pk]),
    strike=_strike,
    places=_places,
    copy=_copy,
)
