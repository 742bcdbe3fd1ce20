"""Audit events are appended to their clinic's chain, one after the other, whoever else is writing."""

from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.db.models import DateTimeField, Func

from clinic.audit.chain import chain_of, digest
from clinic.audit.models import AuditEvent, ChainHead

_held_back: ContextVar[list[AuditEvent] | None] = ContextVar("_held_back", default=None)


class Clock(Func):
    """The database's time at this moment, where Now() would be when the statement began to wait for the chain."""

    function = "CLOCK_TIMESTAMP"
    output_field = DateTimeField()

    def as_sqlite(self, compiler, connection, **context):
        """SQLite waits before the transaction begins, so its statement's time is the moment."""
        return self.as_sql(
            compiler, connection, template="STRFTIME('%%%%Y-%%%%m-%%%%d %%%%H:%%%%M:%%%%f', 'NOW')", **context
        )


def append(event: AuditEvent) -> None:
    """Write `event` at the end of its chain: at once, or at the end of the action that runs (see together())."""
    waiting = _held_back.get()
    if waiting is None:
        _write([event])
    else:
        waiting.append(event)


@contextmanager
def together():
    """One transaction, whose audit events are written last.

    A chain is held from the first event until the transaction ends. Taken last, it is held shortly, and nobody who
    holds it waits for a row of somebody who waits for it.
    """
    outer = _held_back.get()
    waiting: list[AuditEvent] = []
    token = _held_back.set(waiting)
    try:
        with transaction.atomic():
            yield
            if outer is None:
                _write(waiting)
    finally:
        _held_back.reset(token)
    if outer is not None:
        outer.extend(waiting)


def _write(events):
    by_chain = defaultdict(list)
    for event in events:
        event.chain = chain_of(event.clinic_id)
        by_chain[event.chain].append(event)
    with transaction.atomic(savepoint=False):
        for chain in sorted(by_chain):
            _extend(chain, by_chain[chain])


def _extend(chain, events):
    head = _held(chain)
    for event in events:
        head.length += 1
        event.at, event.sequence, event.previous_hash = head.now, head.length, head.hash
        event.hash = head.hash = digest(vars(event))
        event.save(force_insert=True)
    ChainHead.objects.filter(pk=chain).update(length=head.length, hash=head.hash)


def _held(chain):
    heads = ChainHead.objects.select_for_update(no_key=True).annotate(now=Clock()).filter(pk=chain)
    if head := heads.first():
        return head
    ChainHead.objects.bulk_create([ChainHead(chain=chain)], ignore_conflicts=True)
    return heads.get()
