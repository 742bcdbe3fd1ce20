"""What templates ask about a reason of the rules."""

from django import template

from rehab.programmes import words
from rehab.rules import LIBRARY

register = template.Library()


@register.filter
def exercise_name(exercise):
    """What an exercise is called, by its id."""
    return words.exercise_name(exercise)


@register.filter
def strength(source):
    """How strong a source is, by its citation's id: "house rule", "trial"."""
    return LIBRARY.citations[source].strength
