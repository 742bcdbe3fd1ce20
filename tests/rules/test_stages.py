"""Stages, circumstances, strength tests, overrides and breaks (P9–P15), and the order of a history."""

import pytest

from rehab.rules import replay
from tests.rules.given import (
    ALL_EQUIPMENT,
    HANGING,
    HOLD,
    MARCH,
    PUSH,
    SEATED,
    SPRINT,
    STANDING,
    STEP,
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
    strength_test,
)

MASTERED = f"mastered {PUSH}"
TO_STAGE_2 = [MASTERED, "stage_advanced 2"]


def on_top(exercise=PUSH, stage=1, **known):
    """A side that does one exercise, at the top of its ladder."""
    top = 3 if stage == 1 else 4
    return {"right": start(stage, [(exercise, top)], **known)}


def mastery(exercise=PUSH, *days):
    """Clean sessions at the top of the ladder on days 0, 2 and 4."""
    return clean(*(days or (0, 2, 4)), exercise=exercise, level=3 if exercise in (PUSH, HOLD) else 4)


def exercises(answer, side="right"):
    return {name: row["level"] for name, row in state(answer, side)["exercises"].items()}


# P9 ------------------------------------------------------------------------------------------------------------------


def test_p9_the_next_stage_once_everything_is_mastered():
    answer = replay(programme(mastery(), **on_top()))
    assert events(answer) == TO_STAGE_2
    assert state(answer) == {
        "stage": 2,
        "exercises": {
            SEATED: {"level": 1, "streak": 0, "mastered": False},
            STANDING: {"level": 1, "streak": 0, "mastered": False},
        },
        "paused": False,
        "gate_pending": False,
        "blocked": False,
        "completed": False,
    }


def test_p9_waits_for_every_exercise():
    both = {"right": start(1, [(PUSH, 3), (HOLD, 3)])}
    assert events(replay(programme(mastery(), **both))) == [MASTERED]
    together = [session(day, entry(PUSH, 3), entry(HOLD, 3)) for day in (0, 2, 4)]
    assert events(replay(programme(together, **both)))[-1] == "stage_advanced 2"


@pytest.mark.parametrize(
    ("stage", "known", "opens"),
    [
        (1, {"mmt": "3"}, False),
        (1, {"mmt": "3+"}, True),
        (1, {"mmt": None}, False),
        (1, {"mmt": "3+", "symmetry": 10}, True),
        (2, {"mmt": "4-"}, False),
        (2, {"mmt": "4"}, True),
        (2, {"mmt": None}, False),
        (2, {"mmt": "4", "symmetry": 79.9}, False),
        (2, {"mmt": "4", "symmetry": 80}, True),
    ],
)
def test_p9_the_gate_of_the_next_stage(stage, known, opens):
    exercise = PUSH if stage == 1 else SEATED
    answer = replay(programme(mastery(exercise), **on_top(exercise, stage, **known)))
    assert events(answer)[-1] == (f"stage_advanced {stage + 1}" if opens else f"gate_pending {stage + 1}")
    assert state(answer)["gate_pending"] is not opens
    assert state(answer)["stage"] == (stage + 1 if opens else stage)


@pytest.mark.parametrize(
    ("setting", "value", "stage", "known", "opens"),
    [
        ("stage_2_min_grade", "3", 1, {"mmt": "3"}, True),
        ("stage_2_min_grade", "4-", 1, {"mmt": "3+"}, False),
        ("stage_3_min_grade", "4-", 2, {"mmt": "4-"}, True),
        ("stage_3_min_grade", "4+", 2, {"mmt": "4"}, False),
        ("stage_3_min_symmetry_pct", 70, 2, {"mmt": "4", "symmetry": 70}, True),
        ("stage_3_min_symmetry_pct", 95, 2, {"mmt": "4", "symmetry": 94.9}, False),
    ],
)
def test_p9_the_gates_are_settings(setting, value, stage, known, opens):
    exercise = PUSH if stage == 1 else SEATED
    given = programme(mastery(exercise), settings={setting: value}, **on_top(exercise, stage, **known))
    assert state(replay(given))["gate_pending"] is not opens


