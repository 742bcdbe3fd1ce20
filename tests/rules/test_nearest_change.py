"""`unless` names the smallest single finding that would change a side's combination, as a second reading finds it."""

import pytest

from rehab.rules import plan
from tests.proof.second_reading.nearest import nearest_change
from tests.rules.examples import cleared, given
from tests.rules.given import LONG, assessment, findings, modified, strength, thomas

UNDECIDED = {"undetermined", "not_assessed"}


@given(cleared)
def test_the_nearest_change_is_the_nearest(assessment):
    answer = plan(assessment)
    for side, found in answer["sides"].items():
        if found["combination"] not in UNDECIDED:
            (named,) = answer["unless"][side]
            assert (named["finding"], named["value"]) == nearest_change(assessment, side)


@pytest.mark.parametrize(
    ("mmt", "words"),
    [
        ("1", "If MMT were 2- to 4: strengthen."),
        ("2-", "If MMT were 1 or less: refer."),
        ("4", "If MMT were 4+ or better: no programme."),
        ("4+", "If MMT were 2- to 4: strengthen."),
    ],
)
def test_the_grades_that_give_the_same_are_told_together(mmt, words):
    answer = plan(assessment(findings(thomas(40), strength=strength(mmt))))
    assert [row["sentence"] for row in answer["unless"]["right"]] == [words]


def test_a_grade_that_stands_alone_is_told_alone():
    answer = plan(assessment(findings(thomas(40), strength=strength("4")), weak_at_or_below="4+"))
    assert [row["sentence"] for row in answer["unless"]["right"]] == ["If MMT were 5: no programme."]


@pytest.mark.parametrize(
    ("force", "other", "words"),
    [
        (89, 100, "90 N or more: no programme."),
        (91, 100, "89.9 N or less: strengthen."),
        (89, 100.1, "90.1 N or more: no programme."),
        (91, 100.1, "90 N or less: strengthen."),
        (90, 100, "89.9 N or less: strengthen."),
        (0.1, 0.1, "0 N or less: strengthen."),
    ],
)
def test_a_force_is_told_with_the_side_of_it_that_counts(force, other, words):
    sides = (findings(LONG, strength=strength("5", side)) for side in (force, other))
    assert [row["sentence"] for row in plan(assessment(*sides))["unless"]["right"]] == [f"If force were {words}"]


def test_where_no_measured_finding_can_change_it_a_grade_can():
    """Short by both tests, and so much weaker than the other side that no force that can be typed in is enough."""
    weaker, stronger = strength(None, 100, lever_arm_m=0.1), strength("5", 900, lever_arm_m=0.7)
    answer = plan(
        assessment(findings(thomas(-10), modified(-10), weaker), findings(LONG, strength=stronger), equipment=())
    )
    assert answer["sides"]["right"]["combination"] == "stretch_and_strengthen"
    assert [row["sentence"] for row in answer["unless"]["right"]] == ["If MMT were 1 or less: refer."]


def test_a_force_may_be_the_greatest_that_can_be_typed_in():
    weaker, stronger = strength("5", 990, lever_arm_m=0.1), strength("5", 555.6, lever_arm_m=0.2)
    answer = plan(assessment(findings(LONG, strength=weaker), findings(LONG, strength=stronger)))
    assert [row["sentence"] for row in answer["unless"]["right"]] == ["If force were 1000 N or more: no programme."]


def test_where_length_and_strength_are_missing_no_length_alone_is_told():
    answer = plan(assessment(findings(thomas(5, controlled=False))))
    assert answer["sides"]["right"]["combination"] == "undetermined"
    assert [row["sentence"] for row in answer["unless"]["right"]] == ["If MMT were 1 or less: refer."]
