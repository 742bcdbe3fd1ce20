"""Figures of groups that give away nobody: what is told of a group, and what is kept back.

Members are counted as people: somebody treated on both sides, or twice, is one. A group or a part of fewer than
`SMALLEST_GROUP` people is not told, nor what would let it be reckoned from the rest.
"""

import statistics
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

SMALLEST_GROUP = 5
PERCENT = 100


@dataclass(frozen=True)
class Part:
    """One part of a group: how many, None where that is not told."""

    name: str
    count: int | None
    percent: int | None


@dataclass(frozen=True)
class Figure:
    """One group in parts, or with one `value` (a median with its unit); `total` is None where it is not told."""

    measure: str
    group: str
    total: int | None
    parts: tuple[Part, ...] = ()
    value: float | None = None
    unit: str = ""


def in_parts(measure: str, group: str, members: Iterable[tuple[Hashable, str]]) -> Figure:
    """A group told in parts, from (person, name of the part) of each member."""
    members = list(members)
    if _people(members) < SMALLEST_GROUP:
        return Figure(measure, group, None)
    total, hidden = len(members), _hidden(members)
    counts = {name: sum(part == name for _, part in members) for name in dict.fromkeys(part for _, part in members)}
    told = sorted(counts.items(), key=lambda one: -one[1])
    # The order would tell which hidden part is the larger.
    parts = [Part(name, count, round(PERCENT * count / total)) for name, count in told if name not in hidden]
    return Figure(measure, group, total, (*parts, *(Part(name, None, None) for name in sorted(hidden))))


def middle(measure: str, group: str, members: Iterable[tuple[Hashable, float]], unit: str) -> Figure:
    """The median of a group, from (person, value) of each member."""
    members = list(members)
    if _people(members) < SMALLEST_GROUP:
        return Figure(measure, group, None)
    return Figure(measure, group, len(members), value=statistics.median(value for _, value in members), unit=unit)


def _hidden(members) -> set[str]:
    """The parts that are not told: small ones, and others with them until what is hidden together is no small group.

    One alone, or a few people in several, would be told by the total less what is told.
    """
    people = defaultdict(set)
    for person, part in members:
        people[part].add(person)
    by_size = sorted(people, key=lambda part: (len(people[part]), part))
    hidden = {part for part in by_size if len(people[part]) < SMALLEST_GROUP}
    for part in by_size:
        together = {person for name in hidden for person in people[name]}
        if not hidden or (len(hidden) > 1 and len(together) >= SMALLEST_GROUP):
            break
        hidden.add(part)
    return hidden


def _people(members):
    return len({person for person, _ in members})
