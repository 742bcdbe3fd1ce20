"""Input that cannot be used: every fault at once, each with its path and code."""

import math
from copy import deepcopy

import pytest

from rehab.rules import (
    FIELDS,
    LIBRARY,
    SETTINGS,
    InvalidInput,
    change,
    errors_of_change,
    errors_of_plan,
    errors_of_replay,
    plan,
    replay,
)
from tests.rules.given import (
    HOLD,
    NO_RED_FLAG,
    PUSH,
    SEATED,
    SHORT_AND_WEAK,
    assessment,
    circumstances,
    clean,
    entry,
    findings,
    modified,
    on,
    override,
    programme,
    session,
    start,
    strength,
    strength_test,
    thomas,
    trial,
)


def changed(given, path, value):
    """A copy of an input with one place changed; ABSENT takes the field away."""
    given = deepcopy(given)
    *parents, last = [int(key) if key.isdecimal() else key for key in path.split(".")]
    place = given
    for key in parents:
        place = place[key]
    if value is ABSENT:
        del place[last]
    else:
        place[last] = value
    return given


ABSENT = object()


def found(errors):
    return {error["path"]: error["code"] for error in errors}


FULL_SIDE = findings(
    thomas(-5, method="photo"),
    modified(-5, knee=80, abduction=5, straight=-3, method="goniometer"),
    strength("4", 100, lever_arm_m=0.4, symptoms=1, fixation="belt"),
    trials=[trial(PUSH)],
)
FULL_PLAN = assessment(right=FULL_SIDE, left=SHORT_AND_WEAK, precautions=["osteoporosis"])
FULL_PROGRAMME = programme(
    [*clean(0), session(2, entry(), entry(HOLD), morning=1)],
    tests=[strength_test(3, "4", 90, 1)],
    overrides=[
        override(4, "pause"),
        override(4, "set_stage", stage=2),
        override(4, "set_level", exercise=PUSH, level=2),
        override(4, "set_exercises", exercises=[{"exercise": PUSH, "level": 1}]),
    ],
    later=[circumstances(1, "osteoporosis")],
    right=start(1, [(PUSH, 1), (HOLD, 1)], symmetry=80),
    usual_morning_symptoms=1,
    today=10,
)
FULL_PAIR = {
    "before": deepcopy(FULL_SIDE) | {"pain_nrs": 3, "psfs_mean": 4.5},
    "after": FULL_SIDE | {"pain_nrs": 3, "psfs_mean": 4.5},
}


def test_the_full_inputs_are_usable():
    assert errors_of_plan(FULL_PLAN) == errors_of_replay(FULL_PROGRAMME) == errors_of_change(FULL_PAIR) == []


