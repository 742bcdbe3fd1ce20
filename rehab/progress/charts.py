"""Where the marks of a chart go.

A chart is a frozen description in the field's units; `drawn` turns it into positions on a 360 × 150 canvas for the
SVG template, so that the page and a printed report show one picture. Missing is a gap, never zero.
"""

import datetime
from dataclasses import dataclass, field

WIDTH, HEIGHT = 360, 150
LEFT, RIGHT, TOP, BOTTOM = 40, 10, 10, 24
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Axis:
    """The weeks of a programme, the same for every chart: `weeks` whole weeks from `start`."""

    start: datetime.date
    weeks: int
    shaded_weeks: tuple[int, int]

    def x(self, on: datetime.date) -> float:
        """Position of a day. A day before the start sits on the left edge."""
        days = max((on - self.start).days, 0)
        return round(LEFT + (WIDTH - LEFT - RIGHT) * days / (self.weeks * DAYS_A_WEEK), 1)

    def x_of_week(self, week: int) -> float:
        """Position of the first day of a week, counted from 1."""
        return self.x(self.start + datetime.timedelta(days=DAYS_A_WEEK * (week - 1)))


@dataclass(frozen=True)
class Mark:
    """One measured value. `error` is its measurement error either way, in the same unit; `apart` is true where it
    cannot be compared with the one before, so that no line joins them; `words` is what a table or a screen reader says.
    """

    on: datetime.date
    value: float
    words: str
    error: float | None = None
    apart: bool = False


@dataclass(frozen=True)
class Series:
    """Marks of one kind in order of date. `name` tells it from the others of its chart; `shape` is circle or square."""

    name: str
    marks: tuple[Mark, ...]
    shape: str = "circle"
    stepped: bool = False


@dataclass(frozen=True)
class Chart:
    """One small chart: `scale` is (lowest, highest), `ticks` are (value, label), `line` a level to compare with."""

    id: str
    title: str
    scale: tuple[float, float]
    ticks: tuple[tuple[float, str], ...]
    series: tuple[Series, ...] = ()
    bars: tuple[Mark, ...] = ()
    line: tuple[float, str] | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """True where there is nothing to draw yet."""
        return not self.bars and not any(series.marks for series in self.series)

    @property
    def description(self) -> str:
        """The chart in words, for somebody who cannot see it."""
        if self.is_empty:
            return "Nothing recorded yet."
        told = [f"{series.name}: {'; '.join(mark.words for mark in series.marks)}." for series in self.series]
        return " ".join([*told, *(f"{mark.words}." for mark in self.bars)])


def drawn(chart: Chart, axis: Axis) -> dict:
    """The chart with every position worked out, as the template `progress/chart.svg` wants it."""

    def y(value):
        low, high = chart.scale
        inside = min(max(value, low), high)
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (high - inside) / (high - low), 1)

    first, last = axis.shaded_weeks
    return {
        "chart": chart,
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": WIDTH - RIGHT,
        "top": TOP,
        "floor": HEIGHT - BOTTOM,
        "shade": _shade(axis, first, last),
        "weeks": [{"x": axis.x_of_week(week + 1), "label": week} for week in _labelled_weeks(axis.weeks)],
        "ticks": [{"y": y(value), "label": label} for value, label in chart.ticks],
        "line": chart.line and {"y": y(chart.line[0]), "label": chart.line[1]},
        "series": [_drawn_series(series, axis, y) for series in chart.series],
        "bars": [_bar(mark, axis, y(mark.value)) for mark in chart.bars],
    }


def _shade(axis, first, last):
    left = axis.x_of_week(first)
    return {"x": left, "width": round(min(axis.x_of_week(last + 1), WIDTH - RIGHT) - left, 1)} if left < WIDTH else None


def _labelled_weeks(weeks):
    """Every second week, or every fourth where there are many, so that labels never touch."""
    step = 2 if weeks <= 16 else 4
    return range(0, weeks + 1, step)


def _drawn_series(series, axis, y):
    marks = [
        {
            "x": axis.x(mark.on),
            "y": y(mark.value),
            "words": mark.words,
            "apart": mark.apart,
            "error": mark.error and {"top": y(mark.value + mark.error), "foot": y(mark.value - mark.error)},
        }
        for mark in series.marks
    ]
    return {"name": series.name, "shape": series.shape, "marks": marks, "paths": _paths(marks, series.stepped)}


def _paths(marks, stepped):
    """The joined stretches of a series: a new one begins at each mark that stands apart."""
    runs = []
    for mark in marks:
        if mark["apart"] or not runs:
            runs.append([])
        runs[-1].append(mark)
    return [_path(run, stepped) for run in runs if len(run) > 1]


def _path(run, stepped):
    first, *rest = run
    draw = "H{x}V{y}" if stepped else "L{x} {y}"
    return "M{x} {y}".format(**first) + "".join(draw.format(**mark) for mark in rest)


def _bar(mark, axis, top):
    left = axis.x(mark.on)
    width = (WIDTH - LEFT - RIGHT) / axis.weeks
    return {
        "x": round(left + width * 0.15, 1),
        "y": top,
        "width": round(width * 0.7, 1),
        "height": round(HEIGHT - BOTTOM - top, 1),
        "words": mark.words,
    }
