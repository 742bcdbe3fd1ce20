"""Each kind of row becomes what the rules are given; what was replaced or withdrawn does not count."""

import datetime

import pytest

from clinic.audit.amending import withdraw
from rehab.patients.actions import correct_circumstances, set_circumstances
from rehab.programmes import actions
from rehab.programmes.choice import ChosenExercise, ChosenSide
from rehab.programmes.decisions import replay_input, standing, standings
from rehab.rules import effective_settings, errors_of_replay
from tests.programmes.conftest import START, TODAY
from tests.programmes.findings import LONG, SHORT_ONLY, examined
from tests.programmes.logs import clean


def day(number):
    """A day of February 2026."""
    return datetime.date(2026, 2, number)


@pytest.fixture
def given(programme):
    return lambda today=TODAY: replay_input(programme, today)


def test_the_start(given):
    found = given()
    assert found["started_on"] == "2026-02-02"
    assert found["today"] == "2026-03-02"
    assert found["usual_morning_symptoms"] == 0
    assert found["settings"] == effective_settings()
    assert found["sides"] == {
        "right": {
            "stage": 1,
            "exercises": [
                {"exercise": "half_kneeling_activation", "level": 1},
                {"exercise": "supine_hip_flexion_hold", "level": 1},
            ],
            "mmt": "4-",
            "symmetry_pct": None,
        }
    }
    assert (found["sessions"], found["strength_tests"], found["overrides"]) == ([], [], [])


def test_a_side_that_is_only_stretched_has_nothing_to_replay(ana, marias_episode):
    found = examined(marias_episode, by=ana, on=START, right=SHORT_ONLY)
    programme = actions.start_programme(by=ana, assessment=found, started_on=START)
    assert replay_input(programme, TODAY)["sides"] == {}
    assert standing(programme, TODAY)["sides"] == {}


def test_the_start_stays_as_it_was_when_levels_and_dosages_change(ana, log, programme, given):
    start = given()["sides"]
    log(*(clean(day(number)) for number in (4, 6, 9)))
    first = programme.prescriptions.get(exercise="half_kneeling_activation", level=1)
    actions.set_dosage(by=ana, prescription=first, reason="Tired", sets=2)
    assert given()["sides"] == start


def test_circumstances_are_the_latest_at_the_start_and_all_later_ones(ana, maria, given):
    set_circumstances(by=ana, patient=maria, holds_from=START, precautions=["osteoporosis"], equipment=[])
    set_circumstances(by=ana, patient=maria, holds_from=day(20), precautions=[], equipment=["band", "cable"])
    assert given()["circumstances"] == [
        {"on": "2026-02-02", "precautions": ["osteoporosis"], "equipment": []},
        {"on": "2026-02-20", "precautions": [], "equipment": ["band", "cable"]},
    ]


def test_corrected_circumstances_count_in_their_place(ana, maria, given):
    wrong = set_circumstances(by=ana, patient=maria, holds_from=day(20), precautions=["osteoporosis"], equipment=[])
    correct_circumstances(
        by=ana, circumstances=wrong, reason="Other patient", holds_from=day(20), precautions=[], equipment=["band"]
    )
    assert [row["precautions"] for row in given()["circumstances"]] == [[], []]


def test_where_no_circumstances_are_known_at_the_start_nothing_held(ana, maria, programme, given):
    withdraw(maria.circumstances.get(), by=ana, reason="Other patient")
    assert given()["circumstances"] == [{"on": "2026-02-02", "precautions": [], "equipment": []}]
    assert not errors_of_replay(given())


def test_a_session_with_its_entries_in_order(log, given):
    session = clean(day(4), next_morning=3, symptoms=1)
    session["entries"][1] |= {"compensated": True, "level": 2, "sets_done": 2, "repetitions_done": 9}
    log(session)
    assert given()["sessions"] == [
        {
            "performed_on": "2026-02-04",
            "next_morning": {"left": None, "right": 3},
            "entries": [
                {
                    "exercise": "half_kneeling_activation",
                    "side": "right",
                    "level": 1,
                    "completed": True,
                    "compensated": False,
                    "symptoms": 1,
                },
                {
                    "exercise": "supine_hip_flexion_hold",
                    "side": "right",
                    "level": 2,
                    "completed": True,
                    "compensated": True,
                    "symptoms": 1,
                },
            ],
        }
    ]


def test_sessions_come_by_date_and_only_as_they_stand_now(ana, log, programme, given):
    log(clean(day(9)), clean(day(4)), clean(day(6)))
    sessions = {row.performed_on: row for row in programme.sessions.all()}
    actions.correct_session(by=ana, session=sessions[day(6)], reason="Wrong date", **clean(day(7)))
    actions.withdraw_session(by=ana, session=sessions[day(9)], reason="Not done")
    assert [row["performed_on"] for row in given()["sessions"]] == ["2026-02-04", "2026-02-07"]


def test_strength_retests(ana, programme, given):
    actions.retest_strength(
        by=ana,
        programme=programme,
        tested_on=day(16),
        position="supine",
        tests={"right": {"mmt": "4", "force_n": 90, "symptoms": 3}, "left": {"force_n": 120}},
    )
    assert given()["strength_tests"] == [
        {"on": "2026-02-16", "side": "right", "mmt": "4", "symmetry_pct": 75.0, "symptoms": 3}
    ]


