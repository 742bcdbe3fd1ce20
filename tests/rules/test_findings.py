"""Length (L1–L5), strength (S1–S4) and the notes on the tests."""

import pytest

from rehab.rules import plan, symmetry
from tests.rules.given import LONG, assessment, findings, modified, strength, thomas


def right(given, **more):
    return plan(assessment(right=given, **more))["sides"]["right"]


def both(own, other, **settings):
    given = assessment(right=findings(LONG, strength=own), left=findings(LONG, strength=other), **settings)
    return plan(given)["sides"]["right"]


# Length --------------------------------------------------------------------------------------------------------------

ILIOPSOAS, RECTUS, TFL = "iliopsoas", "rectus_femoris", "tensor_fasciae_latae"


@pytest.mark.parametrize(
    ("description", "tests", "short_muscles"),
    [
        ("L1: the thigh stays above the couch", {"modified": modified(-0.1)}, [ILIOPSOAS]),
        ("L1: level with the couch is not short", {"modified": modified(0)}, []),
        ("L1: it drops to the couch with the knee straight", {"modified": modified(-8, straight=0)}, [RECTUS]),
        ("L1: it stays up with the knee straight", {"modified": modified(-8, straight=-0.1)}, [ILIOPSOAS]),
        ("L1: knee straight says nothing where the thigh was down", {"modified": modified(4, straight=-8)}, []),
        ("L2: the knee bends less than 80°", {"modified": modified(5, knee=79.9)}, [RECTUS]),
        ("L2: 80° is enough", {"modified": modified(5, knee=80)}, []),
        ("L2: a straight knee is 0, not unknown", {"modified": modified(5, knee=0)}, [RECTUS]),
        ("L3: the thigh drifts out by more than 15°", {"modified": modified(5, abduction=15.1)}, [TFL]),
        ("L3: 15° is accepted", {"modified": modified(5, abduction=15)}, []),
        ("L4: the thigh stays above the couch in the Thomas test", {"thomas": thomas(-0.1)}, [ILIOPSOAS]),
        ("L4: level with the couch is not short", {"thomas": thomas(0)}, []),
        (
            "L4: the Thomas test alone is enough",
            {"thomas": thomas(-3), "modified": modified(5)},
            [ILIOPSOAS],
        ),
        (
            "each muscle once, deepest first",
            {"thomas": thomas(-3), "modified": modified(-8, knee=70, abduction=20, straight=-2)},
            [ILIOPSOAS, RECTUS, TFL],
        ),
        (
            "the deepest first, whichever test found it",
            {"thomas": thomas(-3), "modified": modified(-8, straight=2)},
            [ILIOPSOAS, RECTUS],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_short_muscles(description, tests, short_muscles):
    answer = right(findings(**tests))
    assert answer["short_muscles"] == short_muscles
    assert answer["length"] == ("short" if short_muscles else "normal")


def test_l5_a_test_without_a_controlled_pelvis_is_not_read():
    answer = right(findings(thomas(-20, controlled=False), modified(-20, knee=20, abduction=40, controlled=False)))
    assert answer["length"] == "indeterminate"
    assert answer["short_muscles"] == []


def test_l5_one_readable_test_is_enough():
    assert right(findings(thomas(-20, controlled=False), modified(3)))["length"] == "normal"
    assert right(findings(thomas(3), modified(-20, controlled=False)))["length"] == "normal"


@pytest.mark.parametrize(("setting", "knee", "length"), [(60, 60, "normal"), (60, 59, "short"), (100, 99, "short")])
def test_l2_the_knee_threshold_is_a_setting(setting, knee, length):
    given = assessment(right=findings(modified=modified(5, knee=knee)), knee_flexion_threshold_deg=setting)
    assert plan(given)["sides"]["right"]["length"] == length


@pytest.mark.parametrize(("setting", "abduction", "length"), [(0, 0, "normal"), (0, 1, "short"), (30, 30, "normal")])
def test_l3_the_abduction_threshold_is_a_setting(setting, abduction, length):
    given = assessment(right=findings(modified=modified(5, abduction=abduction)), abduction_threshold_deg=setting)
    assert plan(given)["sides"]["right"]["length"] == length


# Notes on length -----------------------------------------------------------------------------------------------------

FAR = modified(20, knee=120, abduction=0)


@pytest.mark.parametrize(
    ("description", "tests", "notes"),
    [
        ("nothing to say", {"modified": FAR}, []),
        (
            "the tests disagree on hip extension",
            {"thomas": thomas(-10), "modified": FAR},
            ["tests_disagree"],
        ),
        ("both short: they agree", {"thomas": thomas(-10), "modified": modified(-10, knee=120)}, []),
        (
            "a disagreement is between tests that can be read",
            {"thomas": thomas(-10, controlled=False), "modified": FAR},
            ["pelvis_not_controlled:thomas"],
        ),
        (
            "knee flexion of a modified Thomas test that cannot be read tells nothing",
            {"thomas": thomas(20), "modified": modified(20, knee=120, controlled=False)},
            ["pelvis_not_controlled:modified_thomas", "two_joint_flexors_not_tested"],
        ),
        ("no knee flexion", {"modified": modified(20)}, ["two_joint_flexors_not_tested"]),
        ("no modified Thomas test", {"thomas": thomas(20)}, ["two_joint_flexors_not_tested"]),
        (
            "length cannot be told: nothing about the two-joint flexors",
            {"thomas": thomas(20, controlled=False)},
            ["pelvis_not_controlled:thomas"],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_notes_on_length(description, tests, notes):
    assert right(findings(**tests))["notes"] == notes


@pytest.mark.parametrize(
    ("tests", "field", "borderline"),
    [
        ({"thomas": thomas(4.9)}, "thomas.hip_extension_deg", True),
        ({"thomas": thomas(-4.9)}, "thomas.hip_extension_deg", True),
        ({"thomas": thomas(5)}, "thomas.hip_extension_deg", False),
        ({"thomas": thomas(-5)}, "thomas.hip_extension_deg", False),
        ({"thomas": thomas(0, controlled=False)}, "thomas.hip_extension_deg", False),
        ({"modified": modified(-4.9)}, "modified_thomas.hip_extension_deg", True),
        ({"modified": modified(5)}, "modified_thomas.hip_extension_deg", False),
        ({"modified": modified(0, controlled=False)}, "modified_thomas.hip_extension_deg", False),
        ({"modified": modified(-9, straight=4.9)}, "modified_thomas.hip_extension_knee_straight_deg", True),
        ({"modified": modified(-9, straight=-5)}, "modified_thomas.hip_extension_knee_straight_deg", False),
        ({"modified": modified(9, straight=1)}, "modified_thomas.hip_extension_knee_straight_deg", False),
        ({"modified": modified(0, straight=1)}, "modified_thomas.hip_extension_knee_straight_deg", False),
        ({"modified": modified(20, knee=86.9)}, "modified_thomas.knee_flexion_deg", True),
        ({"modified": modified(20, knee=73.1)}, "modified_thomas.knee_flexion_deg", True),
        ({"modified": modified(20, knee=87)}, "modified_thomas.knee_flexion_deg", False),
        ({"modified": modified(20, knee=73)}, "modified_thomas.knee_flexion_deg", False),
        ({"modified": modified(20, abduction=19.9)}, "modified_thomas.hip_abduction_deg", True),
        ({"modified": modified(20, abduction=10.1)}, "modified_thomas.hip_abduction_deg", True),
        ({"modified": modified(20, abduction=20)}, "modified_thomas.hip_abduction_deg", False),
        ({"modified": modified(20, abduction=10)}, "modified_thomas.hip_abduction_deg", False),
    ],
)
def test_a_reading_within_measurement_error_is_borderline(tests, field, borderline):
    assert (f"borderline:{field}" in right(findings(**tests))["notes"]) is borderline


# Strength ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mmt", "verdict"),
    [("0", "weak"), ("3-", "weak"), ("4-", "weak"), ("4", "weak"), ("4+", "normal"), ("5", "normal")],
)
def test_s1_s3_mmt_4_or_less_is_weak_and_more_is_normal(mmt, verdict):
    assert right(findings(LONG, strength=strength(mmt)))["strength"] == verdict


@pytest.mark.parametrize(
    ("setting", "mmt", "verdict"),
    [("4-", "4-", "weak"), ("4-", "4", "normal"), ("4+", "4+", "weak"), ("4+", "5", "normal")],
)
def test_s1_the_grade_is_a_setting(setting, mmt, verdict):
    given = assessment(right=findings(LONG, strength=strength(mmt)), weak_at_or_below=setting)
    assert plan(given)["sides"]["right"]["strength"] == verdict


@pytest.mark.parametrize(
    ("own", "other", "shown", "verdict"),
    [
        (89.9, 100, 89.9, "weak"),
        (90, 100, 90, "normal"),
        (89.96, 100, 90, "normal"),  # the value compared is the value shown
        (89.94, 100, 89.9, "weak"),
        (100, 80, 125, "normal"),
        (0, 100, 0, "weak"),
    ],
)
def test_s2_a_side_below_90_percent_of_the_other_is_weak(own, other, shown, verdict):
    answer = both(strength("5", own), strength("5", other))
    assert (answer["symmetry_pct"], answer["strength"]) == (shown, verdict)
    assert ("asymmetric" in answer["notes"]) is (verdict == "weak")


@pytest.mark.parametrize(("threshold", "verdict"), [(80, "normal"), (81, "weak"), (95, "weak")])
def test_s2_the_threshold_is_a_setting(threshold, verdict):
    answer = both(strength("5", 80), strength("5", 100), symmetry_threshold_pct=threshold)
    assert answer["strength"] == verdict


@pytest.mark.parametrize(
    ("description", "own", "other"),
    [
        ("the other has none", strength("5", 50), strength("5", 0)),
        ("neither has any", strength("5", 0), strength("5", 0)),
        ("another position", strength("5", 50), strength("5", 100, position="seated")),
        ("a position not stated", strength("5", 50, position=None), strength("5", 100, position=None)),
        ("one lever arm", strength("5", 50, lever_arm_m=0.4), strength("5", 100)),
        ("the other's lever arm", strength("5", 50), strength("5", 100, lever_arm_m=0.4)),
        ("no force on this side", strength("5"), strength("5", 100)),
        ("no force on the other", strength("5", 50), strength("5")),
        ("the other not tested", strength("5", 50), None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_s2_is_silent_where_the_sides_cannot_be_compared(description, own, other):
    answer = both(own, other)
    assert answer["symmetry_pct"] is None
    assert answer["strength"] == "normal"


def test_s2_compares_torque_where_both_lever_arms_are_known():
    answer = both(strength("5", 100, lever_arm_m=0.4), strength("5", 100, lever_arm_m=0.5))
    assert (answer["symmetry_pct"], answer["strength"]) == (80, "weak")


def test_s2_needs_no_mmt():
    assert both(strength(force=80), strength(force=100))["strength"] == "weak"


def test_s4_equal_forces_without_a_grade_prove_nothing():
    assert both(strength(force=100), strength(force=100))["strength"] == "indeterminate"


def test_symmetry_is_offered_by_itself():
    assert symmetry(strength(force=80), strength(force=100)) == 80
    assert symmetry(strength(force=80), None) is None


# Notes on strength ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("symptoms", "limited"), [(None, False), (0, False), (2, False), (3, True), (10, True)])
def test_a_strength_test_above_2_is_pain_limited(symptoms, limited):
    notes = right(findings(LONG, strength=strength("4", symptoms=symptoms)))["notes"]
    assert ("pain_limited" in notes) is limited


def test_pain_limited_goes_by_green_max():
    given = assessment(right=findings(LONG, strength=strength("4", symptoms=1)), green_max=0)
    assert "pain_limited" in plan(given)["sides"]["right"]["notes"]


def test_symptoms_of_a_test_that_was_not_done_are_no_note():
    notes = right(findings(LONG, strength=strength(symptoms=9)))["notes"]
    assert "pain_limited" not in notes


def test_a_force_alone_can_be_pain_limited():
    assert "pain_limited" in right(findings(LONG, strength=strength(force=0, symptoms=3)))["notes"]


@pytest.mark.parametrize(("mmt", "noted"), [("2+", True), ("3-", True), ("3", False), ("5", False)])
def test_mmt_below_3_is_below_antigravity(mmt, noted):
    assert ("below_antigravity" in right(findings(LONG, strength=strength(mmt)))["notes"]) is noted
