"""The contract's `plan`: findings to a combination."""

import math

from tests.proof.second_reading.assessments import effort, read_side
from tests.proof.second_reading.choosing import first_two, gate, of_stage, reasons_against, stretches
from tests.proof.second_reading.reader import Reader, Unusable
from tests.proof.second_reading.tables import COMBINATIONS, EQUIPMENT, MUSCLES, PRECAUTIONS, RANK, RED_FLAGS, SIDES


def plan(given):
    if not isinstance(given, dict):
        raise Unusable([("", "missing" if given is None else "type")])
    reader = Reader()
    limits = reader.limits(given)
    screening = reader.thing(given.get("screening"), "screening") or {}
    answers = {flag: reader.yes_or_no(screening, flag, "screening.") for flag in RED_FLAGS}
    red_flags = [flag for flag in RED_FLAGS if answers[flag] is True]
    unanswered = [flag for flag in RED_FLAGS if answers[flag] is None]
    precautions = reader.words(given, "precautions", "", PRECAUTIONS)
    equipment = reader.words(given, "equipment", "", EQUIPMENT)
    sides = reader.thing(given.get("sides"), "sides", required=True) or {}
    found = {
        side: read_side(reader, reader.thing(sides.get(side), f"sides.{side}") or {}, f"sides.{side}.")
        for side in SIDES
    }
    if reader.errors:
        raise Unusable(reader.errors, red_flags)
    answer = {"status": "ok", "red_flags": red_flags, "unanswered": unanswered, "sides": {}}
    if red_flags or unanswered:  # G1, G2
        return answer | {"status": "refer" if red_flags else "screening_incomplete"}
    for side, other in (SIDES, SIDES[::-1]):
        answer["sides"][side] = _side(found[side], found[other]["strength"], precautions, equipment, limits)
    return answer


def _side(found, other, precautions, equipment, limits):
    test = found["strength"]
    answer = dict.fromkeys(("length", "strength"), "indeterminate") | {
        "short_muscles": [],
        "symmetry_pct": None,
        "combination": "not_assessed",
        "missing": [],
        "notes": [],
        "start_stage": None,
        "strengthen": [],
        "stretch": [],
        "excluded": {},
    }
    if found["thomas"] is None and found["modified_thomas"] is None and test is None:  # C6
        return answer
    _length(answer, found["thomas"], found["modified_thomas"], limits)
    _strength(answer, test, other, limits)
    mmt = test and test["mmt"]
    if mmt is not None and RANK[mmt] <= limits["no_movement_grade"]:  # C0
        return answer | {"combination": "refer"}
    answer["missing"] = [name for name in ("length", "strength") if answer[name] == "indeterminate"]
    if answer["missing"]:  # C5
        return answer | {"combination": "undetermined"}
    answer["combination"] = COMBINATIONS[answer["length"], answer["strength"]]  # C1 to C4
    if answer["strength"] == "weak":
        _begin(answer, found["trials"], mmt, (precautions, equipment, mmt, limits), limits)
    if answer["length"] == "short":
        answer["stretch"], excluded, without = stretches(answer["short_muscles"], precautions, limits)
        answer["excluded"] |= excluded
        answer["notes"] += [f"no_eligible_exercise:stretch:{muscle}" for muscle in without]
    both = answer["combination"] == "stretch_and_strengthen"
    if both and (not answer["stretch"]) != (not answer["strengthen"]):  # C7
        answer["notes"].append("one_sided")
    return answer


def _length(answer, thomas, modified, limits):
    thomas_read, modified_read = (test if test and test["pelvis_controlled"] else None for test in (thomas, modified))
    short, notes = set(), answer["notes"]
    if modified_read:
        short |= _short_by_modified(modified_read, limits)
        notes += _borderline_modified(modified_read, limits)
    if thomas_read:
        if thomas_read["hip_extension_deg"] < limits["couch_level_deg"]:  # L4
            short.add("iliopsoas")
        if abs(thomas_read["hip_extension_deg"] - limits["couch_level_deg"]) < limits["hip_extension_margin_deg"]:
            notes.append("borderline:thomas.hip_extension_deg")
    answer["short_muscles"] = [muscle for muscle in MUSCLES if muscle in short]
    if thomas_read or modified_read:  # L5
        answer["length"] = "short" if short else "normal"
        if not modified_read or modified_read["knee_flexion_deg"] is None:
            notes.append("two_joint_flexors_not_tested")
    below = [test["hip_extension_deg"] < limits["couch_level_deg"] for test in (thomas_read, modified_read) if test]
    if True in below and False in below:
        notes.append("tests_disagree")
    given = {"thomas": thomas, "modified_thomas": modified}
    notes += [f"pelvis_not_controlled:{name}" for name, test in given.items() if test and not test["pelvis_controlled"]]


