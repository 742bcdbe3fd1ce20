"""Charts draw what was recorded where it belongs, and nothing that was not."""

import datetime
import itertools

from hypothesis import given
from hypothesis import strategies as st

from rehab.progress.charts import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    SHAPES,
    TOP,
    WIDE,
    WIDTH,
    Axis,
    Chart,
    Glyph,
    Mark,
    Series,
    broken,
    drawn,
)

START = datetime.date(2026, 3, 2)
AXIS = Axis(start=START, weeks=12, shaded_weeks=(8, 12))


def chart(*marks, **more):
    return Chart(id="c", title="Hip extension", scale=(-20, 20), ticks=(), series=(Series("Test", marks),), **more)


def mark(days, value, **more):
    return Mark(START + datetime.timedelta(days=days), value, f"{value}°", **more)


def drawn_series(*marks):
    (series,) = drawn(chart(*marks), AXIS)["series"]
    return series


def test_the_first_day_is_on_the_left_edge_and_the_end_of_the_last_week_on_the_right():
    assert AXIS.x(START) == LEFT
    assert AXIS.x(START + datetime.timedelta(weeks=12)) == WIDTH - RIGHT


def test_a_day_is_as_wide_across_a_clock_change_as_on_any_other_day():
    spring = [AXIS.x(datetime.date(2026, 3, day)) for day in (27, 28, 29, 30)]
    widths = {round(after - before, 1) for before, after in itertools.pairwise(spring)}
    assert max(widths) - min(widths) < 0.15


def test_a_higher_value_stands_higher():
    low, high = drawn_series(mark(0, -10), mark(7, 5))["marks"]
    assert high["y"] < low["y"]


def test_two_comparable_marks_are_joined_and_one_that_stands_apart_is_not():
    assert len(drawn_series(mark(0, -10), mark(7, -5))["paths"]) == 1
    assert drawn_series(mark(0, -10), mark(7, -5, apart=True))["paths"] == []


def test_a_value_that_was_not_taken_leaves_no_mark():
    assert drawn(chart(), AXIS)["series"][0]["marks"] == []
    assert chart().is_empty
    assert chart().description == "Nothing recorded yet."


def test_a_line_is_broken_where_a_value_is_missing_between_two_others():
    day = START + datetime.timedelta(days=10)
    marks = broken([mark(0, -10), mark(7, -9), mark(14, -5), mark(21, -4)], {day, START})
    assert [one.apart for one in marks] == [False, False, True, False]
    assert len(drawn_series(*marks)["paths"]) == 2


def test_a_wide_chart_keeps_its_first_day_and_its_last_week_at_its_edges():
    shown = drawn(chart(mark(0, 1), mark(84, 1), wide=True), AXIS)
    assert [point["x"] for point in shown["series"][0]["marks"]] == [LEFT, WIDE - RIGHT]
    assert shown["weeks"][-1]["x"] == shown["right"] == WIDE - RIGHT


def test_an_error_band_reaches_as_far_up_as_down():
    (point,) = drawn_series(mark(0, 0, error=5))["marks"]
    assert point["y"] - point["error"]["top"] == point["error"]["foot"] - point["y"] > 0


def test_the_review_window_is_shaded_from_the_start_of_week_8_to_the_end_of_week_12():
    shade = drawn(chart(), AXIS)["shade"]
    assert shade["x"] == AXIS.x(START + datetime.timedelta(weeks=7))
    assert round(shade["x"] + shade["width"], 1) == WIDTH - RIGHT


def test_the_window_stays_where_it_is_when_more_weeks_are_shown():
    longer = Axis(start=START, weeks=20, shaded_weeks=(8, 12))
    shade = drawn(chart(), longer)["shade"]
    assert round(shade["x"] + shade["width"], 1) == longer.x(START + datetime.timedelta(weeks=12))


def test_each_way_of_measuring_is_told_once_in_the_legend():
    by_robin, by_dana = Glyph("circle", words="Robin"), Glyph("square", words="Dana")
    marks = [mark(0, -10, glyph=by_robin), mark(7, -8, glyph=by_dana), mark(14, -8, glyph=by_robin), mark(21, -7)]
    assert chart(*marks).legend == [by_robin, by_dana]
    outlines = {entry["outline"] for entry in drawn_series(*marks[:2])["marks"]}
    assert len(outlines) == 2


def test_no_two_shapes_are_drawn_alike():
    assert len({Glyph(shape).outline() for shape in SHAPES}) == len(SHAPES)


def test_the_description_tells_every_mark_in_words():
    told = chart(mark(0, -10), mark(7, -5)).description
    assert told == "Test: -10°; -5°."


@given(st.lists(st.tuples(st.integers(0, 12 * 7), st.floats(-60, 45)), min_size=1, max_size=40))
def test_everything_drawn_lies_inside_the_frame(points):
    for point in drawn_series(*(mark(days, value) for days, value in sorted(points)))["marks"]:
        assert LEFT <= point["x"] <= WIDTH - RIGHT
        assert TOP <= point["y"] <= HEIGHT - BOTTOM