S = "sides.right"


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("screening", [], "type"),
        ("screening.malignancy", 0, "type"),
        ("screening.malignancy", "no", "type"),
        ("precautions", "osteoporosis", "type"),
        ("precautions.0", 7, "type"),
        ("precautions.0", None, "missing"),
        ("precautions.0", "Osteoporosis", "unknown"),
        ("equipment.0", "kettlebell", "unknown"),
        ("equipment.0", [], "type"),
        ("equipment", {"band": True}, "type"),
        ("sides", ABSENT, "missing"),
        ("sides", None, "missing"),
        ("sides", [], "type"),
        (S, "short", "type"),
        (f"{S}.thomas", -5, "type"),
        (f"{S}.thomas.hip_extension_deg", ABSENT, "missing"),
        (f"{S}.thomas.hip_extension_deg", None, "missing"),
        (f"{S}.thomas.hip_extension_deg", "-5", "type"),
        (f"{S}.thomas.hip_extension_deg", True, "type"),
        (f"{S}.thomas.hip_extension_deg", [], "type"),
        (f"{S}.thomas.hip_extension_deg", math.inf, "range"),
        (f"{S}.thomas.hip_extension_deg", math.nan, "range"),
        (f"{S}.thomas.hip_extension_deg", 10**400, "range"),
        (f"{S}.thomas.pelvis_controlled", ABSENT, "missing"),
        (f"{S}.thomas.pelvis_controlled", None, "missing"),
        (f"{S}.thomas.pelvis_controlled", 1, "type"),
        (f"{S}.thomas.pelvis_controlled", "true", "type"),
        (f"{S}.thomas.method", "ruler", "choice"),
        (f"{S}.modified_thomas.hip_extension_deg", ABSENT, "missing"),
        (f"{S}.modified_thomas.pelvis_controlled", ABSENT, "missing"),
        (f"{S}.modified_thomas.knee_flexion_deg", "80", "type"),
        (f"{S}.modified_thomas.hip_extension_knee_straight_deg", 46, "range"),
        (f"{S}.strength", "4", "type"),
        (f"{S}.strength.mmt", 4, "type"),
        (f"{S}.strength.mmt", "6", "choice"),
        (f"{S}.strength.mmt", "", "choice"),
        (f"{S}.strength.mmt", "4 ", "choice"),
        (f"{S}.strength.mmt", "5-", "choice"),
        (f"{S}.strength.position", "prone", "choice"),
        (f"{S}.strength.position", 1, "type"),
        (f"{S}.strength.fixation", "strap", "choice"),
        (f"{S}.strength.symptoms", 11, "range"),
        (f"{S}.strength.symptoms", -1, "range"),
        (f"{S}.strength.symptoms", 1.5, "type"),
        (f"{S}.strength.symptoms", False, "type"),
        (f"{S}.strength.symptoms", math.nan, "type"),
        (f"{S}.trials", {}, "type"),
        (f"{S}.trials.0", None, "missing"),
        (f"{S}.trials.0.exercise", "plank", "unknown"),
        (f"{S}.trials.0.exercise", "prone_knee_bend", "unknown"),
        (f"{S}.trials.0.exercise", ABSENT, "missing"),
        (f"{S}.trials.0.level", 0, "range"),
        (f"{S}.trials.0.level", 4, "range"),
        (f"{S}.trials.0.level", 1.5, "type"),
        (f"{S}.trials.0.level", ABSENT, "missing"),
        (f"{S}.trials.0.quality", "good", "choice"),
        (f"{S}.trials.0.quality", ABSENT, "missing"),
        (f"{S}.trials.0.symptoms", 11, "range"),
        (f"{S}.trials.0.symptoms", ABSENT, "missing"),
        ("settings", [], "type"),
        ("settings.green_max", 3, "range"),
    ],
)
def test_a_fault_in_an_assessment(path, value, code):
    given = changed(FULL_PLAN, "settings", {}) if path.startswith("settings") else FULL_PLAN
    assert found(errors_of_plan(changed(given, path, value))) == {path: code}


ANGLES = ["hip_extension_deg", "hip_extension_knee_straight_deg", "knee_flexion_deg", "hip_abduction_deg"]


@pytest.mark.parametrize("name", ANGLES)
def test_the_range_of_an_angle(name):
    field, path = FIELDS[name], f"{S}.modified_thomas.{name}"
    for inside in (field.minimum, field.maximum):
        assert errors_of_plan(changed(FULL_PLAN, path, inside)) == []
    for outside in (field.minimum - 0.1, field.maximum + 0.1):
        assert found(errors_of_plan(changed(FULL_PLAN, path, outside))) == {path: "range"}


@pytest.mark.parametrize(
    ("name", "minimum", "maximum"),
    [
        ("hip_extension_deg", -60, 45),
        ("hip_extension_knee_straight_deg", -60, 45),
        ("knee_flexion_deg", 0, 150),
        ("hip_abduction_deg", -15, 45),
        ("force_n", 0, 1000),
        ("lever_arm_m", 0.10, 0.70),
        ("symmetry_pct", 0, 500),
        ("psfs_mean", 0, 10),
        ("pain_nrs", 0, 10),
        ("symptoms", 0, 10),
    ],
)
def test_what_can_be_measured_at_all(name, minimum, maximum):
    assert (FIELDS[name].minimum, FIELDS[name].maximum) == (minimum, maximum)


@pytest.mark.parametrize(("name", "below", "above"), [("force_n", -0.1, 1000.1), ("lever_arm_m", 0.09, 0.71)])
def test_the_range_of_a_force_and_its_lever_arm(name, below, above):
    for outside in (below, above):
        path = f"{S}.strength.{name}"
        assert found(errors_of_plan(changed(FULL_PLAN, path, outside))) == {path: "range"}


# Settings ------------------------------------------------------------------------------------------------------------

CONTRACT = {
    "knee_flexion_threshold_deg": (80, 60, 100),
    "abduction_threshold_deg": (15, 0, 30),
    "symmetry_threshold_pct": (90, 80, 95),
    "weak_at_or_below": ("4", "4-", "4", "4+"),
    "stage_2_min_grade": ("3+", "3", "3+", "4-"),
    "stage_3_min_grade": ("4", "4-", "4", "4+"),
    "stage_3_min_symmetry_pct": (80, 70, 95),
    "clean_sessions_to_progress": (3, 3, 6),
    "green_max": (2, 0, 2),
    "amber_max": (5, 3, 5),
    "min_gap_days": (2, 2, 4),
    "sessions_per_week": (3, 2, 3),
    "lapse_days": (14, 7, 21),
    "detraining_days": (28, 21, 42),
    "aggravation_window_days": (7, 3, 14),
}


