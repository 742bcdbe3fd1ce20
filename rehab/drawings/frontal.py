"""The figure seen from the front, for movements to the side.

Its limbs have their angle outwards from straight down and `seen`, the part of their length that shows; `out` is how far
from the middle an arm starts, less where one lies on it. `turn` lays the whole figure over, in degrees against the
clock.
"""

from rehab.drawings.geometry import angle_of, corner, down, length, minus, plus, turned
from rehab.drawings.limbs import chain, placed, sheath, straight
from rehab.drawings.paper import INK, SHORTS, TRAINED, WHITE, Shape
from rehab.drawings.poses import BODY, LENGTHS, SIDES, Skeleton

FRONTAL = BODY["frontal"]
CLOTH = 0.7
OUTWARDS = {"near": -1, "far": 1}  # on the page


def skeleton(pose) -> Skeleton:
    """The posed figure. The near side is on the left of the page."""
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
    for side, out in OUTWARDS.items():
        arm = pose[f"{side}_arm"]
        shoulder = arm.get("out", FRONTAL["shoulder"][0])
        made.points[f"{side}_hip"] = on_trunk(out * FRONTAL["hip"][0], FRONTAL["hip"][1])
        made.points[f"{side}_shoulder"] = on_trunk(out * shoulder, FRONTAL["shoulder"][1])
        _leg(made, side, pose[f"{side}_leg"], out)
        _arm(made, side, arm, out)
    return made


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


def view(made, *, trained, on_body=()):
    """The shapes of the figure in the order in which they are drawn."""
    trunk = straight(made.points["shoulder"], made.points["skull"], BODY["limbs"]["neck"]), _trunk(made)
    behind, before = ("near", "far") if made.folded else ("far", "near")
    leg = _leg_shape(made, before, trained)
    return [
        *_folded_shank(made, trained),
        *_arm_shapes(made, behind),
        _leg_shape(made, behind, trained),
        *([] if made.folded else [leg]),
        *(Shape((outline,), WHITE, INK, part="trunk") for outline in trunk),
        *_shorts(made),
        *on_body,
        *([leg, Shape((_shorts_leg(made, before),), SHORTS, INK)] if made.folded else []),
        *_head(made),
        *_arm_shapes(made, before),
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
    return _trunk(made, FRONTAL["waistband"], inset), *(_shorts_leg(made, side, CLOTH - inset) for side in SIDES)


def _shorts_leg(made, side, cloth=CLOTH):
    hip, knee = made.points[f"{side}_hip"], made.points[f"{side}_knee"]
    return sheath(hip, knee, FRONTAL["thigh"], BODY["limbs"]["shorts_leg"], cloth)


def _leg_shape(made, side, trained):
    skin = TRAINED if side in trained else WHITE
    hip, knee, ankle = (made.points[f"{side}_{name}"] for name in ("hip", "knee", "ankle"))
    if side in made.folded:
        outline = straight(hip, knee, FRONTAL["thigh"])
    else:
        foot = placed(FRONTAL["foot"], ankle, made.directions[f"{side}_foot"])
        outline = chain([hip, knee, ankle], (FRONTAL["thigh"], FRONTAL["shank"]), foot)
    return Shape((outline,), skin, INK, part=f"{side}_leg")


def _folded_shank(made, trained):
    """A shank that is bent away behind its thigh, with its foot from the side."""
    shapes = []
    for side in made.folded:
        skin = TRAINED if side in trained else WHITE
        knee, ankle = made.points[f"{side}_knee"], made.points[f"{side}_ankle"]
        foot = placed(FRONTAL["folded_foot"], ankle, made.directions[f"{side}_foot"])
        shapes += [
            Shape((foot,), skin, INK, part=f"{side}_foot"),
            Shape((straight(knee, ankle, FRONTAL["shank"]),), skin, INK, part=f"{side}_shank"),
        ]
    return shapes


def _arm_shapes(made, side):
    limbs = BODY["limbs"]
    joints = [made.points[f"{side}_{name}"] for name in ("shoulder", "elbow", "wrist")]
    outline = BODY["hand"]["fist" if side in made.grips else "open"]
    if OUTWARDS[side] > 0:
        outline = [[-x, y] for x, y in reversed(outline)]
    hand = placed(outline, joints[2], made.directions[f"{side}_hand"])
    sleeve = sheath(joints[0], joints[1], limbs["upper_arm"], limbs["sleeve"], CLOTH)
    return [
        Shape((chain(joints, (limbs["upper_arm"], limbs["forearm"]), hand),), WHITE, INK, part=f"{side}_arm"),
        Shape((sleeve,), WHITE, INK),
    ]


def _head(made):
    def at(points):
        return placed(points, made.points["head"], made.directions["head"])

    x, y = FRONTAL["eyes"]
    eyes = tuple(at([(side * x, y + 0.5), (side * x, y - 0.5)]) for side in (1, -1))
    mouth = at([(-2.6, -5.4), (0, -6.2), (2.6, -5.4)])
    return [
        Shape((at(FRONTAL["head"]),), WHITE, INK, part="head"),
        Shape((at(FRONTAL["hair"]),), INK, ""),
        Shape(eyes, smooth=False, closed=False),
        Shape((mouth,), closed=False),
    ]
