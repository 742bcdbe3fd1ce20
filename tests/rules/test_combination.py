"""The gate (G1, G2) and the combination of length and strength (C0–C7)."""

import pytest

from rehab.rules import LIBRARY, plan
from tests.rules.given import (
    LONG,
    NO_RED_FLAG,
    SHORT,
    SHORT_AND_WEAK,
    STRONG,
    WEAK,
    assessment,
    findings,
    strength,
    thomas,
    trial,
)

FLAGS = list(LIBRARY.red_flags)


@pytest.mark.parametrize("flag", FLAGS)
def test_g1_any_red_flag_stops_everything(flag):
    answer = plan(assessment(right=SHORT_AND_WEAK, screening=NO_RED_FLAG | {flag: True}))
    assert (answer["status"], answer["red_flags"], answer["unanswered"]) == ("refer", [flag], [])
    assert answer["sides"] == answer["unless"] == {}


def test_g1_several_red_flags_stand_in_the_order_of_the_questions():
    screening = dict.fromkeys(FLAGS) | {FLAGS[7]: True, FLAGS[2]: True}
    answer = plan(assessment(right=SHORT_AND_WEAK, screening=screening))
    assert answer["status"] == "refer"
    assert answer["red_flags"] == [FLAGS[2], FLAGS[7]]
    assert answer["unanswered"] == [flag for flag in FLAGS if flag not in (FLAGS[2], FLAGS[7])]


@pytest.mark.parametrize("flag", FLAGS)
def test_g2_a_question_not_asked_is_not_a_no(flag):
    for screening in (NO_RED_FLAG | {flag: None}, {name: False for name in FLAGS if name != flag}):
        answer = plan(assessment(right=SHORT_AND_WEAK, screening=screening))
        assert (answer["status"], answer["unanswered"], answer["sides"]) == ("screening_incomplete", [flag], {})


def test_g2_no_screening_answers_nothing():
    given = assessment(right=SHORT_AND_WEAK)
    del given["screening"]
    assert plan(given)["unanswered"] == FLAGS
    assert plan(given | {"screening": None})["unanswered"] == FLAGS


INDETERMINATE = thomas(-10, controlled=False)


@pytest.mark.parametrize(
    ("length", "tested", "rule", "combination", "missing"),
    [
        (SHORT, WEAK, "C1", "stretch_and_strengthen", []),
        (SHORT, STRONG, "C2", "stretch", []),
        (LONG, WEAK, "C3", "strengthen", []),
        (LONG, STRONG, "C4", "none", []),
        (SHORT, None, "C5", "undetermined", ["strength"]),
        (LONG, None, "C5", "undetermined", ["strength"]),
        (INDETERMINATE, WEAK, "C5", "undetermined", ["length"]),
        (None, STRONG, "C5", "undetermined", ["length"]),
        (INDETERMINATE, None, "C5", "undetermined", ["length", "strength"]),
        (None, strength(force=100), "C5", "undetermined", ["length", "strength"]),
    ],
)
def test_the_combination_of_length_and_strength(length, tested, rule, combination, missing):
    answer = plan(assessment(right=findings(length, strength=tested)))
    assert answer["sides"]["right"]["combination"] == combination
    assert answer["sides"]["right"]["missing"] == missing
    assert rule in [reason["rule"] for reason in answer["because"] if reason["side"] == "right"]


@pytest.mark.parametrize("combination", ["stretch", "none", "undetermined"])
def test_where_nothing_is_strengthened_there_is_no_stage(combination):
    given = {
        "stretch": findings(SHORT, strength=STRONG),
        "none": findings(LONG, strength=STRONG),
        "undetermined": findings(SHORT),
    }[combination]
    answer = plan(assessment(right=given))["sides"]["right"]
    assert answer["combination"] == combination
    assert (answer["start_stage"], answer["strengthen"]) == (None, [])


