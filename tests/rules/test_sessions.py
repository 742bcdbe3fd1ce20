"""What one logged session does (P1–P8). Where nothing else is said: right side, kneeling push at level 1."""

import pytest

from rehab.rules import replay
from tests.rules.given import (
    HOLD,
    PUSH,
    SEATED,
    STANDING,
    circumstances,
    clean,
    entry,
    events,
    level,
    mastered,
    override,
    programme,
    session,
    start,
    state,
    streak,
)

UP = f"level_advanced {PUSH}"
DOWN = f"level_regressed {PUSH}"
LAPSED = f"streak_lapsed {PUSH}"


def at_level(n, exercise=PUSH, stage=1, **more):
    return {"right": start(stage, [(exercise, n)], **more)}


# P1 ------------------------------------------------------------------------------------------------------------------


def test_p1_an_exercise_that_the_side_does_not_do_earns_nothing():
    answer = replay(programme([session(day, entry(SEATED)) for day in (0, 2, 4)]))
    assert answer["events"] == []
    assert list(state(answer)["exercises"]) == [PUSH]


def test_p1_its_symptoms_pause_the_side():
    assert events(replay(programme([session(0, entry(SEATED, symptoms=6))]))) == ["paused symptoms"]


def test_p1_it_counts_as_the_last_session_of_the_side():
    without_a_band = {"begins": circumstances(0, equipment=()), "later": [circumstances(20)], **at_level(3)}
    waiting = replay(programme(clean(0, 2, 4, level=3), **without_a_band))
    trained_since = replay(programme([*clean(0, 2, 4, level=3), session(18, entry(SEATED))], **without_a_band))
    assert "stage_advanced 2" not in events(waiting)
    assert "stage_advanced 2" in events(trained_since)


def test_p1_it_counts_for_later_gaps():
    too_soon = [session(0), session(4, entry(SEATED)), session(5, entry(SEATED))]
    given = programme(
        too_soon,
        overrides=[override(4, "set_stage", stage=2, after_session=True)],
        begins=circumstances(0, equipment=("band", "cable")),
    )
    assert streak(replay(given), SEATED) == 0


# P2 ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("gap", "events_then", "streak_then"), [(14, [], 2), (15, [LAPSED], 1)])
def test_p2_more_than_14_days_break_the_streak(gap, events_then, streak_then):
    answer = replay(programme(clean(0, gap)))
    assert (events(answer), streak(answer)) == (events_then, streak_then)


@pytest.mark.parametrize(
    ("gap", "events_then", "level_then"),
    [(28, [LAPSED], 2), (29, [LAPSED, DOWN + " 1"], 1), (200, [LAPSED, DOWN + " 1"], 1)],
)
def test_p2_more_than_28_days_also_cost_one_level(gap, events_then, level_then):
    answer = replay(programme(clean(0, level=2) + clean(gap, level=1), **at_level(2)))
    assert (events(answer), level(answer)) == (events_then, level_then)


def test_p2_level_1_has_no_lower_one():
    assert events(replay(programme(clean(0, 29)))) == [LAPSED]


def test_p2_without_a_streak_nothing_lapses():
    not_clean = session(0, entry(level=2, compensated=True))
    answer = replay(programme([not_clean, session(29, entry())], **at_level(2)))
    assert events(answer) == [DOWN + " 1"]


def test_p2_a_mastered_exercise_lapses():
    both = {"right": start(1, [(PUSH, 3), (HOLD, 1)])}
    answer = replay(programme(clean(0, 2, 4, level=3) + clean(19, level=3), **both))
    assert events(answer) == [f"mastered {PUSH}", LAPSED]
    assert (mastered(answer), streak(answer)) == (False, 1)


def test_p2_an_exercise_never_done_cannot_lapse():
    assert events(replay(programme(clean(40, level=2), **at_level(2)))) == []


def test_p2_the_gap_is_that_of_the_exercise_not_of_the_side():
    both = {"right": start(1, [(PUSH, 1), (HOLD, 1)])}
    answer = replay(programme([session(0, entry(PUSH), entry(HOLD)), *clean(7, exercise=HOLD), *clean(15)], **both))
    assert events(answer) == [LAPSED]
    assert (streak(answer, PUSH), streak(answer, HOLD)) == (1, 2)


def test_p2_an_entry_that_did_not_count_is_an_entry_all_the_same():
    other_level = session(10, entry(level=2))
    assert events(replay(programme([*clean(0), other_level, *clean(20)]))) == []


