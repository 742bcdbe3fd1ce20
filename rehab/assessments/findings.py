"""Everything an assessment holds as one plain value, the same whether it comes from a form or from the rows.

{"examined_on": date, "screening": {red flag: bool or None}, "pain_nrs", "usual_morning_symptoms", "note",
"psfs": {activity id: score}, "sides": {side: {"thomas", "modified_thomas", "strength": {field: value} or None,
"trials": [{"exercise", "level", "quality", "symptoms"}]}}}. Unknown is None or ""; 0 and False are values.
"""

from rehab.assessments.models import Assessment, ModifiedThomasTest, StrengthTest, ThomasTest
from rehab.patients.models import Side
from rehab.rules import LIBRARY

TESTS = {"thomas": ThomasTest, "modified_thomas": ModifiedThomasTest, "strength": StrengthTest}
UNKNOWN = (None, "")
TEXTS = {"note", "method", "mmt", "position", "fixation", "exercise", "quality"}
OWN_FIELDS = ("examined_on", "pain_nrs", "usual_morning_symptoms", "note")
TRIAL_FIELDS = ("exercise", "level", "quality", "symptoms")
# Each test's fields in the order in which they are examined.
TEST_FIELDS = {
    test: [field.name for field in model._meta.fields if field.name not in ("id", "assessment", "side")]
    for test, model in TESTS.items()
}


def findings_of(assessment: Assessment) -> dict:
    """What is stored of an assessment."""
    return whole(
        {name: getattr(assessment, name) for name in OWN_FIELDS}
        | {
            "screening": assessment.screening_answers,
            "psfs": {row.activity_id: row.score for row in assessment.psfs_scores.all()},
            "sides": {side: _side(assessment, side) for side in Side.values},
        }
    )


def whole(findings: dict) -> dict:
    """The findings with everything that was left out filled in as unknown. A test without any value was not done."""
    answers, sides = findings.get("screening") or {}, findings.get("sides") or {}
    return {
        **_filled(findings, OWN_FIELDS),
        "screening": {flag: answers.get(flag) for flag in LIBRARY.red_flags},
        "psfs": {activity: score for activity, score in (findings.get("psfs") or {}).items() if score is not None},
        "sides": {side: _whole_side(sides.get(side) or {}) for side in Side.values},
    }


def _whole_side(found):
    tests = {test: _filled(found.get(test) or {}, names) for test, names in TEST_FIELDS.items()}
    trials = [_filled(trial, TRIAL_FIELDS) for trial in found.get("trials") or []]
    return {test: values if is_known(values) else None for test, values in tests.items()} | {
        "trials": [trial for trial in trials if is_known(trial)]
    }


def _filled(values, names):
    return {name: _or_unknown(name, values.get(name)) for name in names}


def _or_unknown(name, value):
    return "" if value is None and name in TEXTS else value


def is_known(values: dict) -> bool:
    """True where at least one of the values was found out."""
    return any(value not in UNKNOWN for value in values.values())


def _side(assessment, side):
    tests = {test: _first(_rows(assessment, test), side) for test in TESTS}
    return {test: row and _values(row, TEST_FIELDS[test]) for test, row in tests.items()} | {
        "trials": [_values(row, TRIAL_FIELDS) for row in assessment.trials.all() if row.side == side]
    }


def _rows(assessment, test):
    return getattr(assessment, f"{TESTS[test]._meta.model_name}s").all()


def _first(rows, side):
    return next((row for row in rows if row.side == side), None)


def _values(row, names):
    return {name: getattr(row, name) for name in names}
