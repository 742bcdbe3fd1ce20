"""Assessments, signed or drafts, that were made for the wrong patient."""

from django.urls import reverse

from clinic.forms import spoken_date
from rehab.assessments.actions import enter_from, strike_assessment
from rehab.assessments.findings import findings_of
from rehab.assessments.models import Assessment
from rehab.assessments.summary import test_summaries
from rehab.patients.misfiled import MovableKind
from rehab.patients.models import Episode


def _words(row):
    return f"{'Assessment' if row.is_signed else 'Draft of an assessment'} of {spoken_date(row.examined_on)}"


def _lines(row):
    return [
        f"Examined by {row.rater}" + (f", signed by {row.signed_by}" if row.is_signed else ", not signed"),
        *(f"{test.name}: " + _sides(test) for test in test_summaries(findings_of(row)) if any(test.done.values())),
    ]


def _sides(test):
    return " and ".join(side for side, is_done in test.done.items() if is_done)


def _strike(*, by, row, reason):
    return strike_assessment(by=by, assessment=row)


def _places(patient):
    episodes = patient.episodes.filter(discharged_on__isnull=True)
    return [(str(one.pk), f"{one.complaint}, since {spoken_date(one.started_on)}") for one in episodes]


def _copy(*, by, row, patient, place):
    return enter_from(by=by, source=row, episode=Episode.objects.get(pk=place, patient=patient))


ASSESSMENT = MovableKind(
    name="assessment",
    model=Assessment,
    words=_words,
    lines=_lines,
    url=lambda row: reverse("assessments:assessment", args=[row.pk]),
    strike=_strike,
    places=_places,
    copy=_copy,
)
