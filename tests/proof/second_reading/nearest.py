"""Which single finding, changed least, would change the combination of a side: read again from what is promised.

How far a change is, is counted in measurement errors: 5° of hip extension or abduction, 7° of knee flexion, a whole
grade, 20 % of the force at the threshold. A length is taken to its threshold, or one degree past it; a force to the
first step of 0.1 N that tells.
"""

from copy import deepcopy
from math import ceil, floor

from tests.proof.second_reading.assessments import effort
from tests.proof.second_reading.plans import plan
from tests.proof.second_reading.reader import Reader
from tests.proof.second_reading.tables import MMT, RANK

THIRDS = {grade: 3 * int(grade[0]) + {"+": 1, "-": -1}.get(grade[1:], 0) for grade in MMT}


def nearest_change(given, side):
    """(path within the side, value) for a side that has a combination."""
    limits = Reader().limits(given)
    answer = plan(given)["sides"][side]
    found = given["sides"][side]

    def combination(path, value):
        return plan(with_finding(given, side, path, value))["sides"][side]["combination"]

    candidates = [*_lengths(found, limits), *_grades(found, combination, answer), *_force(given, side, answer, limits)]
    for _, path, values in sorted(candidates, key=lambda candidate: candidate[0]):
        for value in values:
            if combination(path, value) != answer["combination"]:
                return path, value
    changing = [grade for grade in reversed(MMT) if combination("strength.mmt", grade) != answer["combination"]]
    return "strength.mmt", changing[0]


def with_finding(given, side, path, value):
    """The assessment with one finding of a side changed."""
    changed = deepcopy(given)
    place = changed["sides"][side] = changed["sides"].get(side) or {}
    *parents, last = path.split(".")
    for key in parents:
        place[key] = place.get(key) or {}
        place = place[key]
    place[last] = value
    return changed


def _lengths(found, limits):
    knee, drift = limits["knee_flexion_threshold_deg"], limits["abduction_threshold_deg"]
    fields = [("hip_extension_deg", 0, 5, -1), ("knee_flexion_deg", knee, 7, -1), ("hip_abduction_deg", drift, 5, 1)]
    for test, measured in (("thomas", fields[:1]), ("modified_thomas", fields)):
        read = found.get(test)
        if not read or not read["pelvis_controlled"]:
            continue
        for field, threshold, error, short_side in measured:
            value = read.get(field)
            if value is not None:
                short = (value - threshold) * short_side > 0
                other = threshold if short else threshold + short_side
                yield abs(other - value) / error, f"{test}.{field}", [other]


def _grades(found, combination, answer):
    """The nearest grade above, and the nearest below, that would change it."""
    mmt = (found.get("strength") or {}).get("mmt")
    if mmt is None:
        return
    for grades in (MMT[RANK[mmt] + 1 :], MMT[: RANK[mmt]][::-1]):
        for grade in grades:
            if combination("strength.mmt", grade) != answer["combination"]:
                yield abs(THIRDS[grade] - THIRDS[mmt]) / 3, "strength.mmt", [grade]
                break


def _force(given, side, answer, limits):
    if answer["symmetry_pct"] is None:
        return
    own = {"lever_arm_m": None} | given["sides"][side]["strength"]
    other = {"lever_arm_m": None} | given["sides"]["left" if side == "right" else "right"]["strength"]
    threshold = limits["symmetry_threshold_pct"]
    at = effort(other) * threshold / 100 / (own["lever_arm_m"] or 1)
    weak = answer["symmetry_pct"] < threshold
    step = ceil(at / 0.1) if weak else floor(at / 0.1)
    steps = (step - 1, step, step + 1) if weak else (step + 1, step, step - 1)
    forces = [force for force in (round(number * 0.1, 3) for number in steps) if 0 <= force <= 1000]
    yield abs(at - own["force_n"]) / at * 100 / 20, "strength.force_n", forces
