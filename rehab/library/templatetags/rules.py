"""What templates ask about the rules behind what they show."""

from django import template

from rehab import rules
from rehab.rules import LIBRARY

register = template.Library()


@register.filter
def rule_title(rule):
    """What a rule is called, by its id."""
    return LIBRARY.rules[rule].title


@register.filter
def source_strength(source):
    """How strong a source is, by its citation's id: "house rule", "trial"."""
    return LIBRARY.citations[source].strength


@register.filter
def exercise_name(exercise):
    """What an exercise is called, by its id."""
    return LIBRARY.card(exercise)["name"]


@register.filter
def values_used(reason):
    """[(name, value with its unit)] that a reason of the rules used."""
    return rules.values_used(reason)
