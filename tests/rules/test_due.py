"""What a programme is due for: a plateau, a flare, a length test. Days are counted on the calendar."""

import datetime

import pytest

from rehab.rules import flare, length_retest_due, plateau, replay
from tests.proof import compare, coverage, second_reading
from tests.rules.given import START, clean, entry, on, override, programme, session, start

COMPENSATED = [1, 4, 8, 11, 15, 18, 22]
DESCRIBED = [
    pytest.param(case, id=case["description"]) for case in coverage.described_cases() if case["command"] == "due"
]


def stuck(*days):
    """Sessions that earn nothing: each with compensation."""
    return [session(day, entry(compensated=True)) for day in days]


def asked(question, today, sessions=(), **more):
    given = programme(today=today, sessions=sessions, **more)
    return question(given, replay(given), "right")


@pytest.mark.parametrize("case", DESCRIBED)
def test_the_described_cases_are_answered_as_they_say_by_both_readings(case):
    assert compare.decided("due", case["input"]) == case["expected"]
    assert second_reading.answer("due", case["input"]) == case["expected"]


def test_both_readings_agree_on_every_course_that_is_described():
    courses = [case["input"] for case in coverage.described_cases() if case["command"] == "replay"]
    sides = [{**given, "side": side} for given in courses if is_usable(given) for side in given["sides"]]
    assert len(sides) > 100
    assert [given for given in sides if compare.decided("due", given) != second_reading.answer("due", given)] == []


def is_usable(given):
    return "errors" not in compare.decided("replay", given)


def test_four_weeks_of_sessions_without_a_level_are_a_plateau():
    assert asked(plateau, 28, stuck(*COMPENSATED)) == {"weeks": 4, "sessions": 7}


@pytest.mark.parametrize(("today", "told"), [(27, False), (28, True), (29, True)])
def test_a_plateau_is_told_from_the_twenty_ninth_day_on(today, told):
    assert bool(asked(plateau, today, stuck(*COMPENSATED))) is told


@pytest.mark.parametrize(("count", "told"), [(5, False), (6, True)])
def test_with_fewer_than_six_sessions_no_plateau_is_told(count, told):
    assert bool(asked(plateau, 28, stuck(*COMPENSATED[-count:]))) is told


@pytest.mark.parametrize(("first", "sessions"), [(1, 6), (0, None)])
def test_sessions_count_for_four_weeks_and_no_longer(first, sessions):
    found = asked(plateau, 28, stuck(first, 4, 8, 11, 15, 18))
    assert (found and found["sessions"]) == sessions


def test_sessions_of_the_other_side_do_not_count():
    sessions = [*stuck(4, 8, 11, 15, 18), session(22, entry(side="left", compensated=True))]
    assert asked(plateau, 28, sessions, right=start(), left=start()) is None


@pytest.mark.parametrize(("today", "told"), [(32, False), (33, False), (34, True)])
def test_a_level_gained_ends_a_plateau_for_four_weeks(today, told):
    sessions = clean(1, 3, 6) + stuck(*(day for day in range(9, 31, 3)))
    assert bool(asked(plateau, today, sessions)) is told


GOING_ON = {"paused": False, "completed": False, "gate_pending": False, "blocked": False}


def plateau_with(*events, sessions=None):
    """What is told of the right side on day 28 by an answer with these events."""
    given = programme(today=28, sessions=stuck(*COMPENSATED) if sessions is None else sessions)
    return plateau(given, {"sides": {"right": GOING_ON}, "events": list(events)}, "right")


@pytest.mark.parametrize("event", ["level_advanced", "mastered", "stage_advanced"])
def test_whatever_was_gained_ends_a_plateau(event):
    assert plateau_with({"side": "right", "event": event, "on": on(20)}) is None


@pytest.mark.parametrize("event", ["level_regressed", "resumed", "streak_lapsed", "level_set"])
def test_what_is_no_gain_ends_none(event):
    assert plateau_with({"side": "right", "event": event, "on": on(20)})


def test_what_the_other_side_gained_ends_none():
    assert plateau_with({"side": "left", "event": "level_advanced", "on": on(20)})


def test_todays_session_counts_and_tomorrows_does_not():
    assert plateau_with(sessions=stuck(4, 8, 11, 15, 18, 28)) == {"weeks": 4, "sessions": 6}
    assert plateau_with(sessions=stuck(4, 8, 11, 15, 18, 29)) is None


def test_a_session_of_both_sides_counts_for_each():
    both = [session(day, entry(side="left"), entry(compensated=True)) for day in COMPENSATED]
    assert plateau_with(sessions=both) == {"weeks": 4, "sessions": 7}


def test_a_side_that_is_paused_has_no_plateau():
    pause = override(20, "pause")
    assert asked(plateau, 28, stuck(*COMPENSATED), overrides=[pause]) is None


def test_a_raised_morning_is_a_flare_for_as_long_as_a_second_one_would_pause_the_side():
    sessions = [session(5, morning=3)]
    assert asked(flare, 12, sessions)["values"]["next_morning"] == 3
    assert asked(flare, 13, sessions) is None
    assert asked(flare, 13, sessions, settings={"aggravation_window_days": 10})["rule"] == "P3"


def test_the_last_of_several_is_told():
    assert asked(flare, 12, [session(5, morning=3), session(13, morning=5)])["values"]["next_morning"] == 3
    later = [session(5, morning=3), session(10, entry(symptoms=4), morning=0)]
    assert asked(flare, 12, later)["on"] == on(5)


def test_of_the_reasons_that_count_it_is_the_last_of_that_side():
    reasons = [{"side": side, "rule": "P3", "on": on(day)} for side, day in (("right", 5), ("right", 7), ("left", 8))]
    answer = {"sides": {"right": GOING_ON}, "because": reasons}
    assert flare(programme(today=9), answer, "right")["on"] == on(7)


def test_amber_symptoms_in_a_session_are_no_flare():
    assert asked(flare, 6, [session(5, entry(symptoms=4))]) is None


def test_a_side_that_symptoms_have_paused_needs_more_than_a_word_about_a_flare():
    given = programme(today=6, sessions=[session(5, entry(symptoms=7))])
    answer = replay(given)
    assert answer["sides"]["right"]["paused"]
    assert flare(given, answer, "right") is None


@pytest.mark.parametrize(("days", "due"), [(27, False), (28, True), (29, True), (31, True), (35, True)])
@pytest.mark.parametrize(
    "tested_on",
    [START, datetime.date(2028, 2, 10), datetime.date(2026, 12, 20), datetime.date(2026, 3, 15)],
    ids=["march", "leap day", "year's end", "clocks forward"],
)
def test_a_length_test_is_due_after_four_weeks_of_real_days(tested_on, days, due):
    assert length_retest_due(tested_on, tested_on + datetime.timedelta(days=days)) is due
