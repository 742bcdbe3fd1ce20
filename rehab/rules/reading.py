"""Readers that turn JSON-like input into plain values and collect every fault on the way.

A reader is a function of (given, problems, at, key): what was given, where to report, and the place, as the path of
the surrounding object and the key in it. It returns the value, or None after it has reported a problem.
"""

from datetime import date
from functools import lru_cache

ROOT = ()
NUMBERS = (int, float)


class Problems(list):
    """The errors found so far, each {"path", "code", "message"}."""

    def add(self, at, key, code, message) -> None:
        self.append({"path": _dotted((at, key)), "code": code, "message": message})

    def refuse(self, given, at, key, code, message) -> None:
        """Report what was given as unusable: as missing where nothing was."""
        if given is None:
            code, message = "missing", "This is needed."
        self.add(at, key, code, message)


def _dotted(place):
    keys = []
    while place:
        place, key = place
        if key is not None:
            keys.append(str(key))
    return ".".join(reversed(keys))


def text(given, problems, at, key):
    if isinstance(given, str):
        return given
    return problems.refuse(given, at, key, "type", "This must be text.")


def yes_or_no(given, problems, at, key):
    if given is True or given is False:
        return given
    return problems.refuse(given, at, key, "type", "Answer yes or no.")


def day(given, problems, at, key):
    """An ISO calendar date as a day number (1 = 1 January of year 1), so that gaps are differences."""
    number = _day_number(given) if isinstance(given, str) else None
    if number is None:
        return problems.refuse(given, at, key, "type", "Enter a date as year-month-day, such as 2026-03-02.")
    return number


@lru_cache(maxsize=4096)
def _day_number(written):
    if len(written) != len("yyyy-mm-dd") or written[4] != "-" or written[7] != "-":
        return None
    try:
        return date.fromisoformat(written).toordinal()
    except ValueError:
        return None


def whole_number(minimum, maximum, unit=""):
    """A whole number, which may be written 2.0."""

    def read(given, problems, at, key):
        if type(given) is not int:
            number = _as_whole(given)
            if number is None:
                return problems.refuse(given, at, key, "type", "Enter a whole number.")
            given = number
        if minimum <= given <= maximum:
            return given
        return problems.add(at, key, "range", f"Enter a whole number from {minimum} to {maximum}{unit}.")

    return read


def any_whole_number(given, problems, at, key):
    if type(given) is int:
        return given
    number = _as_whole(given)
    if number is None:
        return problems.refuse(given, at, key, "type", "Enter a whole number.")
    return number


def _as_whole(given):
    if isinstance(given, bool):
        return None
    if isinstance(given, int):
        return int(given)
    return int(given) if isinstance(given, float) and given.is_integer() else None


def number(minimum, maximum, unit=""):
    def read(given, problems, at, key):
        if type(given) not in NUMBERS and (isinstance(given, bool) or not isinstance(given, NUMBERS)):
            return problems.refuse(given, at, key, "type", "Enter a number.")
        if minimum <= given <= maximum:
            return given
        return problems.add(at, key, "range", f"Enter {minimum} to {maximum}{unit}.")

    return read


def one_of(values, code="choice", message=None):
    """One of these words. `values` may be a dict of what each stands for: that is the value then."""
    meaning = values if hasattr(values, "keys") else {value: value for value in values}
    message = message or f"Choose one of: {', '.join(meaning)}."

    def read(given, problems, at, key):
        if not isinstance(given, str):
            return problems.refuse(given, at, key, "type", message)
        if given in meaning:
            return meaning[given]
        return problems.add(at, key, code, message)

    return read


class Optional:
    """The reader of what may be absent or null: then its default holds."""

    def __init__(self, reader, default):
        self.reader, self.default = reader, default

    def __call__(self, given, problems, at, key):
        return self.default if given is None else self.reader(given, problems, at, key)


def optional(reader, default=None):
    return Optional(reader, default)


def list_of(reader):
    def read(given, problems, at, key):
        if not isinstance(given, list | tuple):
            return problems.refuse(given, at, key, "type", "This must be a list.")
        here = (at, key)
        return tuple([reader(item, problems, here, position) for position, item in enumerate(given)])

    return read


def record(make, readers, check=None, glance=None):
    """An object whose named fields are read and handed to `make`, in this order; other fields are ignored.

    `check(made, problems, here)` reports what only shows in several fields together; a field that could not be
    read is None there. `glance(given)` is a faster reader for a record of which there are many: what is made of an
    object that is plainly right, None where it has to be read field by field.
    """
    fields = tuple(
        (name, reader.reader, False, reader.default) if isinstance(reader, Optional) else (name, reader, True, None)
        for name, reader in readers.items()
    )

    def read(given, problems, at, key):
        if glance is not None and (made := glance(given)) is not None:
            return made
        if not isinstance(given, dict):
            return problems.refuse(given, at, key, "type", "This must be an object with named fields.")
        here, value_of, values = (at, key), given.get, []
        for name, reader, needed, default in fields:
            value = value_of(name)
            values.append(default if value is None and not needed else reader(value, problems, here, name))
        made = make(*values)
        if check is not None:
            check(made, problems, here)
        return made

    return read
