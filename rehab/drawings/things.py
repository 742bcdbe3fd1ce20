"""The things an exercise needs, seen from the side, as shapes. Each takes its row of the reference data and the figure.

`solids` are what no part of the body may pass through, as boxes (left, bottom, right, top) in cm.
"""

from dataclasses import replace

from rehab.drawings.geometry import between, down, left_of, minus, plus, unit
from rehab.drawings.paper import FAR_INK, INK, LINE, THING, WHITE, Shape

BAND_CM = 3.2


def behind(row, made):
    """The shapes of a thing that are drawn before the figure."""
    return DRAWN[row["thing"]](row, made) if row["thing"] not in IN_FRONT | {"floor"} else []


def in_front(row, made):
    """The shapes of a thing that are drawn after the figure."""
    return DRAWN[row["thing"]](row, made) if row["thing"] in IN_FRONT else []


def solids(row):
    """What of a thing the body cannot pass: boxes (left, bottom, right, top) in cm."""
    left = row.get("from", row.get("at", (0, 0))[0])
    match row["thing"]:
        case "floor":
            return [(-300.0, -30.0, 300.0, 0.0)]
        case "mat" | "bed" | "cushion":
            return [(row["from"], 0.0, row["to"], row["top"])]
        case "seat":
            return [(row["from"], 0.0, row["to"], row["top"])]
        case "obstacle":
            return [(left, 0.0, left + row["wide"], row["high"])]
        case "wall":
            return [(row["from"], 0.0, row["from"] + 30.0, row["top"])]
    return []


def box(left, bottom, right, top, fill=THING, part=""):
    """A rectangle."""
    return Shape(([(left, bottom), (right, bottom), (right, top), (left, top)],), fill, smooth=False, part=part)


def line(*points, width=LINE, colour=INK):
    """A straight or broken line."""
    return Shape((list(points),), line=colour, width=width, smooth=False, closed=False)


def ribbon(*points, fill=WHITE):
    """A band or belt: a light stripe with dark edges along the points."""
    return [line(*points, width=3 * LINE), line(*points, colour=fill)]


def _block(row, _):
    return [box(row["from"], row.get("bottom", 0), row["to"], row["top"], part=row["thing"])]


def _cushion(row, _):
    left, right, top = row["from"], row["to"], row["top"]
    rim = [(left + 2, 0), (right - 2, 0), (right, top / 2), (right - 3, top), (left + 3, top), (left, top / 2)]
    return [Shape((rim,), THING, part="cushion")]


def _bed(row, _):
    left, right, top = row["from"], row["to"], row["top"]
    legs = [box(x, 0, x + 5, top - 20, WHITE) for x in row["legs"]]
    return [*legs, box(left, top - 20, right, top, part="bed")]


def _chair(row, _):
    """A chair with its back to the figure, which stands at `from`."""
    x, seat, top, deep = row["from"], 45, row["top"], 40
    return [
        box(x, 0, x + 4, top, THING),
        box(x + deep - 4, 0, x + deep, seat - 4, THING),
        box(x, seat - 5, x + deep + 2, seat, THING),
    ]


def _wall(row, _):
    x, top = row["from"], row["top"]
    ticks = [line((x, y), (x + 6, y + 6)) for y in range(6, int(top) - 8, 16)]
    return [line((x, 0), (x, top)), *ticks]


def _obstacle(row, _):
    x, _y = row["at"]
    return [box(x, 0, x + row["wide"], row["high"], part="obstacle")]


def _worktop(row, _):
    """A worktop that stands beside the figure, behind it in the picture."""
    front = box(row["from"] + 2, 0, row["to"] - 2, row["top"], "#f4f4f4")
    top = box(row["from"], row["top"] - 4, row["to"], row["top"], "#f4f4f4")
    return [replace(shape, line=FAR_INK) for shape in (front, top)]


def _post(row, _):
    """A heavy post or bed leg that a band is tied to."""
    x, y = row["at"]
    return [box(x - 10, 0, x, row["top"]), line((x - 5, y), (x, y), width=16)]


def _pulley(row, _):
    """A cable machine: its column, its weights and the low wheel."""
    x, y = row["at"]
    stack = [line((x - 12, height), (x - 5, height)) for height in range(30, 80, 10)]
    wheel = [plus((x - 2, y), down(turn), 4) for turn in range(0, 360, 60)]
    return [box(x - 16, 0, x - 2, row["top"], WHITE), *stack, Shape((wheel,), THING)]


def _bracket(row, _):
    """What carries a bar under the ceiling, which the figure hangs from."""
    x, y = row["at"]
    return [line((x, y), (x, row["top"]), width=26), line((x - 24, row["top"]), (x + 24, row["top"]), width=16)]


def _bar(row, _):
    """A bar seen from its end, in the fist that holds it."""
    return [Shape(([plus(row["at"], down(turn), 2.0) for turn in range(0, 360, 60)],), INK)]


def _pillow(row, _):
    left, right, bottom, top = row["from"], row["to"], row["bottom"], row["top"]
    rim = [(left + 2, bottom), (right - 2, bottom), (right, top - 1), (left + 4, top), (left, (bottom + top) / 2)]
    return [Shape((rim,), WHITE)]


def point_of(made, name):
    """A point in cm: given as [x, y], as the name of a point of the figure, or as [name, dx, dy]."""
    if isinstance(name, str):
        return made.points[name]
    if isinstance(name[0], str):
        return plus(made.points[name[0]], name[1:])
    return tuple(name)


def _band(row, made):
    """A stretched band, cable or belt along its points."""
    points = [point_of(made, name) for name in row["along"]]
    return [line(*points, width=10)] if row.get("thin") else ribbon(*points)


def _loop(row, made):
    """A band, strap or weight round a limb: across the segment, part of the way down it."""
    start, end = (made.points[name] for name in row["round"])
    middle = between(start, end, row["part"])
    along = unit(minus(end, start))
    across = left_of(along)
    half, thick = row["half"], row.get("thick", BAND_CM) / 2
    corners = [
        plus(plus(middle, across, side * half), along, way * thick)
        for side, way in ((1, -1), (1, 1), (-1, 1), (-1, -1))
    ]
    return [Shape((corners,), INK if row.get("heavy") else WHITE, smooth=False)]


def _bottle(row, made):
    """A bottle of water that hangs from a hand."""
    x, y = point_of(made, row["at"])
    body = [(x - 4, y - 1), (x + 4, y - 1), (x + 4.4, y - 19), (x - 4.4, y - 19)]
    neck = box(x - 1.8, y - 2, x + 1.8, y + 4, INK)
    return [neck, Shape((body,), WHITE, smooth=False)]


DRAWN = {
    "band": _band,
    "bar": _bar,
    "bed": _bed,
    "belt": _band,
    "bottle": _bottle,
    "bracket": _bracket,
    "cable": _band,
    "chair": _chair,
    "cushion": _cushion,
    "loop": _loop,
    "mat": _block,
    "obstacle": _obstacle,
    "pillow": _pillow,
    "post": _post,
    "pulley": _pulley,
    "seat": _block,
    "worktop": _worktop,
}
IN_FRONT = {"band", "bar", "belt", "cable", "loop", "bottle"}
