"""Which values the rules compared with each threshold, seen while the second reading decides."""

from contextlib import contextmanager

from tests.proof.second_reading import reader


class Watched(float):
    """A threshold that notes how far from it is whatever is compared with it."""

    def __new__(cls, name, value, seen):
        number = super().__new__(cls, value)
        number.name, number.seen = name, seen
        return number

    def part(self, value):
        """A threshold that was worked out from this one."""
        return Watched(self.name, value, self.seen)

    def _note(self, other):
        if not isinstance(other, Watched):
            self.seen.setdefault(self.name, set()).add(round(float(other) - float(self), 6))

    def __lt__(self, other):
        self._note(other)
        return float(self) < other

    def __le__(self, other):
        self._note(other)
        return float(self) <= other

    def __gt__(self, other):
        self._note(other)
        return float(self) > other

    def __ge__(self, other):
        self._note(other)
        return float(self) >= other

    def __eq__(self, other):
        self._note(other)
        return float(self) == other

    __hash__ = float.__hash__


@contextmanager
def watching():
    """{threshold: how far from it were the values compared with it}, filled while the second reading decides."""
    seen, as_limit = {}, reader.as_limit
    reader.as_limit = lambda name, value: Watched(name, value, seen)
    try:
        yield seen
    finally:
        reader.as_limit = as_limit