def test_a_strength_test_of_a_later_assessment_counts_with_its_symmetry(ana, marias_episode, programme, given):
    forces = {"force_n": 90, "position": "supine"}
    examined(
        marias_episode,
        by=ana,
        on=day(16),
        left={"strength": {"force_n": 100, "position": "supine"}},
        right={"strength": {"mmt": "4", "symptoms": 1} | forces},
    )
    assert given()["strength_tests"] == [
        {"on": "2026-02-16", "side": "right", "mmt": "4", "symmetry_pct": 90.0, "symptoms": 1}
    ]


@pytest.mark.parametrize("field", ["is_current", "signed_at"])
def test_a_draft_and_a_replaced_assessment_do_not_count(ana, marias_episode, given, field):
    later = examined(marias_episode, by=ana, on=day(16), right={"strength": {"mmt": "4"}})
    setattr(later, field, None if field == "signed_at" else False)
    if field == "signed_at":
        later.signed_by = None
    later.save()
    assert given()["strength_tests"] == []


def test_an_assessment_on_the_day_of_the_start_is_what_the_programme_began_with(ana, marias_episode, given):
    examined(marias_episode, by=ana, on=START, right={"strength": {"mmt": "5"}})
    assert given()["strength_tests"] == []


def test_on_one_day_the_retest_comes_after_the_assessment(ana, marias_episode, programme, given):
    actions.retest_strength(by=ana, programme=programme, tested_on=day(16), tests={"right": {"mmt": "4"}})
    examined(marias_episode, by=ana, on=day(16), right={"strength": {"mmt": "3"}})
    assert [test["mmt"] for test in given()["strength_tests"]] == ["3", "4"]


def test_a_withdrawn_retest_does_not_count(ana, programme, given):
    actions.retest_strength(by=ana, programme=programme, tests={"right": {"mmt": "4"}})
    actions.withdraw_retest(by=ana, retest=programme.strength_retests.get(), reason="Other patient")
    assert given()["strength_tests"] == []


def test_a_test_of_a_side_that_is_not_strengthened_is_left_out(ana, marias_episode, given):
    examined(marias_episode, by=ana, on=day(16), left=LONG | {"strength": {"mmt": "4"}})
    assert given()["strength_tests"] == []


def test_decisions_in_the_order_they_were_taken(ana, programme, given):
    def decide(on, kind, **what):
        actions.decide_override(
            by=ana, programme=programme, side="right", type=kind, reason=f"{kind}!", decided_on=on, **what
        )

    decide(day(10), "set_level", exercise="half_kneeling_activation", level=2)
    decide(day(20), "pause")
    decide(day(4), "set_exercises", exercises=[{"exercise": "half_kneeling_activation", "level": 1}])
    assert [(row["on"], row["type"], row["reason"]) for row in given()["overrides"]] == [
        ("2026-02-04", "set_exercises", "set_exercises!"),
        ("2026-02-10", "set_level", "set_level!"),
        ("2026-02-20", "pause", "pause!"),
    ]
    assert given()["overrides"][1] | {"reason": ""} == {
        "on": "2026-02-10",
        "side": "right",
        "type": "set_level",
        "stage": None,
        "exercise": "half_kneeling_activation",
        "level": 2,
        "exercises": [],
        "reason": "",
        "after_session": False,
    }


def test_how_it_was_started_is_no_decision_to_replay(ana, assessment):
    choice = ChosenSide("strengthen", 1, (ChosenExercise("supine_hip_flexion_hold", 2),), (), "Kneeling hurts.")
    programme = actions.start_programme(by=ana, assessment=assessment, started_on=START, sides={"right": choice})
    given = replay_input(programme, TODAY)
    assert given["overrides"] == []
    assert given["sides"]["right"]["exercises"] == [{"exercise": "supine_hip_flexion_hold", "level": 2}]


def test_what_is_dated_after_today_is_given_to_the_rules_and_left_out_by_them(log, programme):
    log(*(clean(day(number)) for number in (4, 6, 9)))
    levels = [
        standing(programme, on)["sides"]["right"]["exercises"]["supine_hip_flexion_hold"]["level"]
        for on in (day(8), day(9))
    ]
    assert levels == [1, 2]


def test_an_ended_programme_stands_where_it_stood_on_its_last_day(ana, log, programme):
    log(clean(day(4)), clean(day(6)))
    ended = actions.end_programme(by=ana, programme=programme, version=1, end_reason="stopped", ended_on=day(8))
    assert standing(ended, TODAY) == standing(programme, day(8))


def test_many_programmes_take_the_same_few_queries_as_one(
    ana, log, programme, lukasz_programme, django_assert_num_queries
):
    log(*(clean(day(number)) for number in (4, 6, 9)))
    with django_assert_num_queries(9):
        one = standings([programme], TODAY)
    with django_assert_num_queries(9):
        both = standings([programme, lukasz_programme], TODAY)
    assert both[programme.pk] == one[programme.pk] == standing(programme, TODAY)
    assert both[lukasz_programme.pk] == standing(lukasz_programme, TODAY)
