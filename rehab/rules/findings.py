"""Length and strength of the hip flexors of one side: rules L1–L5, S1–S4 and the notes on the tests."""

import math
from typing import NamedTuple

from rehab.rules.inputs import SIDES
from rehab.rules.library import LIBRARY
from rehab.rules.settings import RANKS

MUSCLES = tuple(LIBRARY.muscles)
ILIOPSOAS, RECTUS_FEMORIS, TENSOR_FASCIAE_LATAE = MUSCLES
COUCH_LEVEL = LIBRARY.constant("couch_level_deg")
HIP_MARGIN = LIBRARY.constant("hip_extension_margin_deg")
KNEE_MARGIN = LIBRARY.constant("knee_flexion_margin_deg")
ANTIGRAVITY = RANKS[LIBRARY.constant("antigravity_grade")]


class Finding(NamedTuple):
    """A verdict, with the rules that led to it, each (rule, outcome)."""

    verdict: str
    fired: tuple


def readable(test) -> bool:
    """A length test says something only if the pelvis was controlled."""
    return test is not None and test.pelvis_controlled


def length(thomas, modified_thomas, settings) -> Finding:
    """short, normal or indeterminate. The outcome of a rule that found a muscle short is that muscle."""
    thomas_read, modified_read = readable(thomas), readable(modified_thomas)
    if not thomas_read and not modified_read:
        return Finding("indeterminate", (("L5", "indeterminate"),))
    fired = _short_by_modified_thomas(modified_thomas, settings) if modified_read else []
    if thomas_read and thomas.hip_extension_deg < COUCH_LEVEL:
        fired.append(("L4", ILIOPSOAS))
    verdict = "short" if fired else "normal"
    return Finding(verdict, (*fired, ("L5", verdict)))


def _short_by_modified_thomas(test, settings):
    fired = []
    if test.hip_extension_deg < COUCH_LEVEL:
        knee_straight = test.hip_extension_knee_straight_deg
        drops = knee_straight is not None and knee_straight >= COUCH_LEVEL
        fired.append(("L1", RECTUS_FEMORIS if drops else ILIOPSOAS))
    if test.knee_flexion_deg is not None and test.knee_flexion_deg < settings.knee_flexion_threshold_deg:
        fired.append(("L2", RECTUS_FEMORIS))
    if test.hip_abduction_deg is not None and test.hip_abduction_deg > settings.abduction_threshold_deg:
        fired.append(("L3", TENSOR_FASCIAE_LATAE))
    return fired


def short_muscles(found: Finding) -> list[str]:
    """The muscles that a length finding calls short, deepest first."""
    outcomes = [outcome for _, outcome in found.fired]
    return [muscle for muscle in MUSCLES if muscle in outcomes]


def symmetry_pct(own, other) -> float | None:
    """S2: this side's force, or torque where lever arms are given, as a percentage of the other's, to one decimal.

    None where the two cannot be compared, and where the other side has none.
    """
    if own is None or other is None or own.force_n is None or other.force_n is None:
        return None
    if own.position is None or own.position != other.position:
        return None
    if (own.lever_arm_m is None) != (other.lever_arm_m is None):
        return None
    reference = effort(other)
    return finite(round(effort(own) / reference * 100, 1)) if reference else None


def finite(number: float) -> float | None:
    """The number, or None where it is too large to be one: a force beside next to none."""
    return number if math.isfinite(number) else None


def effort(test) -> float:
    """Torque in newton metres where the lever arm is known, else force in newton."""
    return test.force_n if test.lever_arm_m is None else test.force_n * test.lever_arm_m


def strength(mmt, symmetry, settings) -> Finding:
    """weak, normal or indeterminate, from the MMT rank and the symmetry of a side; None: not known."""
    fired = []
    if mmt is not None and mmt <= settings.weak_at_or_below:
        fired.append(("S1", "weak"))
    if symmetry is not None and symmetry < settings.symmetry_threshold_pct:
        fired.append(("S2", "weak"))
    if fired:
        return Finding("weak", tuple(fired))
    if mmt is None:
        return Finding("indeterminate", (("S4", "indeterminate"),))
    return Finding("normal", (("S3", "normal"),))


def pain_limited(test, settings) -> bool:
    """A strength test that hurt more than what is safe says too little."""
    return test is not None and test.done and test.symptoms is not None and test.symptoms > settings.green_max


def below_antigravity(mmt) -> bool:
    return mmt is not None and mmt < ANTIGRAVITY


def notes_on_length(side, verdict, settings) -> list[str]:
    """What the clinician should know of the length tests; it changes no answer."""
    thomas, modified = side.thomas, side.modified_thomas
    notes = []
    both = readable(thomas) and readable(modified)
    if both and (thomas.hip_extension_deg < COUCH_LEVEL) != (modified.hip_extension_deg < COUCH_LEVEL):
        notes.append("tests_disagree")
    for name, test in (("thomas", thomas), ("modified_thomas", modified)):
        if test is not None and not test.pelvis_controlled:
            notes.append(f"pelvis_not_controlled:{name}")
    if verdict != "indeterminate" and not (readable(modified) and modified.knee_flexion_deg is not None):
        notes.append("two_joint_flexors_not_tested")
    return notes + [f"borderline:{finding}" for finding in borderline(thomas, modified, settings)]


def borderline(thomas, modified, settings) -> list[str]:
    """The readings nearer to their threshold than their measurement error."""
    readings = []
    if readable(thomas):
        readings.append(("thomas.hip_extension_deg", thomas.hip_extension_deg, COUCH_LEVEL, HIP_MARGIN))
    if readable(modified):
        straight = modified.hip_extension_knee_straight_deg if modified.hip_extension_deg < COUCH_LEVEL else None
        knee, abduction = settings.knee_flexion_threshold_deg, settings.abduction_threshold_deg
        readings += [
            ("modified_thomas.hip_extension_deg", modified.hip_extension_deg, COUCH_LEVEL, HIP_MARGIN),
            ("modified_thomas.hip_extension_knee_straight_deg", straight, COUCH_LEVEL, HIP_MARGIN),
            ("modified_thomas.knee_flexion_deg", modified.knee_flexion_deg, knee, KNEE_MARGIN),
            ("modified_thomas.hip_abduction_deg", modified.hip_abduction_deg, abduction, HIP_MARGIN),
        ]
    return [
        finding
        for finding, value, threshold, margin in readings
        if value is not None and abs(value - threshold) < margin
    ]


def notes_on_strength(test, symmetry, settings) -> list[str]:
    notes = []
    if symmetry is not None and symmetry < settings.symmetry_threshold_pct:
        notes.append("asymmetric")
    if pain_limited(test, settings):
        notes.append("pain_limited")
    if test is not None and below_antigravity(test.mmt):
        notes.append("below_antigravity")
    return notes


def other_side(side: str) -> str:
    left, right = SIDES
    return right if side == left else left
