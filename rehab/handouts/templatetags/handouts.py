"""Words and marks of the printed sheet that depend on numbers and sides."""

from django import template
from django.template.defaultfilters import pluralize
from django.utils.safestring import mark_safe

from rehab.drawings.pictures import drawing_of
from rehab.handouts.week import DAYS
from rehab.handouts.words import SIDE_WORDS

register = template.Library()

KINDS = {"stretch": "Stretch", "strengthen": "Strength"}
FREE_DAYS = {1: "one day", 2: "two days", 3: "three days"}


@register.filter
def plan_label(row):
    """The head of a row of the weekly plan: "Stretch: exercises 1 and 2"."""
    *others, last = map(str, row.numbers)
    numbers = f"exercises {', '.join(others)} and {last}" if others else f"exercise {last}"
    side = f", {SIDE_WORDS[row.side]} leg" if row.side else ""
    return f"{KINDS[row.kind]}: {numbers}{side}"


@register.filter
def free_days(count):
    """How many days lie between two days of strength work, in words."""
    return FREE_DAYS.get(count, f"{count} days")


@register.filter
def leg(side):
    """A side as a patient says it: "RIGHT leg"."""
    return f"{SIDE_WORDS[side]} leg"


@register.filter
def legs(exercise):
    """Whose turn it is, for the head of an exercise: "Your RIGHT leg"."""
    sides = {dose.side for dose in exercise.doses}
    if exercise.works_both_legs:
        return "BOTH legs work"
    return "BOTH legs, one after the other" if sides != {"left"} and sides != {"right"} else f"Your {leg(sides.pop())}"


@register.filter
def drawn_in(picture, language):
    """The drawing itself, with its words in a language. It holds nothing that a person typed."""
    return mark_safe(drawing_of(picture.file, language))  # noqa: S308


@register.filter
def caption(exercise, picture):
    """Which leg a drawing shows, where an exercise has two drawings or one for both legs."""
    if exercise.works_both_legs:
        return ""
    if picture.side == "both":
        return "Shown: RIGHT leg. Do the same with the LEFT."
    return leg(picture.side) if len(exercise.pictures) > 1 else ""


@register.filter
def days_a_week(days):
    """How often: "On 3 days a week."."""
    return "Every day." if days == DAYS else f"On {days} day{pluralize(days)} a week."


@register.filter
def is_current(step):
    """True for the level at which a side is now."""
    return any(track.here for track in step.tracks)
