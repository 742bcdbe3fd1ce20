"""The outline of a whole limb: the fronts and backs of its parts, joined round the outer side of a joint and cut to a
crease on its inner side."""

from itertools import pairwise
from math import ceil

from rehab.drawings.geometry import angle_of, between, crossing, left_of, length, minus, plus, simplified, turned, unit
from rehab.drawings.poses import BODY

STEPS = 4  # points from one given half-width to the next
ARC = 24  # degrees from point to point round a joint


def flank(start, end, rows, *, front, until=1.0, cloth=0.0):
    """One side of a limb from joint to joint as points; `until` ends it part of the way."""
    along = unit(minus(end, start))
    out = left_of(along) if front else left_of((-along[0], -along[1]))
    widths = [(row[0], row[1 if front else 2] + cloth) for row in rows]
    points = []
    for (t, width), (t_after, width_after) in pairwise(widths):
        for step in range(STEPS):
            part = step / STEPS
            eased = part * part * (3 - 2 * part)
            at = t + (t_after - t) * part
            if at < until:
                points.append(plus(between(start, end, at), out, width + (width_after - width) * eased))
    if until == 1.0:
        points.append(plus(between(start, end, widths[-1][0]), out, widths[-1][1]))
    return points


def joined(upper, lower, joint):
    """Two flanks on the same side of a joint as one: cut where they cross, else led round the joint."""
    cut = crossing(upper, lower)
    if cut:
        i, j, point = cut
        return [*upper[: i + 1], point, point, *lower[j + 1 :]]
    return [*upper, *arc(joint, upper[-1], lower[0]), *lower]


def arc(middle, start, end):
    """Points between start and end on the shorter way round a middle, without the two."""
    first, last = minus(start, middle), minus(end, middle)
    turn = (angle_of(last) - angle_of(first) + 180) % 360 - 180
    steps = ceil(abs(turn) / ARC)
    radius = [length(first), length(last)]
    return [
        plus(middle, unit(turned(first, turn * step / steps)), radius[0] + (radius[1] - radius[0]) * step / steps)
        for step in range(1, steps)
    ]


def cap(start, towards, front, back):
    """The round upper end of a limb from its back to its front."""
    up = unit(minus(start, towards))
    tip = plus(start, up, (length(minus(front, start)) + length(minus(back, start))) / 2)
    return [*arc(start, back, tip), tip, *arc(start, tip, front)]


def chain(joints, rows, end):
    """The outline of two limb parts through three joints, with a hand or foot whose outline starts at its front."""
    top, middle, low = joints
    upper, lower = rows
    sides = []
    for front, tip in ((True, end), (False, end[::-1])):
        first = flank(top, middle, upper, front=front)
        second = flank(middle, low, lower, front=front)
        half = tip[: len(tip) // 2]
        sides.append(joined(joined(first, second, middle), half, low))
    fronts, backs = sides
    rest = end[len(end) // 2 : len(end) - len(end) // 2]
    return simplified([*cap(top, middle, fronts[0], backs[0]), *fronts, *rest, *reversed(backs)])


def sheath(start, end, rows, until, cloth):
    """The outline of cloth over the upper part of a limb, down to a straight hem."""
    front, back = (flank(start, end, rows, front=side, until=until, cloth=cloth) for side in (True, False))
    return simplified([*cap(start, end, front[0], back[0]), *front, front[-1], back[-1], *reversed(back)])


def placed(points, at, direction):
    """Points of a hand or foot about its joint, turned into its direction."""
    return [plus(at, turned(point, direction)) for point in points]


def foot(made, side):
    """The outline of a foot from the front of the ankle over toes and heel, its toes bent at the ball."""
    ball, bend = BODY["foot"]["ball"], made.directions[f"{side}_toes"]
    bent = [
        plus(ball, turned(minus(point, ball), bend)) if point[0] > ball[0] + 0.6 else tuple(point)
        for point in BODY["foot"]["outline"]
    ]
    return placed(bent, made.points[f"{side}_ankle"], made.directions[f"{side}_foot"])


def leg(made, side):
    """The outline of a leg with its foot."""
    joints = [made.points[f"{side}_{name}"] for name in ("hip", "knee", "ankle")]
    return chain(joints, (BODY["limbs"]["thigh"], BODY["limbs"]["shank"]), foot(made, side))


def arm(made, side):
    """The outline of an arm with its hand, closed to a fist where it grips."""
    joints = [made.points[f"{side}_{name}"] for name in ("shoulder", "elbow", "wrist")]
    shape = BODY["hand"]["fist" if side in made.grips else "open"]
    hand = placed(shape, joints[-1], made.directions[f"{side}_hand"])
    return chain(joints, (BODY["limbs"]["upper_arm"], BODY["limbs"]["forearm"]), hand)


def straight(start, end, rows):
    """The outline of a single limb part with two round ends."""
    front, back = (flank(start, end, rows, front=side) for side in (True, False))
    lower = cap(end, start, back[-1], front[-1])
    return simplified([*cap(start, end, front[0], back[0]), *front, *lower, *reversed(back)])
