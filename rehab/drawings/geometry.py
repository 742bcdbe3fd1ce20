"""Points, directions and smooth outlines. Points are (x, y) in cm with y upwards; angles are in degrees."""

from itertools import pairwise
from math import acos, atan2, cos, degrees, hypot, radians, sin


def down(angle):
    """The unit vector that hangs down at 0° and swings forwards, towards +x, as the angle grows."""
    return sin(radians(angle)), -cos(radians(angle))


def plus(point, vector, times=1.0):
    """The point moved along a vector."""
    return point[0] + vector[0] * times, point[1] + vector[1] * times


def minus(end, start):
    """The vector from start to end."""
    return end[0] - start[0], end[1] - start[1]


def length(vector):
    """How long a vector is."""
    return hypot(*vector)


def unit(vector):
    """The vector of length 1 in the same direction."""
    size = length(vector)
    return vector[0] / size, vector[1] / size


def left_of(vector):
    """The vector turned by 90° against the clock."""
    return -vector[1], vector[0]


def angle_of(vector):
    """The angle that `down` turns into the direction of this vector."""
    return degrees(atan2(vector[0], -vector[1]))


def turned(point, angle):
    """The point turned about the origin, against the clock."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return point[0] * c - point[1] * s, point[0] * s + point[1] * c


def between(start, end, part):
    """The point that lies `part` of the way from start to end."""
    return plus(start, minus(end, start), part)


def corner(first, second, opposite):
    """The angle in degrees between two sides of a triangle, from the three lengths; 0 where they cannot meet."""
    cosine = (first * first + second * second - opposite * opposite) / (2 * first * second)
    return degrees(acos(min(max(cosine, -1), 1)))


def area(points):
    """The signed area of a polygon, positive against the clock."""
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2


def curves(points, closed=True):
    """Bézier curves through points: [(start, first handle, second handle, end)]. A point given twice is a corner.

    The two handles of a point are of one length, so that SVG's short curves can leave one of them out.
    """
    count = len(points)
    at = (lambda i: points[i % count]) if closed else (lambda i: points[min(max(i, 0), count - 1)])
    reach = [_handle(at(i - 1), at(i), at(i + 1)) for i in range(count)]
    pairs = [(i, (i + 1) % count) for i in range(count if closed else count - 1)]
    return [
        (points[i], plus(points[i], reach[i]), plus(points[j], reach[j], -1), points[j])
        for i, j in pairs
        if points[i] != points[j]
    ]


def _handle(before, here, after):
    """The handle at `here`, along the chord of its neighbours; none at a corner or an end."""
    shorter = min(length(minus(here, before)), length(minus(after, here)))
    chord = minus(after, before)
    return plus((0, 0), chord, shorter / length(chord) / 2.7) if shorter else (0, 0)


def sampled(points, closed=True, steps=6):
    """The smooth outline through the points as a fine polygon."""
    parts = [step / steps for step in range(steps)]
    weights = [((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3) for t in parts]
    fine = [
        (a[0] * p + b[0] * q + c[0] * r + d[0] * s, a[1] * p + b[1] * q + c[1] * r + d[1] * s)
        for a, b, c, d in curves(points, closed)
        for p, q, r, s in weights
    ]
    return fine if closed else [*fine, points[-1]]


def crossings(polygon, origin, direction):
    """How far along a line from `origin` in a unit direction the outline of a polygon is crossed, in order."""
    side = left_of(direction)
    found = []
    for a, b in zip(polygon, polygon[1:] + polygon[:1], strict=True):
        da, db = (_dot(minus(p, origin), side) for p in (a, b))
        if (da > 0) != (db > 0):
            found.append(_dot(minus(between(a, b, da / (da - db)), origin), direction))
    return sorted(found)


def _dot(a, b):
    return a[0] * b[0] + a[1] * b[1]


def contains(polygon, point):
    """True where the point lies inside the polygon."""
    return sum(1 for along in crossings(polygon, point, (1.0, 0.0)) if along > 0) % 2 == 1


def crossing(first, second):
    """Where two open lines cross, last along the first: (index in first, index in second, point), or None."""
    for i in range(len(first) - 2, -1, -1):
        for j in range(len(second) - 1):
            point = _meeting(first[i], first[i + 1], second[j], second[j + 1])
            if point:
                return i, j, point
    return None


def _meeting(a, b, c, d):
    first, second, apart = minus(b, a), minus(d, c), minus(c, a)
    cross = first[0] * second[1] - first[1] * second[0]
    if abs(cross) < 1e-9:
        return None
    s = (apart[0] * second[1] - apart[1] * second[0]) / cross
    t = (apart[0] * first[1] - apart[1] * first[0]) / cross
    return between(a, b, s) if 0 <= s <= 1 and 0 <= t <= 1 else None


def simplified(points, within=0.18):
    """A closed outline with only the points that its shape needs; points given twice, its corners, stay."""
    corners = [i for i, point in enumerate(points) if point == points[i - 1]]
    start = corners[0] if corners else 0
    points = points[start:] + points[:start]
    marks = [0, *(i for i in range(1, len(points)) if points[i] == points[i - 1]), len(points)]
    kept = []
    for first, last in pairwise(marks):
        run = points[first:last]
        kept += _fewer(run, within) if len(run) > 2 else run
    return kept


def _fewer(run, within):
    """Douglas and Peucker's choice of points between the ends of a run."""
    first, last = run[0], run[-1]
    chord = minus(last, first)
    size = length(chord)
    far, where = 0.0, 0
    for i, point in enumerate(run[1:-1], start=1):
        offset = minus(point, first)
        apart = abs(_dot(offset, left_of(chord))) / size if size else length(offset)
        if apart > far:
            far, where = apart, i
    if far <= within:
        return [first, last]
    return _fewer(run[: where + 1], within)[:-1] + _fewer(run[where:], within)
