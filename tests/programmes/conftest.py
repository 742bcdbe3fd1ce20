"""Maria's right hip: findings, and the programme that they lead to.

`programme` was started four weeks before the frozen clock, on Monday 2 February 2026: the right side is stretched
(half-kneeling) and strengthened (half-kneeling activation, supine hold), from stage 1, level 1.
"""

import datetime

import pytest

from rehab.patients.actions import open_episode
from rehab.programmes import actions
from tests.programmes.findings import SHORT_AND_WEAK, examined
from tests.programmes.logs import clean

START = datetime.date(2026, 2, 2)
TODAY = datetime.date(2026, 3, 2)


@pytest.fixture
def assessment(ana, marias_episode):
    """Signed on the day of the start: the right side short and weak, the left side not examined."""
    return examined(marias_episode, by=ana, on=START, right=SHORT_AND_WEAK)


@pytest.fixture
def programme(ana, assessment):
    return actions.start_programme(by=ana, assessment=assessment, started_on=START)


@pytest.fixture
def log(ana, programme):
    """Log sessions of `programme`, all at once: log(clean(day), clean(day), …)."""

    def log(*sessions):
        return actions.log_sessions(by=ana, programme=programme, sessions=sessions)

    return log


@pytest.fixture
def paused(log, programme):
    """`programme`, its right side paused since 6 February: symptoms of 7."""
    log(clean(datetime.date(2026, 2, 4)), clean(datetime.date(2026, 2, 6), symptoms=7))
    return programme


@pytest.fixture
def lukasz_programme(ben, lukasz):
    """A programme at the other clinic."""
    episode = open_episode(
        by=ben, patient=lukasz, complaint="Groin", sides="right", started_on=datetime.date(2026, 1, 5)
    )
    found = examined(episode, by=ben, on=START, right=SHORT_AND_WEAK)
    return actions.start_programme(by=ben, assessment=found, started_on=START)
