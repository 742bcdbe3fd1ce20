"""Input at the edge of what a number or a text can be: an answer or an error, never a crash or a lost red flag."""

import json

import pytest

from rehab.rules import InvalidInput, change, replay, symmetry
from rehab.rules.written import answer

NEXT_TO_NOTHING = {"force_n": 1e-310, "position": "seated"}
STRONG = {"force_n": 1000, "position": "seated"}


def force_change(before, after):
    return change({"before": {"strength": before}, "after": {"strength": after}})["strength.force"]


def test_a_force_beside_next_to_none_has_no_symmetry():
    assert symmetry(STRONG, NEXT_TO_NOTHING) is None


def test_a_change_from_next_to_none_is_not_comparable():
    assert force_change(NEXT_TO_NOTHING, STRONG)["delta_pct"] is None
    assert force_change(NEXT_TO_NOTHING, STRONG)["verdict"] == "not_comparable"


def test_a_torque_too_small_to_be_a_number_counts_as_none():
    lever = {"lever_arm_m": 0.1, "position": "seated"}
    assert force_change({"force_n": 5e-324, **lever}, {"force_n": 50, **lever})["delta_pct"] is None


@pytest.mark.parametrize("broken", ['"x": NaN', '"x": {"a": 1, "a": 2}'])
def test_a_red_flag_is_reported_from_a_text_that_cannot_be_used(broken):
    given = answer("plan", f'{{"screening": {{"malignancy": true}}, "sides": {{}}, {broken}}}'.encode())
    assert given["red_flags"] == ["malignancy"]
    assert [error["code"] for error in given["errors"]] == ["json"]


def test_a_text_that_cannot_be_read_at_all_has_no_red_flags():
    assert answer("plan", b"{")["red_flags"] == []


def test_a_number_of_five_thousand_digits_is_out_of_range_and_hides_no_red_flag():
    angle = {"hip_extension_deg": "DIGITS", "pelvis_controlled": True}
    written = json.dumps({"screening": {"malignancy": True}, "sides": {"left": {"thomas": angle}}})
    given = answer("plan", written.replace('"DIGITS"', "9" * 5000).encode())
    assert given["red_flags"] == ["malignancy"]
    assert [(error["path"], error["code"]) for error in given["errors"]] == [
        ("sides.left.thomas.hip_extension_deg", "range")
    ]


def test_missing_circumstances_are_named_beside_everything_else_that_is_missing():
    with pytest.raises(InvalidInput) as refused:
        replay({})
    assert {error["path"] for error in refused.value.errors} == {"started_on", "today", "sides", "circumstances"}
