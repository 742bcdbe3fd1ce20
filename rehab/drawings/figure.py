"""The figure seen from the side: smooth outlines about a posed skeleton, far limbs behind and near ones in front."""

from rehab.drawings.geometry import between, length, minus, plus, turned
from rehab.drawings.limbs import arm, leg, sheath, straight
from rehab.drawings.paper import FAR_INK, FAR_SHORTS, FAR_SKIN, INK, SHORTS, TRAINED, WHITE, Shape
from rehab.drawings.poses import BODY, LENGTHS

CLOTH = 0.7  # cm that cloth stands off the skin


def side_view(made, *, trained=("near",), on_body=()):
    """The shapes of a figure in the order in which they are drawn; `on_body` lie over all but head and near arm."""
    return [
        *_arm(made, "far"),
        *_leg(made, "far", is_trained="far" in trained),
        *_neck(made),
        *_trunk(made),
        *_leg(made, "near", is_trained="near" in trained),
        *on_body,
        *_head(made),
        *_arm(made, "near"),
    ]


def _leg(made, side, *, is_trained):
    ink = INK if side == "near" else FAR_INK
    skin = TRAINED if is_trained else WHITE if side == "near" else FAR_SKIN
    cloth = SHORTS if side == "near" else FAR_SHORTS
    shapes = [Shape((leg(made, side),), skin, ink, part=f"{side}_leg")]
    if side == "far":
        return [*shapes, Shape((_shorts_leg(made, side),), cloth, ink)]
    pelvis = _pelvis_cloth(made)
    return [
        *shapes,
        Shape((_shorts_leg(made, side), pelvis), cloth, ink, part="shorts"),
        Shape((_shorts_leg(made, side, cloth=CLOTH - 1.1), _shrunk(pelvis, 1.1)), cloth, ""),
    ]


def _shorts_leg(made, side, cloth=CLOTH):
    hip, knee = made.points[f"{side}_hip"], made.points[f"{side}_knee"]
    return sheath(hip, knee, BODY["limbs"]["thigh"], BODY["limbs"]["shorts_leg"], cloth)


def _shrunk(points, by):
    """The outline drawn in towards its middle by some cm."""
    middle = tuple(sum(axis) / len(points) for axis in zip(*points, strict=True))
    return [plus(p, minus(middle, p), by / length(minus(middle, p))) for p in points]


def trunk_outline(made):
    """The outline of the trunk, its points carried by pelvis and thorax."""
    return [_carried(made, point) for point in BODY["trunk"]["outline"]]


def _carried(made, point):
    """A point of the standing trunk where the pose has it."""
    low, high = BODY["trunk"]["pelvis_below"], BODY["trunk"]["thorax_above"]
    share = min(max((point[1] - low) / (high - low), 0), 1)
    share = share * share * (3 - 2 * share)
    by_pelvis = plus(made.points["hips"], turned(point, made.directions["pelvis"]))
    over_spine = (point[0], point[1] - LENGTHS["pelvis"])
    by_thorax = plus(made.points["spine"], turned(over_spine, made.directions["thorax"]))
    return between(by_pelvis, by_thorax, share)


def _trunk(made):
    return [Shape((trunk_outline(made),), WHITE, INK, part="trunk")]


def _pelvis_cloth(made):
    """The shorts about the pelvis: the trunk below the waistband."""
    front, back = BODY["trunk"]["waistband"]
    below = [point for point in BODY["trunk"]["outline"] if point[1] < front[1] - 1]
    behind = [point for point in below if point[0] < -3 or point[1] < -8]
    before = [point for point in below if point not in behind]
    return [_carried(made, point) for point in [back, *behind, *before, front, front, back]]


def _neck(made):
    shoulder, skull = made.points["shoulder"], made.points["skull"]
    return [Shape((straight(shoulder, skull, BODY["limbs"]["neck"]),), WHITE, INK, part="neck")]


def _head(made):
    middle, direction = made.points["head"], made.directions["head"]

    def placed(points):
        return [plus(middle, turned(point, direction)) for point in points]

    x, y = BODY["head"]["eye"]
    return [
        Shape((placed(BODY["head"]["outline"]),), WHITE, INK, part="head"),
        Shape((placed(BODY["head"]["hair"]),), INK, ""),
        Shape((placed([(x, y + 0.5), (x, y - 0.5)]),), smooth=False, closed=False),
        Shape((placed(BODY["head"]["ear"]),), WHITE, ""),
    ]


def _arm(made, side):
    ink = INK if side == "near" else FAR_INK
    skin = WHITE if side == "near" else FAR_SKIN
    shoulder, elbow = made.points[f"{side}_shoulder"], made.points[f"{side}_elbow"]
    limbs = BODY["limbs"]
    sleeve = sheath(shoulder, elbow, limbs["upper_arm"], limbs["sleeve"], CLOTH)
    return [Shape((arm(made, side),), skin, ink, part=f"{side}_arm"), Shape((sleeve,), skin, ink)]
