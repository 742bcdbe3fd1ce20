"""Whatever somebody does to stored events, the verifier finds it, says where, and exits with 1."""

import copy
import datetime
import itertools
import os
import random

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from clinic.audit import verifying
from clinic.audit.chain import FIELDS, Head, digest, faults
from clinic.audit.guards import EVENTS, HEADS
from clinic.audit.models import AuditEvent, ChainCheck, ChainHead
from clinic.audit.recording import Action, record
from clinic.audit.verifying import faults_of_all
from tests.audit import tampering

SEED, TAMPERINGS, LENGTH = 20260302, 1000, 40
STORED_TAMPERINGS = int(os.environ.get("STORED_TAMPERINGS", "60"))


def wrong(rows, head):
    in_order = sorted(rows, key=lambda row: (row["sequence"], row["id"]))
    return list(faults(rows[0]["chain"] if rows else None, in_order, lambda: head))


@pytest.fixture(scope="module")
def written():
    return tampering.chain_of_events(random.Random(SEED), LENGTH)


@pytest.fixture
def head(written):
    return Head(LENGTH, written[-1]["hash"])


def test_a_chain_as_it_was_written_has_no_fault(written, head):
    assert wrong(written, head) == []


def test_a_thousand_random_tamperings_are_all_found(written, head, figure):
    dice = random.Random(SEED)
    missed, tried = [], dict.fromkeys(tampering.IN_PLACE, 0)
    for number in range(TAMPERINGS):
        tamper = tampering.IN_PLACE[number % len(tampering.IN_PLACE)]
        rows = copy.deepcopy(written)
        tamper(dice, rows)
        tried[tamper] += 1
        if not wrong(rows, head):
            missed.append((number, tamper.__name__))
    assert missed == []
    assert sum(tried.values()) == TAMPERINGS
    assert min(tried.values()) > TAMPERINGS // 10
    figure("tamperings with the audit trail found", TAMPERINGS - len(missed), of=TAMPERINGS, seed=SEED)


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_of_an_event_counts(written, head, field):
    rows = copy.deepcopy(written)
    rows[7][field] = 900 if field == "sequence" else "another"
    assert wrong(rows, head)


def test_a_chain_rewritten_to_its_end_shows_against_a_hash_kept_elsewhere(written):
    dice = random.Random(SEED)
    for _ in range(100):
        rows = copy.deepcopy(written)
        tampering.rewrite(dice, rows)
        assert not any(row["hash"] == written[-1]["hash"] for row in rows)
        assert wrong(rows, Head(LENGTH, rows[-1]["hash"])) == []


@pytest.mark.parametrize("tamper", tampering.IN_PLACE)
def test_what_is_found_says_where(written, head, tamper):
    rows = copy.deepcopy(written)
    tamper(random.Random(SEED), rows)
    in_order = sorted(rows, key=lambda row: (row["sequence"], row["id"]))
    changed = next(place for place in range(LENGTH) if in_order[place : place + 1] != written[place : place + 1]) + 1
    assert min(fault.sequence for fault in wrong(rows, head)) in {changed, changed + 1}


@pytest.fixture
def stored(ana, lena, maria, marias_episode):
    """A stored chain of two people, reading and writing."""
    for number in range(12):
        record(Action.READ, by=(ana, lena)[number % 2], patient=maria, obj=marias_episode)
    return list(AuditEvent.objects.order_by("sequence").values())


def tampered_with(dice, rows):
    """SQL that changes the stored chain in one of eleven ways."""
    one, other = dice.sample([row["id"] for row in rows[:-1]], 2)
    far = 1_000_000
    return dice.choice(
        [
            [(f"UPDATE {EVENTS} SET action = 'export' WHERE id = %s", [one])],
            [(f"UPDATE {EVENTS} SET at = %s WHERE id = %s", [rows[0]["at"] - datetime.timedelta(days=1), one])],
            [(f"UPDATE {EVENTS} SET actor_id = NULL WHERE id = %s", [one])],
            [(f"UPDATE {EVENTS} SET action = 'export', hash = %s WHERE id = %s", [hash_again(rows, one), one])],
            [(f"DELETE FROM {EVENTS} WHERE id = %s", [one])],
            [(f"DELETE FROM {EVENTS} WHERE id >= %s", [one])],
            [(f"DELETE FROM {EVENTS} WHERE id = (SELECT MAX(id) FROM {EVENTS})", [])],
            [(f"UPDATE {EVENTS} SET id = id + %s WHERE id = %s", [far, one])],
            swapped("id", one, other, far),
            swapped("sequence", places(rows)[one], places(rows)[other], far),
            inserted(dice, rows, far),
        ]
    )


def hash_again(rows, pk):
    """The hash that the row would have with another action, its place in the chain as it is."""
    return digest(next(row for row in rows if row["id"] == pk) | {"action": "export"})


def swapped(column, one, other, far):
    """Two rows change what they have in a column."""
    return [
        (f"UPDATE {EVENTS} SET {column} = %s WHERE {column} = %s", [far, one]),
        (f"UPDATE {EVENTS} SET {column} = %s WHERE {column} = %s", [one, other]),
        (f"UPDATE {EVENTS} SET {column} = %s WHERE {column} = %s", [other, far]),
    ]


def inserted(dice, rows, far):
    """A made-up row in the place of one: those behind it move up by one."""
    after = dice.choice(rows[:-1])
    copied = ", ".join(name for name in after if name not in {"id", "sequence"})
    here = after["sequence"]
    copy = f"SELECT %s, sequence + 1, {copied} FROM {EVENTS} WHERE id = %s"
    return [
        (f"UPDATE {EVENTS} SET sequence = sequence + %s WHERE sequence > %s", [far, here]),
        (f"INSERT INTO {EVENTS} (id, sequence, {copied}) {copy}", [far, after["id"]]),
        (f"UPDATE {EVENTS} SET sequence = sequence - %s WHERE sequence > %s", [far - 1, far]),
    ]