def test_p9_says_once_that_it_waits_for_strength():
    answer = replay(programme(mastery(PUSH, 0, 2, 4, 6, 8), **on_top(mmt="3")))
    assert events(answer) == [MASTERED, "gate_pending 2"]


def test_p9_waits_no_longer_when_mastery_is_lost():
    not_clean = session(6, entry(level=3, compensated=True))
    answer = replay(programme([*mastery(), not_clean], **on_top(mmt="3")))
    assert not state(answer)["gate_pending"]
    again = [*mastery(), not_clean, *mastery(PUSH, 8, 10, 12)]
    assert events(replay(programme(again, **on_top(mmt="3")))) == [MASTERED, "gate_pending 2"] * 2


def test_p9_a_paused_side_does_not_go_on():
    answer = replay(programme(mastery(), overrides=[override(4, "pause", after_session=False)], **on_top()))
    assert events(answer) == ["paused clinician"]
    after = replay(programme([*mastery()[:2], session(4, entry(level=3), entry(SEATED, symptoms=6))], **on_top()))
    assert events(after) == [MASTERED, "paused symptoms"]


@pytest.mark.parametrize(("day", "goes_on"), [(18, True), (19, False)])
def test_p9_asks_for_a_session_within_14_days(day, goes_on):
    given = programme(mastery(), tests=[strength_test(day, "4")], **on_top(mmt="3"))
    assert ("stage_advanced 2" in events(replay(given))) is goes_on


def test_p9_how_recent_is_a_setting():
    given = programme(mastery(), tests=[strength_test(12, "4")], settings={"lapse_days": 7}, **on_top(mmt="3"))
    assert "stage_advanced 2" not in events(replay(given))


def test_p9_without_exercises_nothing_is_mastered():
    given = programme([session(0, entry())], right=start(1, []), begins=circumstances(0, "kneeling_intolerance"))
    assert events(replay(given)) == []


def test_p9_nothing_of_the_next_stage_fits():
    answer = replay(programme(mastery(), begins=circumstances(0, equipment=()), **on_top()))
    assert events(answer) == [MASTERED, "stage_blocked 2"]
    assert (state(answer)["stage"], state(answer)["blocked"], exercises(answer)) == (1, True, {PUSH: 3})


def test_p9_says_once_that_nothing_fits():
    answer = replay(programme(mastery(PUSH, 0, 2, 4, 6), begins=circumstances(0, equipment=()), **on_top()))
    assert events(answer) == [MASTERED, "stage_blocked 2"]


def test_p9_goes_on_as_soon_as_something_fits():
    given = programme(mastery(), begins=circumstances(0, equipment=()), later=[circumstances(6)], **on_top())
    assert events(replay(given)) == [MASTERED, "stage_blocked 2", "stage_advanced 2"]


def test_p9_waiting_for_strength_replaces_waiting_for_equipment():
    given = programme(
        mastery(), begins=circumstances(0, equipment=()), tests=[strength_test(5, "3")], **on_top(mmt="4")
    )
    answer = replay(given)
    assert events(answer) == [MASTERED, "stage_blocked 2", "gate_pending 2"]
    assert (state(answer)["blocked"], state(answer)["gate_pending"]) == (False, True)


def test_p9_waiting_for_equipment_replaces_waiting_for_strength():
    given = programme(
        mastery(), begins=circumstances(0, equipment=()), tests=[strength_test(5, "4")], **on_top(mmt="3")
    )
    answer = replay(given)
    assert events(answer) == [MASTERED, "gate_pending 2", "stage_blocked 2"]
    assert (state(answer)["blocked"], state(answer)["gate_pending"]) == (True, False)


def test_p9_the_last_stage_is_completed():
    answer = replay(programme(mastery(STEP), **on_top(STEP, 3, mmt="4")))
    assert events(answer) == [f"mastered {STEP}", "completed"]
    assert (state(answer)["completed"], state(answer)["stage"]) == (True, 3)


def test_p9_the_last_stage_asks_for_no_gate():
    answer = replay(programme(mastery(STEP), **on_top(STEP, 3, mmt=None)))
    assert events(answer)[-1] == "completed"


# P10 -----------------------------------------------------------------------------------------------------------------


