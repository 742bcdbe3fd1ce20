"""Where the marks of a chart go.

A chart is a frozen description in the field's units; `drawn` turns it into positions on a small canvas for the SVG
template, so that the page and a printed report show one picture. Missing is a gap, never zero.
"""

import datetime
import itertools
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

WIDTH, HEIGHT = 264, 132
WIDE = 548  # where marks are days apart
LEFT, RIGHT, TOP, BOTTOM = 36, 8, 8, 20
DAYS_A_WEEK = 7
MOST_WEEKS_LABELLED_BY_TWO = 16
# Shapes that stay apart in black and white; a hollow one says that its value cannot be read as the others.
SHAPES = ("circle", "square", "diamond", "triangle", "wedge", "cross")
OUTLINES = {
    "circle": "m-3.6 0a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0 -7.2 0z",
    "square": "m-3.2 -3.2h6.4v6.4h-6.4z",
    "diamond": "m0 -4.4l4.4 4.4l-4.4 4.4l-4.4 -4.4z",
    "triangle": "m0 -4.4l4.2 7.6h-8.4z",
    "wedge": "m0 4.4l4.2 -7.6h-8.4z",
    "dot": "m-2.2 0a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0 -4.4 0z",
    "box": "m-1.9 -1.9h3.8v3.8h-3.8z",
    "bar": "m-1.5 -4.4h3v8.8h-3z",
    "cross": "m-1.3 -4h2.6v2.7h2.7v2.6h-2.7v2.7h-2.6v-2.7h-2.7v-2.6h2.7z",
}


@dataclass(frozen=True)
class Axis:
    """The weeks of a programme, the same for every chart: `weeks` whole weeks from `start`.

    Days are counted on the calendar, so that no month's end and no change of the clock moves a mark.
    """

    start: datetime.date
    weeks: int
    shaded_weeks: tuple[int, int]
    left: float = LEFT
    right: float = WIDTH - RIGHT

    def x(self, on: datetime.date) -> float:
        """Position of a day. A day before the start sits on the left edge."""
        days = max((on - self.start).days, 0)
        return round(self.left + (self.right - self.left) * days / (self.weeks * DAYS_A_WEEK), 1)

    def x_of_week(self, week: int) -> float:
        """Position of the first day of a week, counted from 1."""
        return self.x(self.start + datetime.timedelta(days=DAYS_A_WEEK * (week - 1)))

    def on(self, left: float, right: float) -> "Axis":
        """The same weeks between two other edges."""
        return Axis(self.start, self.weeks, self.shaded_weeks, left, right)


@dataclass(frozen=True)
class Glyph:
    """How a mark looks: one of OUTLINES, filled or hollow; `words` say in the legend what it stands for."""

    shape: str = "circle"
    hollow: bool = False
    words: str = ""

    @property
    def name(self) -> str:
        """The shape in words, for a caption."""
        return f"Hollow {self.shape}" if self.hollow else self.shape.capitalize()

    def outline(self, x: float = 0, y: float = 0) -> str:
        """The path of the glyph around a point."""
        return f"M{x} {y}{OUTLINES[self.shape]}"


PLAIN = Glyph()


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
    glyph: Glyph = PLAIN


def broken(marks: Iterable[Mark], missing: Collection[datetime.date]) -> tuple[Mark, ...]:
    """The marks in their order, each apart from the one before where a value is missing on a day between them."""
    marks = tuple(marks)
    return marks[:1] + tuple(
        replace(mark, apart=mark.apart or any(before.on < day < mark.on for day in missing))
        for before, mark in itertools.pairwise(marks)
    )


@dataclass(frozen=True)
class Series:
    """Marks of one kind in order of date. `name` tells it from the others of its chart; a second one is `dashed`."""

    name: str
    marks: tuple[Mark, ...]
    dashed: bool = False


