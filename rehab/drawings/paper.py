"""From shapes in cm to SVG: one scale for every drawing, lines in one weight, presentation attributes alone."""

from dataclasses import dataclass

from rehab.drawings.geometry import area, curves, minus

# A drawing is never printed smaller than 0.05 mm to a unit, so that a line of 10 units is half a millimetre.
UNITS_PER_CM = 5
MM_PER_UNIT = 0.05
LINE = 10
INK, FAR_INK = "#111", "#777"
WHITE, FAR_SKIN = "#fff", "#eee"
SHORTS, FAR_SHORTS = "#555", "#aaa"
TRAINED = "#8cc"
THING = "#ddd"
EVERY_SHAPE = f'fill="none" stroke="{INK}" stroke-width="{LINE}" stroke-linejoin="round" stroke-linecap="round"'


@dataclass(frozen=True)
class Shape:
    """Outlines in one colour: `outlines` are lists of points in cm.

    `line` is the colour of the outline, "" for none, and `width` its width in units; `fill` is "none" for a mere line.
    `part` names what of the figure or which thing it is, for the checks. With `about` the points are offsets from that
    point that are never mirrored: letters and signs.
    """

    outlines: tuple
    fill: str = "none"
    line: str = INK
    width: float = LINE
    smooth: bool = True
    closed: bool = True
    part: str = ""
    about: tuple | None = None


class Paper:
    """Where shapes are written. `left` and `top` in cm lie at the picture's corner; a mirrored one is turned about."""

    def __init__(self, left, top, *, mirrored_at=None):
        self.left, self.top, self.mirrored_at = left, top, mirrored_at

    def at(self, point):
        """A point in cm as written: whole units, y downwards."""
        x = point[0] if self.mirrored_at is None else self.mirrored_at - point[0]
        return round((x - self.left) * UNITS_PER_CM), round((self.top - point[1]) * UNITS_PER_CM)

    def _beside(self, about, offset):
        x, y = self.at(about)
        return x + round(offset[0] * UNITS_PER_CM), y - round(offset[1] * UNITS_PER_CM)

    def path(self, shape):
        """The `d` of a shape."""
        return "".join(self._outline(list(points), shape) for points in shape.outlines)

    def _outline(self, points, shape):
        if shape.closed and area(points) < 0:
            points.reverse()
        at = self.at if shape.about is None else lambda point: self._beside(shape.about, point)
        here = at(points[0])
        drawn = f"M{_pairs(here)}"
        if shape.smooth:
            for number, (_, *handles) in enumerate(curves(points, shape.closed)):
                there = [at(handle) for handle in handles]
                moves = [minus(point, here) for point in there]
                drawn += "s" + _pairs(*moves[1:]) if number else "c" + _pairs(*moves)
                here = there[-1]
        else:
            for point in points[1:]:
                there = at(point)
                drawn += "l" + _pairs(minus(there, here))
                here = there
        return drawn + ("z" if shape.closed else "")

    def write(self, shape):
        """A shape as one SVG element; what the whole picture says of its lines is not said again."""
        said = "" if shape.fill == "none" else f' fill="{shape.fill}"'
        if not shape.line:
            said += ' stroke="none"'
        elif shape.line != INK:
            said += f' stroke="{shape.line}"'
        if shape.line and shape.width != LINE:
            said += f' stroke-width="{shape.width:g}"'
        return f'<path d="{self.path(shape)}"{said}/>'


def _pairs(*points):
    """Coordinates as short as SVG allows: a minus sign parts numbers too."""
    numbers = [str(number) for point in points for number in point]
    return numbers[0] + "".join(text if text.startswith("-") else f" {text}" for text in numbers[1:])
