"""What the application's own role may do on PostgreSQL, so that it cannot change the audit trail."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from psycopg import sql

from clinic.audit.guards import EVENTS, HEADS

KEPT_FROM_IT = "UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER"


def statements(role: str) -> list[str]:
    """The SQL that gives `role` all that the application needs and keeps the audit trail's past from it."""
    name = sql.Identifier(role).as_string()
    return [
        f"GRANT USAGE ON SCHEMA public TO {name}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
        f"REVOKE {KEPT_FROM_IT} ON {EVENTS} FROM {name}",
        f"REVOKE DELETE, TRUNCATE, REFERENCES, TRIGGER ON {HEADS} FROM {name}",
        f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON django_migrations FROM {name}",
    ]


class Command(BaseCommand):
    """Run by the tables' owner after each migration; the application then signs in to the database as the role."""

    help = (
        "On PostgreSQL, let ROLE run the application without being able to change, delete or truncate audit events. "
        "Run it as the role that owns the tables (the one that runs migrate), after each migrate; then give ROLE to "
        "the application in DATABASE_URL. CREATE ROLE it first."
    )

    def add_arguments(self, parser):
        parser.add_argument("role", metavar="ROLE")
        parser.add_argument("--show", action="store_true", help="print the SQL instead of running it")

    def handle(self, *args, role, show, **options):
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL has roles. On SQLite whoever can write the file can do anything to it.")
        if not show:
            _check(role)
            with transaction.atomic(), connection.cursor() as cursor:
                for statement in statements(role):
                    cursor.execute(statement)
        self.stdout.write(";\n".join(statements(role)) + ";")


def _check(role):
    """A role that owns the tables, or is above all grants, would keep every right."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [role])
        found = cursor.fetchone()
        if found is None:
            raise CommandError(f"There is no role {role}. Make it first: CREATE ROLE {role} LOGIN PASSWORD '…'.")
        cursor.execute(
            "SELECT 1 FROM pg_tables WHERE tablename = %s AND pg_has_role(%s, tableowner, 'MEMBER')", [EVENTS, role]
        )
        if found[0] or cursor.fetchone():
            raise CommandError(f"{role} owns the tables or is a superuser: no grant binds it. Take another role.")
