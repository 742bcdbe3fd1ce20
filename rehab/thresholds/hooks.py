"""What the apps above know of how settings are used, without being imported: they register in ready()."""

from collections import Counter
from collections.abc import Callable

_counters: list[Callable[..., dict[int, int]]] = []


def count_running(counter):
    """Register counter(clinic) -> {number of a settings version: running programmes that follow it}."""
    _counters.append(counter)
    return counter


def running_programmes(clinic) -> Counter:
    """{number of a settings version: running programmes of the clinic that follow it}; 0 stands for the defaults."""
    found: Counter = Counter()
    for counter in _counters:
        found.update(counter(clinic))
    return found
