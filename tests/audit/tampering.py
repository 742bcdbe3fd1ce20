"""How somebody with the database in their hands would change the audit trail."""

import datetime
import random
import uuid
from contextlib import contextmanager

from django.db import connection

from clinic.audit import guards
from clinic.audit.chain import FIELDS, START, digest


@contextmanager
def lifted():
    """The guards taken away, as the owner of the tables can."""
    guards.lift(connection)
    try:
        yield
    finally:
        guards.set_up(connection)


def chain_of_events(random: random.Random, length: int) -> list[dict]:
    """Rows of one clinic's chain, as they are stored: whoever, whatever, at any time."""
    clinic, last, rows = uuid.UUID(int=random.getrandbits(128)), START, []
    for place in range(1, length + 1):
        row = event(random, clinic) | {"id": place * 2, "chain": clinic, "sequence": place, "previous_hash": last}
        last = row["hash"] = digest(row)
        rows.append(row)
    return rows


def event(random, clinic):
    """The fields of an event that say who did what."""
    return {
        "clinic_id": clinic,
        "at": datetime.datetime.fromtimestamp(random.uniform(0, 2e9), datetime.UTC),
        "actor_id": random.choice([None, uuid.UUID(int=random.getrandbits(128))]),
        "actor_role": random.choice(["", "clinician", "lead"]),
        "patient_id": random.choice([None, uuid.UUID(int=random.getrandbits(128))]),
        "object_type": random.choice(["", "patients.Patient", "programmes.SessionLog"]),
        "object_id": random.choice([None, uuid.UUID(int=random.getrandbits(128))]),
        "object_version": random.choice([None, 1, 2, 17]),
        "action": random.choice(["read", "amend", "print", "refuse"]),
        "outcome": random.choice(["done", "refused"]),
        "request_id": f"{random.getrandbits(128):032x}",
    }


def edit(random, rows):
    """One field of one row gets another value."""
    change(random, random.choice(rows), [*EDITED, "hash"])


def edit_and_hash_again(random, rows):
    """One field of one row gets another value, and the row the hash that belongs to it."""
    row = random.choice(rows)
    change(random, row, EDITED)
    row["hash"] = digest(row)


def change(random, row, fields):
    """One of the fields gets another value."""
    field, value = random.choice(fields), None
    while value == row[field] or value is None:
        value = any_value(random, field)
    row[field] = value


def delete(random, rows):
    """One row, or several in a row, are gone; the end too."""
    begin = random.randrange(len(rows))
    del rows[begin : begin + random.randint(1, 3)]


def delete_and_close_the_gap(random, rows):
    """A row is gone, and those behind it move up without their hashes."""
    begin = random.randrange(len(rows) - 1)
    del rows[begin]
    for row in rows[begin:]:
        row["sequence"] -= 1


def insert(random, rows):
    """A made-up row stands between two, with a hash of its own and a place that is taken."""
    after = random.choice(rows)
    made_up = event(random, after["chain"]) | {
        "id": random.choice([1, rows[-1]["id"] + 1, after["id"] + 1]),
        "chain": after["chain"],
        "sequence": after["sequence"] + random.randint(0, 1),
        "previous_hash": after["hash"],
    }
    rows.append(made_up | {"hash": digest(made_up)})


def reorder(random, rows):
    """Two rows change places."""
    one, other = random.sample(rows, 2)
    for field in random.choice([("sequence",), ("id",), ("sequence", "previous_hash"), ("id", "sequence")]):
        one[field], other[field] = other[field], one[field]


def cut_off(random, rows):
    """The end is gone."""
    del rows[random.randrange(len(rows)) :]


def rewrite(random, rows):
    """From one row on everything is hashed again: only a hash that was kept elsewhere shows it."""
    begin = random.randrange(len(rows))
    change(random, rows[begin], [name for name in EDITED if name not in {"previous_hash", "clinic_id"}])
    last = rows[begin - 1]["hash"] if begin else START
    for row in rows[begin:]:
        row["previous_hash"] = last
        last = row["hash"] = digest(row)


def any_value(random, field):
    """What could stand in that field."""
    if field in {"hash", "previous_hash"}:
        return f"{random.getrandbits(256):064x}"
    return event(random, uuid.UUID(int=random.getrandbits(128)))[field]


IN_PLACE = [edit, edit_and_hash_again, delete, delete_and_close_the_gap, insert, reorder, cut_off]
EDITED = [name for name in FIELDS if name not in {"chain", "sequence"}]