@dataclass(frozen=True)
class Chart:
    """One small chart: `scale` is (lowest, highest), `ticks` are (value, label), `line` a level to compare with.

    `band` says what the band behind a mark is, empty where there is none.
    """

    id: str
    title: str
    scale: tuple[float, float]
    ticks: tuple[tuple[float, str], ...]
    series: tuple[Series, ...] = ()
    bars: tuple[Mark, ...] = ()
    line: tuple[float, str] | None = None
    band: str = ""
    wide: bool = False

    @property
    def is_empty(self) -> bool:
        """True where there is nothing to draw yet."""
        return not self.bars and not any(series.marks for series in self.series)

    @property
    def legend(self) -> list[Glyph]:
        """Each glyph that needs words, once, as it first appears."""
        marks = (mark for series in self.series for mark in series.marks)
        return list(dict.fromkeys(mark.glyph for mark in marks if mark.glyph.words))

    @property
    def description(self) -> str:
        """The chart in words, for somebody who cannot see it."""
        if self.is_empty:
            return "Nothing recorded yet."
        told = [f"{series.name}: {'; '.join(mark.words for mark in series.marks)}." for series in self.series]
        return " ".join([*told, *(f"{mark.words}." for mark in self.bars)])


def drawn(chart: Chart, axis: Axis) -> dict:
    """The chart with every position worked out, as the template `progress/chart.svg` wants it."""

    width = WIDE if chart.wide else WIDTH
    axis = axis.on(LEFT, width - RIGHT)

    def y(value):
        low, high = chart.scale
        inside = min(max(value, low), high)
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (high - inside) / (high - low), 1)

    return {
        "chart": chart,
        "width": width,
        "height": HEIGHT,
        "left": LEFT,
        "right": axis.right,
        "top": TOP,
        "floor": HEIGHT - BOTTOM,
        "shade": shade(axis, HEIGHT - BOTTOM - TOP),
        "weeks": week_labels(axis),
        "ticks": [{"y": y(value), "label": label} for value, label in chart.ticks],
        "line": chart.line and {"y": y(chart.line[0]), "label": chart.line[1]},
        "series": [_drawn_series(series, axis, y) for series in chart.series],
        "bars": [_bar(mark, axis, y(mark.value)) for mark in chart.bars],
        "legend": [{"outline": glyph.outline(6, 6), "glyph": glyph} for glyph in chart.legend],
    }


def shade(axis: Axis, height: float) -> dict | None:
    """The review window, as far as it is on the axis."""
    first, last = axis.shaded_weeks
    left, right = axis.x_of_week(first), min(axis.x_of_week(last + 1), axis.right)
    return {"x": left, "width": round(right - left, 1), "height": height} if left < right else None


def week_labels(axis: Axis) -> list[dict]:
    """The end of every second week, or of every fourth where there are many, so that labels never touch."""
    step = 2 if axis.weeks <= MOST_WEEKS_LABELLED_BY_TWO else 4
    return [{"x": axis.x_of_week(week + 1), "label": week} for week in range(0, axis.weeks + 1, step)]


def _drawn_series(series, axis, y):
    marks = [
        {
            "x": axis.x(mark.on),
            "y": y(mark.value),
            "words": mark.words,
            "apart": mark.apart,
            "outline": mark.glyph.outline(axis.x(mark.on), y(mark.value)),
            "hollow": mark.glyph.hollow,
            "error": mark.error and {"top": y(mark.value + mark.error), "foot": y(mark.value - mark.error)},
        }
        for mark in series.marks
    ]
    return {"name": series.name, "dashed": series.dashed, "marks": marks, "paths": _paths(marks)}


def _paths(marks):
    """The joined stretches of a series: a new one begins at each mark that stands apart."""
    runs: list[list] = []
    for mark in marks:
        if mark["apart"] or not runs:
            runs.append([])
        runs[-1].append(mark)
    return [_path(run) for run in runs if len(run) > 1]


def _path(run):
    first, *rest = run
    return "M{x} {y}".format(**first) + "".join("L{x} {y}".format(**mark) for mark in rest)


def _bar(mark, axis, top):
    left = axis.x(mark.on)
    width = (axis.right - axis.left) / axis.weeks
    return {
        "x": round(left + width * 0.15, 1),
        "y": top,
        "width": round(width * 0.7, 1),
        "height": round(HEIGHT - BOTTOM - top, 1),
        "words": mark.words,
    }
