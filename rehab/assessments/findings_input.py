"""Findings → the rules' input: the one place where an assessment becomes what `plan` and `change` are given."""

from decimal import Decimal

from rehab.assessments.findings import TESTS, UNKNOWN, findings_of
from rehab.assessments.models import Assessment
from rehab.patients.models import Circumstances
from rehab.patients.queries import circumstances_on
from rehab.rules import plan
from rehab.thresholds.models import SettingsVersion
from rehab.thresholds.queries import in_force


def plan_input(assessment: Assessment, version: SettingsVersion | None = None) -> dict:
    """The assessment as the input of `plan`, with the circumstances that held on the day of the examination.

    It is read with the clinic's settings in force, or with those of another `version`.
    """
    held = circumstances_on(assessment.patient, assessment.examined_on)
    return as_plan_input(findings_of(assessment), held, version or in_force(assessment.patient.clinic_id))


def plan_answer(assessment: Assessment) -> dict:
    """What the rules answer to the assessment. Raises InvalidInput where a draft cannot be read yet."""
    return plan(plan_input(assessment))


def change_input(assessment: Assessment, side: str) -> dict:
    """One side of the assessment as `change` compares it, with the patient's pain and mean PSFS score."""
    findings = findings_of(assessment)
    scores = list(findings["psfs"].values())
    return {
        **_tests(findings["sides"][side]),
        "pain_nrs": findings["pain_nrs"],
        "psfs_mean": sum(scores) / len(scores) if scores else None,
    }


def as_plan_input(findings: dict, circumstances: Circumstances | None, version: SettingsVersion | None = None) -> dict:
    """Whole findings (see findings.whole) under these circumstances as the input of `plan`.

    Without a `version` of the clinic's settings the defaults hold: enough where only faults are looked for.
    """
    return {
        "settings": version and version.settings,
        "screening": findings["screening"],
        "precautions": circumstances.precautions if circumstances else [],
        "equipment": circumstances.equipment if circumstances else [],
        "sides": {
            side: _tests(found) | {"trials": [_numbers(trial) for trial in found["trials"]]}
            for side, found in findings["sides"].items()
        },
    }


def _tests(found):
    return {test: found[test] and _numbers(found[test]) for test in TESTS}


def _numbers(values):
    return {name: _number(value) for name, value in values.items()}


def _number(value):
    """A value as the rules count: no Decimal, and None for everything that is not known."""
    if value in UNKNOWN:
        return None
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)
