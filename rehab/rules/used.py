"""The values that a reason used, each with its name and unit, to stand beside its sentence."""

from functools import cache
from string import Formatter

from rehab.rules.explain import in_words
from rehab.rules.library import LIBRARY
from rehab.rules.numbers import NUMBERS, with_unit

WORDS = LIBRARY.words
COUNTED = "sessions"  # the value's name says it
KINDS_OF_ANSWER = ("finding", "verdict", "test")


def values_used(reason: dict) -> list[tuple[str, str]]:
    """[(name, value with its unit)] of a reason of plan, replay or change, in its order."""
    values = reason["values"]
    return [(name_of(name), _said(reason["rule"], name, value, tuple(values))) for name, value in values.items()]


def name_of(name: str) -> str:
    """What a value is called: "Hip extension". Raises KeyError."""
    return LIBRARY.fields[name].label if name in LIBRARY.fields else WORDS["value"][name].label


@cache
def places_of(sentence: str) -> tuple[str, ...]:
    """The names of the places in a sentence, in order: ("symptoms", "limit")."""
    return tuple(name for _, name, _, _ in Formatter().parse(sentence) if name)


@cache
def number_behind(rule_id: str, outcome: str, place: str) -> str | None:
    """The setting or constant that stands in a place of an outcome's sentence; None where it is a finding."""
    compares = LIBRARY.rules[rule_id].compares
    return compares.get(f"{outcome}.{place}", compares.get(place))


def _said(rule_id, name, value, names):
    if isinstance(value, str) and name != "reason":
        return next(
            (WORDS[kind][value].label for kind in KINDS_OF_ANSWER if value in WORDS[kind]), in_words(name, value)
        )
    if isinstance(value, int | float) and not isinstance(value, bool):
        unit = _unit(rule_id, name, names)
        return with_unit(value, unit) if unit else in_words(name, value)
    if isinstance(value, list | tuple):
        return ", ".join(_said(rule_id, name, item, names) for item in value) or "none"
    return in_words(name, value)


@cache
def _unit(rule_id, name, names):
    if name in LIBRARY.fields:
        return LIBRARY.fields[name].unit
    if name in WORDS["unit"]:
        return WORDS["unit"][name].label
    if name in ("delta", "delta_pct", "threshold") and rule_id in CHANGE_UNITS:
        return CHANGE_UNITS[rule_id]
    number = number_behind(rule_id, _outcome(rule_id, names), name)
    return NUMBERS[number].unit if number and NUMBERS[number].unit != COUNTED else ""


def _outcome(rule_id, names):
    """The outcome whose sentence these values fill, the one with most places where several could be."""
    says = LIBRARY.rules[rule_id].says
    fitting = [outcome for outcome, sentence in says.items() if set(places_of(sentence)) <= set(names)]
    return max(fitting, key=lambda outcome: len(places_of(says[outcome])), default="")


def _change_units():
    """{rule of change: the unit in which it compares}: that of its first number."""
    first: dict[str, str] = {}
    for number in NUMBERS.values():
        for rule in number.used_by:
            if LIBRARY.rules[rule].group == "change":
                first.setdefault(rule, number.unit)
    return first


CHANGE_UNITS = _change_units()