def test_p2_the_ambers_are_forgotten():
    amber = [session(day, entry(level=2, symptoms=4)) for day in (0, 2, 17)]
    assert level(replay(programme(amber, **at_level(2)))) == 2
    assert level(replay(programme([*amber[:2], session(16, entry(level=2, symptoms=4))], **at_level(2)))) == 1


def test_p2_counts_from_the_day_a_clinician_set_the_level():
    set_on_20 = [override(20, "set_level", exercise=PUSH, level=3)]
    assert level(replay(programme(clean(0) + clean(40, level=3), overrides=set_on_20))) == 3
    assert level(replay(programme(clean(0) + clean(48, level=3), overrides=set_on_20))) == 3
    assert level(replay(programme(clean(0) + clean(49, level=3), overrides=set_on_20))) == 2


def test_p2_a_level_set_before_the_last_entry_counts_from_the_entry():
    set_on_2 = [override(2, "set_level", exercise=PUSH, level=3)]
    assert level(replay(programme(clean(0) + clean(4, 33, level=3), overrides=set_on_2))) == 2


def test_p2_the_session_goes_on_after_the_lapse():
    answer = replay(programme(clean(0, level=2) + clean(29, 31, 33, level=1), **at_level(2)))
    assert events(answer) == [LAPSED, DOWN + " 1", UP + " 2"]


def test_p2_applies_while_the_side_is_paused():
    paused = [override(1, "pause")]
    assert events(replay(programme(clean(0, 29, level=2), overrides=paused, **at_level(2)))) == [
        "paused clinician",
        LAPSED,
        DOWN + " 1",
    ]


@pytest.mark.parametrize(
    ("setting", "value", "gap", "event", "happens"),
    [
        ("lapse_days", 7, 7, "streak_lapsed", False),
        ("lapse_days", 7, 8, "streak_lapsed", True),
        ("lapse_days", 21, 21, "streak_lapsed", False),
        ("detraining_days", 21, 22, "level_regressed", True),
        ("detraining_days", 42, 42, "level_regressed", False),
    ],
)
def test_p2_the_days_are_settings(setting, value, gap, event, happens):
    answer = replay(programme(clean(0, gap, level=2), settings={setting: value}, **at_level(2)))
    assert any(line.startswith(event) for line in events(answer)) is happens


# P3 ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("symptoms", "level_then"), [(5, 2), (6, 1), (10, 1)])
def test_p3_symptoms_above_5_cost_a_level(symptoms, level_then):
    answer = replay(programme([session(0, entry(level=2, symptoms=symptoms))], **at_level(2)))
    assert level(answer) == level_then


@pytest.mark.parametrize(
    ("morning", "usual", "raised"),
    [(None, 0, False), (0, 0, False), (2, 0, False), (3, 0, True), (4, 4, False), (5, 4, True), (3, None, True)],
)
def test_p3_a_raised_next_morning_costs_a_level(morning, usual, raised):
    given = programme([session(0, entry(level=2), morning=morning)], usual_morning_symptoms=usual, **at_level(2))
    assert (level(replay(given)) == 1) is raised


def test_p3_every_entry_of_the_side_is_raised():
    both = {"right": start(1, [(PUSH, 2), (HOLD, 3)])}
    answer = replay(programme([session(0, entry(PUSH, 2), entry(HOLD, 3), morning=3)], **both))
    assert events(answer) == [DOWN + " 1", f"level_regressed {HOLD} 2"]


def test_p3_the_morning_of_one_side_leaves_the_other_alone():
    both = {"right": start(), "left": start()}
    given = programme([session(0, entry(), entry(side="left"), left_morning=6)], **both)
    answer = replay(given)
    assert (events(answer, "left"), events(answer, "right")) == (["paused symptoms"], [])
    assert streak(answer, side="right") == 1


def test_p3_the_morning_of_a_side_without_entries_is_nothing():
    both = {"right": start(), "left": start()}
    given = programme([session(0, entry(side="left"), morning=9)], **both)
    assert events(replay(given), "right") == []


def test_p3_the_ambers_are_forgotten():
    amber = [session(day, entry(level=3, symptoms=4)) for day in (0, 2)]
    red = session(4, entry(level=3, symptoms=6))
    once_more = session(6, entry(level=2, symptoms=4))
    answer = replay(programme([*amber, red, once_more], **at_level(3)))
    assert level(answer) == 2


def test_p3_mastery_is_lost():
    both = {"right": start(1, [(PUSH, 3), (HOLD, 1)])}
    answer = replay(programme([*clean(0, 2, 4, level=3), session(6, entry(level=3), morning=3)], **both))
    assert (mastered(answer), level(answer)) == (False, 2)


