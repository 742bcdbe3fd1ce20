"""The numbers of the rules in words: a threshold with its unit, and a sentence with its numbers filled in."""

import re

from rehab.rules.library import LIBRARY, Constant, Setting

NUMBERS = LIBRARY.numbers
CLOSE_UNITS = ("°", "/10")
PLACE = re.compile(r"{(\w+)}")


def default_of(number: Setting | Constant):
    """The value that a number has unless a clinic sets another."""
    return number.default if isinstance(number, Setting) else number.value


def in_force(name: str, settings: dict):
    """The value of a setting or constant, by name; `settings` {name: value} go before the defaults."""
    return settings.get(name, default_of(NUMBERS[name]))


def with_unit(value, unit: str) -> str:
    """A value with its unit: "80°", "90 %", "MMT 4-", "5/10", "1 grade"."""
    said = value if isinstance(value, str) else f"{value:g}".replace("-", "−")
    if unit == "MMT":
        return f"MMT {said}"
    if said in ("1", "−1"):
        unit = unit.removesuffix("s")
    return said + unit if unit in CLOSE_UNITS else f"{said} {unit}".rstrip()


def limits_of(setting: Setting) -> str:
    """What a setting may be set to: "60 to 100°", "MMT 4-, 4 or 4+"."""
    if setting.choices:
        *first, last = setting.choices
        return with_unit(f"{', '.join(first)} or {last}", setting.unit)
    return f"{setting.minimum} to {with_unit(setting.maximum, setting.unit)}"


def filled(sentence: str, settings: dict) -> str:
    """A sentence with its numbers, {lapse_days}, as they are in force. Degrees and percents come with their unit."""
    return PLACE.sub(lambda found: in_a_sentence(found[1], settings), sentence)


def in_a_sentence(name: str, settings: dict, place: str = "") -> str:
    """A number in force as a sentence takes it: with its unit where the name of its `place` ends in one, else bare."""
    return with_unit(in_force(name, settings), NUMBERS[name].unit if (place or name).endswith(("_deg", "_pct")) else "")