def places(rows):
    return {row["id"]: row["sequence"] for row in rows}


def test_tamperings_with_the_stored_rows_are_found_on_this_database(stored, figure):
    dice = random.Random(SEED)
    connection.check_constraints()
    for number in range(STORED_TAMPERINGS):
        with transaction.atomic():
            statements = tampered_with(dice, stored)
            with tampering.lifted(), connection.cursor() as cursor:
                for sql, values in statements:
                    cursor.execute(sql, adapted(values))
            connection.check_constraints()
            assert faults_of_all(), (number, statements)
            transaction.set_rollback(True)
    assert faults_of_all() == []
    what = f"tamperings with stored rows found on {connection.display_name}"
    figure(what, STORED_TAMPERINGS, of=STORED_TAMPERINGS, seed=SEED)


def adapted(values):
    """Times as the database's own columns have them."""
    return [
        connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime.datetime) else value
        for value in values
    ]


@pytest.mark.parametrize(
    "sql", [f"DELETE FROM {HEADS}", f"UPDATE {HEADS} SET length = length - 1", f"UPDATE {HEADS} SET hash = ''"]
)
def test_a_changed_head_is_found(stored, sql):
    with tampering.lifted(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert len(faults_of_all()) == 1


def test_a_row_put_in_past_the_application_is_found(stored):
    last = stored[-1]
    with tampering.lifted():
        AuditEvent.objects.bulk_create([AuditEvent(**last | {"id": last["id"] + 9, "sequence": last["sequence"] + 1})])
    assert {fault.sequence for fault in faults_of_all()} == {last["sequence"] + 1}


def test_what_comes_in_while_the_chain_is_read_is_no_fault(stored, ana, monkeypatch):
    asked = verifying.heads

    def then_somebody_reads():
        found = asked()
        record(Action.LIST, by=ana)
        return found

    monkeypatch.setattr(verifying, "heads", then_somebody_reads)
    assert verifying.faults_of(ana.clinic_id) == []


def test_only_what_came_after_a_known_event_is_looked_at(stored, ana):
    known = Head(stored[5]["sequence"], stored[5]["hash"])
    with tampering.lifted():
        AuditEvent.objects.filter(pk=stored[2]["id"]).update(action="list")
    assert verifying.faults_of(ana.clinic_id, since=known) == []
    with tampering.lifted():
        AuditEvent.objects.filter(pk=stored[8]["id"]).update(action="list")
    assert [fault.sequence for fault in verifying.faults_of(ana.clinic_id, since=known)] == [stored[8]["sequence"]]


def test_the_command_says_where_the_chains_end(stored, capsys):
    call_command("verify_audit")
    said = capsys.readouterr().out
    assert f"chain {stored[0]['chain']}: {len(stored)} events, the last {stored[-1]['hash']}" in said
    assert "The audit trail is as it was written." in said


def test_the_command_says_which_event_is_wrong_and_fails(stored):
    with tampering.lifted():
        AuditEvent.objects.filter(pk=stored[4]["id"]).update(action="list")
    with pytest.raises(CommandError) as wrong:
        call_command("verify_audit")
    assert f"event {stored[4]['sequence']} (row {stored[4]['id']}): edited" in str(wrong.value)
    assert wrong.value.returncode == 1


def test_the_command_misses_an_expected_hash(stored):
    kept = stored[-1]["hash"]
    call_command("verify_audit", "--expect", stored[0]["hash"], "--expect", kept.upper())
    rows = copy.deepcopy(stored)
    rows[3]["action"] = "list"
    for before, row in itertools.pairwise(rows[2:]):
        row["previous_hash"], row["hash"] = before["hash"], ""
        row["hash"] = digest(row)
    with tampering.lifted():
        for row in rows[3:]:
            AuditEvent.objects.filter(pk=row["id"]).update(
                action=row["action"], previous_hash=row["previous_hash"], hash=row["hash"]
            )
        ChainHead.objects.filter(chain=rows[0]["chain"]).update(hash=rows[-1]["hash"])
    ChainCheck.objects.all().delete()  # what earlier looks have seen stands in the same database
    call_command("verify_audit")
    with pytest.raises(CommandError, match=f"no event has the expected hash {kept}"):
        call_command("verify_audit", "--expect", stored[0]["hash"], "--expect", kept)


def test_the_command_misses_a_guard(stored):
    with tampering.lifted(), pytest.raises(CommandError, match="guard audit_head_moves_on is gone"):
        call_command("verify_audit")


def test_an_end_cut_off_with_its_head_set_back_shows_against_an_earlier_look(stored, ana):
    call_command("verify_audit")
    kept = stored[-1]["hash"]
    with tampering.lifted():
        AuditEvent.objects.filter(sequence__gt=stored[-4]["sequence"]).delete()
        ChainHead.objects.filter(chain=ana.clinic_id).update(length=stored[-4]["sequence"], hash=stored[-4]["hash"])
    assert faults_of_all() == []
    with pytest.raises(CommandError, match="it is no longer the event that was here at the last check"):
        call_command("verify_audit")
    ChainCheck.objects.all().delete()
    call_command("verify_audit")
    with pytest.raises(CommandError, match=f"no event has the expected hash {kept}"):
        call_command("verify_audit", "--expect", kept)


def test_the_command_keeps_that_it_looked(stored):
    call_command("verify_audit")
    check = ChainCheck.objects.get(chain=stored[0]["chain"])
    assert (check.length, check.hash, check.faults) == (len(stored), stored[-1]["hash"], 0)
