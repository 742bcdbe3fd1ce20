"""What makes the audit trail append-only in the database itself, on SQLite and on PostgreSQL.

The guards bind every role, the owner of the tables included, until somebody lifts them; `manage.py audit_grants`
takes even that from the application's own role on PostgreSQL.
"""

EVENTS, HEADS = "audit_auditevent", "audit_chainhead"
KEPT = "An audit event is written once and never changed or deleted."
REFUSED = f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"

SQLITE = {
    "audit_event_not_updated": f"BEFORE UPDATE ON {EVENTS} {REFUSED}",
    "audit_event_not_deleted": f"BEFORE DELETE ON {EVENTS} {REFUSED}",
    # INSERT OR REPLACE deletes the row that stands in its way without asking the trigger above.
    "audit_event_not_replaced": f"""BEFORE INSERT ON {EVENTS} WHEN NEW.id IN (SELECT id FROM {EVENTS})
        OR NEW.sequence IN (SELECT sequence FROM {EVENTS} WHERE chain = NEW.chain) {REFUSED}""",  # noqa: S608
    "audit_head_moves_on": f"""BEFORE UPDATE ON {HEADS}
        WHEN NEW.chain <> OLD.chain OR NEW.length <= OLD.length {REFUSED}""",
    "audit_head_not_deleted": f"BEFORE DELETE ON {HEADS} {REFUSED}",
    "audit_head_not_replaced": f"""BEFORE INSERT ON {HEADS} WHEN NEW.chain IN (SELECT chain FROM {HEADS})
        BEGIN SELECT RAISE(IGNORE); END""",  # noqa: S608
}
POSTGRESQL = {
    "audit_event_kept": f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {EVENTS} FOR EACH STATEMENT",
    "audit_head_kept": f"BEFORE DELETE OR TRUNCATE ON {HEADS} FOR EACH STATEMENT",
    "audit_head_moves_on": f"""BEFORE UPDATE ON {HEADS} FOR EACH ROW
        WHEN (NEW.chain <> OLD.chain OR NEW.length <= OLD.length)""",
}
REFUSE = f"""CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'restrict_violation'; END $$"""


def set_up(connection) -> None:
    """Make the database refuse to change, delete or truncate what the audit trail holds."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(REFUSE)
            for name, when in POSTGRESQL.items():
                cursor.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION audit_refuse()")
        else:
            for name, when in SQLITE.items():
                cursor.execute(f"CREATE TRIGGER {name} {when}")


def lift(connection) -> None:
    """Take the guards away: for a migration that rebuilds a table, and for emptying a test database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name, when in POSTGRESQL.items():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {EVENTS if EVENTS in when else HEADS}")
        else:
            for name in SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def missing(connection) -> set[str]:
    """The names of guards that are not in place."""
    query, expected = {
        "postgresql": ("SELECT tgname FROM pg_trigger WHERE tgenabled = 'O' AND NOT tgisinternal", POSTGRESQL),
        "sqlite": ("SELECT name FROM sqlite_master WHERE type = 'trigger'", SQLITE),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return set(expected) - {name for (name,) in cursor.fetchall()}
