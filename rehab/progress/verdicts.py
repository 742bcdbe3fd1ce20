"""What `change` says of two assessments, in words a clinician can repeat to the patient."""

import datetime
from dataclasses import dataclass
from typing import Any

from rehab.assessments.findings_input import change_input
from rehab.progress.words import grade_words, number
from rehab.rules import CHOICES, change

MEASURES = {
    "thomas.hip_extension_deg": ("Hip extension, Thomas test", "°"),
    "modified_thomas.hip_extension_deg": ("Hip extension, modified Thomas test", "°"),
    "modified_thomas.knee_flexion_deg": ("Knee flexion, modified Thomas test", "°"),
    "strength.mmt": ("Strength, manual grade", " grade"),
    "strength.force": ("Strength, measured", " %"),
    "pain_nrs": ("Pain, worst in the last day", " points"),
    "psfs_mean": ("Activities (PSFS mean)", " points"),
}
OF_THE_SIDE = tuple(measure for measure in MEASURES if "." in measure)
TONES = {"improved": "go", "worse": "stop", "within_error": "plain", "not_comparable": "plain"}
WORDS = {name: dict(values) for name, values in CHOICES.items()}


@dataclass(frozen=True)
class Verdict:
    """One measure between two assessments: values as recorded, the difference, and whether it is real.

    `verdict` is the rules' own word (improved, worse, within_error, not_comparable), `reason` their reason: its rule
    and the values that it used.
    """

    measure: str
    label: str
    since: datetime.date
    until: datetime.date
    before: str
    after: str
    difference: str
    verdict: str
    words: str
    reason: dict

    @property
    def tone(self) -> str:
        return TONES[self.verdict]


def verdicts(before, after, side: str) -> list[Verdict]:
    """The verdicts on every measure of a side that both assessments have; [] where they share none.

    `before` and `after` are signed assessments in order of date.
    """
    first, second = change_input(before, side), change_input(after, side)
    answer = change({"before": first, "after": second})
    reasons = {reason["measure"]: reason for reason in answer.pop("because")}
    return [
        Verdict(
            measure=measure,
            label=MEASURES[measure][0],
            since=before.examined_on,
            until=after.examined_on,
            before=recorded(measure, first),
            after=recorded(measure, second),
            difference=_difference(measure, said),
            verdict=said["verdict"],
            words=_words(measure, said, first, second),
            reason=reasons[measure],
        )
        for measure, said in answer.items()
    ]


def _delta(said):
    return said.get("delta", said.get("delta_pct"))


def _difference(measure, said):
    delta = _delta(said)
    return "–" if delta is None else f"{signed(delta)}{MEASURES[measure][1]}"


def _words(measure, said, first, second):
    """The sentence: "6° more: a real change, better (error 5°)"."""
    if said["verdict"] == "not_comparable":
        return f"Not comparable: {_why_not(measure, first, second)}"
    delta, unit = _delta(said), MEASURES[measure][1]
    error = f"{number(said['threshold'])}{unit}"
    size = f"{number(abs(delta))}{unit} {'more' if delta > 0 else 'less'}" if delta else "No difference"
    if said["verdict"] == "within_error":
        return f"{size}: within measurement error ({error})"
    better = "better" if said["verdict"] == "improved" else "worse"
    return f"{size}: a real change, {better} (error {error})"


def _why_not(measure, first, second):
    """What is different about how the two were measured, as the rule of the measure asks for it to be the same."""
    test = measure.partition(".")[0]
    before, after = first[test], second[test]
    if test == "strength":
        return _why_no_force(before, after)
    if not (before["pelvis_controlled"] and after["pelvis_controlled"]):
        return "pelvis not controlled"
    if not before["method"] or not after["method"]:
        return "instrument not stated"
    return f"different instrument ({_method(before)}, then {_method(after)})"


def _why_no_force(before, after):
    if not before["position"] or not after["position"]:
        return "position not stated"
    if before["position"] != after["position"]:
        return f"different position ({_position(before)}, then {_position(after)})"
    if (before["lever_arm_m"] is None) != (after["lever_arm_m"] is None):
        return "lever arm measured only once"
    return "the first value is zero"


def _method(test):
    return WORDS["method"][test["method"]].lower()


def _position(test):
    return WORDS["position"][test["position"]].lower()


def recorded(measure: str, given: dict) -> str:
    """The recorded value of a measure with its unit, from an input of `change`."""
    if measure == "strength.force":
        return f"{number(given['strength']['force_n'])} N"
    value: Any = given
    for step in measure.split("."):
        value = value[step]
    if measure == "strength.mmt":
        return f"MMT {grade_words(value)}"
    return f"{number(value)}°" if measure.endswith("_deg") else f"{value:.3g}/10"


def signed(value: float) -> str:
    """A difference with its sign, "+6" or "−3"; zero without one."""
    return f"{value:+g}".replace("-", "−") if value else "0"
