"""A red flag stands until it is answered with no: silence, an amended mistake or a draft never hides it."""

import datetime

import pytest

from rehab.assessments.red_flags import standing_red_flag
from rehab.patients.models import Screening
from rehab.rules import LIBRARY
from tests.programmes.findings import examined

NO = dict.fromkeys(LIBRARY.red_flags, False)
FOUND = NO | {"malignancy": True}
SILENT = dict.fromkeys(LIBRARY.red_flags)


@pytest.fixture
def asked(ana, marias_episode):
    """asked(answers, answers, …): screenings a day apart."""

    def asked(*screenings):
        for day, answers in enumerate(screenings, start=1):
            Screening.objects.create(
                episode=marias_episode, asked_on=datetime.date(2026, 2, day), answers=answers, created_by=ana
            )
        return standing_red_flag(marias_episode)

    return asked


def test_none_was_found(asked):
    assert asked(NO) is None


def test_one_that_was_found_stands(asked):
    assert asked(FOUND).asked_on == datetime.date(2026, 2, 1)


def test_a_later_no_settles_it(asked):
    assert asked(FOUND, NO) is None


def test_not_being_asked_again_does_not(asked):
    assert asked(FOUND, SILENT).asked_on == datetime.date(2026, 2, 1)


def test_another_flags_no_does_not(asked):
    assert asked(FOUND, SILENT | {"slipped_epiphysis": False}) is not None


def test_what_an_amended_assessment_said_no_longer_counts(ana, marias_episode):
    mistaken = examined(marias_episode, by=ana, on=datetime.date(2026, 2, 2), red_flags={"malignancy": True})
    assert standing_red_flag(marias_episode) == mistaken.screening
    type(mistaken).objects.filter(pk=mistaken.pk).update(is_current=False)
    marias_episode.refresh_from_db()
    assert standing_red_flag(type(marias_episode).objects.get(pk=marias_episode.pk)) is None
