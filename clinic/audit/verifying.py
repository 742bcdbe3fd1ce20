"""Reads the stored chains and says where they are not as they were written."""

import uuid

from django.db import connection, transaction

from clinic.audit import guards
from clinic.audit.chain import FIELDS, Fault, Head, faults
from clinic.audit.models import AuditEvent, ChainCheck, ChainHead

BATCH = 2000


def chains() -> list[uuid.UUID]:
    """Every chain that has an event or a head."""
    return sorted({*AuditEvent.objects.order_by().values_list("chain", flat=True).distinct(), *heads()})


def heads() -> dict[uuid.UUID, Head]:
    """{chain: its end}, as the heads' rows have it."""
    return {row.chain: Head(row.length, row.hash) for row in ChainHead.objects.all()}


def missing_guards() -> list[str]:
    """The database's guards of the audit trail that somebody has taken away."""
    return sorted(guards.missing(connection))


def faults_of(chain: uuid.UUID, since: Head | None = None) -> list[Fault]:
    """What is wrong with one stored chain; with `since`, with what came after that event."""
    ends: list[Head | None] = []
    begun = since.length if since else 0
    until = max(begun, getattr(heads().get(chain), "length", 0))

    def rows():
        yield from _rows(chain, sequence__gt=begun, sequence__lte=until)
        # Only what was appended meanwhile is read while the chain is held: nobody waits for the check of the rest.
        with transaction.atomic():
            head = ChainHead.objects.select_for_update(no_key=True).filter(pk=chain).first()
            ends.append(Head(head.length, head.hash) if head else None)
            yield from list(_rows(chain, sequence__gt=until))

    return list(faults(chain, rows(), lambda: ends[0], since))


def faults_of_all() -> list[Fault]:
    """What is wrong with any chain."""
    return [fault for chain in chains() for fault in faults_of(chain)]


def holds_hash(given: str) -> bool:
    """Whether this hash, noted earlier as the end of a chain, still is the hash of an event."""
    return AuditEvent.objects.filter(hash=given.lower()).exists()


def place_of(chain: uuid.UUID, known: Head) -> list[Fault]:
    """A fault if the event that was at that place when the chain was looked at is no longer there."""
    if known == Head() or AuditEvent.objects.filter(chain=chain, sequence=known.length, hash=known.hash).exists():
        return []
    return [Fault(chain, known.length, None, "it is no longer the event that was here at the last check")]


def check(chain: uuid.UUID) -> list[Fault]:
    """Look at a whole chain, keep what came out as a ChainCheck, and return what is wrong.

    Where the chain ended at each earlier look is asked too: it shows an end that was cut off with its head set back.
    """
    found = [*faults_of(chain), *_faults_since_earlier_looks(chain)]
    last = AuditEvent.objects.filter(chain=chain).order_by("-sequence").values_list("sequence", "hash").first()
    length, last_hash = last or (0, Head().hash)
    ChainCheck.objects.create(chain=chain, length=length, hash=last_hash, faults=len(found))
    return found


def _faults_since_earlier_looks(chain):
    seen = ChainCheck.objects.filter(chain=chain, faults=0).order_by("length").values_list("length", "hash").distinct()
    return [fault for length, last_hash in seen for fault in place_of(chain, Head(length, last_hash))]


def _rows(chain, **which):
    rows = AuditEvent.objects.filter(chain=chain, **which).order_by("sequence", "id")
    return rows.values("id", "hash", *FIELDS).iterator(chunk_size=BATCH)
