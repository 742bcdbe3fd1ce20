"""Reading an input: its values, and every fault with its path and code."""

import math
from datetime import date

from tests.proof.second_reading.tables import (
    FIXED,
    RANGES,
    RANK,
    SETTINGS_IN_GRADES,
    SETTINGS_IN_NUMBERS,
    STRENGTHENING,
)


class Unusable(Exception):
    """The input cannot be used: every fault as (path, code), and the red flags that are true all the same."""

    def __init__(self, errors, red_flags=()):
        super().__init__(errors)
        self.errors, self.red_flags = errors, list(red_flags)


class Reader:
    """Takes values out of objects by their key. `base` is the path of the object, with its last dot."""

    def __init__(self):
        self.errors = []

    def fault(self, path, code):
        self.errors.append((path, code))

    def thing(self, value, path, required=False):
        """An object, or None."""
        if value is None and required:
            self.fault(path, "missing")
        elif value is not None and not isinstance(value, dict):
            self.fault(path, "type")
            return None
        return value

    def rows(self, parent, key, base="", required=False):
        """A list; an empty one where there is none."""
        value = parent.get(key)
        if value is None:
            if required:
                self.fault(base + key, "missing")
            return []
        if not isinstance(value, list):
            self.fault(base + key, "type")
            return []
        return value

    def things(self, parent, key, base="", required=False):
        """(object, its path with a last dot) for every object in a list."""
        found = []
        for position, row in enumerate(self.rows(parent, key, base, required)):
            path = f"{base}{key}.{position}"
            read = self.thing(row, path, required=True)
            if read is not None:
                found.append((read, path + "."))
        return found

    def number(self, parent, key, base="", limits=None, whole=False, required=False):
        value = parent.get(key)
        if value is None:
            if required:
                self.fault(base + key, "missing")
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or (whole and not _is_whole(value)):
            self.fault(base + key, "type")
            return None
        if limits is not None and not limits[0] <= value <= limits[1]:
            self.fault(base + key, "range")
            return None
        return int(value) if whole else value

    def measured(self, parent, key, base, required=False):
        """A number by its name in the table of ranges."""
        return self.number(parent, key, base, RANGES[key], key in ("pain_nrs", "symptoms"), required)

    def yes_or_no(self, parent, key, base, required=False):
        return self._of_type(parent, key, base, bool, required)

    def word(self, parent, key, base, words, required=False, code="choice"):
        value = self._of_type(parent, key, base, str, required)
        if value is not None and value not in words:
            self.fault(base + key, code)
            return None
        return value

    def _of_type(self, parent, key, base, kind, required):
        value = parent.get(key)
        if value is None and required:
            self.fault(base + key, "missing")
        elif value is not None and not isinstance(value, kind):
            self.fault(base + key, "type")
            return None
        return value

    def day(self, parent, key, base=""):
        """A date that must be there, written year-month-day."""
        value = self._of_type(parent, key, base, str, required=True)
        if value is None:
            return None
        try:
            year, month, day = value.split("-")
            if (len(year), len(month), len(day)) == (4, 2, 2) and (year + month + day).isdigit():
                return date(int(year), int(month), int(day))
        except ValueError:
            pass
        self.fault(base + key, "type")
        return None

    def words(self, parent, key, base, known):
        """A list of known words."""
        values = self.rows(parent, key, base)
        for position, value in enumerate(values):
            if value is None:
                self.fault(f"{base}{key}.{position}", "missing")
            elif not isinstance(value, str):
                self.fault(f"{base}{key}.{position}", "type")
            elif value not in known:
                self.fault(f"{base}{key}.{position}", "unknown")
        return values

    def exercise_and_level(self, parent, base):
        exercise = self.word(parent, "exercise", base, STRENGTHENING, required=True, code="unknown")
        ladder = None if exercise is None else (1, STRENGTHENING[exercise][3])
        return exercise, self.number(parent, "level", base, ladder, whole=True, required=True)

    def limits(self, given):
        """{name: threshold} of all thresholds in force; grades by their rank."""
        changed = self.thing(given.get("settings"), "settings") or {}
        found = {}
        for name, (default, lowest, highest) in SETTINGS_IN_NUMBERS.items():
            value = self.number(changed, name, "settings.", (lowest, highest), whole=True)
            found[name] = default if value is None else value
        for name, (default, grades) in SETTINGS_IN_GRADES.items():
            found[name] = RANK[self.word(changed, name, "settings.", grades) or default]
        return {name: as_limit(name, value) for name, value in (FIXED | found).items()}


def as_limit(name, value):
    """A threshold as the rules compare with it. The coverage report puts a watched number in its place."""
    return value


def _is_whole(value):
    return math.isfinite(value) and value == int(value)
