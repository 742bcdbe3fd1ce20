"""What the rules propose to start with: an assessment's findings under the circumstances of the day of the start."""

from rehab.assessments.findings_input import plan_input
from rehab.assessments.red_flags import standing_red_flag
from rehab.patients.queries import circumstances_on
from rehab.rules import plan


def start_input(assessment, on, version=None) -> dict:
    """The input of `plan` for a programme that starts on that day, from a signed assessment.

    It is read with the clinic's settings in force, or with those of another SettingsVersion.
    """
    holding = circumstances_on(assessment.patient, on)
    return plan_input(assessment, version) | {
        "precautions": holding.precautions if holding else [],
        "equipment": holding.equipment if holding else [],
    }


def start_answer(assessment, on) -> dict:
    """What the rules answer to start_input()."""
    return plan(start_input(assessment, on))


def known_at_start(given, side) -> dict:
    """What exclusions() asks for on one side, from an input of `plan`."""
    strength = given["sides"].get(side, {}).get("strength") or {}
    return {"precautions": given["precautions"], "equipment": given["equipment"], "mmt": strength.get("mmt")}


def red_flags_found_since(assessment):
    """The Screening whose red flag stands against the episode, else None. It may be later than the assessment's."""
    return standing_red_flag(assessment.episode)
