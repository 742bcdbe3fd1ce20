"""The sheet follows the programme as it stands today: levels, settings, precautions, review, sides that rest."""

import datetime

import pytest

from rehab.assessments.models import Assessment
from rehab.handouts.queries import NothingToIssueError, handout_context
from rehab.patients.actions import open_episode, set_circumstances
from rehab.patients.models import Screening
from rehab.programmes import actions
from rehab.rules import LIBRARY
from tests.programmes.conftest import START, TODAY
from tests.programmes.findings import NO_RED_FLAG, SHORT_AND_WEAK, SHORT_ONLY, WEAK_ONLY, examined
from tests.programmes.logs import clean

HOLD = "supine_hip_flexion_hold"


def on(day):
    return datetime.date(2026, 2, day)


@pytest.fixture
def context(ana):
    def context(programme, today=TODAY):
        return handout_context(programme, today, by=ana)

    return context


@pytest.fixture
def start(ana, maria):
    """Start a programme for other findings than Maria's usual ones."""

    def start(**sides):
        episode = open_episode(by=ana, patient=maria, complaint="Hips", sides="both", started_on=START)
        return actions.start_programme(
            by=ana, assessment=examined(episode, by=ana, on=START, **sides), started_on=START
        )

    return start


def test_levels_and_ticks_are_those_of_the_logged_sessions(context, log, programme):
    log(*(clean(on(day)) for day in (4, 6, 9)), clean(on(11), level=2), clean(on(13), level=2))
    exercise = context(programme, on(14)).strengthening[0]
    assert exercise.doses[0].level == 2
    assert exercise.ladder[1].tracks[0].ticks == 2


def test_a_stretch_alone_has_no_ladder_and_no_log_of_sessions(context, start):
    found = context(start(right=SHORT_ONLY, left=SHORT_ONLY))
    assert found.aims == ("The muscles at the front of BOTH your hips are tight. You stretch them.",)
    assert (found.strengthening, found.log.sessions, found.log.stretch_weeks) == ((), 0, 4)


def test_each_side_says_what_its_exercises_are_for(context, start):
    assert context(start(left=WEAK_ONLY, right=SHORT_AND_WEAK)).aims == (
        "The muscles at the front of your LEFT hip are weak. You make them stronger.",
        "The muscles at the front of your RIGHT hip are tight and weak. Stretch them first. Then make them stronger.",
    )


def test_the_log_reaches_to_the_next_review(context, ana, programme):
    actions.plan_review(by=ana, programme=programme, version=1, next_review_on=datetime.date(2026, 3, 24))
    programme.refresh_from_db()
    found = context(programme)
    assert found.review_on == "2026-03-24"
    assert found.log.sessions == 4 * 3


@pytest.mark.parametrize(
    ("review", "weeks"), [(None, 4), ((2026, 3, 3), 1), ((2026, 3, 16), 2), ((2026, 3, 17), 3), ((2027, 3, 2), 12)]
)
def test_the_log_has_whole_weeks_and_an_end(context, ana, programme, review, weeks):
    day = review and datetime.date(*review)
    actions.plan_review(by=ana, programme=programme, version=1, next_review_on=day)
    programme.refresh_from_db()
    found = context(programme)
    assert (found.log.sessions, found.log.stretch_weeks) == (weeks * 3, weeks)


def test_a_review_that_is_over_is_not_printed(context, ana, programme):
    actions.plan_review(by=ana, programme=programme, version=1, next_review_on=on(20))
    programme.refresh_from_db()
    assert context(programme).review_on == ""


def test_limits_come_from_the_programmes_settings(context, programme):
    programme.settings |= {"green_max": 1, "amber_max": 4, "clean_sessions_to_progress": 4, "min_gap_days": 3}
    programme.save()
    limits = context(programme).limits
    assert (limits.green_max, limits.amber_max, limits.clean_sessions, limits.rest_days) == (1, 4, 4, 2)


