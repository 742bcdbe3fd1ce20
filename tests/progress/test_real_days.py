"""Durations are counted in real days of the calendar: past a month's end, a leap day, a year's end, a clock change."""

import datetime

import pytest
from django.urls import reverse

from rehab.assessments.models import Assessment
from rehab.patients.models import Episode
from rehab.programmes.caseload import caseload
from rehab.programmes.models import Programme
from rehab.programmes.queries import needs
from rehab.progress.charts import LEFT, RIGHT, WIDTH
from rehab.progress.queries import axis_of
from rehab.progress.training import training_charts
from rehab.rules import LIBRARY, plateau, replay
from tests.conftest import signed_in
from tests.programmes.logs import entry

DAY = datetime.timedelta(days=1)
STARTS = {
    "leap day": datetime.date(2028, 2, 1),
    "the year after a leap year": datetime.date(2029, 1, 31),
    "year's end": datetime.date(2026, 12, 1),
    "clocks forward": datetime.date(2026, 3, 2),
    "clocks back": datetime.date(2026, 10, 5),
}
# Day since the start: week, window.
DAYS = {
    0: (1, "before"),
    6: (1, "before"),
    7: (2, "before"),
    28: (5, "before"),
    29: (5, "before"),
    31: (5, "before"),
    35: (6, "before"),
    48: (7, "before"),
    49: (8, "open"),
    56: (9, "open"),
    83: (12, "open"),
    84: (13, "past"),
    85: (13, "past"),
}


def course(start, day, *trained, **how):
    """A programme of that start as the rules are given it, `day` days on, with sessions on the days `trained`.

    Each exercise was done cleanly, apart from `how`.
    """
    exercise = "half_kneeling_activation"
    return {
        "started_on": start.isoformat(),
        "today": (start + day * DAY).isoformat(),
        "settings": {},
        "circumstances": [{"on": start.isoformat(), "precautions": [], "equipment": []}],
        "sides": {"right": {"stage": 1, "exercises": [{"exercise": exercise, "level": 1}], "mmt": "4-"}},
        "sessions": [
            {
                "performed_on": (start + done * DAY).isoformat(),
                "next_morning": {"left": None, "right": None},
                "entries": [entry(exercise, **how)],
            }
            for done in trained
        ],
        "strength_tests": [],
        "overrides": [],
    }


def chart_of_sessions(start, day, *trained):
    given = course(start, day, *trained)
    answer = replay(given)
    axis = axis_of(Programme(started_on=start), answer["week"])
    return training_charts("right", answer, given, axis)[-1], axis


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_weeks_and_the_review_window_count_real_days(start):
    found = {day: replay(course(start, day)) for day in DAYS}
    assert {day: (answer["week"], answer["review_window"]) for day, answer in found.items()} == DAYS


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_a_session_stands_in_the_bar_of_its_own_week(start):
    chart, _ = chart_of_sessions(start, 85, 0, 6, 7, 29, 31, 35, 56, 83, 84)
    counted = {week: bar.value for week, bar in enumerate(chart.bars, start=1) if bar.value}
    assert counted == {1: 2, 2: 1, 5: 2, 6: 1, 9: 1, 12: 1, 13: 1}
    assert [bar.on for bar in chart.bars] == [start + 7 * week * DAY for week in range(13)]


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_every_day_is_as_wide_as_every_other(start):
    _, axis = chart_of_sessions(start, 84)
    width = (WIDTH - RIGHT - LEFT) / (13 * 7)
    for day in DAYS:
        assert axis.x(start + day * DAY) == pytest.approx(LEFT + day * width, abs=0.06)


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
@pytest.mark.parametrize("last", [0, 29, 31])
def test_a_lapse_begins_on_the_fifteenth_real_day_and_never_ends_by_itself(start, last):
    lapsed = [replay(course(start, last + gap, last))["lapsed"] for gap in (13, 14, 15, 29, 31, 35)]
    assert lapsed == [False, False, True, True, True, True]


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_a_plateau_looks_back_on_twenty_eight_real_days(start):
    """Of the seven sessions those of the last 28 days count: five are too few to tell."""
    found = {}
    for day in (27, 28, 29, 31, 35):
        given = course(start, day, 2, 5, 9, 12, 16, 19, 23, compensated=True)
        found[day] = plateau(given, replay(given), "right")
    assert {day: stuck and stuck["sessions"] for day, stuck in found.items()} == {
        27: None,
        28: 7,
        29: 7,
        31: 6,
        35: None,
    }


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
@pytest.mark.parametrize("planned", [29, 31, 35, 56, 85])
def test_a_review_is_due_from_the_day_it_was_planned_for(start, planned):
    def words(day, next_review_on):
        running = Programme(started_on=start, next_review_on=next_review_on, assessment=Assessment(), episode=Episode())
        said = needs(running, replay(course(start, day, day)), start + day * DAY)
        return [need.words for need in said if need.code == "review"]

    on = start + planned * DAY
    assert words(planned - 1, on) == []
    assert words(planned, on) == ["Review is due today"]
    assert words(planned + 1, on) == [f"Review was due on {on.day} {on:%B}"]
    over = ["The review window has passed"]
    assert [words(day, None) for day in (83, 84, 85)] == [[], over, over]


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_adherence_looks_back_on_four_whole_weeks(start):
    every_week = [7 * week + day for week in range(12) for day in (0, 2, 4)]
    for day in (29, 31, 35, 56, 84, 85):
        trained = [done for done in every_week if done <= day]
        assert replay(course(start, day, *trained))["recent_adherence_pct"] == 100
        in_the_last_weeks = [done for done in trained if done < (day // 7 - 4) * 7]
        assert replay(course(start, day, *in_the_last_weeks))["recent_adherence_pct"] == 0


def test_the_window_is_that_of_the_reference_data():
    constants = LIBRARY.constants
    assert (constants["review_opens_week"].value, constants["review_closes_week"].value) == (8, 12)


@pytest.mark.parametrize(
    ("moment", "week"),
    [
        ("2026-03-29T00:30:00", 8),  # the night the clocks go forward, still winter time
        ("2026-03-29T22:59:59", 8),  # 23:59 in summer time
        ("2026-03-29T23:00:00", 9),  # midnight in London, still yesterday in UTC
        ("2026-03-30T00:30:00", 9),
    ],
)
def test_the_page_and_the_caseload_turn_to_the_next_week_at_midnight_in_the_clinic(ana, programme, clock, moment, week):
    """Started on Monday 2 February: week 9 begins on Monday 30 March, the day after the clocks went forward."""
    clock.move_to(datetime.datetime.fromisoformat(moment).replace(tzinfo=datetime.UTC))
    page = signed_in(ana).get(reverse("progress:progress", args=[programme.pk]))
    assert page.context["progress"].week == week
    (row,) = caseload(ana)
    assert row.week == week