@pytest.mark.parametrize("combination", ["strengthen", "none", "undetermined"])
def test_where_nothing_is_stretched_no_stretch_is_chosen(combination):
    given = {
        "strengthen": findings(LONG, strength=WEAK),
        "none": findings(LONG, strength=STRONG),
        "undetermined": findings(SHORT),
    }[combination]
    answer = plan(assessment(right=given))["sides"]["right"]
    assert (answer["combination"], answer["stretch"]) == (combination, [])


@pytest.mark.parametrize("mmt", ["0", "1"])
def test_c0_without_movement_the_side_is_referred(mmt):
    answer = plan(assessment(right=findings(thomas(-3), strength=strength(mmt))))["sides"]["right"]
    assert answer["combination"] == "refer"
    assert (answer["length"], answer["strength"], answer["missing"]) == ("short", "weak", [])
    assert "borderline:thomas.hip_extension_deg" in answer["notes"]
    assert (answer["start_stage"], answer["strengthen"], answer["stretch"], answer["excluded"]) == (None, [], [], {})


def test_c0_goes_before_what_is_missing():
    answer = plan(assessment(right=findings(strength=strength("1"))))["sides"]["right"]
    assert (answer["combination"], answer["missing"]) == ("refer", [])


def test_c0_the_least_movement_can_be_trained():
    answer = plan(assessment(right=findings(LONG, strength=strength("2-"))))["sides"]["right"]
    assert answer["combination"] == "strengthen"


@pytest.mark.parametrize(
    "given",
    [None, {}, findings(), findings(strength=strength(symptoms=4)), findings(trials=[trial("seated_knee_raise")])],
    ids=["absent", "empty", "nothing done", "a strength test without a value", "a trial is no test"],
)
def test_c6_a_side_without_tests_is_not_assessed(given):
    answer = plan(assessment(right=given, left=SHORT_AND_WEAK))["sides"]["right"]
    assert answer == {
        "length": "indeterminate",
        "short_muscles": [],
        "strength": "indeterminate",
        "symmetry_pct": None,
        "combination": "not_assessed",
        "missing": [],
        "notes": [],
        "start_stage": None,
        "strengthen": [],
        "stretch": [],
        "excluded": {},
    }


def test_both_sides_are_answered_when_one_is_absent():
    assert list(plan(assessment(right=SHORT_AND_WEAK))["sides"]) == ["left", "right"]


def test_c7_short_and_weak_gets_both():
    answer = plan(assessment(right=SHORT_AND_WEAK))["sides"]["right"]
    assert answer["strengthen"]
    assert answer["stretch"]
    assert "one_sided" not in answer["notes"]


def test_c7_one_of_the_two_without_an_exercise_is_one_sided():
    no_stretch = plan(assessment(right=SHORT_AND_WEAK, precautions=["anterior_hip_replacement"]))["sides"]["right"]
    assert (bool(no_stretch["strengthen"]), no_stretch["stretch"]) == (True, [])
    assert "one_sided" in no_stretch["notes"]
    lying_or_kneeling = ["kneeling_intolerance", "pregnancy_after_12_weeks"]
    no_strengthening = plan(assessment(right=SHORT_AND_WEAK, precautions=lying_or_kneeling))["sides"]["right"]
    assert (no_strengthening["strengthen"], bool(no_strengthening["stretch"])) == ([], True)
    assert "one_sided" in no_strengthening["notes"]


def test_c7_neither_has_an_exercise_is_not_one_sided():
    precautions = ["kneeling_intolerance", "pregnancy_after_12_weeks", "anterior_hip_replacement"]
    answer = plan(assessment(right=SHORT_AND_WEAK, precautions=precautions))["sides"]["right"]
    assert (answer["strengthen"], answer["stretch"]) == ([], [])
    assert "one_sided" not in answer["notes"]
    assert "no_eligible_exercise:strengthen" in answer["notes"]
    assert "no_eligible_exercise:stretch:iliopsoas" in answer["notes"]


def test_c7_a_side_that_is_only_weak_is_not_one_sided():
    answer = plan(assessment(right=findings(LONG, strength=WEAK)))["sides"]["right"]
    assert "one_sided" not in answer["notes"]
