"""Why an exercise stands where it stands. Where nothing else is said: right side, kneeling push at level 1."""

import pytest

from rehab.rules import LIBRARY, replay, standstill
from tests.rules.examples import given, histories
from tests.rules.given import (
    HANGING,
    HOLD,
    PUSH,
    SEATED,
    STANDING,
    circumstances,
    clean,
    entry,
    on,
    override,
    programme,
    session,
    start,
    strength_test,
)

TOP = LIBRARY.exercise(PUSH).top_level
BOTH = {"right": start(1, [(PUSH, 1), (HOLD, 1)])}
AT_LEVEL_2 = {"right": start(1, [(PUSH, 2)])}
LAST_STEP = {"right": start(1, [(PUSH, TOP), (HOLD, 1)])}


def asked(*sessions, exercise=PUSH, side="right", **more):
    """standstill() of a programme with these sessions."""
    history = programme(list(sessions), **more)
    return standstill(history, replay(history), side, exercise)


def lines(answer, what="sessions"):
    """Each day since the level began in short: its day, the rules that decided, and the streak before and after."""
    return [
        (day["on"], " ".join(reason["rule"] for reason in day["reasons"]), day["streak_before"], day["streak_after"])
        for day in answer[what]
    ]


def held(answer):
    """What holds the whole side, in short: its code, and the day and rule of its reason."""
    return [
        (one["code"], *(one["reason"][name] for name in ("on", "rule"))) if one["reason"] else (one["code"],)
        for one in answer["side_wide"]
    ]


# Where it stands, and what is needed next ----------------------------------------------------------------------------


def test_it_says_how_many_clean_sessions_there_are_and_how_many_are_missing():
    answer = asked(*clean(0))
    assert answer["stands"] == "1 of 3 clean sessions at level 1."
    assert answer["next"] == "2 more in a row, at least 2 days apart, bring level 2."


def test_the_last_one_is_said_in_the_singular():
    assert asked(*clean(0, 2))["next"] == "One more, at least 2 days after the last session, brings level 2."


def test_at_the_top_of_the_ladder_mastery_is_next():
    assert asked(**LAST_STEP)["next"].endswith("bring mastery.")


def test_the_numbers_are_those_of_the_settings():
    settings = {"clean_sessions_to_progress": 5, "min_gap_days": 4}
    answer = asked(*clean(0), settings=settings)
    assert answer["stands"] == "1 of 5 clean sessions at level 1."
    assert answer["next"] == "4 more in a row, at least 4 days apart, bring level 2."


def test_an_exercise_that_the_side_does_not_do_has_no_answer():
    for side, exercise in (("right", HOLD), ("left", PUSH)):
        with pytest.raises(KeyError):
            asked(side=side, exercise=exercise)


# What each rule says of a session ------------------------------------------------------------------------------------


def test_p7_a_clean_session_is_counted():
    answer = asked(*clean(0, 2))
    assert lines(answer) == [(on(0), "P7", 0, 1), (on(2), "P7", 1, 2)]
    assert all(day["counted"] and day["is_session"] and not day["starts_again"] for day in answer["sessions"])
    assert answer["broken"] is None


def test_p7_too_soon_is_not_counted_and_breaks_nothing():
    answer = asked(*clean(0, 1))
    assert lines(answer) == [(on(0), "P7", 0, 1), (on(1), "P7", 1, 1)]
    assert [day["counted"] for day in answer["sessions"]] == [True, False]
    assert "recovery takes 2 days" in answer["sessions"][1]["reasons"][0]["sentence"]


def test_p7_nothing_is_counted_while_the_side_is_paused():
    answer = asked(*clean(0, 2), overrides=[override(1, "pause", reason="Holiday")])
    assert [day["counted"] for day in answer["sessions"]] == [True, False]
    assert answer["next"] == "Nothing is earned while the side is paused."
    assert held(answer) == [("paused", on(1), "P14")]
    assert answer["side_wide"][0]["sentence"] == "Paused by the clinician: Holiday"


def test_p6_compensation_breaks_the_streak():
    answer = asked(*clean(0, 2), session(4, entry(compensated=True)), *clean(6))
    assert lines(answer)[2:] == [(on(4), "P6", 2, 0), (on(6), "P7", 0, 1)]
    assert answer["broken"] == {"on": on(4), "rule": "P6", "lost": True, "why": "done with compensation"}


def test_p6_what_was_not_completed_breaks_the_streak_also_where_it_was_compensated_too():
    answer = asked(*clean(0), session(2, entry(completed=False, compensated=True)))
    assert (answer["broken"]["why"], answer["broken"]["lost"]) == ("not completed", True)