def test_a_usual_ache_in_the_morning_raises_the_limit_of_the_next_morning(context, programme):
    programme.usual_morning_symptoms = 4
    assert context(programme).limits.morning_max == 4
    programme.usual_morning_symptoms = 1
    assert context(programme).limits.morning_max == 2


def test_a_blood_thinner_brings_the_warning_once(context, ana, maria, programme):
    flag = LIBRARY.red_flags["iliopsoas_haematoma"].patient_words
    assert flag in context(programme).emergency
    set_circumstances(by=ana, patient=maria, holds_from=on(10), precautions=["anticoagulant"], equipment=["band"])
    found = context(programme)
    assert found.warnings == (LIBRARY.precautions["anticoagulant"].warning_patient,)
    assert flag not in found.emergency


def test_signs_of_children_are_for_children(context, maria, programme):
    flag = LIBRARY.red_flags["slipped_epiphysis"].patient_words
    assert flag not in context(programme).emergency
    programme.patient.date_of_birth = datetime.date(2012, 1, 1)
    assert flag in context(programme).emergency


def test_a_paused_side_rests_while_the_other_goes_on(context, ana, start):
    programme = start(left=SHORT_AND_WEAK, right=SHORT_AND_WEAK)
    actions.decide_override(by=ana, programme=programme, side="left", type="pause", reason="Flu")
    found = context(programme)
    assert found.not_now == ("Your LEFT leg has a break. Do no exercises for it until we tell you to.",)
    assert {dose.side for exercise in found.exercises for dose in exercise.doses} == {"right"}


def reasons(context, programme):
    with pytest.raises(NothingToIssueError) as nothing:
        context(programme)
    return nothing.value.reasons


def test_where_every_side_is_paused_there_is_nothing_to_issue(context, paused):
    assert reasons(context, paused) == ["Right: paused."]


def test_an_ended_programme_issues_nothing(context, ana, programme):
    actions.end_programme(by=ana, programme=programme, version=1, end_reason="stopped")
    programme.refresh_from_db()
    assert reasons(context, programme) == ["The programme has ended."]


def test_a_red_flag_found_since_stops_every_handout(context, ana, programme):
    answers = NO_RED_FLAG | {"malignancy": True}
    Screening.objects.create(episode=programme.episode, asked_on=on(20), answers=answers, created_by=ana)
    assert reasons(context, programme) == ["A red flag was found: refer, no exercise until it is settled."]


def test_an_exercise_that_is_excluded_now_is_swapped_first(context, ana, maria, programme):
    set_circumstances(by=ana, patient=maria, holds_from=on(10), precautions=["kneeling_intolerance"], equipment=[])
    (reason,) = reasons(context, programme)
    assert reason.startswith("Kneeling hip stretch is excluded now")


def test_the_assessment_itself_is_not_read(context, programme):
    """A draft or an amendment of the assessment does not change what was prescribed."""
    before = context(programme)
    Assessment.objects.update(note="Seen again")
    assert context(programme) == before


def test_a_side_that_has_done_all_stages_is_finished(context, ana, start):
    programme = start(left=SHORT_AND_WEAK, right=SHORT_AND_WEAK)
    decide = {"by": ana, "programme": programme, "side": "right", "decided_on": START, "reason": "Strong again"}
    actions.decide_override(type="set_stage", stage=3, **decide)
    actions.decide_override(type="set_exercises", exercises=[{"exercise": "step_over_drill", "level": 4}], **decide)
    days = [on(4), on(6), on(9)]
    sessions = [clean(day, exercises=("step_over_drill",), level=4) for day in days]
    actions.log_sessions(by=ana, programme=programme, sessions=sessions)
    found = context(programme, on(10))
    assert found.not_now == ("Your RIGHT leg: you have done all the steps. There is nothing to do for it now.",)
    assert {dose.side for exercise in found.exercises for dose in exercise.doses} == {"left"}
