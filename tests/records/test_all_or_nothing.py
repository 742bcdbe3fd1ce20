"""Whichever write of an action fails, nothing of it is stored: no row, no event, no key. Every action there is."""

import os

import pytest
from django.apps import apps
from django.db import connection, transaction

from clinic.audit.recording import new_key
from clinic.audit.verifying import faults_of_all
from tests.handouts.conftest import no_paper
from tests.records.acts import ACTS, WITHOUT_KEY, every_action
from tests.trust.places import Clinic

__all__ = ["no_paper"]

LOOK_AFTER_EACH = bool(os.environ.get("FAIL_AND_LOOK_EACH_TIME"))
EVENT = "audit_auditevent"


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
            writes = written_by(act)
            if not any(EVENT in sql for sql in writes):
                wrong.append((name, "it leaves no audit event"))
            wrong += [(name, what) for what in left_by(act, writes)]
            failed += len(writes)
            transaction.set_rollback(True)
    assert wrong == []
    assert faults_of_all() == []
    figure("writes made to fail, nothing left", failed)


def written_by(act) -> list[str]:
    """The statements by which an action writes when nothing fails; it is taken back."""
    nothing = FailingAt(0)
    with transaction.atomic():
        with connection.execute_wrapper(nothing):
            act()
        transaction.set_rollback(True)
    return nothing.writes


def left_by(act, writes):
    """What an action leaves behind when each of its writes fails in its turn."""
    before = everything()
    for place in range(1, len(writes) + 1):
        with pytest.raises(Failure), connection.execute_wrapper(FailingAt(place)):
            act()
        transaction.set_rollback(False)  # what the action itself does not take back is to stay, and to be seen
        if LOOK_AFTER_EACH and everything() != before:
            yield f"something is left after this failed: {writes[place - 1][:80]}"
    if everything() != before:
        yield "something is left of what failed"
