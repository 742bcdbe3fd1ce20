"""The figure seen from the front or from behind, for movements to the side.

Its limbs have their angle outwards from straight down and `seen`, the part of their length that shows; a `pale` leg
lies further away. `turn` lays the whole figure over, in degrees against the clock.
"""

from rehab.drawings.geometry import angle_of, corner, down, length, minus, plus, turned
from rehab.drawings.limbs import chain, placed, sheath, straight
from rehab.drawings.paper import FAR_INK, FAR_SKIN, INK, SHORTS, TRAINED, WHITE, Shape
from rehab.drawings.poses import BODY, LENGTHS, SIDES, Skeleton

FRONTAL = BODY["frontal"]
CLOTH = 0.7


def skeleton(pose) -> Skeleton:
    """The posed figure. The near side is on the left of the page from the front, on the right from behind."""
    name, x, y = pose["anchor"]
    first = _standing_at((0.0, 0.0), pose)
    return _standing_at(minus((x, y), first.points[name]), pose)


def _standing_at(hips, pose):
    turn = pose.get("turn", 0)
    made = Skeleton()
    made.directions |= {"pelvis": turn, "thorax": turn, "head": turn + pose.get("head", 0)}
    made.points["hips"] = hips

    def on_trunk(x, y):
        return plus(hips, turned((x, y), turn))

    made.points |= {
        "spine": on_trunk(0, LENGTHS["pelvis"]),
        "shoulder": on_trunk(0, 50),
        "skull": on_trunk(0, LENGTHS["pelvis"] + LENGTHS["thorax"] + LENGTHS["neck"]),
    }
    made.points["head"] = plus(made.points["skull"], turned((0, LENGTHS["head"] * 0.47), made.directions["head"]))
    for side in SIDES:
        out = _outwards(pose, side)
        made.points[f"{side}_hip"] = on_trunk(out * FRONTAL["hip"][0], FRONTAL["hip"][1])
        made.points[f"{side}_shoulder"] = on_trunk(out * FRONTAL["shoulder"][0], FRONTAL["shoulder"][1])
        _leg(made, side, pose[f"{side}_leg"], out)
    for side in SIDES:
        if f"{side}_arm" in pose:
            _arm(made, side, pose[f"{side}_arm"], _outwards(pose, side))
    return made


def _outwards(pose, side):
    right_of_page = (side == "near") == (pose["view"] == "back")
    return 1 if right_of_page else -1


def _leg(made, side, leg, out):
    turn = made.directions["pelvis"]
    if leg.get("folded"):
        made.folded.add(side)
    thigh, shank = turn + out * leg["thigh"], turn + out * leg["shank"]
    knee = plus(made.points[f"{side}_hip"], down(thigh), LENGTHS["thigh"] * leg.get("thigh_seen", 1))
    ankle = plus(knee, down(shank), LENGTHS["shank"] * leg.get("shank_seen", 1))
    foot = turn + out * leg.get("foot", 0)
    made.points |= {f"{side}_knee": knee, f"{side}_ankle": ankle}
    made.points[f"{side}_heel"] = plus(ankle, turned((0, -LENGTHS["ankle_height"]), foot))
    made.directions |= {f"{side}_thigh": thigh, f"{side}_shank": shank, f"{side}_foot": foot}


def _arm(made, side, arm, out):
    if arm.get("grips"):
        made.grips.add(side)
    shoulder, turn, seen = made.points[f"{side}_shoulder"], made.directions["thorax"], arm.get("seen", 1)
    upper_length, fore_length = LENGTHS["upper_arm"] * seen, LENGTHS["forearm"] * seen
    if "hand" in arm:
        reach = minus(plus(made.points[arm["hand"]], arm.get("shift", (0, 0))), shoulder)
        to_hand = fore_length + LENGTHS["hand"] * 0.5
        bend = corner(upper_length, length(reach), to_hand) * (1 if arm.get("bend") == "forwards" else -1)
        upper = angle_of(reach) + bend
        elbow = plus(shoulder, down(upper), upper_length)
        fore = angle_of(minus(plus(shoulder, reach), elbow))
    else:
        upper, fore = turn + out * arm["upper"], turn + out * arm["fore"]
        elbow = plus(shoulder, down(upper), upper_length)
    wrist = plus(elbow, down(fore), fore_length)
    made.points |= {f"{side}_elbow": elbow, f"{side}_wrist": wrist}
    made.points[f"{side}_hand"] = plus(wrist, down(fore), LENGTHS["hand"] * 0.5)
    made.directions |= {f"{side}_upper_arm": upper, f"{side}_forearm": fore, f"{side}_hand": fore}


