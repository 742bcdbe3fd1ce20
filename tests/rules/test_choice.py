"""Which exercises (E1, E2), and where to begin (B1–B3)."""

import pytest

from rehab.rules import LIBRARY, plan
from rehab.rules.selection import Circumstances, exclusions
from tests.rules.given import (
    ALL_EQUIPMENT,
    HANGING,
    HOLD,
    LONG,
    MARCH,
    PUSH,
    SEATED,
    SHORT,
    SPRINT,
    STANDING,
    STEP,
    STRONG,
    assessment,
    findings,
    modified,
    strength,
    trial,
)


def weak(*trials, mmt="4", symptoms=0, **tests):
    return findings(LONG, strength=strength(mmt, symptoms=symptoms, **tests), trials=trials)


def right(given, **more):
    return plan(assessment(right=given, **more))["sides"]["right"]


def chosen(answer):
    return [(row["exercise"], row["level"]) for row in answer["strengthen"]]


# E1 ------------------------------------------------------------------------------------------------------------------


def test_e1_the_first_two_of_the_stage_in_table_order():
    answer = right(weak(trial(SEATED)), equipment=ALL_EQUIPMENT)
    assert chosen(answer) == [(SEATED, 1), (STANDING, 1)]
    assert answer["excluded"] == {}


def test_e1_the_next_comes_where_one_is_excluded():
    answer = right(weak(trial(SEATED)), equipment=ALL_EQUIPMENT, precautions=["balance_impairment"])
    assert [exercise for exercise, _ in chosen(answer)] == [SEATED, HANGING]
    assert answer["excluded"] == {STANDING: ["precaution:balance_impairment"]}


def test_e1_any_one_kind_of_equipment_is_enough():
    assert SEATED in right(weak(trial(STANDING)), equipment=["cable"])["excluded"]
    assert chosen(right(weak(trial(STANDING)), equipment=["cable"])) == [(STANDING, 1)]


def test_e1_every_exercise_of_the_stage_that_is_excluded_is_named_beyond_the_first_two_as_well():
    answer = right(weak(trial(SEATED)), equipment=["band"])
    assert answer["excluded"] == {HANGING: ["equipment"]}


def test_e1_nothing_fits():
    answer = right(weak(), precautions=["kneeling_intolerance", "pregnancy_after_12_weeks"])
    assert (answer["start_stage"], answer["strengthen"]) == (1, [])
    assert "no_eligible_exercise:strengthen" in answer["notes"]


def test_the_reasons_of_an_exclusion_stand_in_their_order():
    given = weak(trial(STEP), mmt="2+")
    precautions = ["osteoporosis", "anticoagulant", "balance_impairment"]
    answer = right(given, equipment=[], precautions=precautions)
    assert answer["excluded"] == {HOLD: ["strength:below_antigravity"]}
    stage_3 = right(weak(trial(STEP)), equipment=[], precautions=["osteoporosis", "anticoagulant"])
    assert stage_3["excluded"][SPRINT] == ["precaution:anticoagulant", "precaution:osteoporosis", "equipment"]


def test_a_precaution_given_twice_is_one_reason():
    answer = right(weak(), precautions=["kneeling_intolerance", "kneeling_intolerance"])
    assert answer["excluded"] == {PUSH: ["precaution:kneeling_intolerance"]}


@pytest.mark.parametrize(("mmt", "excluded"), [("2-", True), ("3-", True), ("3", False)])
def test_e1_below_mmt_3_nothing_works_against_gravity(mmt, excluded):
    answer = right(weak(mmt=mmt))
    assert (answer["excluded"] == {HOLD: ["strength:below_antigravity"]}) is excluded


# What each precaution and each kind of equipment keeps out -----------------------------------------------------------

ALL_MUSCLES_SHORT = modified(-10, knee=70, abduction=20)


@pytest.mark.parametrize(
    ("precaution", "strengthening", "stretching"),
    [
        (
            "anterior_hip_replacement",
            [],
            ["half_kneeling_stretch", "bed_edge_stretch", "standing_lunge_stretch", "half_kneeling_heel_to_buttock"],
        ),
        ("posterior_hip_replacement", [SEATED, HANGING], ["bed_edge_stretch"]),
        ("recent_hip_arthroscopy", [HANGING, SPRINT], []),
        ("pregnancy_after_12_weeks", [HOLD, HANGING, SPRINT], ["bed_edge_stretch", "prone_knee_bend"]),
        ("osteoporosis", [HANGING, SPRINT], []),
        ("anticoagulant", [SPRINT], []),
        ("kneeling_intolerance", [PUSH], ["half_kneeling_stretch", "half_kneeling_heel_to_buttock"]),
        ("shoulder_problem", [HANGING], []),
        ("balance_impairment", [STANDING, STEP, MARCH, SPRINT], []),
    ],
)
def test_what_a_precaution_keeps_out(precaution, strengthening, stretching):
    circumstances = Circumstances(frozenset([precaution]), frozenset(ALL_EQUIPMENT))
    kept_out = [exercise for exercise in LIBRARY.exercises if exclusions(exercise, circumstances, too_weak=False)]
    assert kept_out == strengthening + stretching


