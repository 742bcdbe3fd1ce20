"""Sentences for the patient that are put together from numbers and findings. Reading age 9 to 11.

They come in the language that is active: whoever makes a sheet activates the patient's with `in_language`. Each is a
whole sentence for each side, as no two languages put such a sentence together from the same pieces.
"""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from rehab.rules import LIBRARY

LANGUAGES = ("en", "de", "es", "fr", "pl")
# Dates of the sheet are written as in Britain, day first.
BRITISH = {"en": "en-gb"}

SIDES = {"left": pgettext_lazy("side of the body", "LEFT"), "right": pgettext_lazy("side of the body", "RIGHT")}
LEGS = {"left": gettext_lazy("LEFT leg"), "right": gettext_lazy("RIGHT leg")}
YOUR_LEGS = {"left": gettext_lazy("Your LEFT leg"), "right": gettext_lazy("Your RIGHT leg")}

# By side, tight and weak.
FINDINGS = {
    ("left", True, True): gettext_lazy("The muscles at the front of your LEFT hip are tight and weak."),
    ("right", True, True): gettext_lazy("The muscles at the front of your RIGHT hip are tight and weak."),
    ("both", True, True): gettext_lazy("The muscles at the front of BOTH your hips are tight and weak."),
    ("left", True, False): gettext_lazy("The muscles at the front of your LEFT hip are tight."),
    ("right", True, False): gettext_lazy("The muscles at the front of your RIGHT hip are tight."),
    ("both", True, False): gettext_lazy("The muscles at the front of BOTH your hips are tight."),
    ("left", False, True): gettext_lazy("The muscles at the front of your LEFT hip are weak."),
    ("right", False, True): gettext_lazy("The muscles at the front of your RIGHT hip are weak."),
    ("both", False, True): gettext_lazy("The muscles at the front of BOTH your hips are weak."),
}
AIMS = {
    (True, True): gettext_lazy("Stretch them first. Then make them stronger."),
    (True, False): gettext_lazy("You stretch them."),
    (False, True): gettext_lazy("You make them stronger."),
}
# By side, and whether it has come to the end.
RESTS = {
    ("left", True): gettext_lazy("Your LEFT leg: you have done all the steps. There is nothing to do for it now."),
    ("right", True): gettext_lazy("Your RIGHT leg: you have done all the steps. There is nothing to do for it now."),
    ("left", False): gettext_lazy("Your LEFT leg has a break. Do no exercises for it until we tell you to."),
    ("right", False): gettext_lazy("Your RIGHT leg has a break. Do no exercises for it until we tell you to."),
}


def listed(names) -> str:
    """Names or numbers as a sentence lists them: "1, 2 and 3"."""
    *others, last = map(str, names)
    return _("%(others)s and %(last)s") % {"others": ", ".join(others), "last": last} if others else last


def in_language(language):
    """A context in which every sentence and every date of a sheet comes in this language."""
    return translation.override(BRITISH.get(language, language))


def is_reviewed(language) -> bool:
    """Whether a clinician who speaks it from birth has read what is said in a language. English is no translation."""
    return language == "en" or bool(LIBRARY.languages[language].reviewed_by)


def dosage_words(prescription, language="en") -> str:
    """The dosage of a Prescription: in the card's words where it is the library's, else in general ones."""
    if has_library_dosage(prescription):
        card = LIBRARY.card(prescription.exercise, language)
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
    said = [_held(prescription.hold_seconds), _counted(prescription), _in_sets(prescription.sets)]
    return " ".join([*filter(None, said), *_rested(prescription)])


def _held(seconds):
    held = ngettext("Hold for %(count)d second.", "Hold for %(count)d seconds.", seconds)
    return held % {"count": seconds} if seconds else ""


def _counted(prescription):
    count = prescription.repetitions
    if prescription.unit == "steps":
        said = ngettext("Do %(count)d step.", "Do %(count)d steps.", count)
    elif prescription.unit == "metres":
        said = ngettext("Go %(count)d metre.", "Go %(count)d metres.", count)
    elif _takes_turns(prescription):
        said = ngettext("Do it once with each leg.", "Do it %(count)d times with each leg.", count)
    else:
        said = ngettext("Do it once.", "Do it %(count)d times.", count)
    return said % {"count": count}


def _takes_turns(prescription):
    exercise = LIBRARY.exercise(prescription.exercise)
    return getattr(exercise, "both_legs", False) and "single_leg_standing" in exercise.tags


def _in_sets(sets):
    said = ngettext("That is one set. Do %(count)d set.", "That is one set. Do %(count)d sets.", sets)
    return said % {"count": sets} if sets > 1 else ""


def _rested(prescription):
    seconds = prescription.rest_seconds
    if not seconds:
        return
    if prescription.sets > 1:
        said = ngettext(
            "Rest for %(count)d second after each set.", "Rest for %(count)d seconds after each set.", seconds
        )
    else:
        said = ngettext(
            "Rest for %(count)d second after each one.", "Rest for %(count)d seconds after each one.", seconds
        )
    yield said % {"count": seconds}


def own_load(prescription) -> str:
    """The load where the clinician wrote another than the library's, else nothing: the level says it in plain words."""
    if not prescription.level:
        return prescription.load
    library = LIBRARY.exercise(prescription.exercise).levels[prescription.level - 1].load
    return "" if prescription.load == library else prescription.load


def aim_words(sides, *, stretches, strengthens) -> str:
    """What the exercises of these sides are for. It says what is done and promises nothing."""
    side = sides[0] if len(sides) == 1 else "both"
    return f"{FINDINGS[side, stretches, strengthens]} {AIMS[stretches, strengthens]}"


def rest_words(side, *, completed) -> str:
    """Why a side has no exercise on this sheet."""
    return str(RESTS[side, completed])


def to_do_words(stretches, strengthening) -> str:
    """How many exercises there are, in the order in which they are done: "First 1 stretch, then 2 strength …"."""
    said = {
        "stretches": ngettext("%(count)d stretch", "%(count)d stretches", stretches) % {"count": stretches},
        "strengthening": ngettext("%(count)d strength exercise", "%(count)d strength exercises", strengthening)
        % {"count": strengthening},
    }
    if stretches and strengthening:
        return _("First %(stretches)s, then %(strengthening)s.") % said
    return f"{said['stretches' if stretches else 'strengthening']}."
