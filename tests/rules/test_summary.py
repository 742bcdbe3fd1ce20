"""The summary of a programme: weeks, sessions, adherence, the next session, the review window, lapsed."""

import pytest

from rehab.rules import replay
from tests.rules.given import (
    HOLD,
    PUSH,
    circumstances,
    clean,
    entry,
    on,
    override,
    programme,
    session,
    start,
)


@pytest.mark.parametrize(("today", "week"), [(0, 1), (6, 1), (7, 2), (35, 6), (83, 12), (84, 13)])
def test_week(today, week):
    assert replay(programme(today=today))["week"] == week


def test_sessions_per_week_counts_every_session_the_current_week_last():
    answer = replay(programme(clean(0, 1, 6, 7, 20), today=30))
    assert answer["sessions_per_week"] == [3, 1, 1, 0, 0]


def test_a_session_without_entries_is_a_session():
    assert replay(programme([{"performed_on": on(0), "entries": []}], today=0))["sessions_per_week"] == [1]


@pytest.mark.parametrize(
    ("days", "today", "pct"),
    [
        ([], 6, None),
        ([0, 2, 4], 6, None),
        ([0, 2, 4], 7, 100),
        ([0, 2], 7, 67),
        ([0, 1, 2, 3, 4], 7, 100),
        ([0, 2, 4], 14, 50),
        ([0, 2, 4, 7, 8, 9], 13, 100),
        ([0, 2, 4], 28, 25),
        ([0, 2, 4], 35, 0),
    ],
)
def test_adherence_looks_back_on_four_full_weeks(days, today, pct):
    assert replay(programme(clean(*days), today=today))["recent_adherence_pct"] == pct


def test_adherence_goes_by_sessions_per_week():
    answer = replay(programme(clean(0, 2), today=7, settings={"sessions_per_week": 2}))
    assert answer["recent_adherence_pct"] == 100


def test_a_half_percent_goes_to_the_even_one():
    answer = replay(programme(clean(0, 2, 7, 9, 14), today=28, settings={"sessions_per_week": 2}))
    assert answer["recent_adherence_pct"] == 62


@pytest.mark.parametrize(
    ("days", "today", "next_on"),
    [
        ([], 0, 0),
        ([], 5, 5),
        ([4], 4, 6),
        ([4], 5, 6),
        ([4], 9, 9),
        ([0, 2, 4], 4, 7),
        ([0, 1, 2, 4], 4, 8),
        ([0, 2, 4], 8, 8),
        ([4, 0, 2], 4, 7),
    ],
)
def test_the_next_session(days, today, next_on):
    assert replay(programme(clean(*days), today=today))["next_session_on"] == on(next_on)


def test_the_next_session_goes_by_the_settings():
    twice = replay(programme(clean(0, 2), settings={"sessions_per_week": 2}))
    slow = replay(programme(clean(0), settings={"min_gap_days": 4}))
    assert (twice["next_session_on"], slow["next_session_on"]) == (on(7), on(4))


def test_no_next_session_where_every_side_waits():
    paused = replay(programme(overrides=[override(0, "pause")]))
    empty = replay(programme(right=start(1, []), begins=circumstances(0, "kneeling_intolerance")))
    assert (paused["next_session_on"], empty["next_session_on"]) == (None, None)


def test_one_side_that_trains_is_enough():
    two = {"right": start(), "left": start(1, [(HOLD, 1)])}
    answer = replay(programme(overrides=[override(0, "pause", side="left")], **two))
    assert answer["next_session_on"] == on(0)


def test_no_next_session_once_completed():
    done = [session(day, entry("step_over_drill", 4)) for day in (0, 2, 4)]
    answer = replay(programme(done, right=start(3, [("step_over_drill", 4)], mmt="4")))
    assert answer["next_session_on"] is None


def test_beyond_the_last_date_of_the_calendar_there_is_no_next_session():
    given = programme() | {"started_on": "9999-12-31", "today": "9999-12-31"}
    given["sessions"] = [{"performed_on": "9999-12-31", "entries": [entry(PUSH)]}]
    assert replay(given)["next_session_on"] is None


@pytest.mark.parametrize(
    ("today", "window"), [(0, "before"), (48, "before"), (49, "open"), (83, "open"), (84, "past"), (300, "past")]
)
def test_the_review_window_is_open_in_weeks_8_to_12(today, window):
    assert replay(programme(today=today))["review_window"] == window


@pytest.mark.parametrize(
    ("days", "today", "lapsed"), [((), 14, False), ((), 15, True), ((3,), 17, False), ((3,), 18, True)]
)
def test_lapsed_is_more_than_14_days_without_a_session(days, today, lapsed):
    assert replay(programme(clean(*days), today=today))["lapsed"] is lapsed


def test_lapsed_goes_by_the_setting():
    assert replay(programme(today=8, settings={"lapse_days": 7}))["lapsed"]
