"""Whether a change is real (M1–M6)."""

import pytest

from rehab.rules import change
from tests.rules.given import modified, strength, thomas


def verdict(before, after, measure):
    return change({"before": before, "after": after})[measure]["verdict"]


def hip(degrees, method="goniometer", controlled=True):
    return {"modified_thomas": modified(degrees, controlled=controlled, method=method)}


def knee(degrees, method="goniometer", controlled=True):
    return {"modified_thomas": modified(0, knee=degrees, controlled=controlled, method=method)}


def examined(mmt=None, force=None, position="supine", fixation="belt", **more):
    return {"strength": strength(mmt, force, position, fixation=fixation, **more)}


HIP, KNEE = "modified_thomas.hip_extension_deg", "modified_thomas.knee_flexion_deg"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (-10, -5, "improved"),
        (-10, -5.1, "within_error"),
        (0, -5, "worse"),
        (0, -4.9, "within_error"),
        (0, 0, "within_error"),
        (-9.996, -5, "improved"),  # 4.996 is rounded to 5.0 before it is compared
    ],
)
def test_m1_hip_extension_needs_5_degrees(before, after, expected):
    assert verdict(hip(before), hip(after), HIP) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (hip(-10), hip(5, controlled=False)),
        (hip(-10, controlled=False), hip(5)),
        (hip(-10), hip(5, method="inclinometer")),
        (hip(-10, method=None), hip(5, method=None)),
        (hip(-10), hip(5, method=None)),
    ],
)
def test_m1_not_comparable_without_pelvic_control_and_the_same_stated_method(before, after):
    found = change({"before": before, "after": after})[HIP]
    assert found == {"delta": 15, "threshold": 5, "verdict": "not_comparable"}


def test_m1_the_thomas_test_has_its_own_line():
    before, after = {"thomas": thomas(-8, method="photo")}, {"thomas": thomas(0, method="photo")}
    assert change({"before": before, "after": after})["thomas.hip_extension_deg"] == {
        "delta": 8,
        "threshold": 5,
        "verdict": "improved",
    }


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [(70, 90, "improved"), (70, 89.9, "within_error"), (90, 70, "worse"), (90, 70.1, "within_error")],
)
def test_m2_knee_flexion_needs_20_degrees(before, after, expected):
    assert verdict(knee(before), knee(after), KNEE) == expected


def test_m2_not_comparable_as_hip_extension():
    assert verdict(knee(60), knee(100, method="visual"), KNEE) == "not_comparable"
    assert verdict(knee(60), knee(100, controlled=False), KNEE) == "not_comparable"


@pytest.mark.parametrize(
    ("before", "after", "delta", "expected"),
    [
        ("4-", "4+", 0.67, "within_error"),
        ("3+", "4+", 1, "improved"),
        ("4+", "5", 0.67, "within_error"),
        ("5", "4", -1, "worse"),
        ("1", "2-", 0.67, "within_error"),
        ("0", "1", 1, "improved"),
        ("5", "0", -5, "worse"),
    ],
)
def test_m3_a_whole_grade(before, after, delta, expected):
    found = change({"before": examined(before), "after": examined(after)})["strength.mmt"]
    assert found == {"delta": delta, "threshold": 1, "verdict": expected}


@pytest.mark.parametrize(
    ("before", "after", "fixations", "threshold", "expected"),
    [
        (200, 220, ("belt", "belt"), 10, "improved"),
        (200, 219.8, ("belt", "belt"), 10, "within_error"),
        (200, 180, ("belt", "belt"), 10, "worse"),
        (200, 220, ("manual", "belt"), 20, "within_error"),
        (200, 240, ("manual", "manual"), 20, "improved"),
        (200, 240, ("belt", None), 20, "improved"),
        (200, 239.8, (None, None), 20, "within_error"),
        (200, 0, ("belt", "belt"), 10, "worse"),
        (500, 549.8, ("belt", "belt"), 10, "improved"),  # 9.96 % is rounded to 10.0 before it is compared
    ],
)
def test_m4_force(before, after, fixations, threshold, expected):
    pair = {
        "before": examined(force=before, fixation=fixations[0]),
        "after": examined(force=after, fixation=fixations[1]),
    }
    found = change(pair)["strength.force"]
    assert (found["threshold"], found["verdict"]) == (threshold, expected)


def test_m4_torque_where_both_lever_arms_are_known():
    pair = {"before": examined(force=100, lever_arm_m=0.4), "after": examined(force=100, lever_arm_m=0.5)}
    assert change(pair)["strength.force"] == {"delta_pct": 25, "threshold": 10, "verdict": "improved"}


@pytest.mark.parametrize(
    ("before", "after", "delta"),
    [
        (examined(force=100), examined(force=150, position="seated"), 50),
        (examined(force=100, position=None), examined(force=150, position=None), 50),
        (examined(force=100, lever_arm_m=0.4), examined(force=150), None),
        (examined(force=100), examined(force=150, lever_arm_m=0.4), None),
        (examined(force=0), examined(force=150), None),
    ],
)
def test_m4_not_comparable(before, after, delta):
    found = change({"before": before, "after": after})["strength.force"]
    assert found == {"delta_pct": delta, "threshold": 10, "verdict": "not_comparable"}


@pytest.mark.parametrize(
    ("before", "after", "threshold", "expected"),
    [
        (6, 4, 2, "improved"),
        (6, 5, 2, "within_error"),
        (7, 5, 2.1, "within_error"),
        (7, 4, 2.1, "improved"),
        (10, 7, 3, "improved"),
        (10, 8, 3, "within_error"),
        (0, 2, 2, "worse"),
        (0, 1, 2, "within_error"),
        (3, 3, 2, "within_error"),
    ],
)
def test_m5_pain_less_is_better(before, after, threshold, expected):
    found = change({"before": {"pain_nrs": before}, "after": {"pain_nrs": after}})["pain_nrs"]
    assert found == {"delta": after - before, "threshold": threshold, "verdict": expected}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [(4, 6, "improved"), (4, 5.9, "within_error"), (6, 4, "worse"), (0, 10, "improved")],
)
def test_m6_psfs_more_is_better(before, after, expected):
    assert verdict({"psfs_mean": before}, {"psfs_mean": after}, "psfs_mean") == expected


def test_only_what_was_measured_both_times_is_compared():
    full = hip(0) | knee(80) | examined("4", 100) | {"pain_nrs": 3, "psfs_mean": 4}
    assert change({"before": full, "after": {}}) == {"because": []}
    assert change({"before": {}, "after": full}) == {"because": []}


def test_zero_is_a_value():
    assert verdict({"pain_nrs": 0}, {"pain_nrs": 0}, "pain_nrs") == "within_error"