def test_the_settings_their_defaults_and_limits():
    assert {
        name: (setting.default, *(setting.choices or (setting.minimum, setting.maximum)))
        for name, setting in SETTINGS.items()
    } == CONTRACT


@pytest.mark.parametrize("name", SETTINGS)
def test_the_limits_of_a_setting(name):
    setting, path = SETTINGS[name], f"settings.{name}"
    inside, outside = (setting.minimum, setting.maximum), (setting.minimum, setting.maximum)
    if setting.choices:
        inside, outside = setting.choices, {"0", "3-", "5", "x"}
    else:
        outside = (setting.minimum - 1, setting.maximum + 1)
    for errors_of, given in (
        (errors_of_plan, FULL_PLAN),
        (errors_of_replay, FULL_PROGRAMME),
        (errors_of_change, FULL_PAIR),
    ):
        for value in inside:
            assert errors_of(given | {"settings": {name: value}}) == []
        for value in outside:
            code = "choice" if setting.choices else "range"
            assert found(errors_of(given | {"settings": {name: value}})) == {path: code}
        for value in (True, [], str(setting.minimum) if not setting.choices else 4, 80.5):
            assert found(errors_of(given | {"settings": {name: value}})) == {path: "type"}


def test_no_settings_are_the_defaults():
    for settings in ({}, None, dict.fromkeys(SETTINGS)):
        assert plan(FULL_PLAN | {"settings": settings})["sides"] == plan(FULL_PLAN)["sides"]


def test_a_whole_number_may_be_written_with_a_point():
    given = programme(clean(0, 2))
    written = changed(given, "sessions.0.entries.0.level", 1.0) | {"settings": {"clean_sessions_to_progress": 3.0}}
    written = changed(written, "sides.right.exercises.0.level", 1.0)
    answer = replay(written)
    assert answer == replay(given)
    assert type(answer["sides"]["right"]["exercises"][PUSH]["level"]) is int


# Histories -----------------------------------------------------------------------------------------------------------

