"""The events of a clinic make one chain, whoever writes them and whatever is rolled back."""

import threading
import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from clinic.audit.chain import OF_NO_CLINIC, START
from clinic.audit.models import AuditEvent, ChainHead
from clinic.audit.recording import Action, once, record
from clinic.audit.verifying import faults_of_all
from rehab.patients.actions import measure_body
from tests.audit.tampering import lifted

WRITERS, EVENTS_EACH = 8, 12


def places(clinic):
    return list(AuditEvent.objects.filter(clinic=clinic).order_by("id").values_list("sequence", flat=True))


def test_each_event_continues_the_one_before_it(ana):
    first, second = record(Action.LIST, by=ana), record(Action.SEARCH, by=ana)
    assert (first.sequence, first.previous_hash) == (1, START)
    assert (second.sequence, second.previous_hash) == (2, first.hash)
    assert len({START, first.hash, second.hash}) == 3


def test_the_head_names_the_last_event(ana):
    last = [record(Action.LIST, by=ana) for _ in range(3)][-1]
    head = ChainHead.objects.get(chain=ana.clinic_id)
    assert (head.length, head.hash) == (3, last.hash)


def test_each_clinic_has_a_chain_of_its_own(ana, ben):
    for clinician in (ana, ben, ana):
        record(Action.LIST, by=clinician)
    record(Action.SIGN_IN_FAILED, by=None)
    assert (places(ana.clinic), places(ben.clinic)) == ([1, 2], [1])
    assert AuditEvent.objects.get(clinic=None).chain == OF_NO_CLINIC


def test_what_is_rolled_back_leaves_no_gap(ana):
    record(Action.LIST, by=ana)
    with transaction.atomic():
        record(Action.LIST, by=ana)
        transaction.set_rollback(True)
    record(Action.LIST, by=ana)
    assert places(ana.clinic) == [1, 2]
    assert faults_of_all() == []


def test_the_time_is_the_database_s_and_not_the_computer_s_that_serves_the_page(ana, clock):
    event = record(Action.LIST, by=ana)
    clock.move_to("1999-12-31")
    assert record(Action.LIST, by=ana).at >= event.at
    assert event.at.year > 2025


def test_an_action_writes_its_events_last_and_in_their_order(ana, maria):
    @once
    def act(*, by):
        record(Action.CREATE, by=by, patient=maria, obj=maria)
        record(Action.AMEND, by=by, patient=maria, obj=maria)
        assert not AuditEvent.objects.filter(pk__gt=before).exists()
        return maria

    before = AuditEvent.objects.first().pk
    act(by=ana, key=uuid.uuid4())
    written = AuditEvent.objects.filter(pk__gt=before).order_by("sequence")
    assert [event.action for event in written] == ["create", "amend"]
    assert faults_of_all() == []


def test_an_action_inside_another_that_fails_leaves_no_event(ana, maria):
    @once
    def inner(*, by):
        record(Action.CREATE, by=by, patient=maria, obj=maria)
        raise ValueError

    @once
    def outer(*, by):
        with pytest.raises(ValueError):  # noqa: PT011
            inner(by=by)
        record(Action.AMEND, by=by, patient=maria, obj=maria)
        return maria

    before = AuditEvent.objects.first().pk
    outer(by=ana)
    assert [event.action for event in AuditEvent.objects.filter(pk__gt=before)] == ["amend"]


def test_an_event_that_cannot_be_chained_takes_its_action_back(ana, maria, monkeypatch):
    def fail(events):
        raise RuntimeError("the audit trail cannot be written")

    monkeypatch.setattr("clinic.audit.appending._write", fail)
    with pytest.raises(RuntimeError):
        measure_body(by=ana, patient=maria, measured_on=ana.today(), height_cm=None, mass_kg=70)
    assert not maria.body_measurements.exists()


@pytest.mark.django_db(transaction=True)
def test_racing_writers_make_one_chain(ana, maria):
    failed = []

    def write():
        try:
            for number in range(EVENTS_EACH):
                if number % 3:
                    record(Action.READ, by=ana, patient=maria, obj=maria)
                else:
                    with transaction.atomic():
                        record(Action.AMEND, by=ana, patient=maria, obj=maria)
                        transaction.set_rollback(number % 2 == 0)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    before = AuditEvent.objects.count()
    writers = [threading.Thread(target=write) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failed == []
    assert AuditEvent.objects.count() - before == WRITERS * 10
    assert places(ana.clinic) == list(range(1, before + WRITERS * 10 + 1))
    assert faults_of_all() == []


def test_a_place_cannot_be_taken_twice_even_without_the_guards(ana):
    event = record(Action.LIST, by=ana)
    event.pk = None
    with lifted(), pytest.raises(IntegrityError), transaction.atomic():
        event.save(force_insert=True)
