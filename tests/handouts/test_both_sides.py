"""An exercise stands on the sheet once, whichever sides do it; at most four to a sheet."""

from rehab.handouts.sheet import sheet_html
from tests.handouts.sheets import HOLD, PUSH, STRETCH, doing, offer, right, sheet


def both(left, right):
    return doing("left", *left), doing("right", *right)


def test_what_both_sides_do_alike_is_said_once():
    context = sheet(*both([offer("left", STRETCH)], [offer("right", STRETCH)]))
    (exercise,) = context.exercises
    assert [dose.side for dose in exercise.doses] == ["both"]
    assert "BOTH legs, one after the other" in sheet_html(context, "A4")


def test_what_they_do_otherwise_is_said_for_each():
    context = sheet(*both([offer("left", HOLD, 1)], [offer("right", HOLD, 2)]))
    (exercise,) = context.exercises
    assert [(dose.side, dose.level) for dose in exercise.doses] == [("left", 1), ("right", 2)]
    html = sheet_html(context, "A4")
    assert "<b>LEFT leg.</b>" in html
    assert "<b>RIGHT leg.</b>" in html


def test_another_dosage_or_note_is_another_dose():
    for change in ({"repetitions": 3}, {"note": "Slowly"}, {"load": "1 kg"}, {"sessions_per_week": 2}):
        context = sheet(*both([offer("left", HOLD, 1)], [offer("right", HOLD, 1, **change)]))
        assert len(context.exercises[0].doses) == 2


def test_each_side_has_boxes_of_its_own_on_the_ladder():
    context = sheet(*both([offer("left", HOLD, 1, streak=2)], [offer("right", HOLD, 2)]))
    first, second, third = context.exercises[0].ladder
    assert [(track.side, track.here, track.passed, track.ticks) for track in first.tracks] == [
        ("left", True, False, 2),
        ("right", False, True, 0),
    ]
    assert [track.here for track in second.tracks] == [False, True]
    assert not any(track.here or track.passed for track in third.tracks)


def test_a_mastered_exercise_has_all_its_boxes_ticked():
    context = sheet(doing("right", offer("right", HOLD, 3, mastered=True)))
    assert all(track.passed for step in context.exercises[0].ladder for track in step.tracks)


def test_the_log_has_a_column_for_each_side_left_first():
    context = sheet(
        *both([offer("left", PUSH, 1), offer("left", HOLD, 1)], [offer("right", PUSH, 1), offer("right", HOLD, 1)])
    )
    assert [(column.number, column.side) for column in context.log.columns] == [
        (1, "left"),
        (2, "left"),
        (1, "right"),
        (2, "right"),
    ]
    assert context.log.sides == ("left", "right")


def test_a_drill_for_both_legs_says_so():
    html = sheet_html(sheet(right(("step_over_drill", 1))), "A4")
    assert "BOTH legs work" in html
    assert "Your RIGHT leg" not in html


def test_up_to_four_exercises_share_a_sheet():
    context = sheet(right(STRETCH, "prone_knee_bend", (PUSH, 1), (HOLD, 1)))
    assert [len(exercises) for exercises in context.sheets] == [4]


def test_more_than_four_are_parted_into_stretches_and_strengthening():
    context = sheet(
        *both(
            [offer("left", STRETCH), offer("left", PUSH, 1), offer("left", HOLD, 1)],
            [offer("right", "prone_knee_bend"), offer("right", "seated_knee_raise", 1)],
        )
    )
    assert [[exercise.kind for exercise in exercises] for exercises in context.sheets] == [
        ["stretch"] * 2,
        ["strengthen"] * 3,
    ]
    assert [exercise.number for exercise in context.exercises] == [1, 2, 3, 4, 5]
    assert "Sheet 2 of 2" in sheet_html(context, "A4")
