"""No joint goes beyond its range, what rests on something does, nothing passes through anything, something moves."""

import copy

import pytest

from rehab.drawings.frames import posed
from rehab.drawings.pictures import picture_of
from tests.drawings import checks


def spoilt(exercise, level=None, *, position=-1, **changes):
    """A frame of a picture with some of its data changed, and its skeleton."""
    frame = copy.deepcopy(picture_of(exercise, level).frames[position]) | changes
    return frame, posed(frame)


@pytest.mark.parametrize(
    "check",
    [
        lambda frame, made: checks.joints_beyond_their_range(made),
        lambda frame, made: checks.parts_that_float_or_sink(made, frame),
        lambda frame, made: checks.parts_inside_things(made, frame),
        lambda frame, made: checks.hands_that_miss(made, frame),
    ],
    ids=["joints within their range", "rests where it rests", "nothing inside a thing", "hands hold what they hold"],
)
def test_every_position_can_be_taken(posed_frames, check):
    faults = {
        f"{picture.exercise} {picture.name}, position {number}": wrong
        for picture, number, frame, made in posed_frames
        if (wrong := check(frame, made))
    }
    assert faults == {}


def test_the_end_differs_from_the_start_and_arrows_go_there(posed_frames):
    skeletons = {}
    for picture, number, _frame, made in posed_frames:
        skeletons.setdefault(picture.file("left"), {})[number] = made
    for picture, number, frame, _made in posed_frames:
        first, last = skeletons[picture.file("left")][1], skeletons[picture.file("left")][len(picture.frames)]
        if number == 2:
            assert checks.has_moved(first, last), picture.file("left")
            assert frame.get("arrows"), f"{picture.file('left')} shows no movement"
        assert checks.arrows_against_the_movement(frame, first, last) == [], picture.file("left")


def test_one_position_alone_is_held_and_shows_the_push():
    alone = picture_of("half_kneeling_activation", 1).frames
    assert len(alone) == 1
    assert alone[0]["arrows"]
    assert "hold" in alone[0]


@pytest.mark.parametrize(
    ("leg", "joint"),
    [
        ({"hip": 130, "knee": 90}, "near_hip"),
        ({"hip": -35, "knee": 10}, "near_hip"),
        ({"hip": 40, "knee": 150}, "near_knee"),
        ({"hip": 40, "knee": -5}, "near_knee"),
        ({"hip": 40, "knee": 40, "ankle": 30}, "near_ankle"),
    ],
)
def test_a_joint_beyond_its_range_is_found(leg, joint):
    _, made = spoilt("supine_hip_flexion_hold", 1, near_leg=leg)
    assert [fault.split(" at ")[0] for fault in checks.joints_beyond_their_range(made)] == [joint]


def test_a_lumbar_spine_beyond_its_range_is_found():
    _, made = spoilt("half_kneeling_stretch", lumbar=50)
    assert "lumbar at 50°" in checks.joints_beyond_their_range(made)


@pytest.mark.parametrize("higher", [1, -1])
def test_a_foot_that_floats_or_sinks_is_found(higher):
    frame, made = spoilt("resisted_march", 1, position=0, anchor=["far_heel", -4, higher])
    assert len(checks.parts_that_float_or_sink(made, frame)) == 2


def test_a_knee_beside_its_cushion_is_found():
    frame, made = spoilt("half_kneeling_stretch", anchor=["near_knee", 0, 11])
    assert any(fault.startswith("near_knee") for fault in checks.parts_that_float_or_sink(made, frame))


def test_a_body_that_sinks_into_the_couch_is_found():
    frame, made = spoilt("bed_edge_stretch", anchor=["hips", 0, 70])
    assert any(fault.startswith("trunk") for fault in checks.parts_inside_things(made, frame))


def test_a_leg_that_passes_through_the_couch_is_found():
    frame, made = spoilt("bed_edge_stretch", anchor=["hips", -60, 72.3])
    assert any(fault.startswith("near_leg") for fault in checks.parts_inside_things(made, frame))


def test_a_foot_under_the_floor_is_found():
    frame, made = spoilt("standing_hip_flexion", 1, near_leg={"hip": 0, "knee": 0, "ankle": -20})
    assert any(fault.startswith("near_leg") for fault in checks.parts_inside_things(made, frame))


def test_a_foot_that_hits_the_box_is_found():
    frame, made = spoilt("step_over_drill", 2, near_leg={"hip": 55, "knee": 55})
    assert any(fault.startswith("near_leg") for fault in checks.parts_inside_things(made, frame))


def test_a_hand_that_misses_the_bar_is_found():
    frame, made = spoilt("hanging_knee_raise", 1, anchor=["hips", 0, 105])
    assert checks.hands_that_miss(made, frame) == ["near", "far"]


def test_an_arrow_against_the_movement_is_found():
    start, end = (posed(frame) for frame in picture_of("standing_hip_flexion", 2, ["band"]).frames)
    frame, _ = spoilt("standing_hip_flexion", 2, arrows=[{"of": "near_knee", "at": [0, 0], "towards": [0, -20]}])
    assert checks.arrows_against_the_movement(frame, start, end) == ["near_knee"]


def test_a_movement_that_moves_nothing_is_found():
    start = posed(picture_of("seated_knee_raise", 1).frames[0])
    assert not checks.has_moved(start, start)
