"""On PostgreSQL the application's own role can write audit events, and neither change nor remove them."""

from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from clinic.audit.management.commands.audit_grants import statements
from clinic.audit.models import AuditEvent
from clinic.audit.recording import Action, record
from rehab.patients.actions import measure_body
from tests.audit.tampering import lifted

ROLE = "hipwise_app"
FORBIDDEN = [
    "UPDATE audit_auditevent SET action = 'list'",
    "DELETE FROM audit_auditevent",
    "TRUNCATE audit_auditevent CASCADE",
    "DELETE FROM audit_chainhead",
    "TRUNCATE audit_chainhead",
    "ALTER TABLE audit_auditevent DISABLE TRIGGER ALL",
    "DROP TRIGGER audit_event_kept ON audit_auditevent",
    "DROP TABLE audit_auditevent",
    "DELETE FROM django_migrations",
]


@pytest.fixture
def only_postgresql(db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles; bin/test runs this on PostgreSQL")


@pytest.fixture
def role(only_postgresql):
    """The application's role, which goes when the test's transaction is rolled back."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
    call_command("audit_grants", ROLE, verbosity=0)
    return ROLE


@contextmanager
def acting_as(role):
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        yield cursor
        cursor.execute("RESET ROLE")


def test_the_role_runs_the_application(role, ana, maria):
    with acting_as(role):
        event = record(Action.READ, by=ana, patient=maria, obj=maria)
        measure_body(by=ana, patient=maria, measured_on=ana.today(), height_cm=None, mass_kg=70)
    assert AuditEvent.objects.filter(sequence__gt=event.sequence).count() == 1


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_the_role_changes_and_removes_nothing_even_without_the_guards(role, ana, sql):
    record(Action.LIST, by=ana)
    with lifted(), acting_as(role) as cursor, pytest.raises(ProgrammingError), transaction.atomic():
        cursor.execute(sql)


def test_the_owner_could_without_the_guards(only_postgresql, ana):
    record(Action.LIST, by=ana)
    with lifted(), connection.cursor() as cursor:
        cursor.execute(FORBIDDEN[0])


def test_a_role_that_no_grant_binds_is_refused(only_postgresql):
    for role in ("hipwise", "nobody_such"):
        with pytest.raises(CommandError):
            call_command("audit_grants", role)


def test_the_sql_can_be_read_before_it_is_run(only_postgresql, capsys):
    call_command("audit_grants", 'od"d', "--show")
    shown = capsys.readouterr().out
    assert 'REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON audit_auditevent FROM "od""d"' in shown
    assert len(shown.strip().split(";")) == len(statements("x")) + 1


def test_sqlite_is_told_that_it_has_no_roles(db):
    if connection.vendor == "sqlite":
        with pytest.raises(CommandError, match="Only PostgreSQL has roles"):
            call_command("audit_grants", ROLE)
    else:
        assert statements(ROLE)
