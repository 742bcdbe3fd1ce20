"""Rows → the rules' input: the one place where an assessment becomes what `plan` and `change` are given."""

from rehab.assessments.models import Assessment
from rehab.patients.models import Side
from rehab.rules import plan

ANGLES = ("hip_extension_deg", "hip_extension_knee_straight_deg", "knee_flexion_deg", "hip_abduction_deg")


def plan_input(assessment: Assessment) -> dict:
    """The assessment as the input of `plan`, with the circumstances that held on the day of the examination."""
    held = assessment.patient.circumstances.filter(is_current=True, holds_from__lte=assessment.examined_on).first()
    return {
        "screening": assessment.screening.answers if assessment.screening else {},
        "precautions": held.precautions if held else [],
        "equipment": held.equipment if held else [],
        "sides": {side: side_input(assessment, side) for side in Side.values},
    }


def plan_answer(assessment: Assessment) -> dict:
    """What the rules answer to the assessment. Raises InvalidInput where a draft cannot be read yet."""
    return plan(plan_input(assessment))


def side_input(assessment: Assessment, side: str) -> dict:
    """The tests and trials of one side; a test that was not done is None."""
    return {
        "thomas": _angles(_of_side(assessment.thomastests, side)),
        "modified_thomas": _angles(_of_side(assessment.modifiedthomastests, side)),
        "strength": _strength(_of_side(assessment.strengthtests, side)),
        "trials": [
            {field: getattr(trial, field) for field in ("exercise", "level", "quality", "symptoms")}
            for trial in assessment.trials.all()
            if trial.side == side
        ],
    }


def change_input(assessment: Assessment, side: str) -> dict:
    """One side of the assessment as `change` compares it, with the patient's pain and mean PSFS score."""
    scores = [row.score for row in assessment.psfs_scores.all()]
    found = side_input(assessment, side)
    del found["trials"]
    return {
        **found,
        "pain_nrs": assessment.pain_nrs,
        "psfs_mean": sum(scores) / len(scores) if scores else None,
    }


def _of_side(rows, side):
    return next((row for row in rows.all() if row.side == side), None)


def _angles(test) -> dict | None:
    if test is None:
        return None
    angles = {name: number(getattr(test, name)) for name in ANGLES if hasattr(test, name)}
    return {**angles, "pelvis_controlled": test.pelvis_controlled, "method": test.method or None}


def _strength(test) -> dict | None:
    if test is None:
        return None
    return {
        "mmt": test.mmt or None,
        "force_n": number(test.force_n),
        "lever_arm_m": number(test.lever_arm_m),
        "position": test.position or None,
        "fixation": test.fixation or None,
        "symptoms": test.symptoms,
    }


def number(value) -> float | int | None:
    """A stored decimal as the rules count: a whole number as int, None where nothing was measured."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
