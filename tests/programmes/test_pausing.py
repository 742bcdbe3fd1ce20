"""Symptoms above the limit pause a side; it goes on only when the clinician says so, after the red flags."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from clinic.audit.models import AuditEvent
from rehab.patients.models import Screening
from rehab.programmes import actions
from rehab.programmes.decisions import cause_of_pause, standing
from rehab.programmes.models import Override
from tests.programmes.conftest import TODAY
from tests.programmes.findings import NO_RED_FLAG
from tests.programmes.logs import clean


def decide(by, programme, kind, **what):
    return actions.decide_override(
        by=by, programme=programme, side="right", type=kind, **{"reason": "Settled with rest."} | what
    )


def is_paused(programme, on=TODAY):
    return standing(programme, on)["sides"]["right"]["paused"]


def test_symptoms_of_7_pause_the_side(paused):
    assert is_paused(paused)
    assert cause_of_pause(standing(paused, TODAY), "right") == "symptoms"


def test_it_resumes_with_a_reason_after_the_red_flags_were_asked_again(ana, paused, marias_episode):
    override = decide(ana, paused, "resume", answers=NO_RED_FLAG)
    assert not is_paused(paused)
    assert (override.reason, override.created_by) == ("Settled with rest.", ana)
    screening = marias_episode.screenings.first()
    assert (screening.asked_on, screening.answers) == (TODAY, NO_RED_FLAG)
    assert AuditEvent.objects.filter(action="override", object_id=override.pk).exists()
    assert AuditEvent.objects.filter(action="create", object_id=screening.pk).exists()


@pytest.mark.parametrize("answers", [None, {}, {"malignancy": False}, NO_RED_FLAG | {"malignancy": None}])
def test_it_stays_paused_until_every_red_flag_is_answered(ana, paused, answers):
    asked = Screening.objects.count()
    with pytest.raises(ValidationError):
        decide(ana, paused, "resume", answers=answers)
    assert is_paused(paused)
    assert Screening.objects.count() == asked


def test_a_red_flag_is_kept_and_the_side_stays_paused(ana, paused):
    result = decide(ana, paused, "resume", answers=NO_RED_FLAG | {"malignancy": True})
    assert isinstance(result, Screening)
    assert result.answers["malignancy"] is True
    assert is_paused(paused)
    assert not Override.objects.exists()


def test_the_red_flags_are_asked_also_where_symptoms_came_during_a_clinician_s_pause(ana, log, programme):
    decide(ana, programme, "pause", decided_on=datetime.date(2026, 2, 10))
    log(clean(datetime.date(2026, 2, 12), symptoms=7))
    with pytest.raises(ValidationError):
        decide(ana, programme, "resume")
    decide(ana, programme, "resume", answers=NO_RED_FLAG)
    assert not is_paused(programme)


def test_a_clinician_s_own_pause_is_resumed_without_them(ana, programme):
    decide(ana, programme, "pause", reason="Holiday")
    assert cause_of_pause(standing(programme, TODAY), "right") == "clinician"
    decide(ana, programme, "resume")
    assert not is_paused(programme)


def test_what_was_logged_that_day_came_before_the_decision(ana, log, programme):
    log(clean(TODAY, symptoms=7))
    decide(ana, programme, "resume", answers=NO_RED_FLAG)
    assert not is_paused(programme)
    assert Override.objects.get().after_session


def test_a_paused_side_is_not_paused_twice_and_a_running_one_not_resumed(ana, paused, programme):
    with pytest.raises(ValidationError, match="paused already"):
        decide(ana, paused, "pause")
    decide(ana, paused, "resume", answers=NO_RED_FLAG)
    with pytest.raises(ValidationError, match="not paused"):
        decide(ana, paused, "resume", answers=NO_RED_FLAG)


def test_nothing_is_earned_while_a_side_is_paused(log, paused):
    log(*(clean(datetime.date(2026, 2, number)) for number in (9, 11, 13)))
    assert standing(paused, datetime.date(2026, 2, 13))["sides"]["right"]["exercises"]["supine_hip_flexion_hold"] == {
        "level": 1,
        "streak": 0,
        "mastered": False,
    }


def test_an_override_that_does_not_say_why_is_not_stored(ana, programme):
    with pytest.raises(ValidationError):
        decide(ana, programme, "pause", reason="")
    assert not Override.objects.exists()