def test_p6_what_another_exercise_of_the_session_was_like_is_no_matter():
    answer = asked(session(0, entry(HOLD, completed=False), entry(compensated=True)), **BOTH)
    assert answer["broken"]["why"] == "done with compensation"


def test_p6_where_there_was_no_streak_nothing_was_lost():
    assert asked(session(0, entry(compensated=True)))["broken"]["lost"] is False


def test_p6_what_is_broken_twice_is_lost_once():
    answer = asked(*clean(0), session(2, entry(compensated=True)), session(4, entry(compensated=True)))
    assert (answer["broken"]["on"], answer["broken"]["lost"]) == (on(4), False)


def test_p5_work_at_another_level_is_not_counted_and_breaks_nothing():
    answer = asked(*clean(0), *clean(2, level=2))
    assert lines(answer) == [(on(0), "P7", 0, 1), (on(2), "P5", 1, 1)]
    assert answer["broken"] is None


def test_p4_amber_symptoms_break_the_streak():
    answer = asked(*clean(0), session(2, entry(symptoms=4)))
    assert lines(answer)[1] == (on(2), "P4", 1, 0)
    assert answer["broken"]["why"] == "symptoms 4/10"


def test_p3_raised_mornings_break_the_streak():
    answer = asked(*clean(0), session(2, morning=3))
    assert lines(answer)[1] == (on(2), "P3", 1, 0)
    assert answer["broken"]["why"] == "symptoms 3/10 the next morning"


def test_p3_and_p8_stand_on_the_same_day_and_the_side_is_paused_since():
    answer = asked(*clean(0), session(2, entry(symptoms=7)))
    assert lines(answer)[1] == (on(2), "P3 P8", 1, 0)
    assert answer["broken"]["why"] == "symptoms 7/10"
    assert held(answer) == [("paused", on(2), "P8")]


def test_p2_a_break_and_the_session_after_it_are_one_line():
    answer = asked(*clean(0, 2, 20))
    assert lines(answer)[-1] == (on(20), "P2 P7", 2, 1)
    assert answer["sessions"][-1]["starts_again"]
    assert answer["sessions"][-1]["counted"]
    assert answer["broken"] == {"on": on(20), "rule": "P2", "lost": True, "why": "18 days without this exercise"}


def test_p15_a_break_that_lasts_until_today_is_no_session():
    answer = asked(*clean(0, 2), today=20)
    assert lines(answer)[-1] == (on(20), "P15", 2, 0)
    assert not answer["sessions"][-1]["is_session"]
    assert answer["broken"]["rule"] == "P15"


def test_p1_an_exercise_of_another_stage_is_no_matter_of_this_one():
    assert lines(asked(session(0, entry(SEATED)), *clean(2))) == [(on(2), "P7", 0, 1)]


def test_sessions_of_the_other_side_and_of_another_exercise_do_not_stand_there():
    both = BOTH | {"left": start()}
    assert asked(session(0, entry(HOLD), entry(side="left")), **both)["sessions"] == []


# Since when it is at its level ---------------------------------------------------------------------------------------


def test_without_a_change_it_is_there_since_the_start():
    assert asked(*clean(2))["since"] == {"on": on(0), "reason": None}


def test_after_an_advance_the_sessions_that_earned_it_are_told_and_counting_begins_anew():
    broken = [session(day, entry(compensated=True)) for day in (2, 6)]
    answer = asked(*clean(0, 4, 5), *broken, *clean(8, 10, 11, 13))
    assert (answer["level"], answer["sessions"], answer["broken"]) == (2, [], None)
    assert answer["since"]["on"] == on(13)
    assert answer["since"]["reason"]["rule"] == "P7"
    assert [day["on"] for day in answer["earned_by"]] == [on(8), on(10), on(13)]


def test_after_a_step_back_the_session_that_cost_it_says_why():
    answer = asked(session(0, entry(level=2, symptoms=6)), **AT_LEVEL_2)
    assert (answer["level"], answer["sessions"], answer["earned_by"]) == (1, [], [])
    assert answer["since"]["reason"]["sentence"] == "Symptoms 6/10, above 5: one level down, to level 1."


def test_p2_a_step_back_after_a_long_break_belongs_to_the_level_before():
    answer = asked(*clean(0, level=2), *clean(30, level=2), **AT_LEVEL_2)
    assert (answer["since"]["on"], answer["since"]["reason"]["rule"]) == (on(30), "P2")
    assert lines(answer) == [(on(30), "P5", 0, 0)]


