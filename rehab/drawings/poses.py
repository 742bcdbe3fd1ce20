"""Where every joint of a figure is: from joint angles and where the body rests to points in cm.

The figure faces +x. Angles are in degrees: flexion is positive, extension negative; `pelvis` is how far the pelvis
leans forwards from upright, so that a figure on its back has -90 and one on its front 90.
"""

import tomllib
from dataclasses import dataclass, field

from rehab.drawings.geometry import angle_of, corner, down, length, minus, plus, turned
from rehab.rules.library import REFERENCE

FOLDER = REFERENCE / "drawings"
BODY = tomllib.loads((FOLDER / "body.toml").read_text(encoding="utf-8"))
HEIGHT = BODY["height_cm"]
LENGTHS = {name: part * HEIGHT for name, part in BODY["segments"].items()}
SIDES = ("near", "far")


@dataclass
class Skeleton:
    """A posed figure: `points` in cm by name, `directions` of segments from straight down, `joints` in degrees.

    `grips` are the sides whose hand is closed, `folded` those whose shank is bent away behind its thigh.
    """

    points: dict = field(default_factory=dict)
    directions: dict = field(default_factory=dict)
    joints: dict = field(default_factory=dict)

    grips: set = field(default_factory=set)
    folded: set = field(default_factory=set)


def skeleton(pose) -> Skeleton:
    """The figure of a pose of the reference data. `anchor` = [point, x, y] says which point rests where."""
    name, x, y = pose["anchor"]
    first = _standing_at((0.0, 0.0), pose, reaching=False)
    hips = minus((x, y), first.points[name])
    return _standing_at(hips, pose, reaching=True)


def _standing_at(hips, pose, *, reaching):
    made = Skeleton()
    _trunk(made, hips, pose)
    for side in SIDES:
        leg = pose[f"{side}_leg"]
        if "hip" in leg:
            _leg(made, side, leg)
        elif reaching:
            _leg_to(made, side, leg)
    for side in SIDES:
        arm = pose[f"{side}_arm"]
        if arm.get("grips"):
            made.grips.add(side)
        if "shoulder" in arm:
            _arm(made, side, arm)
        elif reaching:
            _arm_to(made, side, arm)
    return made


def _trunk(made, hips, pose):
    lean = pose.get("pelvis", 0)
    lumbar, neck, head = (pose.get(name, 0) for name in ("lumbar", "neck", "head"))
    made.joints |= {"lumbar": lumbar, "neck": neck + head}
    spine = _along(made, "pelvis", hips, lean)
    shoulder = _along(made, "thorax", spine, lean + lumbar)
    skull = _along(made, "neck", shoulder, lean + lumbar + neck)
    crown = lean + lumbar + neck + head
    made.directions["head"] = -crown
    made.points |= {"hips": hips, "spine": spine, "shoulder": shoulder, "skull": skull}
    made.points["head"] = plus(skull, turned((2.0, LENGTHS["head"] * 0.47), -crown))
    made.points |= {f"{side}_hip": hips for side in SIDES} | {f"{side}_shoulder": shoulder for side in SIDES}


def _along(made, segment, start, lean):
    """The upper end of a segment that leans forwards by an angle."""
    made.directions[segment] = -lean
    up = down(-lean)
    return plus(start, up, -LENGTHS[segment])


def _leg(made, side, leg):
    hip, knee, ankle = leg["hip"], leg["knee"], leg.get("ankle", 0)
    thigh = made.directions["pelvis"] + hip
    shank = thigh - knee
    _draw_leg(made, side, thigh, shank, shank + ankle, leg)


