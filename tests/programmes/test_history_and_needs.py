"""Everything that happened is told with its reason, newest first; what waits for the clinician stands on top."""

import datetime

import pytest

from rehab.patients.actions import set_circumstances
from rehab.patients.models import Screening
from rehab.programmes import actions
from rehab.programmes.decisions import standing
from rehab.programmes.history import history
from rehab.programmes.queries import further_needs, needs, offered
from tests.programmes.conftest import TODAY
from tests.programmes.findings import NO_RED_FLAG
from tests.programmes.logs import clean


def told(programme):
    return [(item.on.day, item.side, item.what) for item in history(programme, TODAY)]


def test_sessions_and_what_the_rules_made_of_them(log, programme):
    log(*(clean(datetime.date(2026, 2, number)) for number in (20, 23, 25)))
    assert told(programme) == [
        (25, "right", "Lying leg hold: level 2 from now on"),
        (25, "right", "Kneeling knee push: level 2 from now on"),
        (25, "", "Session without symptoms"),
        (23, "", "Session without symptoms"),
        (20, "", "Session without symptoms"),
        (2, "", "Programme started"),
    ]
    newest, _, _, second, *_ = history(programme, TODAY)
    assert [reason["rule"] for reason in newest.because] == ["P7"]
    assert [reason["rule"] for reason in second.because] == ["P7", "P7"]


def test_decisions_and_tests_with_who_and_why(ana, programme):
    actions.retest_strength(by=ana, programme=programme, tests={"right": {"mmt": "4+", "symptoms": 1}}, note="Belt")
    actions.decide_override(
        by=ana, programme=programme, side="right", type="set_stage", stage=2, reason="Strong and steady"
    )
    decision, test, _ = history(programme, TODAY)
    assert (decision.what, decision.reason, decision.by) == (
        "Stage 2, progressive loading set",
        "Strong and steady",
        ana,
    )
    assert (test.what, test.reason, test.by) == ("Strength test: MMT 4+, symptoms 1/10", "Belt", ana)


def test_changed_dosages_and_stretches_and_the_end(ana, programme):
    stretch = programme.prescriptions.get(kind="stretch")
    actions.set_dosage(by=ana, prescription=stretch, reason="Enough", sets=1, repetitions=2)
    actions.swap_exercise(
        by=ana,
        programme=programme,
        side="right",
        exercise="half_kneeling_stretch",
        to="standing_lunge_stretch",
        reason="Kneeling hurts",
    )
    ended = actions.end_programme(by=ana, programme=programme, version=1, end_reason="stopped", end_note="Moved")
    assert {(item.what, item.reason) for item in history(ended, TODAY) if item.on == TODAY} == {
        ("Kneeling hip stretch: dosage changed", "Enough"),
        ("Kneeling hip stretch: taken out", "Kneeling hurts"),
        ("Standing hip stretch: added", "Kneeling hurts"),
        ("Programme ended: stopped early", "Moved"),
    }


def waiting(programme, on=TODAY):
    return [(need.code, need.tone, need.side) for need in needs(programme, standing(programme, on), on)]


def test_nothing_waits_for_a_programme_that_runs(log, programme):
    log(clean(datetime.date(2026, 2, 27)))
    assert waiting(programme) == []


def test_a_paused_side_waits_first(paused):
    assert waiting(paused) == [("paused", "stop", "right"), ("lapsed", "ease", "")]


@pytest.mark.parametrize(("days", "due"), [(-1, True), (0, True), (1, False)])
def test_a_review_waits_from_its_day_on(ana, log, programme, days, due):
    log(clean(datetime.date(2026, 2, 27)))
    planned = actions.plan_review(
        by=ana, programme=programme, version=1, next_review_on=TODAY + datetime.timedelta(days=days)
    )
    assert waiting(planned) == ([("review", "ease", "")] if due else [])


def test_the_past_review_window_waits_where_no_review_is_planned(programme):
    late = TODAY + datetime.timedelta(weeks=9)
    assert ("review", "ease", "") in waiting(programme, late)


def test_an_amended_assessment_waits(log, programme, assessment):
    log(clean(datetime.date(2026, 2, 27)))
    assessment.is_current = False
    assessment.save()
    programme.refresh_from_db()
    assert waiting(programme) == [("assessment", "ease", "")]


def test_nothing_waits_for_an_ended_programme(ana, paused):
    ended = actions.end_programme(by=ana, programme=paused, version=1, end_reason="stopped")
    assert waiting(ended) == []
    assert further_needs(ended, offered(ended, TODAY), TODAY) == []


def further(programme):
    return [(need.code, need.side) for need in further_needs(programme, offered(programme, TODAY), TODAY)]


def test_a_stretch_that_circumstances_exclude_waits(ana, maria, programme):
    assert further(programme) == []
    set_circumstances(by=ana, patient=maria, holds_from=TODAY, precautions=["kneeling_intolerance"], equipment=[])
    assert further(programme) == [("excluded", "right")]


def test_a_red_flag_waits(ana, marias_episode, programme):
    Screening.objects.create(
        episode=marias_episode, asked_on=TODAY, answers=NO_RED_FLAG | {"malignancy": True}, created_by=ana
    )
    assert further(programme) == [("red_flag", "")]
