"""What templates ask about a reason of the rules."""

from django import template

from rehab.rules import LIBRARY

register = template.Library()


@register.filter
def strength(source):
    """How strong a source is, by its citation's id: "house rule", "trial"."""
    return LIBRARY.citations[source].strength
