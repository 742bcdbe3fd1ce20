"""The contract's `change`: is it a real change?"""

import math
from fractions import Fraction

from tests.proof.second_reading.assessments import effort, read_side
from tests.proof.second_reading.reader import Reader, Unusable

LENGTHS = (
    ("thomas", "hip_extension_deg", "hip_extension_change_deg"),
    ("modified_thomas", "hip_extension_deg", "hip_extension_change_deg"),
    ("modified_thomas", "knee_flexion_deg", "knee_flexion_change_deg"),
)


def change(given):
    if not isinstance(given, dict):
        raise Unusable([("", "missing" if given is None else "type")])
    reader = Reader()
    limits = reader.limits(given)
    before, after = (_examination(reader, given, moment) for moment in ("before", "after"))
    if reader.errors:
        raise Unusable(reader.errors)
    answer = {}
    for test, field, threshold in LENGTHS:
        answer |= _length(before[test], after[test], f"{test}.{field}", field, limits[threshold])
    if before["strength"] and after["strength"]:
        answer |= _strength(before["strength"], after["strength"], limits)
    pain, later = before["pain_nrs"], after["pain_nrs"]
    if pain is not None and later is not None:
        share = part_of(limits["pain_change_pct"], round(limits["pain_change_pct"] / 100 * pain, 1))
        answer["pain_nrs"] = _found(later - pain, max(limits["pain_change_points"], share), better=-1)
    if before["psfs_mean"] is not None and after["psfs_mean"] is not None:
        answer["psfs_mean"] = _found(after["psfs_mean"] - before["psfs_mean"], limits["psfs_change_points"])
    return answer


def part_of(limit, value):
    """A threshold that is a part of the first value: a watched one stays watched."""
    return limit.part(value) if hasattr(limit, "part") else value


def _examination(reader, given, moment):
    found = reader.thing(given.get(moment), moment, required=True) or {}
    reported = {name: reader.measured(found, name, f"{moment}.") for name in ("pain_nrs", "psfs_mean")}
    return read_side(reader, found, f"{moment}.") | reported


def _found(delta, threshold, comparable=True, better=1, digits=2, key="delta"):
    """A measure's answer. `better`: +1 where more is better, -1 where less is."""
    delta = round(delta, digits)
    if not comparable:
        verdict = "not_comparable"
    elif abs(delta) < threshold:
        verdict = "within_error"
    else:
        verdict = "improved" if delta * better > 0 else "worse"
    return {key: delta, "threshold": threshold, "verdict": verdict}


def _length(before, after, measure, field, threshold):
    if before is None or after is None or before[field] is None or after[field] is None:
        return {}
    controlled = before["pelvis_controlled"] and after["pelvis_controlled"]
    same_method = before["method"] is not None and before["method"] == after["method"]
    return {measure: _found(after[field] - before[field], threshold, controlled and same_method)}


def _strength(before, after, limits):
    answer = {}
    if before["mmt"] is not None and after["mmt"] is not None:
        delta = float(_in_grades(after["mmt"]) - _in_grades(before["mmt"]))
        answer["strength.mmt"] = _found(delta, limits["mmt_change_grades"])
    if before["force_n"] is not None and after["force_n"] is not None:
        answer["strength.force"] = _force(before, after, limits)
    return answer


def _in_grades(grade):
    third = {"+": Fraction(1, 3), "-": Fraction(-1, 3)}
    return int(grade[0]) + third.get(grade[1:], 0)


def _force(before, after, limits):
    belt = before["fixation"] == after["fixation"] == "belt"
    threshold = limits["force_change_belt_pct" if belt else "force_change_manual_pct"]
    mixed = (before["lever_arm_m"] is None) != (after["lever_arm_m"] is None)
    delta = None
    if not mixed and effort(before):
        delta = 100 * (effort(after) - effort(before)) / effort(before)
    if delta is None or not math.isfinite(delta):
        return {"delta_pct": None, "threshold": threshold, "verdict": "not_comparable"}
    same_position = before["position"] is not None and before["position"] == after["position"]
    return _found(delta, threshold, same_position, digits=1, key="delta_pct")
