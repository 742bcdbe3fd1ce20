"""Is it a real change? Two examinations of one side, each measure against its own error: rules M1 to M6."""

from rehab.rules import explain
from rehab.rules.findings import effort, finite
from rehab.rules.inputs import read_pair
from rehab.rules.library import LIBRARY
from rehab.rules.settings import GRADES_IN_ONE

HIP = LIBRARY.constant("hip_extension_change_deg")
KNEE = LIBRARY.constant("knee_flexion_change_deg")
MMT = LIBRARY.constant("mmt_change_grades")
FORCE_BELT = LIBRARY.constant("force_change_belt_pct")
FORCE_MANUAL = LIBRARY.constant("force_change_manual_pct")
PAIN_POINTS = LIBRARY.constant("pain_change_points")
PAIN_PCT = LIBRARY.constant("pain_change_pct")
PSFS = LIBRARY.constant("psfs_change_points")
PERCENT = 100
BELT = "belt"


def change(given: dict) -> dict:
    """What changed between two examinations of one side: one key a measure that is in both, and `because`.

    `given` and the answer are those of the clinical contract. Raises InvalidInput.
    """
    before, after, _ = read_pair(given)
    measures = {
        **_length("thomas", before.thomas, after.thomas),
        **_length("modified_thomas", before.modified_thomas, after.modified_thomas),
        **_strength(before.strength, after.strength),
        **_reported(before, after),
    }
    answer = {measure: found for measure, (_, found) in measures.items()}
    rules = {measure: rule for measure, (rule, _) in measures.items()}
    return answer | {"because": explain.change(answer, rules)}


def judge(delta, threshold, comparable=True, less_is_better=False) -> str:
    """The verdict on a change. Smaller than the threshold is never called a change."""
    if not comparable:
        return "not_comparable"
    if abs(delta) < threshold:
        return "within_error"
    return "improved" if (delta < 0) == less_is_better else "worse"


def _found(rule, before, after, threshold, comparable=True, less_is_better=False):
    delta = round(after - before, 2)
    verdict = judge(delta, threshold, comparable, less_is_better)
    return rule, {"delta": delta, "threshold": threshold, "verdict": verdict}


def _length(name, before, after):
    if before is None or after is None:
        return {}
    controlled = before.pelvis_controlled and after.pelvis_controlled
    comparable = controlled and before.method is not None and before.method == after.method
    found = {
        f"{name}.hip_extension_deg": _found("M1", before.hip_extension_deg, after.hip_extension_deg, HIP, comparable)
    }
    if before.knee_flexion_deg is not None and after.knee_flexion_deg is not None:
        found[f"{name}.knee_flexion_deg"] = _found(
            "M2", before.knee_flexion_deg, after.knee_flexion_deg, KNEE, comparable
        )
    return found


def _strength(before, after):
    if before is None or after is None:
        return {}
    found = {}
    if before.mmt is not None and after.mmt is not None:
        found["strength.mmt"] = _found("M3", before.mmt / GRADES_IN_ONE, after.mmt / GRADES_IN_ONE, MMT)
    if before.force_n is not None and after.force_n is not None:
        found["strength.force"] = ("M4", _force(before, after))
    return found


def _force(before, after):
    """M4: of torque where both lever arms are known, of force where neither is."""
    same_unit = (before.lever_arm_m is None) == (after.lever_arm_m is None)
    same_position = before.position is not None and before.position == after.position
    threshold = FORCE_BELT if before.fixation == after.fixation == BELT else FORCE_MANUAL
    delta = None
    if same_unit and effort(before):
        delta = finite(round(PERCENT * (effort(after) - effort(before)) / effort(before), 1))
    comparable = delta is not None and same_position
    return {"delta_pct": delta, "threshold": threshold, "verdict": judge(delta, threshold, comparable)}


def _reported(before, after):
    found = {}
    if before.pain_nrs is not None and after.pain_nrs is not None:
        threshold = max(PAIN_POINTS, round(before.pain_nrs * PAIN_PCT / PERCENT, 1))
        found["pain_nrs"] = _found("M5", before.pain_nrs, after.pain_nrs, threshold, less_is_better=True)
    if before.psfs_mean is not None and after.psfs_mean is not None:
        found["psfs_mean"] = _found("M6", before.psfs_mean, after.psfs_mean, PSFS)
    return found