E0 = "sessions.0.entries.0"


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("started_on", ABSENT, "missing"),
        ("started_on", "2026-02-30", "type"),
        ("started_on", "20260302", "type"),
        ("started_on", "2026-3-2", "type"),
        ("started_on", "2026-W10-1", "type"),
        ("started_on", "2026-03-02T00:00:00", "type"),
        ("started_on", " 2026-03-02", "type"),
        ("started_on", "２026-03-02", "type"),
        ("started_on", 20260302, "type"),
        ("today", None, "missing"),
        ("today", "yesterday", "type"),
        ("usual_morning_symptoms", 11, "range"),
        ("usual_morning_symptoms", "1", "type"),
        ("circumstances.1.on", ABSENT, "missing"),
        ("circumstances.1.on", on(0), "duplicate"),
        ("circumstances.1.precautions.0", "unknown one", "unknown"),
        ("circumstances.0.equipment.0", "sofa", "unknown"),
        ("circumstances.0.on", "soon", "type"),
        ("circumstances", {}, "type"),
        ("sides", [], "type"),
        ("sides.right.stage", 4, "range"),
        ("sides.right.stage", 0, "range"),
        ("sides.right.stage", ABSENT, "missing"),
        ("sides.right.exercises", ABSENT, "missing"),
        ("sides.right.exercises.1.exercise", PUSH, "duplicate"),
        ("sides.right.exercises.1.exercise", SEATED, "choice"),
        ("sides.right.exercises.1.exercise", "prone_knee_bend", "unknown"),
        ("sides.right.exercises.1.level", 4, "range"),
        ("sides.right.mmt", "6", "choice"),
        ("sides.right.symmetry_pct", 500.1, "range"),
        ("sides.right.symmetry_pct", -0.1, "range"),
        ("sessions", {}, "type"),
        ("sessions.1", "none", "type"),
        ("sessions.1.performed_on", on(0), "duplicate"),
        ("sessions.1.performed_on", on(-1), "order"),
        ("sessions.1.performed_on", None, "missing"),
        ("sessions.1.next_morning", 1, "type"),
        ("sessions.1.next_morning.right", 11, "range"),
        ("sessions.1.next_morning.right", "1", "type"),
        ("sessions.1.entries", ABSENT, "missing"),
        ("sessions.1.entries", {}, "type"),
        (E0, None, "missing"),
        (f"{E0}.exercise", "plank", "unknown"),
        (f"{E0}.side", "left", "unknown"),
        (f"{E0}.side", "middle", "choice"),
        (f"{E0}.side", None, "missing"),
        (f"{E0}.level", 0, "range"),
        (f"{E0}.level", 4, "range"),
        (f"{E0}.level", "1", "type"),
        (f"{E0}.completed", ABSENT, "missing"),
        (f"{E0}.completed", 1, "type"),
        (f"{E0}.compensated", None, "missing"),
        (f"{E0}.symptoms", ABSENT, "missing"),
        (f"{E0}.symptoms", 10.5, "type"),
        ("sessions.1.entries.1.exercise", PUSH, "duplicate"),
        ("strength_tests.0.on", on(-1), "order"),
        ("strength_tests.0.on", ABSENT, "missing"),
        ("strength_tests.0.side", "left", "unknown"),
        ("strength_tests.0.mmt", 4, "type"),
        ("strength_tests.0.symmetry_pct", 501, "range"),
        ("strength_tests.0.symptoms", 2.5, "type"),
        ("overrides.0.on", on(-1), "order"),
        ("overrides.0.side", "left", "unknown"),
        ("overrides.0.type", "stop", "choice"),
        ("overrides.0.type", ABSENT, "missing"),
        ("overrides.0.type", ["pause"], "type"),
        ("overrides.0.reason", "", "reason"),
        ("overrides.0.reason", " \n", "reason"),
        ("overrides.0.reason", None, "reason"),
        ("overrides.0.reason", ABSENT, "reason"),
        ("overrides.0.reason", 5, "type"),
        ("overrides.0.after_session", "yes", "type"),
        ("overrides.1.stage", ABSENT, "missing"),
        ("overrides.1.stage", 4, "range"),
        ("overrides.2.exercise", None, "missing"),
        ("overrides.2.exercise", "plank", "unknown"),
        ("overrides.2.level", 4, "range"),
        ("overrides.2.level", ABSENT, "missing"),
        ("overrides.3.exercises", ABSENT, "missing"),
        ("overrides.3.exercises.0.level", 0, "range"),
        ("overrides.3.exercises.0.exercise", "plank", "unknown"),
        ("overrides.3", [], "type"),
    ],
)
def test_a_fault_in_a_history(path, value, code):
    assert found(errors_of_replay(changed(FULL_PROGRAMME, path, value))) == {path: code}


def test_no_circumstances_by_the_start():
    given = programme()
    for rows in ([], None, [circumstances(1)]):
        assert found(errors_of_replay(given | {"circumstances": rows, "today": on(3)})) == {"circumstances": "missing"}


def test_an_unreadable_date_of_circumstances_may_have_been_the_first():
    given = programme() | {"circumstances": [circumstances(0) | {"on": "monday"}]}
    assert found(errors_of_replay(given)) == {"circumstances.0.on": "type"}


def test_today_before_the_start():
    assert found(errors_of_replay(programme(today=-1))) == {"today": "order"}


def test_everything_after_today_is_checked_too():
    given = programme([session(5, entry(level=9)), session(5)], overrides=[override(5, "pause", reason="")], today=0)
    assert found(errors_of_replay(given)) == {
        "sessions.0.entries.0.level": "range",
        "sessions.1.performed_on": "duplicate",
        "overrides.0.reason": "reason",
    }


def test_an_exercise_twice_is_named_on_a_side_that_is_not_treated_too():
    given = programme([session(5, entry(side="left"), entry(side="left"))])
    assert found(errors_of_replay(given)) == {
        "sessions.0.entries.0.side": "unknown",
        "sessions.0.entries.1.side": "unknown",
        "sessions.0.entries.1.exercise": "duplicate",
    }


def test_a_set_of_exercises_names_none_twice():
    twice = [{"exercise": PUSH, "level": 1}, {"exercise": PUSH, "level": 2}]
    given = programme(overrides=[override(0, "set_exercises", exercises=twice)])
    assert found(errors_of_replay(given)) == {"overrides.0.exercises.1.exercise": "duplicate"}


