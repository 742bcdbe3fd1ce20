"""Words and marks of the printed sheet that depend on numbers and sides, in the language that is active."""

import segno
from django import template
from django.utils.formats import date_format, get_format
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from rehab.drawings.pictures import drawing_of
from rehab.handouts.week import DAYS
from rehab.handouts.words import LEGS, SIDES, YOUR_LEGS, listed, to_do_words

register = template.Library()

# Django has no date with the whole month for this one language.
BRITISH_DATE = {"en-gb": "j F Y"}
KINDS = {"stretch": gettext_lazy("Stretch"), "strengthen": gettext_lazy("Strength")}


@register.filter
def kind_word(kind):
    """What an exercise is for, in one word: "Stretch"."""
    return KINDS[kind]


@register.filter
def plan_label(row):
    """The head of a row of the weekly plan: "Stretch: exercises 1 and 2"."""
    exercises = ngettext("exercise %(numbers)s", "exercises %(numbers)s", len(row.numbers))
    exercises %= {"numbers": listed(row.numbers)}
    label = f"{KINDS[row.kind]}: {exercises}"
    return f"{label}, {LEGS[row.side]}" if row.side else label


@register.filter
def to_do(sheet):
    """How many exercises of each kind there are on a sheet, in the order in which they are done."""
    strengthening = len(sheet.strengthening)
    return to_do_words(len(sheet.exercises) - strengthening, strengthening)


@register.filter
def long_date(day):
    """A date with its month as a word, as it is written in the language: "30 March 2026"."""
    return date_format(day, BRITISH_DATE.get(get_language()) or get_format("DATE_FORMAT"))


@register.filter
def day_and_date(day):
    """A date with its day of the week: "Monday 30 March 2026"."""
    # Translators: a date with its day of the week before it.
    return _("%(weekday)s %(date)s") % {"weekday": date_format(day, "l"), "date": long_date(day)}


@register.filter
def leg(side):
    """A side as a patient says it: "RIGHT leg"."""
    return LEGS[side]


@register.filter
def side_word(side):
    """A side in one word: "RIGHT"."""
    return SIDES[side]


@register.filter
def legs(exercise):
    """Whose turn it is, for the head of an exercise: "Your RIGHT leg"."""
    sides = {dose.side for dose in exercise.doses}
    if exercise.works_both_legs:
        return _("BOTH legs work")
    return YOUR_LEGS[sides.pop()] if sides in ({"left"}, {"right"}) else _("BOTH legs, one after the other")


@register.filter
def drawn_in(picture, language):
    """The drawing itself, with its words in a language. It holds nothing that a person typed."""
    return mark_safe(drawing_of(picture.file, language))  # noqa: S308


@register.filter
def code(address):
    """A QR code of an address, with a title for whoever cannot see it."""
    title = _("Code that opens your log for the clinic")
    return mark_safe(segno.make(address, error="m", micro=False).svg_inline(omitsize=True, title=title))  # noqa: S308


@register.filter
def caption(exercise, picture):
    """Which leg a drawing shows, where an exercise has two drawings or one for both legs."""
    if exercise.works_both_legs:
        return ""
    if picture.side == "both":
        return _("Shown: RIGHT leg. Do the same with the LEFT.")
    return LEGS[picture.side] if len(exercise.pictures) > 1 else ""


@register.filter
def days_a_week(days):
    """How often: "On 3 days a week."."""
    if days == DAYS:
        return _("Every day.")
    return ngettext("On %(count)d day a week.", "On %(count)d days a week.", days) % {"count": days}


@register.filter
def rungs(exercise):
    """The levels from one below where the lower side is now: one that a bad morning may lead back to."""
    lowest = min(step.level for step in exercise.ladder if is_current(step))
    return [step for step in exercise.ladder if step.level >= lowest - 1]


@register.filter
def is_current(step):
    """True for the level at which a side is now."""
    return any(track.here for track in step.tracks)
