"""Whichever write of an action fails, nothing of it is stored: no row, no audit event, no key. Every action of the site."""

import os

import pytest
from django.apps import apps
from django.db import connection, transaction

from clinic.audit.models import AuditEvent
from clinic.audit.recording import new_key
from clinic.audit.verifying import faults_of_all
from tests.handouts.conftest import no_paper
from tests.records.acts import ACTS, WITHOUT_KEY, every_action
from tests.trust.places import Clinic

__all__ = ["no_paper"]

LOOK_AFTER_EACH = bool(os.environ.get("FAIL_AND_LOOK_EACH_TIME"))
MOST_WRITES = 200


class Failure(Exception):
    """The database did not take a write."""


class FailingAt:
    """The n-th statement that writes fails; `writes` are those before it."""

    def __init__(self, place):
        self.place, self.writes = place, []

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().split(None, 1)[0].upper() in {"INSERT", "UPDATE", "DELETE"}:
            self.writes.append(sql)
            if len(self.writes) == self.place:
                raise Failure
        return execute(sql, params, many, context)


def everything():
    """All rows of all tables."""
    with connection.cursor() as cursor:
        return {table: _rows(cursor, table) for table in _tables()}


def _tables():
    return sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)})


def _rows(cursor, table):
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
    return sorted(map(repr, cursor.fetchall()))


@pytest.fixture
def place(ana, lena, maria, marias_episode, no_paper):
    of = Clinic(ana, maria, marias_episode)
    of.ana, of.lena = ana, lena
    return of


def test_every_action_of_the_site_is_tried_here():
    assert every_action() == set(ACTS)


def with_its_key(name, act):
    """What is called each time: with a key of its own where the action takes one."""
    return act if name in WITHOUT_KEY else lambda: act(key=new_key())


def test_an_action_that_fails_at_any_write_leaves_nothing(place, figure):
    wrong, failed = [], 0
    for name, prepared in {**ACTS, **WITHOUT_KEY}.items():
        with transaction.atomic():
            act = with_its_key(name, prepared(place))
            wrong += [f"{name}: {what}" for what in failures_of(act)]
            transaction.set_rollback(True)
    assert wrong == []
    assert faults_of_all() == []


def failures_of(act):
    """What is wrong when each write of an action fails in its turn, one after the other, and in the end none."""
    before, events = everything(), AuditEvent.objects.count()
    for place in range(1, MOST_WRITES):
        failing = FailingAt(place)
        with transaction.atomic():
            try:
                with connection.execute_wrapper(failing):
                    act()
            except Failure:
                if LOOK_AFTER_EACH and everything() != before:
                    yield f"something is left after this failed: {failing.writes[-1][:80]}"
                continue
            stored = AuditEvent.objects.count() - events
            transaction.set_rollback(True)
        break
    if everything() != before:
        yield "something is left of the attempts that failed"
    written = sum("audit_auditevent" in sql for sql in failing.writes)
    if not written or stored != written:
        yield f"{written} audit events were written, {stored} were stored"
