"""What the exercise's own words say of a position is what the drawing shows."""

import math
import re

import pytest

from rehab.drawings import frontal
from rehab.drawings.frames import posed
from rehab.drawings.pictures import picture_of
from rehab.drawings.poses import BODY, LENGTHS
from rehab.drawings.touching import lowest
from rehab.rules import LIBRARY

RIGHT_ANGLE = 2
LEVELS = [
    (exercise.id, level.level, level)
    for exercise in LIBRARY.strengthening.values()
    for level in exercise.levels
    if not exercise.retired_on
]
# What the range of a level says of the thigh: its angle from straight down, [least, most] in degrees.
THIGH_AT = {
    "to 45° of hip flexion": (43, 47),
    "to 90° of hip flexion": (87, 90),
    "thighs to 60°": (58, 62),
    "thighs to 90° and above": (91, 110),
    "thigh half way to hip height": (43, 47),
    "thigh level with the hip": (87, 92),
    "thigh just below hip height": (75, 86),
    "high knees: thigh level with the hip": (87, 95),
    "mid range": (98, 108),
    "full available range": (115, 125),
}
HALF_KNEELING = ["half_kneeling_activation", "half_kneeling_stretch", "half_kneeling_heel_to_buttock"]
TUCKED = ["half_kneeling_stretch", "standing_lunge_stretch", "half_kneeling_heel_to_buttock"]


def frames_of(exercise, level=None):
    """[(frame, skeleton)] of the positions of a picture."""
    return [(frame, posed(frame)) for frame in picture_of(exercise, level).frames]


def lean(made, segment):
    """How far a segment leans forwards from upright, in degrees."""
    return -made.directions[segment]


@pytest.mark.parametrize(("exercise", "number", "level"), LEVELS, ids=[f"{row[0]} {row[1]}" for row in LEVELS])
def test_a_level_looks_as_its_range_says(exercise, number, level):
    frame, made = frames_of(exercise, number)[-1]
    said = [bounds for words, bounds in THIGH_AT.items() if level.range == words]
    if said:
        least, most = said[0]
        assert least <= made.directions["near_thigh"] <= most
    if "knee at 90°" in level.range:
        assert made.joints["near_knee"] == pytest.approx(90, abs=RIGHT_ANGLE)
    if heel := re.search(r"heel (\d+) cm", level.range):
        mat = next(row["top"] for row in frame["things"] if row["thing"] == "mat")
        assert lowest(made, frame, "near_foot")[0] - mat == pytest.approx(int(heel[1]), abs=0.5)
    if box := re.search(r"(\d+) cm obstacle", level.range):
        assert [row["high"] for row in frame["things"] if row["thing"] == "obstacle"] == [int(box[1])]
        assert lowest(made, frame, "near_foot")[0] > int(box[1]) + 1
    if not (said or heel or box):
        assert exercise in {"half_kneeling_activation"}, f"nothing is held of {level.range!r}"


@pytest.mark.parametrize(("exercise", "number", "level"), LEVELS, ids=[f"{row[0]} {row[1]}" for row in LEVELS])
def test_heights_that_are_written_are_those_that_are_drawn(exercise, number, level):
    for frame, _ in frames_of(exercise, number):
        for row in frame.get("measures", []):
            assert row["says"] == f"{row['to'] - row['from']} cm"
            assert row["says"] in level.range


def test_the_other_foot_stands_flat_or_the_other_leg_lies_straight():
    _, flat = frames_of("supine_hip_flexion_hold", 2)[-1]
    _, straight = frames_of("supine_hip_flexion_hold", 3)[-1]
    assert flat.joints["far_knee"] == pytest.approx(90, abs=3)
    assert straight.joints["far_knee"] == pytest.approx(0, abs=RIGHT_ANGLE)


@pytest.mark.parametrize("exercise", HALF_KNEELING)
def test_the_rear_knee_is_under_the_hip_and_the_front_knee_above_the_ankle(exercise):
    _, made = frames_of(exercise, 1)[0]
    assert made.points["near_knee"][0] == pytest.approx(made.points["near_hip"][0], abs=1)
    assert made.points["far_knee"][0] == pytest.approx(made.points["far_ankle"][0], abs=4)


@pytest.mark.parametrize("exercise", TUCKED)
def test_the_tail_is_tucked_and_the_chest_stays_above_the_hips(exercise):
    (_, start), (_, end) = frames_of(exercise)
    assert lean(end, "pelvis") <= lean(start, "pelvis") - 10
    assert lean(end, "thorax") == pytest.approx(0, abs=3)


@pytest.mark.parametrize("exercise", ["half_kneeling_stretch", "standing_lunge_stretch"])
def test_the_body_moves_forwards_over_the_front_foot(exercise):
    (_, start), (_, end) = frames_of(exercise)
    assert end.points["hips"][0] > start.points["hips"][0] + 3