@pytest.mark.parametrize(
    ("equipment", "kept_out"),
    [
        (["band"], [HANGING, SPRINT]),
        (["cable"], [SEATED, HANGING, MARCH, SPRINT]),
        (["pull_up_bar"], [SEATED, STANDING, MARCH, SPRINT]),
        (["running_space"], [SEATED, STANDING, HANGING, MARCH]),
        ([], [SEATED, STANDING, HANGING, MARCH, SPRINT]),
    ],
)
def test_what_missing_equipment_keeps_out(equipment, kept_out):
    circumstances = Circumstances(frozenset(), frozenset(equipment))
    assert kept_out == [
        exercise for exercise in LIBRARY.exercises if exclusions(exercise, circumstances, too_weak=False)
    ]


def test_what_lifts_the_leg_against_gravity():
    circumstances = Circumstances(frozenset(), frozenset(ALL_EQUIPMENT))
    possible = [exercise for exercise in LIBRARY.exercises if not exclusions(exercise, circumstances, too_weak=True)]
    assert possible == [PUSH, *LIBRARY.stretching]


# E2 ------------------------------------------------------------------------------------------------------------------


def test_e2_the_first_stretch_for_each_short_muscle():
    answer = right(findings(modified=modified(-10, knee=70), strength=STRONG))
    assert answer["stretch"] == ["half_kneeling_stretch", "prone_knee_bend"]


def test_e2_at_most_two_and_no_further_muscle_is_considered():
    given = findings(modified=ALL_MUSCLES_SHORT, strength=STRONG)
    answer = right(given, precautions=["kneeling_intolerance"])
    assert answer["stretch"] == ["bed_edge_stretch", "prone_knee_bend"]
    assert answer["excluded"] == {
        "half_kneeling_stretch": ["precaution:kneeling_intolerance"],
        "half_kneeling_heel_to_buttock": ["precaution:kneeling_intolerance"],
    }


def test_e2_a_muscle_without_a_stretch_leaves_its_place_to_the_next():
    given = findings(modified=ALL_MUSCLES_SHORT, strength=STRONG)
    answer = right(given, precautions=["anterior_hip_replacement"])
    assert answer["stretch"] == ["prone_knee_bend", "side_lying_adduction_stretch"]
    assert "no_eligible_exercise:stretch:iliopsoas" in answer["notes"]


def test_e2_weakness_excludes_no_stretch():
    assert right(findings(SHORT, strength=strength("2")))["stretch"] == ["half_kneeling_stretch"]


# B1 ------------------------------------------------------------------------------------------------------------------


def test_b1_a_painful_strength_test_begins_at_the_bottom():
    answer = right(weak(trial(PUSH, 3), trial(SEATED, 4), symptoms=3))
    assert answer["start_stage"] == 1
    assert chosen(answer) == [(PUSH, 1), (HOLD, 1)]


def test_b1_a_failed_trial_is_noted_under_pain_too():
    answer = right(weak(trial(PUSH, 1, "poor"), symptoms=3))
    assert "trial_failed:half_kneeling_activation" in answer["notes"]


