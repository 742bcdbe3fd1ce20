"""How an examination differs from the last one in the ways that keep two values from being compared.

It is said while there is time to measure as last time. What the rules then make of the two is in `change`.
"""

from dataclasses import dataclass

from rehab.assessments.findings import findings_of
from rehab.assessments.models import Assessment
from rehab.assessments.words import test_name, value_words
from rehab.patients.models import Side

AS_LAST_TIME = {"thomas": ("method",), "modified_thomas": ("method",), "strength": ("position", "fixation")}
MEASURED = {"thomas": "hip_extension_deg", "modified_thomas": "hip_extension_deg", "strength": "force_n"}


@dataclass(frozen=True, slots=True)
class LastTime:
    """The last assessment, and in a sentence each what is different this time; `same` says what to keep."""

    assessment: Assessment
    rater: str
    same: list[str]
    differences: list[str]


def compared_with_last(findings: dict, rater, before: Assessment | None) -> LastTime | None:
    """What to keep from last time and what is different so far, from whole findings; None for a first assessment."""
    if before is None:
        return None
    then = findings_of(before)
    differences = [
        f"{side.label}, {test_name(test)}: {difference}"
        for side in Side
        for test in MEASURED
        for difference in _of_test(test, findings["sides"][side][test], then["sides"][side][test])
    ]
    if rater.pk != before.rater_id:
        differences.append(f"Examined by {before.rater} last time. Another examiner adds to the error.")
    return LastTime(before, str(before.rater), sorted(set(_ways(then))), differences)


def _ways(found):
    """How it was measured last time, one line a test: "Thomas test: Inclinometer"."""
    for tests in found["sides"].values():
        for test, names in AS_LAST_TIME.items():
            ways = [value_words(name, tests[test][name]) for name in names] if tests[test] else []
            if any(ways):
                yield f"{test_name(test)}: {', '.join(way for way in ways if way).lower()}"


def _of_test(test, now, then):
    if not now or not then or now[MEASURED[test]] is None or then[MEASURED[test]] is None:
        return
    for name in AS_LAST_TIME[test]:
        if then[name] and now[name] != then[name]:
            stated = value_words(name, now[name]).lower() or f"{name} not stated"
            yield f"{stated} now, {value_words(name, then[name]).lower()} last time. {_consequence(name)}"
    if test == "strength" and (now["lever_arm_m"] is None) != (then["lever_arm_m"] is None):
        yield f"the lever arm was {'not ' if then['lever_arm_m'] is None else ''}measured last time. {CANNOT}"
    if "pelvis_controlled" in now and then["pelvis_controlled"] and not now["pelvis_controlled"]:
        yield f"the pelvis was controlled last time. {CANNOT}"


CANNOT = "The two cannot be compared."


def _consequence(name):
    return "The larger error counts." if name == "fixation" else CANNOT