def test_p10_the_first_two_that_fit_at_level_1():
    kit = circumstances(0, "balance_impairment", equipment=ALL_EQUIPMENT)
    answer = replay(programme(mastery(), begins=kit, **on_top()))
    assert exercises(answer) == {SEATED: 1, HANGING: 1}


def test_p10_one_alone_is_enough():
    answer = replay(programme(mastery(), begins=circumstances(0, equipment=["cable"]), **on_top()))
    assert exercises(answer) == {STANDING: 1}


def test_p10_a_stage_without_an_exercise_is_blocked():
    given = programme(
        overrides=[override(0, "set_stage", stage=2)], begins=circumstances(0, equipment=()), today=1, **on_top()
    )
    answer = replay(given)
    assert events(answer) == ["stage_set 2", "stage_blocked 2"]
    assert (state(answer)["blocked"], exercises(answer)) == (True, {})


# Completed sides -----------------------------------------------------------------------------------------------------

DONE = [f"mastered {STEP}", "completed"]


def finished(sessions=(), **more):
    begun = {"right": start(3, [(STEP, 4)], mmt="4")}
    return replay(programme([*mastery(STEP), *sessions], **begun, **more))


@pytest.mark.parametrize(
    "then",
    [entry(STEP, 4, 4), entry(STEP, 4, compensated=True), entry(STEP, 4, completed=False), entry(STEP, 1)],
)
def test_a_completed_side_is_left_alone_by_a_session(then):
    answer = finished([session(6, then)])
    assert events(answer) == DONE
    assert mastered(answer, STEP)


def test_a_completed_side_can_still_pause():
    assert events(finished([session(6, entry(STEP, 4, 6))])) == [*DONE, "paused symptoms"]
    answer = finished([session(6, entry(STEP, 4), morning=3), session(8, entry(STEP, 4), morning=3)])
    assert events(answer) == [*DONE, "paused symptoms"]
    assert mastered(answer, STEP)


def test_a_completed_side_is_left_alone_by_circumstances_and_strength():
    answer = finished(later=[circumstances(6, "balance_impairment")], tests=[strength_test(7, "1")])
    assert events(answer) == DONE


def test_a_completed_side_does_not_lapse():
    answer = finished(today=100)
    assert events(answer) == DONE
    assert (mastered(answer, STEP), level(answer, STEP)) == (True, 4)


def test_what_is_learnt_of_a_completed_side_is_known_when_it_is_reopened():
    overrides = [override(8, "set_stage", stage=1)]
    answer = finished(
        later=[circumstances(6, "kneeling_intolerance")], tests=[strength_test(7, "2")], overrides=overrides
    )
    assert events(answer) == [*DONE, "stage_set 1", "stage_blocked 1"]
    assert not state(answer)["completed"]


def test_dates_of_a_completed_side_are_known():
    reopened = [override(7, "set_level", exercise=STEP, level=4)]
    answer = finished([session(6, entry(STEP, 4)), session(7, entry(STEP, 4))], overrides=reopened)
    assert streak(answer, STEP) == 0


@pytest.mark.parametrize("type_", ["pause", "resume"])
def test_pausing_and_resuming_do_not_reopen_a_completed_side(type_):
    assert state(finished(overrides=[override(6, type_)]))["completed"]


def test_an_override_that_is_passed_over_does_not_reopen_a_completed_side():
    ignored = [
        override(6, "set_level", exercise=PUSH, level=1),
        override(6, "set_exercises", exercises=[{"exercise": PUSH, "level": 1}]),
    ]
    assert state(finished(overrides=ignored))["completed"]


def test_setting_a_level_reopens_a_completed_side():
    answer = finished(overrides=[override(6, "set_level", exercise=STEP, level=4)])
    assert (state(answer)["completed"], mastered(answer, STEP)) == (False, False)


def test_setting_the_same_exercises_completes_it_again():
    answer = finished(overrides=[override(6, "set_exercises", exercises=[{"exercise": STEP, "level": 4}])])
    assert events(answer) == [*DONE, "exercises_set", "completed"]


# P11 -----------------------------------------------------------------------------------------------------------------

