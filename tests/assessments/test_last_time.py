"""A reassessment is quick and comparable: how it was measured last time is suggested, and said where it differs."""

import pytest

from rehab.assessments import actions
from tests.assessments.sheet import Sheet
from tests.conftest import signed_in
from tests.pages import text


@pytest.fixture
def next_sheet(as_ana, ana, signed):
    """The page of the next assessment, empty."""
    return Sheet(as_ana, actions.begin_assessment(by=ana, episode=signed.episode))


def differences(response):
    found = response.context["last_time"]
    return found and found.differences


def test_at_a_first_assessment_nothing_is_said_of_last_time(sheet):
    assert differences(sheet.leave_a_field()) is None
    assert "Last time</h2>" not in text(sheet.press())


def test_the_same_ways_are_suggested_and_none_is_filled_in(as_ana, next_sheet):
    response = as_ana.get(next_sheet.edit)
    suggested = response.context["last_time"].same
    assert suggested == ["Strength test: seated", "Strength test: seated, belt", "Thomas test: inclinometer"]
    assert response.context["last_time"].rater == "Ana Ruiz"
    assert not response.context["form"]["right_thomas_method"].value()


def test_measured_the_same_way_nothing_differs(next_sheet):
    next_sheet.type(
        right_thomas_hip_extension_deg="-4", right_thomas_method="inclinometer", right_thomas_pelvis_controlled="yes"
    )
    assert differences(next_sheet.leave_a_field()) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"thomas_method": "goniometer"}, "goniometer now, inclinometer last time. The two cannot be compared."),
        ({}, "method not stated now, inclinometer last time. The two cannot be compared."),
        (
            {"thomas_method": "inclinometer", "thomas_pelvis_controlled": "no"},
            "the pelvis was controlled last time. The two cannot be compared.",
        ),
    ],
)
def test_an_angle_that_was_measured_otherwise_is_warned_of_at_once(next_sheet, typed, said):
    given = {"thomas_pelvis_controlled": "yes"} | typed
    next_sheet.type(right_thomas_hip_extension_deg="-4", **{f"right_{name}": value for name, value in given.items()})
    response = next_sheet.leave_a_field()
    assert differences(response) == [f"Right, Thomas test: {said}"]
    assert said in text(response)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"position": "supine"}, "supine now, seated last time. The two cannot be compared."),
        ({"position": "seated", "fixation": "manual"}, "held by hand now, belt last time. The larger error counts."),
        (
            {"position": "seated", "fixation": "belt", "lever_arm_m": "0.35"},
            "the lever arm was not measured last time. The two cannot be compared.",
        ),
    ],
)
def test_so_is_a_force(next_sheet, typed, said):
    given = {"force_n": "170", "fixation": "belt"} | typed
    next_sheet.type(**{f"left_strength_{name}": value for name, value in given.items()})
    assert differences(next_sheet.leave_a_field()) == [f"Left, Strength test: {said}"]


def test_another_examiner_is_told(lena, signed):
    theirs = Sheet(signed_in(lena), actions.begin_assessment(by=lena, episode=signed.episode))
    assert differences(theirs.leave_a_field()) == [
        "Examined by Ana Ruiz last time. Another examiner adds to the error."
    ]


def test_a_warning_keeps_nothing_from_being_saved(next_sheet):
    next_sheet.type(right_thomas_hip_extension_deg="-4", right_thomas_method="goniometer")
    assert next_sheet.press().status_code == 302
    assert next_sheet.side("right")["thomas"]["method"] == "goniometer"
