"""What is new since the last sheet, said to the patient in one plain line. Reading age 9 to 11.

It comes in the language that is active. Each sentence stands for all exercises of which it holds.
"""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rehab.handouts.words import SIDES, listed
from rehab.rules import LIBRARY

# Two lines of an A4 sheet. Who has to read more reads the whole sheet: then one sentence says so.
MOST_CHARACTERS = 120

# Of the whole sheet or of a side, by kind and side: what is said first, and what the lines around it show as well.
FIRST = {
    ("warned", ""): gettext_lazy("There is a new warning. Read it."),
    ("limits", ""): gettext_lazy("The numbers to watch are new."),
    ("paused", "left"): gettext_lazy("Your LEFT leg has a break."),
    ("paused", "right"): gettext_lazy("Your RIGHT leg has a break."),
    ("completed", "left"): gettext_lazy("Your LEFT leg has done all the steps."),
    ("completed", "right"): gettext_lazy("Your RIGHT leg has done all the steps."),
    ("resumed", "left"): gettext_lazy("Your LEFT leg starts again."),
    ("resumed", "right"): gettext_lazy("Your RIGHT leg starts again."),
}
LAST = {
    ("review_on", ""): gettext_lazy("Your next visit has a new date."),
    ("goal", ""): gettext_lazy("Your goal is new."),
}
# Of exercises, in the order in which they are said. What changes within a level is one thing to a patient.
OF_EXERCISES = ("level", "added", "removed", "changed", "days_a_week")
SAME_TO_A_PATIENT = {"dosage": "changed", "load": "changed", "note": "changed"}
# What asks nothing of the patient: a warning that is gone, how the patient is named, the language of the sheet, and a
# side that has nothing to do.
UNSAID = frozenset({"unwarned", "recipient", "language", "no_exercise"})


def news(found, issued, now) -> str:
    """One line about the changes `found` from the sheet `issued` to `now`; empty where nothing asks to be said."""
    told = [change for change in found if change.kind not in UNSAID and not _without_date(change)]
    first, last = _fixed(FIRST, told), _fixed(LAST, told)
    exercises = list(_of_exercises(told, issued, now))
    for said in ([*first, *exercises, *last], [*first, *exercises]):
        if len(line := " ".join(said)) <= MOST_CHARACTERS:
            return line
    return _("Many things. Please read it all again.")


def _fixed(sentences, told):
    of_no_exercise = {(change.kind, change.side) for change in told if not change.exercise}
    return [str(said) for key, said in sentences.items() if key in of_no_exercise]


def _without_date(change):
    """A review that is past, with no other one planned: the sheet names no visit."""
    return change.kind == "review_on" and not change.after


def _of_exercises(told, issued, now):
    together = defaultdict(list)
    for change in told:
        if change.exercise:
            kind = SAME_TO_A_PATIENT.get(change.kind, change.kind)
            together[kind, change.after if kind == "level" else None].append(change)
    sides = {*issued.by_side, *now.by_side}
    for (kind, number), group in sorted(together.items(), key=lambda item: OF_EXERCISES.index(item[0][0])):
        names = _names(group, sides, now.language)
        yield _sentence(kind, len(names)) % {"exercises": listed(names), "number": number}


def _names(group, sides, language):
    """The exercises by their names; with the leg where it holds of only one of the two that do it."""
    of_each = defaultdict(set)
    for change in group:
        of_each[change.exercise].add(change.side)
    return [
        name if changed == {side for one, side in sides if one == exercise} else f"{name} ({SIDES[min(changed)]})"
        for exercise, changed in of_each.items()
        for name in [LIBRARY.card(exercise, language)["name"]]
    ]


def _sentence(kind, count):
    if kind == "level":
        return ngettext("%(exercises)s is now level %(number)s.", "%(exercises)s are now level %(number)s.", count)
    if kind == "added":
        return ngettext("%(exercises)s is new.", "%(exercises)s are new.", count)
    if kind == "removed":
        return ngettext("Leave out %(exercises)s now.", "Leave out %(exercises)s now.", count)
    if kind == "changed":
        return ngettext(
            "%(exercises)s has changed. Read it again.", "%(exercises)s have changed. Read them again.", count
        )
    return ngettext("%(exercises)s is on other days.", "%(exercises)s are on other days.", count)