def test_p15_a_step_back_until_today_has_no_session():
    answer = asked(*clean(0, level=2), today=30, **AT_LEVEL_2)
    assert (answer["level"], answer["since"]["reason"]["rule"], answer["sessions"]) == (1, "P15", [])


def test_p14_a_level_that_a_clinician_set_begins_that_day():
    answer = asked(*clean(0, 2), *clean(6, level=2), overrides=[override(4, "set_level", exercise=PUSH, level=2)])
    assert answer["since"]["reason"]["sentence"] == "Level 2 set by the clinician: seen in clinic"
    assert answer["earned_by"] == []
    assert lines(answer) == [(on(6), "P7", 0, 1)]


@pytest.mark.parametrize(("level", "since", "streak"), [(1, on(0), 2), (2, on(4), 0)])
def test_p14_exercises_that_a_clinician_set_go_on_where_the_level_is_the_same(level, since, streak):
    listed = [{"exercise": HOLD, "level": 1}, {"exercise": PUSH, "level": level}]
    answer = asked(*clean(0, 2), overrides=[override(4, "set_exercises", exercises=listed)], **BOTH)
    assert (answer["since"]["on"], answer["streak"], len(answer["sessions"])) == (since, streak, streak)


def test_p14_an_exercise_that_was_left_out_and_chosen_again_begins_anew():
    out = override(2, "set_exercises", exercises=[{"exercise": HOLD, "level": 1}])
    back = override(4, "set_exercises", exercises=[{"exercise": PUSH, "level": 1}])
    answer = asked(*clean(0), overrides=[back, out], **BOTH)
    assert (answer["since"]["on"], answer["sessions"]) == (on(4), [])


def test_p14_two_choices_of_one_day_are_read_in_their_order():
    later = override(2, "set_exercises", exercises=[{"exercise": PUSH, "level": 2}], after_session=True)
    kept = override(2, "set_exercises", exercises=[{"exercise": PUSH, "level": 1}])
    answer = asked(*clean(0), *clean(4, level=2), overrides=[later, kept])
    assert (answer["since"]["on"], lines(answer)) == (on(2), [(on(4), "P7", 0, 1)])


def test_p14_a_choice_that_was_passed_over_is_passed_over_here_too():
    wrong = override(2, "set_exercises", exercises=[{"exercise": SEATED, "level": 2}])
    right = override(2, "set_exercises", exercises=[{"exercise": PUSH, "level": 1}])
    unknown = override(2, "set_level", exercise=HOLD, level=2)
    answer = asked(*clean(0), overrides=[wrong, right, unknown])
    assert (answer["since"]["on"], len(answer["sessions"])) == (on(0), 1)


def test_p9_a_stage_that_was_earned_begins_its_exercises():
    alone = {"right": start(1, [(PUSH, TOP)], mmt="4")}
    answer = asked(*clean(0, 2, 4, level=TOP), *clean(6, exercise=SEATED), exercise=SEATED, **alone)
    assert (answer["since"]["on"], answer["since"]["reason"]["rule"]) == (on(4), "P9")
    assert lines(answer) == [(on(6), "P7", 0, 1)]


def test_an_exercise_that_was_left_at_the_start_begins_when_it_comes_back():
    later = [circumstances(2, "kneeling_intolerance"), circumstances(4)]
    back = override(6, "set_exercises", exercises=[{"exercise": PUSH, "level": 1}])
    answer = asked(*clean(0), later=later, overrides=[back])
    assert (answer["since"]["on"], answer["sessions"]) == (on(6), [])


def test_the_choices_for_the_other_side_are_not_read():
    both = {"right": start(1, [(PUSH, 1), (HOLD, 1)]), "left": start(1, [(PUSH, 1)])}
    listed = [{"exercise": PUSH, "level": 2}]
    choices = [
        override(2, "set_exercises", exercises=[{"exercise": PUSH, "level": 1}], side="left"),
        override(2, "set_exercises", exercises=listed),
    ]
    answer = asked(*clean(0), *clean(4, level=2), overrides=choices, **both)
    assert (answer["since"]["on"], lines(answer)) == (on(2), [(on(4), "P7", 0, 1)])


def test_an_exercise_that_was_not_there_at_the_start_takes_no_level_from_another():
    alone = {"right": start(1, [(PUSH, 2)])}
    listed = [{"exercise": PUSH, "level": 2}, {"exercise": HOLD, "level": 2}]
    answer = asked(exercise=HOLD, overrides=[override(2, "set_exercises", exercises=listed)], **alone)
    assert answer["since"]["on"] == on(2)


