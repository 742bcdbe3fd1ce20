"""What of a posed figure touches or enters what: outlines as fine polygons, heights and depths in cm."""

from rehab.drawings import frontal
from rehab.drawings.figure import side_view
from rehab.drawings.geometry import length, minus, sampled
from rehab.drawings.things import solids

# How far from the middle of a part its outline is looked at; the trunk is broader from the front than from the side.
REACH_CM = {"knee": 8.0, "hips": 14.0, "shoulder": 14.0, "foot": 30.0}
BROAD_CM = 24.0


def outlines(made, frame) -> dict:
    """The fine outlines of the figure's parts by name: near_leg, far_leg, near_arm, far_arm, trunk, head."""
    shapes = frontal.view(made, trained=()) if "view" in frame else side_view(made)
    return {shape.part: sampled(list(shape.outlines[0])) for shape in shapes if shape.part and shape.fill != "none"}


def lowest(made, frame, *parts) -> tuple[float, ...]:
    """The heights of the lowest points of feet, knees, hips or shoulders, in cm."""
    drawn = outlines(made, frame)
    return tuple(_lowest(drawn, made, frame, part) for part in parts)


def _lowest(drawn, made, frame, part):
    side, _, name = part.rpartition("_")
    outline = drawn[f"{side}_leg"] if side else [*drawn["trunk"], *drawn["near_leg"]]
    middle = made.points[{"foot": f"{side}_heel", "knee": f"{side}_knee"}.get(name, name)]
    reach = BROAD_CM if "view" in frame else REACH_CM[name]
    return min(point[1] for point in outline if length(minus(point, middle)) <= reach)


def depths(made, frame) -> dict:
    """How deep each part of the figure enters a thing, in cm; parts that enter nothing are left out."""
    boxes = [box for row in frame["things"] for box in solids(row)]
    found = {}
    for part, outline in outlines(made, frame).items():
        depth = max((_depth(point, box) for point in outline for box in boxes), default=0)
        if depth > 0:
            found[part] = depth
    return found


def _depth(point, box):
    left, bottom, right, top = box
    return min(point[0] - left, right - point[0], point[1] - bottom, top - point[1])
