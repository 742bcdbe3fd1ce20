"""A programme is started from a signed assessment, as the rules propose or otherwise with a reason."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from rehab.patients.actions import discharge_episode, set_circumstances
from rehab.patients.models import Screening
from rehab.programmes import actions
from rehab.programmes.choice import ChosenExercise, ChosenSide
from rehab.programmes.models import Programme
from rehab.rules import RULES_VERSION, effective_settings
from tests.programmes.conftest import START, TODAY
from tests.programmes.findings import (
    LONG,
    NEITHER,
    NO_MOVEMENT,
    NO_RED_FLAG,
    SHORT_AND_WEAK,
    SHORT_ONLY,
    STRENGTH_UNKNOWN,
    WEAK,
    WEAK_ONLY,
    examined,
)

PRESCRIBED = ["side", "kind", "exercise", "level"]
KNEELING = ChosenExercise("half_kneeling_stretch")
STRETCH_ALONE = ChosenSide("stretch", stretch=(KNEELING,), reason="Strength is trained elsewhere.")


def prescribed(programme):
    return list(programme.prescriptions.values_list(*PRESCRIBED))


def refused(**start):
    with pytest.raises(ValidationError) as refusal:
        actions.start_programme(**start)
    assert not Programme.objects.filter(assessment=start["assessment"]).exists()
    return refusal.value


@pytest.mark.parametrize(
    ("findings", "combination", "expected"),
    [
        (
            SHORT_AND_WEAK,
            "stretch_and_strengthen",
            [
                ("right", "strengthen", "half_kneeling_activation", 1),
                ("right", "strengthen", "supine_hip_flexion_hold", 1),
                ("right", "stretch", "half_kneeling_stretch", None),
            ],
        ),
        (SHORT_ONLY, "stretch", [("right", "stretch", "half_kneeling_stretch", None)]),
        (
            WEAK_ONLY,
            "strengthen",
            [
                ("right", "strengthen", "half_kneeling_activation", 1),
                ("right", "strengthen", "supine_hip_flexion_hold", 1),
            ],
        ),
    ],
)
def test_it_begins_as_the_rules_propose(ana, marias_episode, findings, combination, expected):
    found = examined(marias_episode, by=ana, on=START, right=findings)
    programme = actions.start_programme(by=ana, assessment=found)
    assert programme.started_on == TODAY
    assert [(side.side, side.combination) for side in programme.sides.all()] == [("right", combination)]
    assert prescribed(programme) == expected
    assert not programme.overrides.exists()


def test_both_sides_begin_together(ana, marias_episode):
    found = examined(marias_episode, by=ana, on=START, left=SHORT_ONLY, right=WEAK_ONLY)
    programme = actions.start_programme(by=ana, assessment=found)
    assert list(programme.sides.values_list("side", "combination", "start_stage", "mmt")) == [
        ("left", "stretch", None, "5"),
        ("right", "strengthen", 1, "4-"),
    ]


def test_it_keeps_what_the_rules_were_given_and_answered(ana, marias_episode):
    found = examined(marias_episode, by=ana, on=START, usual_morning_symptoms=2, right=SHORT_AND_WEAK)
    programme = actions.start_programme(by=ana, assessment=found, next_review_on=datetime.date(2026, 3, 16))
    programme.refresh_from_db()
    assert programme.basis["input"]["sides"]["right"]["strength"]["mmt"] == "4-"
    assert programme.basis["input"]["equipment"] == ["band"]
    assert programme.basis["answer"]["sides"]["right"]["combination"] == "stretch_and_strengthen"
    assert [reason["rule"] for reason in programme.basis["answer"]["because"]][:1] == ["C6"]
    assert programme.rules_version == RULES_VERSION
    assert programme.settings == effective_settings()
    assert programme.usual_morning_symptoms == 2


def test_the_circumstances_of_the_day_of_the_start_count_not_those_of_the_examination(ana, maria, assessment):
    set_circumstances(by=ana, patient=maria, holds_from=TODAY, precautions=["kneeling_intolerance"], equipment=["band"])
    programme = actions.start_programme(by=ana, assessment=assessment, started_on=TODAY)
    assert prescribed(programme) == [
        ("right", "strengthen", "supine_hip_flexion_hold", 1),
        ("right", "stretch", "bed_edge_stretch", None),
    ]


@pytest.mark.parametrize("findings", [NEITHER, STRENGTH_UNKNOWN, NO_MOVEMENT])
def test_where_nothing_is_proposed_nothing_starts(ana, marias_episode, findings):
    found = examined(marias_episode, by=ana, on=START, right=findings)
    assert refused(by=ana, assessment=found).messages == ["Neither side is treated: there is no programme to start."]


def test_no_reason_starts_a_side_without_movement_or_without_a_test(ana, marias_episode):
    found = examined(marias_episode, by=ana, on=START, right=NO_MOVEMENT)
    refusal = refused(by=ana, assessment=found, sides={"right": STRETCH_ALONE, "left": STRETCH_ALONE})
    assert refusal.message_dict == {
        "left": ["This side cannot be treated: not examined."],
        "right": ["This side cannot be treated: refer."],
    }


def test_an_undetermined_side_is_started_only_with_a_reason(ana, marias_episode):
    found = examined(marias_episode, by=ana, on=START, right=STRENGTH_UNKNOWN)
    without = ChosenSide("stretch", stretch=(KNEELING,))
    assert "right" in refused(by=ana, assessment=found, sides={"right": without}).message_dict
    programme = actions.start_programme(by=ana, assessment=found, sides={"right": STRETCH_ALONE})
    assert [(row.type, row.side, row.combination, row.reason) for row in programme.overrides.all()] == [
        ("combination", "right", "stretch", "Strength is trained elsewhere.")
    ]


FIRST = ChosenExercise("half_kneeling_activation", 1)
SECOND = ChosenExercise("supine_hip_flexion_hold", 1)
OTHERWISE = {
    "another combination": ChosenSide("stretch", None, (), (KNEELING,)),
    "not treated": ChosenSide("none"),
    "an exercise dropped": ChosenSide("stretch_and_strengthen", 1, (FIRST,), (KNEELING,)),
    "a stretch swapped": ChosenSide(
        "stretch_and_strengthen", 1, (FIRST, SECOND), (ChosenExercise("standing_lunge_stretch"),)
    ),
    "a higher level": ChosenSide(
        "stretch_and_strengthen", 1, (ChosenExercise("half_kneeling_activation", 2), SECOND), (KNEELING,)
    ),
    "a higher stage": ChosenSide("stretch_and_strengthen", 2, (ChosenExercise("seated_knee_raise", 1),), (KNEELING,)),
}


@pytest.mark.parametrize("choice", OTHERWISE.values(), ids=OTHERWISE)
def test_what_departs_from_the_rules_needs_a_reason_and_keeps_it(ana, marias_episode, choice):
    found = examined(marias_episode, by=ana, on=START, left=SHORT_ONLY, right=SHORT_AND_WEAK)
    refusal = refused(by=ana, assessment=found, sides={"right": choice})
    assert refusal.message_dict["right"][0].endswith("Give the reason.")
    reasoned = ChosenSide(choice.combination, choice.stage, choice.strengthen, choice.stretch, "She asked for it.")
    programme = actions.start_programme(by=ana, assessment=found, sides={"right": reasoned})
    override = programme.overrides.get()
    assert (override.side, override.combination, override.reason) == ("right", choice.combination, "She asked for it.")
    assert {row[2] for row in prescribed(programme) if row[0] == "right"} == {row.exercise for row in choice.exercises}


def test_a_higher_stage_is_named_beside_that_of_the_rules(ana, assessment):
    refusal = refused(by=ana, assessment=assessment, sides={"right": OTHERWISE["a higher stage"]})
    assert refusal.message_dict["right"][0] == "Stage 2 at the start; by the rules: stage 1. Give the reason."


def test_another_dosage_needs_no_reason(ana, assessment):
    choice = ChosenSide(
        "stretch_and_strengthen", 1, (FIRST, SECOND), (ChosenExercise("half_kneeling_stretch", None, {"sets": 2}),)
    )
    programme = actions.start_programme(by=ana, assessment=assessment, sides={"right": choice})
    stretch = programme.prescriptions.get(kind="stretch")
    assert (stretch.sets, stretch.hold_seconds) == (2, 30)


def test_one_sided_starts_only_with_a_reason(ana, maria, assessment):
    set_circumstances(
        by=ana,
        patient=maria,
        holds_from=START,
        precautions=["kneeling_intolerance", "pregnancy_after_12_weeks"],
        equipment=["band"],
    )
    assert refused(by=ana, assessment=assessment).message_dict == {
        "right": ["Only one of stretching and strengthening can be started. Give the reason."]
    }
    choice = ChosenSide(
        "stretch_and_strengthen", 1, (), (ChosenExercise("standing_lunge_stretch"),), "Strength after the birth."
    )
    programme = actions.start_programme(by=ana, assessment=assessment, sides={"right": choice})
    assert programme.overrides.get().reason == "Strength after the birth."


IMPOSSIBLE = {
    "excluded by equipment": ChosenSide("strengthen", 2, (ChosenExercise("hanging_knee_raise", 1),), (), "x"),
    "of another stage": ChosenSide("strengthen", 1, (ChosenExercise("seated_knee_raise", 1),), (), "x"),
    "above the ladder": ChosenSide("strengthen", 1, (ChosenExercise("half_kneeling_activation", 4),), (), "x"),
    "below the ladder": ChosenSide("strengthen", 1, (ChosenExercise("half_kneeling_activation", 0),), (), "x"),
    "twice the same": ChosenSide("strengthen", 1, (FIRST, FIRST), (), "x"),
    "unknown": ChosenSide("strengthen", 1, (ChosenExercise("squat", 1),), (), "x"),
    "a stretch as strengthening": ChosenSide("strengthen", 1, (KNEELING,), (), "x"),
    "strengthening as a stretch": ChosenSide("stretch", None, (), (FIRST,), "x"),
    "no exercise": ChosenSide("stretch", None, (), (), "x"),
    "a stretch too many": ChosenSide("strengthen", 1, (FIRST,), (KNEELING,), "x"),
    "strengthening too many": ChosenSide("stretch", None, (FIRST,), (KNEELING,), "x"),
    "no combination": ChosenSide("refer", None, (), (), "x"),
}


@pytest.mark.parametrize("choice", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_no_reason_makes_the_impossible_possible(ana, assessment, choice):
    assert "right" in refused(by=ana, assessment=assessment, sides={"right": choice}).message_dict


def test_red_flags_come_first(ana, marias_episode):
    found = examined(marias_episode, by=ana, on=START, right=SHORT_AND_WEAK, red_flags={"malignancy": True})
    assert "red flag" in refused(by=ana, assessment=found).messages[0]


def test_a_red_flag_that_was_not_asked_about_keeps_it_from_starting(ana, marias_episode):
    found = examined(marias_episode, by=ana, on=START, right=SHORT_AND_WEAK, red_flags={"malignancy": None})
    assert "red flags" in refused(by=ana, assessment=found).messages[0]


def test_a_red_flag_found_after_the_assessment_counts_too(ana, marias_episode, assessment):
    Screening.objects.create(
        episode=marias_episode, asked_on=TODAY, answers=NO_RED_FLAG | {"malignancy": True}, created_by=ana
    )
    assert "red flag" in refused(by=ana, assessment=assessment).messages[0]


def test_a_draft_or_a_replaced_assessment_starts_nothing(ana, assessment):
    assessment.is_current = False
    assert refused(by=ana, assessment=assessment)
    assessment.is_current, assessment.signed_at, assessment.signed_by = True, None, None
    assert refused(by=ana, assessment=assessment)


def test_a_discharged_episode_starts_nothing(ana, marias_episode, assessment):
    discharge_episode(by=ana, episode=marias_episode, version=1, discharged_on=TODAY, outcome="other")
    assert "discharged" in refused(by=ana, assessment=assessment).messages[0]


@pytest.mark.parametrize("day", [START - datetime.timedelta(days=1), TODAY + datetime.timedelta(days=1)])
def test_it_starts_between_the_examination_and_today(ana, assessment, day):
    assert "started_on" in refused(by=ana, assessment=assessment, started_on=day).message_dict


def test_the_review_comes_after_the_start(ana, assessment):
    assert "next_review_on" in refused(by=ana, assessment=assessment, next_review_on=TODAY).message_dict


def test_a_running_programme_is_replaced_only_when_that_is_confirmed(ana, marias_episode, programme):
    again = examined(marias_episode, by=ana, on=TODAY, right=LONG | WEAK)
    assert "running" in refused(by=ana, assessment=again).messages[0]
    new = actions.start_programme(by=ana, assessment=again, replacing=programme)
    programme.refresh_from_db()
    assert (programme.ended_on, programme.end_reason, programme.version) == (TODAY, "replaced", 2)
    assert new.is_running
