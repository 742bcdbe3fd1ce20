"""Sentences for the patient that are put together from numbers and findings. Reading age 9 to 11."""

from rehab.rules import LIBRARY

COUNTED = {"steps": "Do {} steps.", "metres": "Go {} metres."}
SIDE_WORDS = {"left": "LEFT", "right": "RIGHT"}


def dosage_words(prescription) -> str:
    """The dosage of a Prescription: in the card's words where it is the library's, else in general ones."""
    if has_library_dosage(prescription):
        card = LIBRARY.card(prescription.exercise)
        return card["levels"][prescription.level - 1]["dosage"] if prescription.level else card["dosage"]
    return general_dosage_words(prescription)


def has_library_dosage(prescription) -> bool:
    """True where sets, counts and seconds are those of the library."""
    library = LIBRARY.dosage(prescription.exercise, prescription.level)
    return all(
        getattr(library, name) == getattr(prescription, name)
        for name in ("sets", "repetitions", "hold_seconds", "rest_seconds", "unit")
    )


def general_dosage_words(prescription) -> str:
    """A dosage in words that fit every exercise: "Hold for 10 seconds. Do it 5 times. Rest for …"."""
    said = []
    if prescription.hold_seconds:
        said.append(f"Hold for {_seconds(prescription.hold_seconds)}.")
    said.append(_counted(prescription))
    if prescription.sets > 1:
        said.append(f"That is one set. Do {prescription.sets} sets.")
    if prescription.rest_seconds:
        said.append(f"Rest for {_seconds(prescription.rest_seconds)} after each {_round(prescription)}.")
    return " ".join(said)


def _counted(prescription):
    if prescription.unit in COUNTED:
        return COUNTED[prescription.unit].format(prescription.repetitions)
    exercise = LIBRARY.exercise(prescription.exercise)
    takes_turns = getattr(exercise, "both_legs", False) and "single_leg_standing" in exercise.tags
    times = "once" if prescription.repetitions == 1 else f"{prescription.repetitions} times"
    return f"Do it {times}{' with each leg' if takes_turns else ''}."


def _round(prescription):
    return "set" if prescription.sets > 1 else "one"


def _seconds(count):
    return "1 second" if count == 1 else f"{count} seconds"


def own_load(prescription) -> str:
    """The load where the clinician wrote another than the library's, else nothing: the level says it in plain words."""
    if not prescription.level:
        return prescription.load
    library = LIBRARY.exercise(prescription.exercise).levels[prescription.level - 1].load
    return "" if prescription.load == library else prescription.load


def aim_words(sides, *, stretches, strengthens) -> str:
    """What the exercises of these sides are for. It says what is done and promises nothing."""
    hips = "BOTH your hips" if len(sides) > 1 else f"your {SIDE_WORDS[sides[0]]} hip"
    muscles = f"The muscles at the front of {hips} are"
    if stretches and strengthens:
        return f"{muscles} tight and weak. Stretch them first. Then make them stronger."
    return f"{muscles} tight. You stretch them." if stretches else f"{muscles} weak. You make them stronger."


def rest_words(side, *, completed) -> str:
    """Why a side has no exercise on this sheet."""
    leg = f"Your {SIDE_WORDS[side]} leg"
    if completed:
        return f"{leg}: you have done all the steps. There is nothing to do for it now."
    return f"{leg} has a break. Do no exercises for it until we tell you to."