BOTH = {"right": start(1, [(PUSH, 2), (HOLD, 2)])}
STAGE_2 = {"right": start(2, [(SEATED, 2), (STANDING, 3)], mmt="4")}


def test_p11_what_is_newly_excluded_goes_and_the_next_comes_in():
    given = programme(later=[circumstances(3, "balance_impairment", equipment=("band", "pull_up_bar"))], **STAGE_2)
    answer = replay(given)
    assert events(answer) == [f"exercise_removed {STANDING}", f"exercise_added {HANGING} 1"]
    assert exercises(answer) == {SEATED: 2, HANGING: 1}


def test_p11_in_the_order_of_the_sides_list():
    begun = {"right": start(2, [(STANDING, 1), (SEATED, 1)], mmt="4")}
    answer = replay(programme(later=[circumstances(3, equipment=())], **begun))
    assert events(answer) == [f"exercise_removed {STANDING}", f"exercise_removed {SEATED}", "stage_blocked 2"]
    assert (state(answer)["blocked"], exercises(answer)) == (True, {})


def test_p11_what_just_went_does_not_come_back():
    begun = {"right": start(2, [(HANGING, 1)], mmt="4")}
    later = [circumstances(3, equipment=("band",))]
    answer = replay(programme(later=later, begins=circumstances(0, equipment=ALL_EQUIPMENT), **begun))
    assert events(answer) == [f"exercise_removed {HANGING}", f"exercise_added {SEATED} 1"]


def test_p11_as_many_as_before():
    one = {"right": start(2, [(STANDING, 1)], mmt="4")}
    answer = replay(programme(later=[circumstances(3, "balance_impairment")], **one))
    assert exercises(answer) == {SEATED: 1}


def test_p11_two_where_there_were_none():
    begun = {"right": start(2, [], mmt="4")}
    given = programme(begins=circumstances(0, equipment=()), later=[circumstances(3)], **begun)
    answer = replay(given)
    assert events(answer) == [f"exercise_added {SEATED} 1", f"exercise_added {STANDING} 1"]
    assert not state(answer)["blocked"]


def test_p11_none_before_and_none_that_fits_stays_blocked_in_silence():
    begun = {"right": start(2, [], mmt="4")}
    given = programme(begins=circumstances(0, equipment=()), later=[circumstances(3, equipment=())], **begun)
    answer = replay(given)
    assert (events(answer), state(answer)["blocked"]) == ([], True)


def test_p11_a_reason_that_was_there_before_removes_nothing():
    kneels_all_the_same = {"right": start(1, [(PUSH, 2)])}
    given = programme(
        begins=circumstances(0, "kneeling_intolerance"),
        later=[circumstances(3, "kneeling_intolerance", "osteoporosis")],
        **kneels_all_the_same,
    )
    assert events(replay(given)) == []


def test_p11_a_second_reason_does():
    begun = {"right": start(3, [(SPRINT, 2)], mmt="4")}
    given = programme(
        begins=circumstances(0, "anticoagulant"), later=[circumstances(3, "anticoagulant", "osteoporosis")], **begun
    )
    assert events(replay(given))[0] == f"exercise_removed {SPRINT}"


def test_p11_a_reason_that_goes_brings_nothing_back_in_a_full_side():
    given = programme(begins=circumstances(0, "balance_impairment"), later=[circumstances(3)], **STAGE_2)
    assert events(replay(given)) == []


def test_p11_what_stays_keeps_its_streak():
    given = programme(clean(0, 2, level=2), later=[circumstances(3, "pregnancy_after_12_weeks")], **BOTH)
    answer = replay(given)
    assert events(answer) == [f"exercise_removed {HOLD}"]
    assert streak(answer) == 2


def test_p11_fewer_than_before_is_not_blocked():
    answer = replay(programme(later=[circumstances(3, "pregnancy_after_12_weeks")], **BOTH))
    assert (exercises(answer), state(answer)["blocked"]) == ({PUSH: 2}, False)


def test_p11_a_weaker_leg_loses_what_works_against_gravity():
    answer = replay(programme(tests=[strength_test(3, "3-")], **BOTH))
    assert events(answer) == [f"exercise_removed {HOLD}"]


