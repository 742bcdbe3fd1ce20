"""What is drawn on a figure to say what it does: arrows, the trained side, the hold, measures, and where it works."""

from rehab.drawings.geometry import between, crossings, down, left_of, length, minus, plus, sampled, turned, unit
from rehab.drawings.glyphs import written
from rehab.drawings.paper import INK, LINE, WHITE, Shape
from rehab.drawings.poses import BODY
from rehab.drawings.things import point_of

HEAD_CM, SHAFT, SHORTEST_CM = 7.0, 15, 18
BADGE_CM = 7.6


def ring(about, radius, fill, line, shift=(0, 0)):
    """A circle that stays a circle beside a point."""
    points = [plus(shift, down(turn), radius) for turn in range(0, 360, 60)]
    return Shape((points,), fill, line, about=tuple(about))


def badge(letter, about):
    """The letter of the trained side, white on black."""
    return [ring(about, BADGE_CM, INK, WHITE), *written(letter, about, high=8.4, colour=WHITE)]


def frame_number(number, about):
    """Which of the positions it is, black on white."""
    return [ring(about, 6.0, WHITE, INK), *written(str(number), about, high=6.4)]


def hold(about):
    """A stopwatch: this position is held."""
    hand = Shape(([(0, 3.6), (0, 0), (0, 0), (2.6, -1.6)],), width=LINE, closed=False, smooth=False, about=tuple(about))
    knob = Shape(([(0, 6.6), (0, 9.2)],), width=14, closed=False, smooth=False, about=tuple(about))
    cap = Shape(([(-2.6, 9.6), (2.6, 9.6)],), width=14, closed=False, smooth=False, about=tuple(about))
    return [knob, cap, ring(about, 6.6, WHITE, INK), hand]


def arrow(row, start, end):
    """The arrow of a row of the reference data, from points of the starting figure to those of the moved one.

    `of` names the point that moves; `shift` sets the arrow off to the side, `bow` bends it outwards in cm; a short way
    is drawn longer, so that it is seen. `tuck` shows the tail that tips under. An arrow `at` a point with `towards` as
    a vector shows a push that moves nothing.
    """
    if "tuck" in row:
        first, last = (
            plus(end.points["hips"], turned(point, end.directions["pelvis"])) for point in ((-20, 11), (-13, -11))
        )
        return arrow_along(first, last, -5)
    if "at" in row:
        first = point_of(end, row["at"])
        return arrow_along(first, plus(first, row["towards"]), row.get("bow", 0))
    first, last = (plus(made.points[row["of"]], row.get("shift", (0, 0))) for made in (start, end))
    along = minus(last, first)
    if length(along) < SHORTEST_CM:
        last = plus(first, unit(along), SHORTEST_CM)
    return arrow_along(first, last, row.get("bow", 0))


def arrow_along(first, last, bow=0.0):
    """An arrow with a broad head and a light rim, so that it can be told from the lines it crosses."""
    along = minus(last, first)
    middle = plus(between(first, last, 0.5), left_of(unit(along)), bow)
    way = sampled([first, middle, last], closed=False, steps=8)
    neck = next(point for point in reversed(way) if length(minus(last, point)) >= HEAD_CM * 0.8)
    tip_way = unit(minus(last, neck))
    base = plus(last, tip_way, -HEAD_CM)
    wings = [plus(base, left_of(tip_way), side * HEAD_CM * 0.58) for side in (1, -1)]
    shaft = [first, plus(between(first, base, 0.5), left_of(unit(along)), bow), base] if bow else [first, base]
    return [
        Shape((shaft,), line=WHITE, width=SHAFT + 14, closed=False),
        Shape(([wings[0], last, wings[1]],), WHITE, WHITE, 14, smooth=False),
        Shape((shaft,), line=INK, width=SHAFT, closed=False, part="arrow"),
        Shape(([wings[0], last, wings[1]],), INK, "", smooth=False, part="arrow head"),
    ]


def measure(row):
    """A height: a line between two ends with its words above each other, the lowest `lift` cm above the upper end."""
    x, low, high = row["x"], row["from"], row["to"]
    words = row["says"].split()
    text = [
        shape
        for number, word in enumerate(reversed(words))
        for shape in written(word, (x, high + row.get("lift", 9) + number * 13.5), high=9)
    ]
    ends = [Shape(([(x - 3, y), (x + 3, y)],), closed=False, smooth=False) for y in (low, high)]
    return [Shape(([(x, low), (x, high)],), closed=False, smooth=False, part="measure"), *ends, *text]


def region(kind, outline):
    """Where a stretch is felt, hatched, or which muscle works, black."""
    if kind == "works":
        return [Shape((outline,), INK, WHITE, 12, part="works")]
    return [Shape((outline,), WHITE, INK, part="pull"), *_hatch(outline)]


def _hatch(outline):
    fine = sampled(outline)
    direction = unit((1.0, 1.0))
    across = left_of(direction)
    places = [point[0] * across[0] + point[1] * across[1] for point in fine]
    step = 3.9
    lines = []
    for number in range(int(min(places) // step), int(max(places) // step) + 1):
        start = plus((0, 0), across, (number + 0.5) * step)
        cuts = crossings(fine, start, direction)
        lines += [
            [plus(start, direction, a), plus(start, direction, b)] for a, b in zip(cuts[::2], cuts[1::2], strict=False)
        ]
    return [Shape(tuple(lines), line=INK, closed=False, smooth=False)] if lines else []


def muscle(name, made, side="near"):
    """The outline of a muscle of the reference data on the figure."""
    out = 1 if made.points[f"{side}_hip"] == made.points["hips"] else _outwards(made, side)
    hip, knee = made.points[f"{side}_hip"], made.points[f"{side}_knee"]
    front = left_of(unit(minus(knee, hip)))
    stations = []
    for carrier, x, y, half in BODY["muscles"][name]:
        if carrier == "pelvis":
            point = plus(made.points["hips"], turned((x * out, y), made.directions["pelvis"]))
        else:
            point = plus(between(hip, knee, y), front, x * out)
        stations.append((point, half))
    return _strand(stations)


def _outwards(made, side):
    """1 where a hip lies on the right of a figure that is seen from the front, else -1."""
    offset = turned(minus(made.points[f"{side}_hip"], made.points["hips"]), -made.directions["pelvis"])
    return 1 if offset[0] > 0 else -1


def _strand(stations):
    """An outline about a middle line of (point, half-width)."""
    points = [point for point, _ in stations]
    lefts, rights = [], []
    for number, (point, half) in enumerate(stations):
        before, after = points[max(number - 1, 0)], points[min(number + 1, len(points) - 1)]
        out = left_of(unit(minus(after, before)))
        lefts.append(plus(point, out, half))
        rights.append(plus(point, out, -half))
    top = plus(points[0], unit(minus(points[0], points[1])), stations[0][1])
    tip = plus(points[-1], unit(minus(points[-1], points[-2])), stations[-1][1])
    return [top, *lefts, tip, *reversed(rights)]