def _short_by_modified(test, limits):
    short = set()
    straight, knee, drift = (
        test[field] for field in ("hip_extension_knee_straight_deg", "knee_flexion_deg", "hip_abduction_deg")
    )
    if test["hip_extension_deg"] < limits["couch_level_deg"]:  # L1
        drops = straight is not None and straight >= limits["couch_level_deg"]
        short.add("rectus_femoris" if drops else "iliopsoas")
    if knee is not None and knee < limits["knee_flexion_threshold_deg"]:  # L2
        short.add("rectus_femoris")
    if drift is not None and drift > limits["abduction_threshold_deg"]:  # L3
        short.add("tensor_fasciae_latae")
    return short


def _borderline_modified(test, limits):
    readings = {
        "hip_extension_deg": (limits["couch_level_deg"], limits["hip_extension_margin_deg"]),
        "knee_flexion_deg": (limits["knee_flexion_threshold_deg"], limits["knee_flexion_margin_deg"]),
        "hip_abduction_deg": (limits["abduction_threshold_deg"], limits["hip_extension_margin_deg"]),
    }
    if test["hip_extension_deg"] < limits["couch_level_deg"]:
        readings["hip_extension_knee_straight_deg"] = readings["hip_extension_deg"]
    return [
        f"borderline:modified_thomas.{field}"
        for field, (threshold, error) in readings.items()
        if test[field] is not None and abs(test[field] - threshold) < error
    ]


def _strength(answer, test, other, limits):
    mmt = test and test["mmt"]
    symmetry = answer["symmetry_pct"] = _symmetry(test, other)
    weak = mmt is not None and RANK[mmt] <= limits["weak_at_or_below"]  # S1
    if symmetry is not None and symmetry < limits["symmetry_threshold_pct"]:  # S2
        weak = True
        answer["notes"].append("asymmetric")
    if weak:
        answer["strength"] = "weak"
    elif mmt is not None:  # S3
        answer["strength"] = "normal"
    if test and (test["symptoms"] or 0) > limits["green_max"]:
        answer["notes"].append("pain_limited")
    if mmt is not None and RANK[mmt] < limits["antigravity_grade"]:
        answer["notes"].append("below_antigravity")


def _symmetry(own, other):
    if own is None or other is None or own["force_n"] is None or other["force_n"] is None:
        return None
    if own["position"] is None or own["position"] != other["position"]:
        return None
    if (own["lever_arm_m"] is None) != (other["lever_arm_m"] is None) or effort(other) == 0:
        return None
    percent = effort(own) / effort(other) * 100
    return round(percent, 1) if math.isfinite(percent) else None


def _begin(answer, trials, mmt, choice, limits):
    """B1 to B3. `choice` is what the choice of exercises depends on."""
    failed, passed = _tried(trials, limits)
    painful = "pain_limited" in answer["notes"]
    stage = 1
    for higher in () if painful else (3, 2):
        chosen = first_two(higher, *choice)
        trusted = any(e in passed for e in chosen) and not any(1 in failed.get(e, ()) for e in chosen)
        if trusted and gate(higher, mmt, answer["symmetry_pct"], limits):
            stage = higher
            break
    answer["start_stage"] = stage
    for exercise in of_stage(stage):
        reasons = reasons_against(exercise, *choice)
        if reasons:
            answer["excluded"][exercise] = reasons
    chosen = first_two(stage, *choice)
    if not chosen:
        answer["notes"].append("no_eligible_exercise:strengthen")
    for exercise in chosen:
        level = 1 if painful else passed.get(exercise, 1)
        answer["strengthen"].append({"exercise": exercise, "level": level})
        if 1 in failed.get(exercise, ()):
            answer["notes"].append(f"trial_failed:{exercise}")
        if stage > 1 and exercise not in passed and exercise not in failed:
            answer["notes"].append(f"untrialled:{exercise}")


def _tried(trials, limits):
    """({exercise: levels at which it failed}, {exercise: its highest pass that counts})"""
    failed, passed = {}, {}
    for exercise, level, quality, symptoms in trials:
        if quality != "excellent" or symptoms > limits["green_max"]:
            failed.setdefault(exercise, []).append(level)
    for exercise, level, quality, symptoms in trials:
        good = quality == "excellent" and symptoms <= limits["green_max"]
        if good and all(level < higher for higher in failed.get(exercise, ())):
            passed[exercise] = max(passed.get(exercise, 0), level)
    return failed, passed