@pytest.mark.parametrize("type_", ["pause", "resume"])
def test_what_an_override_does_not_need_is_not_looked_at(type_):
    junk = {"stage": 9, "exercise": "plank", "level": "high", "exercises": 3}
    assert errors_of_replay(programme(overrides=[override(0, type_, **junk)])) == []
    needs_a_stage = override(0, "set_stage", **junk | {"stage": 2})
    assert errors_of_replay(programme(overrides=[needs_a_stage])) == []


def test_the_next_morning_of_a_side_that_is_not_treated_is_ignored():
    given = programme([session(0, entry(), left_morning="who knows")])
    assert errors_of_replay(given) == []


def test_fields_that_are_not_named_are_ignored():
    given = FULL_PLAN | {"note": object(), "sides": FULL_PLAN["sides"] | {"middle": 3}}
    assert plan(given) == plan(FULL_PLAN)


def test_one_exercise_on_both_sides_is_no_duplicate():
    both = {"right": start(), "left": start()}
    assert errors_of_replay(programme([session(0, entry(), entry(side="left"))], **both)) == []


def test_absent_lists_are_empty():
    given = {
        "started_on": on(0),
        "today": on(0),
        "circumstances": [{"on": on(0)}],
        "sides": {"right": {"stage": 1, "exercises": []}, "left": None},
    }
    empty = dict.fromkeys(("sessions", "strength_tests", "overrides", "settings", "usual_morning_symptoms"))
    assert replay(given) == replay(given | empty)
    nothing = {"sides": {}}
    assert plan(nothing)["status"] == "screening_incomplete"
    assert plan(nothing | dict.fromkeys(("precautions", "equipment", "settings"))) == plan(nothing)


# Pairs ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("before", ABSENT, "missing"),
        ("after", None, "missing"),
        ("after", [], "type"),
        ("before.pain_nrs", 10.5, "type"),
        ("before.pain_nrs", 11, "range"),
        ("after.psfs_mean", 10.1, "range"),
        ("after.psfs_mean", "4", "type"),
        ("before.thomas.method", "ruler", "choice"),
        ("after.strength.fixation", "rope", "choice"),
        ("after.strength.mmt", "six", "choice"),
        ("before.modified_thomas.pelvis_controlled", None, "missing"),
    ],
)
def test_a_fault_in_a_pair(path, value, code):
    assert found(errors_of_change(changed(FULL_PAIR, path, value))) == {path: code}


# All at once ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", [None, [], 3, "x", True])
@pytest.mark.parametrize("decide", [plan, replay, change])
def test_something_that_is_no_object(decide, given):
    with pytest.raises(InvalidInput) as raised:
        decide(given)
    assert [error["path"] for error in raised.value.errors] == [""]


def test_a_number_too_long_to_be_written_is_out_of_range():
    path = f"{S}.strength.symptoms"
    assert found(errors_of_plan(changed(FULL_PLAN, path, 10**5000))) == {path: "range"}


def test_all_errors_are_named_at_once():
    given = changed(changed(FULL_PLAN, f"{S}.strength.mmt", "x"), f"{S}.thomas.hip_extension_deg", -95)
    given = changed(given, "precautions.0", "none")
    assert found(errors_of_plan(given)) == {
        f"{S}.strength.mmt": "choice",
        f"{S}.thomas.hip_extension_deg": "range",
        "precautions.0": "unknown",
    }


def test_a_red_flag_is_reported_whatever_else_is_wrong():
    given = assessment(right="short", screening=NO_RED_FLAG | {"malignancy": True, "vascular_or_abdominal": "maybe"})
    with pytest.raises(InvalidInput) as raised:
        plan(given)
    assert raised.value.red_flags == ["malignancy"]
    assert found(raised.value.errors) == {S: "type", "screening.vascular_or_abdominal": "type"}


@pytest.mark.parametrize("screening", [None, [], "none", {"malignancy": 1}])
def test_only_a_plain_yes_is_a_red_flag(screening):
    with pytest.raises(InvalidInput) as raised:
        plan({"screening": screening, "sides": 3})
    assert raised.value.red_flags == []


def test_a_message_is_in_words_that_can_stand_beside_a_field():
    errors = errors_of_plan(changed(FULL_PLAN, f"{S}.thomas.hip_extension_deg", 50))
    assert errors[0]["message"] == "Enter -60 to 45°."


def test_every_exercise_of_the_library_has_its_own_ladder():
    for exercise in LIBRARY.strengthening.values():
        for level, errors in ((exercise.top_level, []), (exercise.top_level + 1, ["range"])):
            given = changed(FULL_PLAN, f"{S}.trials", [trial(exercise.id, level)])
            assert [error["code"] for error in errors_of_plan(given)] == errors
