"""The database itself refuses to change or delete what the audit trail holds."""

import pytest
from django.db import IntegrityError, connection, transaction

from clinic.audit import guards
from clinic.audit.chain import START
from clinic.audit.models import AuditEvent, ChainHead
from clinic.audit.recording import Action, record
from tests.audit.tampering import lifted

ON_EVENTS = [
    "UPDATE audit_auditevent SET action = 'print'",
    "UPDATE audit_auditevent SET hash = hash",
    "DELETE FROM audit_auditevent",
    "DELETE FROM audit_chainhead",
    "UPDATE audit_chainhead SET length = length - 1",
    "UPDATE audit_chainhead SET hash = ''",
]
OF_ONE_DATABASE = {
    "postgresql": [
        "TRUNCATE audit_auditevent CASCADE",
        "TRUNCATE audit_chainhead CASCADE",
        "INSERT INTO audit_auditevent SELECT * FROM audit_auditevent ON CONFLICT (id) DO UPDATE SET action = 'print'",
    ],
    "sqlite": [
        "INSERT OR REPLACE INTO audit_auditevent SELECT * FROM audit_auditevent",
        "REPLACE INTO audit_auditevent SELECT * FROM audit_auditevent",
        "UPDATE OR REPLACE audit_auditevent SET id = id + 1",
    ],
}


def run(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def event(ana):
    return record(Action.LIST, by=ana)


def everything():
    return list(AuditEvent.objects.values()), list(ChainHead.objects.values())


@pytest.mark.parametrize("sql", ON_EVENTS)
def test_an_event_is_neither_changed_nor_deleted_by_sql(event, sql):
    before = everything()
    with pytest.raises(IntegrityError):
        run(sql)
    assert everything() == before


def test_the_querysets_of_the_application_are_refused_too(event):
    for act in (AuditEvent.objects.all().delete, lambda: AuditEvent.objects.update(action="list")):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


@pytest.mark.parametrize("sql", ON_EVENTS)
def test_without_the_guards_the_same_sql_goes_through(event, sql):
    before = everything()
    with lifted():
        run(sql)
    assert everything() != before or "SET hash = hash" in sql


def test_what_empties_or_replaces_rows_in_another_way_is_refused(event):
    before = everything()
    connection.check_constraints()
    for sql in OF_ONE_DATABASE[connection.vendor]:
        with pytest.raises(IntegrityError):
            run(sql)
    assert everything() == before


def test_a_head_is_not_replaced_by_one_that_begins_again(event):
    again = f"INSERT INTO audit_chainhead (chain, length, hash) SELECT chain, 0, '{START}' FROM audit_chainhead"
    before = everything()
    if connection.vendor == "sqlite":
        run(again.replace("INSERT", "INSERT OR REPLACE"))
    else:
        with pytest.raises(IntegrityError):
            run(again)
    assert everything() == before


def test_a_guard_that_was_taken_away_is_missed(db):
    assert guards.missing(connection) == set()
    with lifted():
        assert guards.missing(connection) == set(
            {"postgresql": guards.POSTGRESQL, "sqlite": guards.SQLITE}[connection.vendor]
        )
