"""What must hold of a pose, as functions that give what is wrong with it. Lengths in cm, angles in degrees."""

from math import hypot

from rehab.drawings.geometry import length, minus, plus
from rehab.drawings.poses import BODY
from rehab.drawings.things import point_of
from rehab.drawings.touching import depths, lowest

CLOSE = 0.5
MOVED = 4.0


def joints_beyond_their_range(made):
    """The joints that go further than the reference data allow."""
    found = []
    for name, angle in made.joints.items():
        least, most = BODY["joints"][name.split("_")[-1]]["range"]
        if not least - 0.01 <= angle <= most + 0.01:
            found.append(f"{name} at {angle:.0f}°")
    return found


def parts_that_float_or_sink(made, frame):
    """The parts said to rest on something that do not."""
    rests = frame["rests"]
    found = zip(rests.items(), lowest(made, frame, *rests), strict=True)
    return [f"{part} at {is_at:.1f}" for (part, height), is_at in found if abs(is_at - height) > CLOSE]


def parts_inside_things(made, frame):
    """The parts that pass through the floor or a thing."""
    return [f"{part} {depth:.1f} deep" for part, depth in depths(made, frame).items() if depth > CLOSE]


def hands_that_miss(made, frame):
    """The hands that do not reach what they are said to hold."""
    found = []
    for side in ("near", "far"):
        arm = frame.get(f"{side}_arm", {})
        if "hand" in arm:
            goal = plus(point_of(made, arm["hand"]), arm.get("shift", (0, 0)))
            if length(minus(made.points[f"{side}_hand"], goal)) > 2 * CLOSE:
                found.append(side)
    return found


def has_moved(first, second):
    """True where some point of the body lies elsewhere in the second position."""
    return any(length(minus(second.points[name], first.points[name])) > MOVED for name in first.points)


def arrows_against_the_movement(frame, first, second):
    """The arrows of a moving point that do not point to where it goes."""
    found = []
    for row in frame.get("arrows", []):
        if "of" in row and "at" in row:
            way = minus(second.points[row["of"]], first.points[row["of"]])
            dot = way[0] * row["towards"][0] + way[1] * row["towards"][1]
            if dot <= 0.5 * length(way) * hypot(*row["towards"]):
                found.append(row["of"])
    return found