def test_p3_at_level_1_only_the_streak_is_lost():
    answer = replay(programme([*clean(0, 2), session(4, entry(symptoms=6))]))
    assert events(answer) == ["paused symptoms"]
    assert (streak(answer), level(answer)) == (0, 1)


def test_p3_after_p2_one_level_not_two():
    back_too_hard = session(29, entry(level=3, symptoms=6))
    answer = replay(programme([*clean(0, level=3), back_too_hard], **at_level(3)))
    assert level(answer) == 2


def test_p3_a_lapse_that_cost_no_level_leaves_one_to_lose():
    back_too_hard = session(20, entry(level=3, symptoms=6))
    answer = replay(programme([*clean(0, level=3), back_too_hard], **at_level(3)))
    assert level(answer) == 2


def test_p3_goes_by_amber_max():
    given = programme([session(0, entry(level=2, symptoms=4))], settings={"amber_max": 3}, **at_level(2))
    assert level(replay(given)) == 1


def test_p3_the_morning_goes_by_green_max():
    given = programme([session(0, entry(level=2), morning=1)], settings={"green_max": 0}, **at_level(2))
    assert level(replay(given)) == 1


def test_p3_counts_at_another_level_too():
    answer = replay(programme([session(0, entry(level=1, symptoms=6))], **at_level(3)))
    assert level(answer) == 2


# P4 ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("symptoms", "streak_then"), [(2, 3), (3, 0), (5, 0)])
def test_p4_symptoms_of_3_to_5_start_the_streak_again(symptoms, streak_then):
    settings = {"clean_sessions_to_progress": 4}
    answer = replay(programme([*clean(0, 2), session(4, entry(symptoms=symptoms))], settings=settings))
    assert streak(answer) == streak_then


def test_p4_three_ambers_cost_a_level():
    amber = [session(day, entry(level=2, symptoms=3)) for day in (0, 2, 4)]
    assert events(replay(programme(amber[:2], **at_level(2)))) == []
    assert events(replay(programme(amber, **at_level(2)))) == [DOWN + " 1"]


def test_p4_after_the_third_the_count_begins_again():
    amber = [session(day, entry(level=3, symptoms=3)) for day in range(0, 10, 2)]
    assert level(replay(programme(amber, **at_level(3)))) == 2
    assert level(replay(programme([*amber, session(10, entry(level=3, symptoms=3))], **at_level(3)))) == 1


def test_p4_three_ambers_on_level_1_pause_the_side():
    amber = [session(day, entry(symptoms=3)) for day in (0, 2, 4)]
    assert events(replay(programme(amber))) == ["paused symptoms"]


def test_p4_stuck_again_only_after_three_more():
    amber = [session(day, entry(symptoms=3)) for day in range(0, 12, 2)]
    resumed = [override(5, "resume")]
    assert events(replay(programme(amber[:5], overrides=resumed)))[-1] == "resumed"
    assert events(replay(programme(amber, overrides=resumed)))[-1] == "paused symptoms"


def test_p4_a_mastered_exercise_is_mastered_no_more():
    both = {"right": start(1, [(PUSH, 3), (HOLD, 1)])}
    answer = replay(programme([*clean(0, 2, 4, level=3), session(6, entry(level=3, symptoms=3))], **both))
    assert not mastered(answer)


def test_p4_another_level_counts_all_the_same():
    amber = [session(day, entry(level=1, symptoms=3)) for day in (0, 2, 4)]
    assert level(replay(programme(amber, **at_level(2)))) == 1


def test_p4_recovery_does_not_matter():
    amber = [session(day, entry(level=2, symptoms=3)) for day in (0, 1, 2)]
    assert level(replay(programme(amber, **at_level(2)))) == 1


def test_p4_each_exercise_counts_its_own():
    both = {"right": start(1, [(PUSH, 2), (HOLD, 2)])}
    days = [session(0, entry(PUSH, 2, 4)), session(2, entry(HOLD, 2, 4)), session(4, entry(PUSH, 2, 4))]
    assert replay(programme(days, **both))["events"] == []


def test_p4_goes_by_green_max():
    answer = replay(programme([*clean(0), session(2, entry(symptoms=1))], settings={"green_max": 0}))
    assert streak(answer) == 0


# P5 ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("done", [1, 3])
def test_p5_work_at_another_level_changes_nothing(done):
    answer = replay(programme([*clean(0, 2, level=2), session(4, entry(level=done))], **at_level(2)))
    assert (streak(answer), level(answer)) == (2, 2)