def _draw_leg(made, side, thigh, shank, foot, leg):
    """Set the points of a leg from the directions of its segments; a foot at right angles has that of the shank."""
    hip = made.points[f"{side}_hip"]
    knee = plus(hip, down(thigh), LENGTHS["thigh"] * leg.get("thigh_seen", 1))
    ankle = plus(knee, down(shank), LENGTHS["shank"] * leg.get("shank_seen", 1))
    made.points |= {f"{side}_knee": knee, f"{side}_ankle": ankle}
    made.directions |= {f"{side}_thigh": thigh, f"{side}_shank": shank, f"{side}_foot": foot}
    made.directions[f"{side}_toes"] = leg.get("toes", 0)
    for name in ("heel", "ball"):
        made.points[f"{side}_{name}"] = plus(ankle, turned(BODY["foot"][name], foot))
    toes = plus((0, 0), turned(minus(BODY["foot"]["toes"], BODY["foot"]["ball"]), foot + leg.get("toes", 0)))
    made.points[f"{side}_toes"] = plus(made.points[f"{side}_ball"], toes)
    made.joints |= {
        f"{side}_hip": _folded(thigh - made.directions["pelvis"]),
        f"{side}_knee": _folded(thigh - shank),
        f"{side}_ankle": _folded(foot - shank),
        f"{side}_toes": leg.get("toes", 0),
    }


def _folded(angle):
    return (angle + 180) % 360 - 180


def _leg_to(made, side, leg):
    """A leg whose heel or ball stands at a point, the foot tipped by `pitch` (heel up is positive)."""
    pitch = leg.get("pitch", 0)
    part = "ball" if "ball" in leg else "heel"
    ankle = minus(leg[part], turned(BODY["foot"][part], -pitch))
    hip = made.points[f"{side}_hip"]
    upper, lower = LENGTHS["thigh"], LENGTHS["shank"]
    reach = minus(ankle, hip)
    at_hip = corner(upper, length(reach), lower)
    thigh = angle_of(reach) + at_hip
    knee = plus(hip, down(thigh), upper)
    shank = angle_of(minus(ankle, knee))
    _draw_leg(made, side, thigh, shank, -pitch, {"toes": max(pitch, 0), **leg})


def _arm(made, side, arm):
    upper = made.directions["thorax"] + arm["shoulder"]
    fore = upper + arm["elbow"]
    _draw_arm(made, side, upper, fore, fore + arm.get("wrist", 0), arm.get("seen", 1))


def _draw_arm(made, side, upper, fore, hand, seen):
    """Set the points of an arm from the directions of its segments; `seen` is how much of their length shows."""
    shoulder = made.points[f"{side}_shoulder"]
    elbow = plus(shoulder, down(upper), LENGTHS["upper_arm"] * seen)
    wrist = plus(elbow, down(fore), LENGTHS["forearm"] * seen)
    grip = plus(wrist, down(hand), LENGTHS["hand"] * 0.5)
    made.points |= {f"{side}_elbow": elbow, f"{side}_wrist": wrist, f"{side}_hand": grip}
    made.directions |= {f"{side}_upper_arm": upper, f"{side}_forearm": fore, f"{side}_hand": hand}
    made.joints |= {
        f"{side}_shoulder": _folded(upper - made.directions["thorax"]),
        f"{side}_elbow": _folded(fore - upper),
        f"{side}_wrist": _folded(hand - fore),
    }


def _arm_to(made, side, arm):
    """An arm whose hand holds a point, or a point of the body; `bend` = "forwards" turns the elbow the other way."""
    goal = arm["hand"]
    goal = made.points[goal] if isinstance(goal, str) else tuple(goal)
    goal = plus(goal, arm.get("shift", (0, 0)))
    shoulder = made.points[f"{side}_shoulder"]
    seen = arm.get("seen", 1)
    upper, lower = LENGTHS["upper_arm"] * seen, LENGTHS["forearm"] * seen + LENGTHS["hand"] * 0.5
    reach = minus(goal, shoulder)
    at_shoulder = corner(upper, length(reach), lower)
    if arm.get("bend") == "forwards":
        at_shoulder = -at_shoulder
    first = angle_of(reach) - at_shoulder
    elbow = plus(shoulder, down(first), upper)
    fore = angle_of(minus(goal, elbow))
    _draw_arm(made, side, first, fore, fore, seen)