def test_the_back_lies_flat_at_the_edge_of_the_bed_and_the_thigh_hangs_below_it():
    frame, made = frames_of("bed_edge_stretch")[-1]
    assert made.joints["lumbar"] > 5
    assert made.directions["near_thigh"] < 85
    assert made.joints["far_hip"] > 110
    assert made.points["near_knee"][1] < made.points["near_hip"][1]
    bed = next(row for row in frame["things"] if row["thing"] == "bed")
    assert made.points["near_knee"][0] > bed["to"]


@pytest.mark.parametrize("exercise", ["prone_knee_bend", "half_kneeling_heel_to_buttock"])
def test_the_heel_comes_to_the_buttock(exercise):
    _, made = frames_of(exercise)[-1]
    assert made.joints["near_knee"] > 100


def test_on_the_side_the_hand_holds_the_ankle_of_the_bent_upper_leg_near_the_buttock():
    for _, made in frames_of("side_lying_adduction_stretch"):
        hip, knee, ankle = (made.points[f"near_{joint}"] for joint in ("hip", "knee", "ankle"))
        assert made.folded == {"near"}
        assert math.dist(hip, ankle) < math.dist(hip, knee) / 2
        assert math.dist(made.points["near_hand"], ankle) < LENGTHS["hand"]


def test_on_the_side_the_upper_knee_sinks_behind_the_lower_leg_to_its_height():
    (_, before), (_, after) = frames_of("side_lying_adduction_stretch")
    legs = [shape.part for shape in frontal.view(after, trained=()) if shape.part.endswith("leg")]
    assert legs == ["near_leg", "far_leg"]
    assert before.points["near_knee"][1] > before.points["near_hip"][1]
    assert after.points["near_knee"][1] == pytest.approx(after.points["far_knee"][1], abs=5)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_the_trunk_is_upright_in_step_overs(level):
    for _, made in frames_of("step_over_drill", level):
        assert lean(made, "pelvis") == pytest.approx(0, abs=5)
        assert lean(made, "thorax") == pytest.approx(0, abs=5)


def test_going_sideways_is_seen_from_the_front_with_the_trunk_upright():
    for frame, made in frames_of("step_over_drill", 4):
        assert frame["view"] == "front"
        assert made.directions["thorax"] == 0


@pytest.mark.parametrize("level", [1, 2, 4])
def test_the_foot_hangs_under_the_knee_that_is_lifted_on_a_seat(level):
    _, made = frames_of("seated_knee_raise", level)[-1]
    assert made.points["near_ankle"][0] == pytest.approx(made.points["near_knee"][0], abs=2)


def test_the_arms_hang_by_the_sides_of_who_carries_bottles():
    for level in (3, 4):
        for _, made in frames_of("step_over_drill", level):
            for side in ("near", "far"):
                assert abs(made.points[f"{side}_hand"][0] - made.points[f"{side}_shoulder"][0]) < 12


def test_hands_hold_or_are_free_as_the_level_says():
    held, free = frames_of("standing_hip_flexion", 3)[-1], frames_of("standing_hip_flexion", 4)[-1]
    assert "hand" in held[0]["far_arm"]
    assert "hand" not in free[0]["far_arm"]
    kneeling = frames_of("half_kneeling_activation", 3)[0]
    assert not kneeling[1].grips
    assert kneeling[1].points["near_hand"][1] > 95


def test_a_level_that_holds_at_the_top_says_so():
    for exercise in LIBRARY.strengthening.values():
        for level in exercise.levels:
            end = picture_of(exercise.id, level.level).frames[-1]
            assert ("hold" in end) == (level.dosage.hold_seconds > 0), f"{exercise.id} {level.level}"
    for stretch in LIBRARY.stretching:
        assert "hold" in picture_of(stretch).frames[-1]


def test_a_stretch_shows_where_it_pulls_and_a_strength_exercise_what_works():
    for exercise in LIBRARY.exercises.values():
        levels = [level.level for level in getattr(exercise, "levels", ())] or [None]
        for level in levels:
            kinds = {row["kind"] for row in picture_of(exercise.id, level).frames[-1]["regions"]}
            assert kinds == {"pull" if exercise.kind == "stretch" else "works"}


def test_body_lengths_add_up_to_its_height():
    parts = BODY["segments"]
    upright = parts["ankle_height"] + parts["shank"] + parts["thigh"] + parts["pelvis"] + parts["thorax"]
    assert upright == pytest.approx(0.818, abs=0.01)
    assert upright + parts["neck"] + parts["head"] == pytest.approx(1, abs=0.01)