def test_p11_then_settles_what_waited():
    waiting = {"right": start(1, [(PUSH, 3), (HOLD, 1)], mmt="3")}
    days = [session(day, entry(PUSH, 3), entry(HOLD, 1 + day // 6)) for day in range(0, 18, 2)]
    before = programme(days, **waiting)
    assert state(replay(before))["gate_pending"]
    swapped = replay(programme(days, later=[circumstances(18, "kneeling_intolerance")], **waiting))
    assert state(swapped)["gate_pending"]
    emptied = [circumstances(18, "kneeling_intolerance", "pregnancy_after_12_weeks")]
    assert not state(replay(programme(days, later=emptied, **waiting)))["gate_pending"]


def test_p11_left_before_right():
    two = {"right": start(1, [(HOLD, 2)]), "left": start(1, [(HOLD, 2)])}
    answer = replay(programme(later=[circumstances(3, "pregnancy_after_12_weeks")], **two))
    assert [(event["side"], event["event"]) for event in answer["events"]] == [
        ("left", "exercise_removed"),
        ("left", "exercise_added"),
        ("right", "exercise_removed"),
        ("right", "exercise_added"),
    ]


def test_p11_the_latest_circumstances_by_the_start_hold_and_are_no_change():
    given = programme(**BOTH)
    given["circumstances"] = [circumstances(-9), circumstances(-3, "kneeling_intolerance"), circumstances(-30)]
    assert events(replay(given)) == []
    assert events(replay(given | {"circumstances": [*given["circumstances"], circumstances(0)]})) == []


# P12, P13 ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "exercise", "tested", "paused"),
    [
        (1, PUSH, {"mmt": "1"}, True),
        (1, PUSH, {"mmt": "2-"}, False),
        (2, SEATED, {"mmt": "3"}, True),
        (2, SEATED, {"mmt": "3+"}, False),
        (3, STEP, {"mmt": "4-"}, True),
        (3, STEP, {"symmetry": 79.9}, True),
        (3, STEP, {"symmetry": 80}, False),
        (2, SEATED, {"symmetry": 10}, False),
    ],
)
def test_p12_too_weak_for_the_present_stage_pauses(stage, exercise, tested, paused):
    begun = {"right": start(stage, [(exercise, 1)], mmt="4")}
    answer = replay(programme(tests=[strength_test(3, **tested)], **begun))
    assert ("paused strength" in events(answer)) is paused


def test_p12_unknown_mmt_pauses_nothing():
    begun = {"right": start(3, [(STEP, 1)], mmt=None)}
    assert events(replay(programme(tests=[strength_test(3, symmetry=50)], **begun))) == []


def test_p12_pauses_once():
    begun = {"right": start(2, [(SEATED, 1)], mmt="4")}
    answer = replay(programme(tests=[strength_test(3, "3"), strength_test(4, "3")], **begun))
    assert events(answer) == ["paused strength"]


def test_p12_exercises_go_before_the_side_pauses():
    begun = {"right": start(2, [(SEATED, 1)], mmt="4")}
    answer = replay(programme(tests=[strength_test(3, "2")], **begun))
    assert events(answer) == [f"exercise_removed {SEATED}", "stage_blocked 2", "paused strength"]


@pytest.mark.parametrize(("symptoms", "believed"), [(None, True), (2, True), (3, False)])
def test_p12_a_painful_test_opens_no_gate(symptoms, believed):
    given = programme(mastery(), tests=[strength_test(5, "4", symptoms=symptoms)], **on_top(mmt="3"))
    assert ("stage_advanced 2" in events(replay(given))) is believed


def test_p12_what_a_painful_test_found_better_is_not_known_later_either():
    given = programme(mastery(PUSH, 0, 2, 4, 6), tests=[strength_test(5, "4", symptoms=5)], **on_top(mmt="3"))
    assert events(replay(given)) == [MASTERED, "gate_pending 2"]


def test_p12_a_painful_test_is_believed_where_it_is_worse():
    begun = {"right": start(2, [(SEATED, 1)], mmt="4")}
    answer = replay(programme(tests=[strength_test(3, "3", symptoms=8)], **begun))
    assert events(answer) == ["paused strength"]


def test_p12_a_painful_test_of_what_was_unknown_is_taken():
    given = programme(mastery(PUSH, 0, 2, 4, 6), tests=[strength_test(5, "4", symptoms=8)], **on_top(mmt=None))
    assert events(replay(given)) == [MASTERED, "gate_pending 2", "stage_advanced 2"]


def test_p12_mmt_and_symmetry_are_believed_one_by_one():
    stage_2 = on_top(SEATED, 2, mmt="4", symmetry=70)
    tests = [strength_test(3, "4-", symmetry=95, symptoms=5)]
    answer = replay(programme(mastery(SEATED), tests=[*tests, strength_test(5, "4")], **stage_2))
    assert events(answer) == [f"mastered {SEATED}", "gate_pending 3"]


def test_p12_painful_goes_by_green_max():
    given = programme(
        mastery(), tests=[strength_test(5, "4", symptoms=1)], settings={"green_max": 0}, **on_top(mmt="3")
    )
    assert "stage_advanced 2" not in events(replay(given))


def test_p12_what_was_not_tested_keeps_its_last_value():
    stage_2 = on_top(SEATED, 2, mmt="4-", symmetry=70)
    tests = [strength_test(1, "4"), strength_test(2, symmetry=90)]
    assert events(replay(programme(mastery(SEATED), tests=tests, **stage_2)))[-1] == "stage_advanced 3"


def test_p13_a_strength_test_opens_the_gate_on_its_own_day():
    answer = replay(programme(mastery(), tests=[strength_test(7, "4")], today=9, **on_top(mmt="3")))
    assert [event["on"] for event in answer["events"] if event["event"] == "stage_advanced"] == ["2026-03-09"]


def test_p13_the_left_side_is_through_before_the_right_begins():
    two = {"right": start(1, [(PUSH, 3)]), "left": start(1, [(PUSH, 3)])}
    days = [session(day, entry(level=3), entry(level=3, side="left")) for day in (0, 2, 4)]
    given = programme(days, begins=circumstances(0, equipment=()), later=[circumstances(6)], **two)
    moved = [event["side"] for event in replay(given)["events"] if event["event"] == "stage_advanced"]
    assert moved == ["left", "right"]


# P14 -----------------------------------------------------------------------------------------------------------------


def test_p14_pause_and_resume():
    given = programme(overrides=[override(1, "pause"), override(2, "resume")])
    assert events(replay(given)) == ["paused clinician", "resumed"]
    assert not state(replay(given))["paused"]


def test_p14_a_decision_is_written_down_even_if_it_changes_nothing():
    overrides = [override(1, "resume"), override(2, "pause"), override(3, "pause")]
    assert events(replay(programme(overrides=overrides))) == ["resumed", "paused clinician", "paused clinician"]


def test_p14_resume_forgets_the_last_raised_morning():
    raised = [session(0, entry(), morning=3), session(2, entry(), morning=3), session(4, entry(), morning=3)]
    assert events(replay(programme(raised, overrides=[override(3, "resume")])))[-1] == "resumed"


def test_p14_resume_goes_on_to_the_next_stage():
    given = programme(
        [*mastery()[:2], session(4, entry(level=3), entry(SEATED, symptoms=6))],
        overrides=[override(5, "resume")],
        **on_top(),
    )
    assert events(replay(given)) == [MASTERED, "paused symptoms", "resumed", "stage_advanced 2"]


def test_p14_resumed_after_the_session_of_the_same_day():
    painful = [session(0, entry(symptoms=6))]
    before = programme(painful, overrides=[override(0, "resume")])
    after = programme(painful, overrides=[override(0, "resume", after_session=True)])
    assert state(replay(before))["paused"]
    assert not state(replay(after))["paused"]


def test_p14_set_stage_enters_it_without_a_gate():
    answer = replay(programme(overrides=[override(1, "set_stage", stage=3)], right=start(mmt="3")))
    assert events(answer) == ["stage_set 3"]
    assert exercises(answer) == {STEP: 1, MARCH: 1}


def test_p14_set_stage_leaves_a_pause():
    overrides = [override(0, "pause"), override(1, "set_stage", stage=3)]
    assert state(replay(programme(overrides=overrides)))["paused"]


def test_p14_setting_the_present_stage_begins_it_again():
    answer = replay(programme(clean(0, 2), overrides=[override(3, "set_stage", stage=1)]))
    assert (exercises(answer), streak(answer)) == ({PUSH: 1, HOLD: 1}, 0)


def test_p14_set_level():
    answer = replay(programme(clean(0, 2), overrides=[override(3, "set_level", exercise=PUSH, level=3)]))
    assert events(answer) == [f"level_set {PUSH} 3"]
    assert (level(answer), streak(answer)) == (3, 0)


def test_p14_set_level_forgets_ambers():
    amber = [session(day, entry(level=2, symptoms=4)) for day in (0, 2, 4)]
    set_on_3 = [override(3, "set_level", exercise=PUSH, level=2)]
    answer = replay(programme(amber, overrides=set_on_3, right=start(1, [(PUSH, 2)])))
    assert level(answer) == 2


def test_p14_set_level_settles_what_waited():
    answer = replay(
        programme(mastery(), overrides=[override(5, "set_level", exercise=PUSH, level=3)], **on_top(mmt="3"))
    )
    assert (state(answer)["gate_pending"], mastered(answer)) == (False, False)


def test_p14_set_level_of_an_exercise_that_is_not_done_is_passed_over():
    answer = replay(programme(clean(0, 2), overrides=[override(3, "set_level", exercise=HOLD, level=3)]))
    assert events(answer) == [f"override_ignored {HOLD}"]
    assert (exercises(answer), streak(answer)) == ({PUSH: 1}, 2)


def chosen(*pairs):
    return [{"exercise": exercise, "level": n} for exercise, n in pairs]


def test_p14_set_exercises():
    given = programme(clean(0, 2), overrides=[override(3, "set_exercises", exercises=chosen((HOLD, 2), (PUSH, 1)))])
    answer = replay(given)
    assert events(answer) == ["exercises_set"]
    assert list(exercises(answer).items()) == [(HOLD, 2), (PUSH, 1)]
    assert streak(answer) == 2


def test_p14_set_exercises_at_another_level_begins_again():
    answer = replay(programme(clean(0, 2), overrides=[override(3, "set_exercises", exercises=chosen((PUSH, 2)))]))
    assert (level(answer), streak(answer)) == (2, 0)


def test_p14_set_exercises_keeps_ambers_of_what_stays():
    amber = [session(day, entry(level=2, symptoms=4)) for day in (0, 2, 4)]
    kept = [override(3, "set_exercises", exercises=chosen((PUSH, 2)))]
    assert level(replay(programme(amber, overrides=kept, right=start(1, [(PUSH, 2)])))) == 1


def test_p14_set_exercises_of_another_stage_are_passed_over():
    given = programme(overrides=[override(3, "set_exercises", exercises=chosen((SEATED, 1), (HOLD, 1), (STEP, 1)))])
    answer = replay(given)
    assert events(answer) == [f"override_ignored {SEATED}", f"override_ignored {STEP}", "exercises_set"]
    assert exercises(answer) == {HOLD: 1}


@pytest.mark.parametrize("listed", [[], [(SEATED, 1)]])
def test_p14_set_exercises_with_none_left_changes_nothing(listed):
    answer = replay(programme(clean(0, 2), overrides=[override(3, "set_exercises", exercises=chosen(*listed))]))
    assert events(answer) == [f"override_ignored {exercise}" for exercise, _ in listed]
    assert (exercises(answer), streak(answer)) == ({PUSH: 1}, 2)


def test_p14_set_exercises_ends_a_block():
    given = programme(
        begins=circumstances(0, "kneeling_intolerance", "pregnancy_after_12_weeks"),
        overrides=[override(3, "set_exercises", exercises=chosen((PUSH, 1)))],
        right=start(1, []),
    )
    assert (state(replay(given))["blocked"], exercises(replay(given))) == (False, {PUSH: 1})


def test_p14_set_exercises_may_go_on_to_the_next_stage():
    begun = {"right": start(1, [(PUSH, 3), (HOLD, 1)])}
    given = programme(mastery(), overrides=[override(5, "set_exercises", exercises=chosen((PUSH, 3)))], **begun)
    assert events(replay(given)) == [MASTERED, "exercises_set", "stage_advanced 2"]


@pytest.mark.parametrize(("listed", "level_then"), [((PUSH, 3), 2), ((PUSH, 2), 2)])
def test_p14_a_level_set_anew_counts_its_break_from_that_day(listed, level_then):
    set_on_20 = [override(20, "set_exercises", exercises=chosen(listed))]
    begun = {"right": start(1, [(PUSH, 2)])}
    answer = replay(programme(clean(0, level=2), overrides=set_on_20, today=49 if listed[1] == 3 else 28, **begun))
    assert level(answer) == level_then


def test_p14_a_level_that_stays_is_not_set_anew():
    set_on_20 = [override(20, "set_exercises", exercises=chosen((PUSH, 2)))]
    begun = {"right": start(1, [(PUSH, 2)])}
    assert level(replay(programme(clean(0, level=2), overrides=set_on_20, today=29, **begun))) == 1


def test_p14_decisions_of_one_day_are_taken_in_the_order_given():
    overrides = [override(1, "pause"), override(1, "resume"), override(1, "set_stage", stage=2)]
    assert events(replay(programme(overrides=overrides))) == ["paused clinician", "resumed", "stage_set 2"]


# P15 -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "events_then"),
    [
        (14, []),
        (15, [f"streak_lapsed {PUSH}"]),
        (28, [f"streak_lapsed {PUSH}"]),
        (29, [f"streak_lapsed {PUSH}", f"level_regressed {PUSH} 1"]),
    ],
)
def test_p15_a_break_counts_up_to_today(today, events_then):
    answer = replay(programme(clean(0, level=2), today=today, right=start(1, [(PUSH, 2)])))
    assert events(answer) == events_then
    assert all(event["on"] == answer["next_session_on"] for event in answer["events"])


def test_p15_an_exercise_never_done_keeps_its_level():
    assert level(replay(programme(today=200, right=start(1, [(PUSH, 2)])))) == 2


def test_p15_a_break_costs_one_level_however_long():
    assert level(replay(programme(clean(0, level=3), today=300, right=start(1, [(PUSH, 3)])))) == 2


def test_p15_settles_what_waited():
    answer = replay(programme(mastery(), today=33, **on_top(mmt="3")))
    assert (state(answer)["gate_pending"], level(answer)) == (False, 2)


def test_p15_counts_from_a_level_that_was_set():
    set_on_20 = [override(20, "set_level", exercise=PUSH, level=3)]
    assert level(replay(programme(clean(0), overrides=set_on_20, today=48))) == 3
    assert level(replay(programme(clean(0), overrides=set_on_20, today=49))) == 2


# The order of a history ----------------------------------------------------------------------------------------------


def test_on_one_day_circumstances_come_before_strength():
    begun = on_top(mmt="3")
    kit = {"begins": circumstances(0, equipment=()), "later": [circumstances(5)], "tests": [strength_test(5, "4")]}
    assert events(replay(programme(mastery(), **kit, **begun))) == [MASTERED, "gate_pending 2", "stage_advanced 2"]


def test_on_one_day_strength_comes_before_a_decision():
    given = programme(tests=[strength_test(3, "1")], overrides=[override(3, "resume")])
    assert events(replay(given)) == ["paused strength", "resumed"]


def test_on_one_day_a_decision_comes_before_the_session():
    given = programme(clean(0), overrides=[override(0, "set_level", exercise=PUSH, level=2)])
    assert streak(replay(given)) == 0


def test_what_is_dated_after_today_is_left_out():
    given = programme(
        [session(5, entry(symptoms=9))],
        later=[circumstances(5, "kneeling_intolerance")],
        tests=[strength_test(5, "1")],
        overrides=[override(5, "pause"), override(5, "resume", after_session=True)],
        today=4,
    )
    assert replay(given)["events"] == []
    assert replay(given)["sessions_per_week"] == [0]


def test_today_itself_counts():
    assert events(replay(programme([session(4, entry(symptoms=9))], today=4))) == ["paused symptoms"]