def view(made, pose, *, trained, on_body=()):
    """The shapes of the figure in the order in which they are drawn."""
    trunk = straight(made.points["shoulder"], made.points["skull"], BODY["limbs"]["neck"]), _trunk(made)
    return [
        *_arm_shapes(made, "far", pose),
        *(_leg_shape(made, side, trained, pose) for side in ("far", "near")),
        *(Shape((outline,), WHITE, INK, part="trunk") for outline in trunk),
        *_shorts(made),
        *_folded_shank(made, trained),
        *on_body,
        *_head(made, pose["view"]),
        *_arm_shapes(made, "near", pose),
        *_soles(made, trained),
    ]


def _trunk(made, above=None, inset=0.0):
    half = [(x - inset, y + inset) for x, y in FRONTAL["trunk"] if above is None or y < above]
    if above is not None:
        top = (FRONTAL["waist"] - inset, above - inset)
        half = [top, top, *half]
    whole = [*half, *((-x, y) for x, y in reversed(half) if x > 0)]
    return [plus(made.points["hips"], turned(point, made.directions["pelvis"])) for point in whole]


def _shorts(made):
    """Pelvis and both legs of the shorts, their common outline and then their cloth."""
    return [Shape(_shorts_outlines(made, 0.0), SHORTS, INK), Shape(_shorts_outlines(made, 1.1), SHORTS, "")]


def _shorts_outlines(made, inset):
    legs = (
        sheath(
            made.points[f"{side}_hip"], made.points[f"{side}_knee"], FRONTAL["thigh"],
            BODY["limbs"]["shorts_leg"], CLOTH - inset,
        )
        for side in SIDES
    )  # fmt: skip
    return _trunk(made, FRONTAL["waistband"], inset), *legs


def _leg_shape(made, side, trained, pose):
    pale = pose[f"{side}_leg"].get("pale")
    skin = TRAINED if side in trained else FAR_SKIN if pale else WHITE
    ink = FAR_INK if pale else INK
    joints = [made.points[f"{side}_{name}"] for name in ("hip", "knee", "ankle")]
    if side in made.folded:
        return Shape((straight(*joints[:2], FRONTAL["thigh"]),), skin, INK, part=f"{side}_leg")
    foot = placed(FRONTAL["foot"], joints[2], made.directions[f"{side}_foot"])
    return Shape((chain(joints, (FRONTAL["thigh"], FRONTAL["shank"]), foot),), skin, ink, part=f"{side}_leg")


def _folded_shank(made, trained):
    """A shank that is bent towards the viewer, over its thigh."""
    return [_bent(made, side, trained, straight(*_shank(made, side), FRONTAL["shank"])) for side in made.folded]


def _soles(made, trained):
    """The sole of a foot whose shank is bent towards the viewer: nothing is nearer to them."""
    return [
        _bent(made, side, trained, placed(FRONTAL["sole"], _shank(made, side)[1], made.directions[f"{side}_foot"]))
        for side in made.folded
    ]


def _shank(made, side):
    return made.points[f"{side}_knee"], made.points[f"{side}_ankle"]


def _bent(made, side, trained, outline):
    return Shape((outline,), TRAINED if side in trained else WHITE, INK, part=f"{side}_leg")


def _arm_shapes(made, side, pose):
    if f"{side}_arm" not in pose:
        return []
    limbs = BODY["limbs"]
    joints = [made.points[f"{side}_{name}"] for name in ("shoulder", "elbow", "wrist")]
    outline = BODY["hand"]["fist" if side in made.grips else "open"]
    if _outwards(pose, side) > 0:
        outline = [[-x, y] for x, y in reversed(outline)]
    hand = placed(outline, joints[2], made.directions[f"{side}_hand"])
    sleeve = sheath(joints[0], joints[1], limbs["upper_arm"], limbs["sleeve"], CLOTH)
    return [
        Shape((chain(joints, (limbs["upper_arm"], limbs["forearm"]), hand),), WHITE, INK, part=f"{side}_arm"),
        Shape((sleeve,), WHITE, INK),
    ]


def _head(made, seen_from):
    def at(points):
        return placed(points, made.points["head"], made.directions["head"])

    x, y = FRONTAL["eyes"]
    skull = Shape((at(FRONTAL["head"]),), WHITE, INK, part="head")
    if seen_from == "back":
        return [skull, Shape((at(FRONTAL["hair_behind"]),), INK, "")]
    eyes = tuple(at([(side * x, y + 0.5), (side * x, y - 0.5)]) for side in (1, -1))
    mouth = at([(-2.6, -5.4), (0, -6.2), (2.6, -5.4)])
    return [
        skull,
        Shape((at(FRONTAL["hair"]),), INK, ""),
        Shape(eyes, smooth=False, closed=False),
        Shape((mouth,), closed=False),
    ]
