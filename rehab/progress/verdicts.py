"""What `change` says of two assessments, in words a clinician can repeat to the patient."""

from dataclasses import dataclass

from rehab.assessments.findings_input import change_input
from rehab.rules import change

MEASURES = {
    "thomas.hip_extension_deg": ("Hip extension, Thomas test", "°"),
    "modified_thomas.hip_extension_deg": ("Hip extension, modified Thomas test", "°"),
    "modified_thomas.knee_flexion_deg": ("Knee flexion, modified Thomas test", "°"),
    "strength.mmt": ("Strength, manual grade", " grade"),
    "strength.force": ("Strength, measured", " %"),
    "pain_nrs": ("Pain, worst in the last day", " points"),
    "psfs_mean": ("Activities (PSFS mean)", " points"),
}
TONES = {"improved": "go", "worse": "stop", "within_error": "plain", "not_comparable": "plain"}


@dataclass(frozen=True)
class Verdict:
    """One measure between two assessments: values as recorded, the difference, and whether it is real.

    `reason` is the rules' own: its rule and the values that it used.
    """

    measure: str
    label: str
    before: str
    after: str
    difference: str
    words: str
    tone: str
    reason: dict


def verdicts(before, after, side: str) -> list[Verdict]:
    """The verdicts on every measure of a side that both assessments have; [] where they share none.

    `before` and `after` are signed assessments in order of date.
    """
    first, second = change_input(before, side), change_input(after, side)
    answer = change({"before": first, "after": second})
    reasons = {reason["measure"]: reason for reason in answer["because"]}
    return [
        _verdict(measure, said, reasons[measure], first, second)
        for measure, said in answer.items()
        if measure != "because"
    ]


def _verdict(measure, said, reason, first, second) -> Verdict:
    label, unit = MEASURES[measure]
    delta = said.get("delta", said.get("delta_pct"))
    return Verdict(
        measure=measure,
        label=label,
        before=recorded(measure, first),
        after=recorded(measure, second),
        difference="–" if delta is None else f"{signed(delta)}{unit}",
        words=_words(said["verdict"], delta, said["threshold"], unit),
        tone=TONES[said["verdict"]],
        reason=reason,
    )


def _words(verdict, delta, threshold, unit):
    if verdict == "not_comparable":
        return "Not comparable: measured differently"
    if verdict == "within_error":
        return f"Within measurement error (a change counts from {threshold:g}{unit})"
    better = "better" if verdict == "improved" else "worse"
    return f"A real change, {better} (a change counts from {threshold:g}{unit})"


def recorded(measure: str, given: dict) -> str:
    """The recorded value of a measure with its unit, from an input of `change`."""
    if measure == "strength.force":
        return f"{given['strength']['force_n']:g} N"
    value = given
    for step in measure.split("."):
        value = value[step]
    if measure == "strength.mmt":
        return f"MMT {value}"
    return f"{value:g}°".replace("-", "−") if measure.endswith("_deg") else f"{value:g}/10"


def signed(number: float) -> str:
    """A difference with its sign, "+6" or "−3"; zero without one."""
    return f"{number:+g}".replace("-", "−") if number else "0"
