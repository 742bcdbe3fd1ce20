"""Strength work with free days between, also over the turn of the week; stretches on training days and further ones."""

import pytest

from rehab.handouts.composing import plan_of
from rehab.handouts.week import DAYS, stretching_days, training_days
from tests.handouts.sheets import HOLD, PUSH, STRETCH, TYPICAL, doing, offer, sheet

MON, TUE, WED, THU, FRI, SAT, SUN = range(DAYS)


def test_three_sessions_a_week_leave_a_day_between():
    assert training_days(3, gap=2) == (MON, WED, FRI)


@pytest.mark.parametrize("gap", [2, 3, 4])
@pytest.mark.parametrize("sessions", range(1, DAYS + 1))
def test_the_gap_is_kept_whatever_was_prescribed(sessions, gap):
    days = training_days(sessions, gap)
    assert 1 <= len(days) <= sessions
    following = [*days[1:], days[0] + DAYS]
    assert all(after - before >= gap for before, after in zip(days, following, strict=True))


def test_no_session_is_no_day():
    assert training_days(0, gap=2) == ()


def test_stretches_are_done_on_training_days_first():
    assert stretching_days(5, (MON, WED, FRI)) == (MON, TUE, WED, FRI, SAT)
    assert stretching_days(2, (MON, WED, FRI)) == (MON, WED)


@pytest.mark.parametrize("days", range(1, DAYS + 1))
@pytest.mark.parametrize("training", [(), (MON,), (MON, THU), (MON, WED, FRI)])
def test_stretches_take_as_many_days_as_prescribed(days, training):
    found = stretching_days(days, training)
    assert len(set(found)) == days
    assert set(found) <= set(range(DAYS))


def week(row):
    return "".join("x" if on else "." for on in row.days)


def test_the_plan_has_one_row_for_each_kind():
    rows = sheet(*TYPICAL).plan
    assert [(row.kind, row.numbers, week(row)) for row in rows] == [
        ("stretch", (1,), "xxx.xx."),
        ("strengthen", (2, 3), "x.x.x.."),
    ]


def test_an_exercise_with_other_days_has_a_row_of_its_own():
    side = doing("right", offer("right", PUSH, 1), offer("right", HOLD, 1, sessions_per_week=2))
    rows = sheet(side).plan
    assert [(row.numbers, week(row)) for row in rows] == [((1,), "x.x.x.."), ((2,), "x.x....")]


def test_sides_with_other_days_have_rows_of_their_own():
    sides = (
        doing("left", offer("left", STRETCH)),
        doing("right", offer("right", STRETCH, sessions_per_week=3)),
    )
    assert [(row.side, sum(row.days)) for row in sheet(*sides).plan] == [("left", 5), ("right", 3)]


def test_a_longer_gap_leaves_fewer_days():
    rows = plan_of(sheet(*TYPICAL).exercises, gap=3)
    assert [week(row) for row in rows if row.kind == "strengthen"] == ["x..x..."]