# B2 ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("description", "mmt", "trials", "stage"),
    [
        ("nothing tried", "4", [], 1),
        ("stage 2 tried, the gate is met", "3+", [trial(SEATED)], 2),
        ("stage 2 tried, too weak for it", "3", [trial(SEATED)], 1),
        ("stage 3 tried, the gate is met", "4", [trial(STEP)], 3),
        ("stage 3 tried, too weak for it", "4-", [trial(STEP)], 1),
        ("stage 3 tried and too weak for it, stage 2 tried as well", "4-", [trial(STEP), trial(STANDING)], 2),
        ("the highest one wins", "4", [trial(SEATED), trial(MARCH)], 3),
        ("any one pass will do", "4", [trial(STANDING)], 2),
        ("a fail at level 1 closes the stage", "4", [trial(SEATED, 2), trial(STANDING, 1, "fair")], 1),
        ("a fail higher up does not", "4", [trial(SEATED, 1), trial(STANDING, 2, "fair")], 2),
        ("a pass above a fail does not count", "4", [trial(SEATED, 2, "fair"), trial(SEATED, 3)], 1),
        ("a pass at the level that failed does not count", "4", [trial(SEATED, 1), trial(SEATED, 1, "fair")], 1),
        ("a fail of an exercise that is not chosen is passed over", "4", [trial(SEATED), trial(HANGING, 1, "poor")], 2),
        ("a pass of an exercise that is not chosen opens nothing", "4", [trial(SPRINT, 4)], 1),
        ("stage 3 closed by a fail, stage 2 open", "4", [trial(STEP, 1, "poor"), trial(MARCH), trial(SEATED)], 2),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_b2_the_stage_to_begin_in(description, mmt, trials, stage):
    assert right(weak(*trials, mmt=mmt))["start_stage"] == stage


@pytest.mark.parametrize(
    ("quality", "symptoms", "passes"),
    [("excellent", 0, True), ("excellent", 2, True), ("excellent", 3, False), ("fair", 0, False), ("poor", 0, False)],
)
def test_b2_a_pass_is_excellent_with_symptoms_of_2_or_less(quality, symptoms, passes):
    assert (right(weak(trial(SEATED, 1, quality, symptoms)))["start_stage"] == 2) is passes


def test_b2_passing_goes_by_green_max():
    assert right(weak(trial(SEATED, symptoms=1)), green_max=0)["start_stage"] == 1


@pytest.mark.parametrize(
    ("setting", "grade", "mmt", "stage"),
    [
        ("stage_2_min_grade", "4-", "3+", 1),
        ("stage_2_min_grade", "4-", "4-", 2),
        ("stage_2_min_grade", "3", "3", 2),
        ("stage_3_min_grade", "4-", "4-", 3),
    ],
)
def test_b2_the_grades_of_the_gates_are_settings(setting, grade, mmt, stage):
    tried = trial(SEATED if setting.startswith("stage_2") else STEP)
    assert right(weak(tried, mmt=mmt), **{setting: grade})["start_stage"] == stage


def test_b2_the_highest_grade_for_stage_3():
    weak_at_4_plus = {"weak_at_or_below": "4+", "stage_3_min_grade": "4+"}
    assert right(weak(trial(STEP), mmt="4"), **weak_at_4_plus)["start_stage"] == 1
    assert right(weak(trial(STEP), mmt="4+"), **weak_at_4_plus)["start_stage"] == 3


@pytest.mark.parametrize(("force", "threshold", "stage"), [(80, 80, 3), (79.9, 80, 1), (70, 70, 3), (94, 95, 1)])
def test_b2_stage_3_needs_symmetry_where_it_is_known(force, threshold, stage):
    given = assessment(
        right=weak(trial(STEP), force=force),
        left=findings(LONG, strength=strength("4", 100)),
        stage_3_min_symmetry_pct=threshold,
    )
    assert plan(given)["sides"]["right"]["start_stage"] == stage


def test_b2_stage_2_does_not_ask_for_symmetry():
    given = assessment(right=weak(trial(SEATED), force=10), left=findings(LONG, strength=strength("4", 100)))
    assert plan(given)["sides"]["right"]["start_stage"] == 2


def test_b2_without_an_mmt_only_stage_1_is_open():
    given = assessment(
        right=findings(LONG, strength=strength(force=85), trials=[trial(SEATED), trial(STEP), trial(PUSH, 2)]),
        left=findings(LONG, strength=strength(force=100)),
    )
    answer = plan(given)["sides"]["right"]
    assert answer["start_stage"] == 1
    assert chosen(answer) == [(PUSH, 2), (HOLD, 1)]


# B3 ------------------------------------------------------------------------------------------------------------------


def test_b3_each_begins_at_its_highest_pass_that_counts():
    tried = [trial(PUSH, 1), trial(PUSH, 2), trial(HOLD, 3), trial(HOLD, 2, "fair"), trial(HOLD, 1)]
    assert chosen(right(weak(*tried))) == [(PUSH, 2), (HOLD, 1)]


def test_b3_notes_what_failed_and_what_was_not_tried():
    answer = right(weak(trial(SEATED, 2)))
    assert answer["notes"][-1:] == ["untrialled:standing_hip_flexion"]
    failed = right(weak(trial(PUSH, 1, symptoms=6), trial(PUSH, 2)))
    assert chosen(failed)[0] == (PUSH, 1)
    assert "trial_failed:half_kneeling_activation" in failed["notes"]


def test_b3_a_fail_higher_up_is_neither_failed_nor_untried():
    answer = right(weak(trial(SEATED, 2), trial(STANDING, 3, "poor")))
    assert chosen(answer) == [(SEATED, 2), (STANDING, 1)]
    assert not [note for note in answer["notes"] if note.startswith(("trial_failed", "untrialled"))]


def test_b3_stage_1_needs_no_trial():
    assert not [note for note in right(weak())["notes"] if note.startswith("untrialled")]


def test_b3_exercises_that_are_not_chosen_are_not_noted():
    answer = right(weak(trial(HANGING, 1, "poor"), trial(SEATED), trial(STANDING)))
    assert not [note for note in answer["notes"] if note.startswith(("trial_failed", "untrialled"))]
