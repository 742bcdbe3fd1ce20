"""Notes and exclusions of an answer as whole sentences for a clinician."""

from rehab.rules.library import LIBRARY

WORDS = LIBRARY.words


def describe_note(note: str) -> str:
    """A note of `plan`, such as "borderline:thomas.hip_extension_deg", as a sentence. Raises KeyError."""
    name, _, about = note.partition(":")
    return LIBRARY.notes[name].label.format(about=_about(name, about))


def _about(name, about):
    if name == "borderline":
        return WORDS["measure"][about].label
    if name == "pelvis_not_controlled":
        return WORDS["test"][about].label
    if name in ("trial_failed", "untrialled"):
        return LIBRARY.card(about)["name"]
    if name == "no_eligible_exercise":
        _, _, muscle = about.partition(":")
        return f"stretching {LIBRARY.muscles[muscle].label.lower()}" if muscle else "strengthening"
    return ""


def describe_exclusion(reason: str, exercise_id: str) -> str:
    """A reason of `excluded`, such as "precaution:osteoporosis", in words. Raises KeyError."""
    name, _, about = reason.partition(":")
    if name == "precaution":
        about = LIBRARY.precautions[about].label
    elif name == "equipment":
        about = " or ".join(LIBRARY.equipment[kind].label.lower() for kind in LIBRARY.exercise(exercise_id).equipment)
    return WORDS["exclusion"][name].label.format(about=about)