def test_p5_not_even_a_compensated_one():
    other = session(4, entry(level=1, compensated=True))
    assert streak(replay(programme([*clean(0, 2, level=2), other], **at_level(2)))) == 2


def test_p5_the_level_is_the_current_one_after_a_lapse():
    answer = replay(programme(clean(0, 29, level=2), **at_level(2)))
    assert (streak(answer), level(answer)) == (0, 1)


def test_p5_leaves_the_ambers():
    days = [(0, 2, 4), (2, 2, 4), (4, 1, 0), (6, 2, 4)]
    given = programme([session(day, entry(level=n, symptoms=s)) for day, n, s in days], **at_level(2))
    assert level(replay(given)) == 1


# P6 ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("completed", "compensated"), [(False, False), (True, True), (False, True)])
def test_p6_not_completed_or_compensated_starts_the_streak_again(completed, compensated):
    third = session(4, entry(completed=completed, compensated=compensated))
    answer = replay(programme([*clean(0, 2), third]))
    assert (streak(answer), level(answer), answer["events"]) == (0, 1, [])


def test_p6_mastery_is_lost():
    both = {"right": start(1, [(PUSH, 3), (HOLD, 1)])}
    answer = replay(programme([*clean(0, 2, 4, level=3), session(6, entry(level=3, compensated=True))], **both))
    assert not mastered(answer)


@pytest.mark.parametrize("between", [{"compensated": True}, {"completed": False}, {}])
def test_p6_ambers_are_counted_in_a_row(between):
    days = [
        session(0, entry(level=2, symptoms=4)),
        session(2, entry(level=2, symptoms=4)),
        session(4, entry(level=2, **between)),
        session(6, entry(level=2, symptoms=4)),
    ]
    assert level(replay(programme(days, **at_level(2)))) == 2


# P7 ------------------------------------------------------------------------------------------------------------------


def test_p7_three_clean_sessions_in_a_row_are_one_level():
    answer = replay(programme(clean(0, 2, 4)))
    assert events(answer) == [UP + " 2"]
    assert (streak(answer), level(answer)) == (0, 2)


def test_p7_two_are_not():
    assert streak(replay(programme(clean(0, 2)))) == 2


@pytest.mark.parametrize(("needed", "days", "level_then"), [(4, 3, 1), (4, 4, 2), (6, 5, 1), (6, 6, 2)])
def test_p7_how_many_is_a_setting(needed, days, level_then):
    settings = {"clean_sessions_to_progress": needed}
    assert level(replay(programme(clean(*range(0, 2 * days, 2)), settings=settings))) == level_then


@pytest.mark.parametrize(("gap", "streak_then"), [(1, 1), (2, 2)])
def test_p7_a_session_before_two_days_are_over_does_not_count(gap, streak_then):
    assert streak(replay(programme(clean(0, gap)))) == streak_then


def test_p7_it_breaks_nothing_either():
    assert streak(replay(programme(clean(0, 2, 3)))) == 2


def test_p7_the_gap_is_from_the_last_entry_whatever_became_of_it():
    assert streak(replay(programme(clean(0, 1, 2)))) == 1


@pytest.mark.parametrize(("needed", "gap", "streak_then"), [(3, 2, 1), (3, 3, 2), (4, 3, 1), (4, 4, 2)])
def test_p7_the_recovery_is_a_setting(needed, gap, streak_then):
    assert streak(replay(programme(clean(0, gap), settings={"min_gap_days": needed}))) == streak_then


def test_p7_too_soon_ends_a_row_of_ambers():
    days = [(0, 4), (2, 4), (3, 0), (5, 4)]
    given = programme([session(day, entry(level=2, symptoms=s)) for day, s in days], **at_level(2))
    assert level(replay(given)) == 2


def test_p7_nothing_is_earned_while_paused():
    answer = replay(programme(clean(0, 2, 4, 6), overrides=[override(1, "pause")]))
    assert (streak(answer), level(answer)) == (1, 1)


def test_p7_a_streak_kept_through_a_pause_goes_on():
    pause_and_resume = [override(3, "pause"), override(5, "resume")]
    assert events(replay(programme(clean(0, 2, 4, 6), overrides=pause_and_resume)))[-1] == UP + " 2"


def test_p7_the_top_of_the_ladder_is_mastered():
    both = {"right": start(1, [(PUSH, 3), (HOLD, 1)])}
    answer = replay(programme(clean(0, 2, 4, level=3), **both))
    assert events(answer) == [f"mastered {PUSH}"]
    assert (mastered(answer), streak(answer), level(answer)) == (True, 0, 3)


