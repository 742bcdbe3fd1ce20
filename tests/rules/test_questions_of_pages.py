"""What pages ask the rules besides plan, replay and change."""

import json

import pytest

from rehab.rules import (
    InvalidInput,
    effective_settings,
    errors_of_change,
    errors_of_plan,
    errors_of_replay,
    plan,
    replay,
    symmetry,
)
from rehab.rules.written import answer
from tests.proof.second_reading.tables import SETTINGS_IN_GRADES, SETTINGS_IN_NUMBERS
from tests.rules.given import assessment, clean, findings, override, programme, strength, thomas

DEFAULTS = {name: row[0] for name, row in (SETTINGS_IN_NUMBERS | SETTINGS_IN_GRADES).items()}


def test_the_settings_in_force_are_the_defaults_where_none_is_changed():
    assert effective_settings() == DEFAULTS


def test_a_changed_setting_stands_in_the_place_of_its_default():
    changed = {"lapse_days": 10, "weak_at_or_below": "4+"}
    assert effective_settings(changed) == DEFAULTS | changed


def test_settings_outside_their_limits_are_refused():
    with pytest.raises(InvalidInput) as refused:
        effective_settings({"lapse_days": 99})
    assert [error["path"] for error in refused.value.errors] == ["lapse_days"]


def test_input_without_a_fault_has_no_errors():
    assert errors_of_plan(assessment()) == errors_of_replay(programme()) == []
    assert errors_of_change({"before": {}, "after": {}}) == []


@pytest.mark.parametrize("errors_of", [errors_of_plan, errors_of_replay, errors_of_change])
def test_input_with_a_fault_has_its_errors(errors_of):
    assert {error["code"] for error in errors_of({"settings": {"green_max": 3}})} >= {"range", "missing"}


def test_symmetry_is_that_of_the_plan():
    weaker, stronger = strength(force=80), strength(force=100)
    answer = plan(assessment(findings(strength=weaker), findings(strength=stronger)))
    assert symmetry(weaker, stronger) == answer["sides"]["right"]["symmetry_pct"] == 80
    assert symmetry(weaker, None) is None


def test_symmetry_of_what_cannot_be_measured_is_refused():
    with pytest.raises(InvalidInput):
        symmetry({"force_n": -1}, None)


def test_a_refusal_says_each_place_and_its_limits_in_its_unit():
    wrong = findings(thomas(50), strength=strength(force=2000, lever_arm_m=9))
    with pytest.raises(InvalidInput) as refused:
        plan(assessment(wrong))
    assert str(refused.value) == (
        "sides.right.thomas.hip_extension_deg: Enter -60 to 45°.; "
        "sides.right.strength.force_n: Enter 0 to 1000 N.; "
        "sides.right.strength.lever_arm_m: Enter 0.1 to 0.7 m."
    )


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"precautions": ["tired"]}, "This precaution is not known."),
        ({"equipment": ["rope"]}, "This equipment is not known."),
        ({"settings": {"weak_at_or_below": "5"}}, "Choose one of: 4-, 4, 4+."),
    ],
)
def test_a_word_that_cannot_be_chosen_is_told_what_can(wrong, message):
    assert [error["message"] for error in errors_of_plan(assessment() | wrong)] == [message]


def test_a_whole_number_written_with_a_point_is_answered_as_one_without():
    given = programme(clean(0, 2, 4), overrides=[override(5, "set_stage", stage=2)])
    with_points = json.loads(json.dumps(given), parse_int=float)
    assert json.dumps(replay(with_points)) == json.dumps(replay(given))


@pytest.mark.parametrize(("digits", "code"), [(400, "range"), (401, "type")])
def test_beside_a_number_that_is_too_long_to_read_four_hundred_digits_are_read(digits, code):
    """One with more is too large to be a whole number at all."""
    told = answer("replay", b'{"x": ' + b"9" * 5000 + b', "usual_morning_symptoms": ' + b"9" * digits + b"}")
    assert {row["path"]: row["code"] for row in told["errors"]}["usual_morning_symptoms"] == code


def test_a_text_that_is_no_json_is_told_what_is_wrong_with_it():
    (cut_off,), (too_deep,) = (answer("plan", text)["errors"] for text in (b'{"a": ', b"[" * 100_000))
    assert "Expecting value" in cut_off["message"]
    assert "nested too deeply" in too_deep["message"]


def test_only_the_errors_of_a_plan_come_with_red_flags():
    assert answer("plan", b"{}")["red_flags"] == []
    assert answer("replay", b"{}").keys() == answer("change", b"{}").keys() == {"errors"}
