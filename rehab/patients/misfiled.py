"""Which entries can be struck through as made in the wrong record and moved to the right one, and how.

Each app registers its own kinds of entries, in ready(); what is common to all of them is in putting_right.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rehab.patients.models import Misfiling, Patient


class CannotBeMoved(Exception):
    """What stands in the way, in the clinician's words."""


@dataclass(frozen=True, slots=True)
class MovableKind:
    """One kind of entry: how it is called and read, struck through, and entered in another record.

    `words(row)` names one entry ("Assessment of 2 March 2026"), `lines(row)` lists what it says, `url(row)` is where
    it is read. `strike(by=, row=, reason=)` takes it out of what counts, and returns the row that still says it.
    `places(patient)` are the (value, label) choices of where in a record it belongs; `copy(by=, row=, patient=,
    place=)` enters it there. Both raise CannotBeMoved.
    """

    name: str
    model: type
    words: Callable[[Any], str]
    lines: Callable[[Any], list[str]]
    url: Callable[[Any], str]
    strike: Callable[..., Any]
    places: Callable[[Patient], list[tuple[str, str]]]
    copy: Callable[..., Any]


KINDS: dict[str, MovableKind] = {}


def add_kind(kind: MovableKind) -> None:
    """Register a kind of entry."""
    KINDS[kind.name] = kind


def misfiling_of(row) -> Misfiling | None:
    """How an entry was struck through as made in the wrong record, if it was."""
    return Misfiling.objects.select_related("created_by", "moved_to").filter(object_id=row.pk).first()


def origin_of(row) -> Misfiling | None:
    """From which misfiling an entry came into this record, if it was moved here."""
    return Misfiling.objects.select_related("moved_by").filter(moved_id=row.pk).first()


def row_of(misfiling: Misfiling, *, moved=False):
    """The entry as it was struck through, or as it was moved."""
    pk = misfiling.moved_id if moved else misfiling.object_id
    return KINDS[misfiling.kind].model.objects.get(pk=pk)
