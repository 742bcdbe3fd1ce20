"""The chain that makes a later change of the audit trail visible.

Every event names its place (`sequence`, from 1), the hash of the event before it and its own SHA-256 over all its
fields. Each clinic has a chain of its own: clinics do not wait for each other, and a clinic's trail can be checked
and handed over without anybody else's. Events of nobody's clinic (a failed sign-in, a site administrator) have one
too. A place is taken in the transaction that writes the event, so one that is rolled back leaves no gap.

Whoever can write to the tables past their guards could rewrite a chain from some event to its end, head included.
That shows only against a hash that was kept elsewhere: an anchor.
"""

import datetime
import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

START = "0" * 64
OF_NO_CLINIC = uuid.UUID(int=0)
# What a hash is taken over. A stored hash holds for ever, so neither these names nor their form can be changed.
FIELDS = (
    "chain",
    "sequence",
    "previous_hash",
    "at",
    "actor_id",
    "actor_role",
    "clinic_id",
    "patient_id",
    "object_type",
    "object_id",
    "object_version",
    "action",
    "outcome",
    "request_id",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a chain is not as it was written: the event's place and row, and what is wrong in words."""

    chain: uuid.UUID
    sequence: int
    event_id: int | None
    what: str

    def __str__(self):
        row = f" (row {self.event_id})" if self.event_id is not None else ""
        return f"chain {self.chain}, event {self.sequence}{row}: {self.what}"


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: how many events it has and the hash of the last one."""

    length: int = 0
    hash: str = START


def chain_of(clinic_id: uuid.UUID | None) -> uuid.UUID:
    """The chain that the events of a clinic belong to."""
    return clinic_id or OF_NO_CLINIC


def digest(event: Mapping[str, Any]) -> str:
    """The SHA-256, in hexadecimal, of an event's FIELDS in their canonical form: JSON, sorted, ASCII, times in UTC."""
    fields = {name: _plain(event[name]) for name in FIELDS}
    written = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(written.encode("ascii")).hexdigest()


def faults(
    chain: uuid.UUID, events: Iterable[Mapping[str, Any]], head: Callable[[], Head | None], since: Head | None = None
) -> Iterator[Fault]:
    """What is wrong with a chain; nothing if it is as it was written.

    `events` are its rows in the order of `sequence`, then `id`, each with FIELDS, `hash` and `id`. `head`, asked when
    they have come to their end, gives the chain's head row; None where that is missing. With `since` only what came
    after that event is looked at.
    """
    last, last_id = since or Head(), 0
    for event in events:
        for what in _wrong(event, last, last_id):
            yield Fault(chain, event["sequence"], event["id"], what)
        last, last_id = Head(event["sequence"], event["hash"]), max(last_id, event["id"])
    named = head()
    if named is None:
        yield Fault(chain, last.length, None, "the head of the chain is missing")
    elif named.length > last.length:
        missing = f"events {last.length + 1} to {named.length} are missing"
        yield Fault(chain, last.length + 1, None, f"the end is cut off: {missing}")
    elif named != last:
        yield Fault(chain, last.length, None, "the head of the chain names another last event")


def _wrong(event, last, last_id):
    place = last.length + 1
    if event["chain"] != chain_of(event["clinic_id"]):
        yield "it stands in the chain of another clinic"
    if event["sequence"] > place:
        yield f"deleted before it: events {place} to {event['sequence'] - 1} are missing"
    elif event["sequence"] < place:
        yield "inserted: its place was taken already"
    elif event["previous_hash"] != last.hash:
        yield "edited, inserted or reordered: it does not continue the event before it"
    if event["id"] <= last_id:
        yield "reordered: its row is older than the one before it"
    if digest(event) != event["hash"]:
        yield "edited: its fields do not give its hash"


def _plain(value):
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    if isinstance(value, uuid.UUID):
        return str(value)
    return value