def test_a_history_without_overrides_need_not_say_so():
    history = programme(clean(0))
    del history["overrides"], history["settings"]
    assert standstill(history, replay(history), "right", PUSH)["streak"] == 1


def test_p1_what_was_done_before_an_exercise_was_chosen_does_not_stand_there():
    chosen = override(6, "set_exercises", exercises=[{"exercise": HANGING, "level": 1}])
    decided = [override(2, "set_stage", stage=2), chosen]
    begins = circumstances(0, equipment=("band", "cable", "pull_up_bar"))
    answer = asked(*clean(4, 8, exercise=HANGING), exercise=HANGING, overrides=decided, begins=begins)
    assert (answer["since"]["on"], lines(answer)) == (on(6), [(on(8), "P7", 0, 1)])


def test_p8_of_another_day_does_not_stand_there():
    answer = asked(*clean(0), session(2, entry(HOLD, symptoms=6)), **BOTH)
    assert lines(answer) == [(on(0), "P7", 0, 1)]


def test_a_new_stage_begins_its_exercises():
    staged = [override(2, "set_stage", stage=2)]
    begins = circumstances(0, equipment=("band", "cable"))
    answer = asked(*clean(0), *clean(4, exercise=SEATED), exercise=SEATED, overrides=staged, begins=begins)
    assert (answer["since"]["on"], answer["since"]["reason"]["rule"]) == (on(2), "P14")
    assert lines(answer) == [(on(4), "P7", 0, 1)]


def test_p14_a_choice_of_an_earlier_day_that_did_not_fit_is_not_read():
    at_stage_2 = {"right": start(2, [(SEATED, 1)])}
    decided = [
        override(2, "set_exercises", exercises=[{"exercise": PUSH, "level": 2}]),
        override(4, "set_stage", stage=1),
        override(6, "set_exercises", exercises=[{"exercise": PUSH, "level": 1}]),
    ]
    assert asked(overrides=decided, **at_stage_2)["since"]["on"] == on(4)


def test_p14_a_choice_goes_on_from_the_level_of_the_new_stage_too():
    listed = [{"exercise": SEATED, "level": 1}]
    decided = [override(2, "set_stage", stage=2), override(6, "pause"), override(6, "set_exercises", exercises=listed)]
    begins = circumstances(0, equipment=("band", "cable"))
    answer = asked(*clean(4, exercise=SEATED), exercise=SEATED, overrides=decided, begins=begins)
    assert (answer["since"]["on"], answer["streak"], len(answer["sessions"])) == (on(2), 1, 1)


def test_p11_an_exercise_that_comes_in_begins_that_day():
    cannot_kneel = [circumstances(4, "kneeling_intolerance")]
    answer = asked(*clean(0, 2), *clean(6, exercise=HOLD), exercise=HOLD, later=cannot_kneel)
    assert (answer["since"]["on"], answer["since"]["reason"]["rule"]) == (on(4), "P11")
    assert lines(answer) == [(on(6), "P7", 0, 1)]


# What holds the whole side -------------------------------------------------------------------------------------------


def test_a_mastered_exercise_waits_for_the_others_of_its_stage():
    answer = asked(*clean(0, 2, 4, level=TOP), **LAST_STEP)
    assert answer["stands"] == "Mastered at level 3, the top of its ladder."
    assert answer["next"] == "The next stage waits for the other exercises of this one."
    assert held(answer) == [("others",)]
    assert answer["side_wide"][0]["sentence"] == f"Not mastered yet: {LIBRARY.card(HOLD)['name']}."


def test_an_exercise_that_is_not_mastered_itself_does_not_wait_for_others():
    assert asked(*clean(0), **BOTH)["side_wide"] == []


def test_a_mastery_that_was_lost_is_a_break():
    answer = asked(*clean(0, 2, 4, level=TOP), session(6, entry(level=TOP, compensated=True)), **LAST_STEP)
    assert answer["broken"]["lost"] is True
    assert lines(answer)[-1] == (on(6), "P6", 0, 0)


def test_p9_a_stage_that_waits_for_strength_says_so():
    too_weak = {"right": start(1, [(PUSH, TOP)], mmt="3")}
    answer = asked(*clean(0, 2, 4, level=TOP), **too_weak)
    assert answer["next"] == "Stage 2 waits for a strength test."
    assert held(answer) == [("gate_pending", on(4), "P9")]
    assert lines(answer)[-1] == (on(4), "P7", 2, 0)
    assert "MMT 3" in answer["side_wide"][0]["sentence"]