def test_p7_a_mastered_exercise_earns_nothing_more():
    both = {"right": start(1, [(PUSH, 3), (HOLD, 1)])}
    answer = replay(programme(clean(0, 2, 4, 6, 8, 10, level=3), **both))
    assert (events(answer), streak(answer)) == ([f"mastered {PUSH}"], 0)


@pytest.mark.parametrize(("exercise", "stage", "top"), [(PUSH, 1, 3), (HOLD, 1, 3), (SEATED, 2, 4), (STANDING, 2, 4)])
def test_p7_every_ladder_is_climbed_to_its_top(exercise, stage, top):
    sessions = [session(2 * (3 * (n - 1) + i), entry(exercise, n)) for n in range(1, top + 1) for i in range(3)]
    other = HOLD if exercise == PUSH else PUSH if stage == 1 else SEATED if exercise == STANDING else STANDING
    begun = {"right": start(stage, [(exercise, 1), (other, 1)])}
    answer = replay(programme(sessions, begins=circumstances(0, equipment=("band", "cable")), **begun))
    climbed = [f"level_advanced {exercise} {n}" for n in range(2, top + 1)]
    assert events(answer) == [*climbed, f"mastered {exercise}"]


# P8 ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("symptoms", "paused"), [(5, False), (6, True)])
def test_p8_symptoms_above_5_pause_the_side(symptoms, paused):
    answer = replay(programme([session(0, entry(symptoms=symptoms))]))
    assert state(answer)["paused"] is paused
    assert events(answer) == (["paused symptoms"] if paused else [])


@pytest.mark.parametrize(("morning", "usual", "paused"), [(5, 0, False), (6, 0, True), (6, 6, False), (7, 6, True)])
def test_p8_a_raised_morning_above_5_pauses_the_side(morning, usual, paused):
    answer = replay(programme([session(0, entry(), morning=morning)], usual_morning_symptoms=usual))
    assert state(answer)["paused"] is paused


@pytest.mark.parametrize(("gap", "paused"), [(7, True), (8, False)])
def test_p8_raised_twice_within_7_days_pauses_the_side(gap, paused):
    answer = replay(programme([session(0, entry(), morning=3), session(gap, entry(), morning=3)]))
    assert state(answer)["paused"] is paused


def test_p8_the_window_is_from_the_last_time_it_was_raised():
    days = [session(day, entry(), morning=3) for day in (0, 8, 15)]
    assert not state(replay(programme(days[:2])))["paused"]
    assert state(replay(programme(days)))["paused"]


@pytest.mark.parametrize(("window", "gap", "paused"), [(3, 3, True), (3, 4, False), (14, 14, True)])
def test_p8_the_window_is_a_setting(window, gap, paused):
    days = [session(0, entry(), morning=3), session(gap, entry(), morning=3)]
    answer = replay(programme(days, settings={"aggravation_window_days": window}))
    assert state(answer)["paused"] is paused


def test_p8_raised_while_paused_is_remembered():
    days = [session(0, entry(), morning=3), session(4, entry(), morning=3), session(6, entry(), morning=3)]
    overrides = [override(1, "pause"), override(5, "resume")]
    assert state(replay(programme(days[:2], overrides=overrides[:1])))["paused"]
    assert not state(replay(programme(days, overrides=overrides)))["paused"]


def test_p8_pauses_once():
    answer = replay(programme([session(0, entry(symptoms=6)), session(2, entry(symptoms=6))]))
    assert events(answer) == ["paused symptoms"]


def test_p8_one_side_alone():
    both = {"right": start(), "left": start()}
    answer = replay(programme([session(0, entry(symptoms=6), entry(side="left"))], **both))
    assert (state(answer)["paused"], state(answer, "left")["paused"]) == (True, False)


def test_p8_left_before_right_whatever_the_order_of_the_entries():
    both = {"right": start(), "left": start()}
    answer = replay(programme([session(0, entry(symptoms=6), entry(side="left", symptoms=6))], **both))
    assert [event["side"] for event in answer["events"]] == ["left", "right"]


def test_entries_are_taken_in_the_order_given():
    both = {"right": start(1, [(PUSH, 2), (HOLD, 2)])}
    answer = replay(programme([session(0, entry(HOLD, 2, 6), entry(PUSH, 2, 6))], **both))
    assert events(answer) == [f"level_regressed {HOLD} 1", DOWN + " 1", "paused symptoms"]