def test_what_is_mastered_too_holds_nothing():
    begun = {"right": start(1, [(PUSH, TOP), (HOLD, TOP)], mmt="3")}
    sessions = [session(day, entry(PUSH, TOP), entry(HOLD, TOP)) for day in (0, 2, 4)]
    assert held(asked(*sessions, **begun)) == [("gate_pending", on(4), "P9")]


def test_p9_a_stage_without_an_exercise_that_fits_says_so():
    alone = {"right": start(1, [(PUSH, TOP)])}
    answer = asked(*clean(0, 2, 4, level=TOP), begins=circumstances(0, equipment=()), **alone)
    assert answer["next"] == "No exercise of stage 2 fits this patient."
    assert held(answer) == [("blocked", on(4), "P9")]


def test_p9_where_everything_is_mastered_and_nothing_is_tried_yet_the_next_session_tries_it():
    both = {"right": start(1, [(PUSH, TOP), (HOLD, 1)])}
    too_weak_for_the_hold = [strength_test(6, "2+", symptoms=5)]
    answer = asked(*clean(0, 2, 4, level=TOP), tests=too_weak_for_the_hold, **both)
    assert (answer["mastered"], answer["side_wide"]) == (True, [])
    assert answer["next"] == "So is everything of the stage: the next one is tried after the next session."


def test_p9_after_the_last_stage_there_is_nothing_more_to_earn():
    top = LIBRARY.exercise("step_over_drill").top_level
    last = {"right": start(3, [("step_over_drill", top)], mmt="5")}
    answer = asked(*clean(0, 2, 4, exercise="step_over_drill", level=top), exercise="step_over_drill", **last)
    assert answer["next"] == "The last stage is completed: there is nothing more to earn."
    assert held(answer) == [("completed", on(4), "P9")]


def test_p12_a_pause_for_weakness_is_told_with_its_day():
    at_stage_2 = {"right": start(2, [(STANDING, 1)], mmt="4")}
    answer = asked(*clean(0, exercise=STANDING), exercise=STANDING, tests=[strength_test(3, "3")], **at_stage_2)
    assert held(answer) == [("paused", on(3), "P12")]


def test_what_happened_since_a_pause_and_on_the_other_side_is_not_the_pause():
    both = {"right": start(), "left": start()}
    decided = [
        override(1, "pause"),
        override(3, "set_level", exercise=PUSH, level=2),
        override(4, "pause", side="left"),
    ]
    assert held(asked(overrides=decided, **both)) == [("paused", on(1), "P14")]


def test_the_last_pause_is_told():
    pauses = [override(1, "pause", reason="Flu"), override(3, "resume"), override(5, "pause", reason="Travel")]
    answer = asked(overrides=pauses)
    assert held(answer) == [("paused", on(5), "P14")]
    assert answer["side_wide"][0]["sentence"].endswith("Travel")


# What holds for every history ----------------------------------------------------------------------------------------


@given(histories)
def test_the_listed_sessions_lead_to_what_is_shown(history):
    answer = replay(history)
    for side, stand in answer["sides"].items():
        for exercise, shown in stand["exercises"].items():
            told = standstill(history, answer, side, exercise)
            _check_days(told, shown, history)
            _check_since(told, shown, answer)


def _check_since(told, shown, answer):
    """The level that it is shown at is the level it was brought to on that day."""
    reason = told["since"]["reason"]
    assert len(told["earned_by"]) in (0, told["needed"])
    if reason is not None:
        assert reason["on"] == told["since"]["on"]
        assert answer["events"][reason["event"]].get("level", shown["level"]) == shown["level"]


def _check_days(told, shown, history):
    days = told["sessions"]
    breaks = [place for place, day in enumerate(days) if day["starts_again"]]
    counted = sum(day["counted"] for day in days[breaks[-1] if breaks else 0 :])
    assert counted == (told["needed"] if shown["mastered"] else shown["streak"])
    assert days == [] or days[-1]["streak_after"] == shown["streak"]
    assert [day["streak_before"] for day in days] == [0, *(day["streak_after"] for day in days)][: len(days)]
    assert (told["broken"] is not None) == bool(breaks)
    since = [told["since"]["on"], *(day["on"] for day in days)]
    assert since == sorted(since)
    done = {
        session["performed_on"]
        for session in history["sessions"]
        for row in session["entries"]
        if (row["side"], row["exercise"]) == (told["side"], told["exercise"])
    }
    assert [day["is_session"] for day in days] == [day["on"] in done for day in days]
