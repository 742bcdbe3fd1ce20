"""Events that were stored before there was a chain get their places in it, in the order they were written."""

from importlib import import_module

from django.apps import apps
from django.db.models import F

from clinic.audit.models import AuditEvent, ChainHead
from clinic.audit.recording import Action, record
from clinic.audit.verifying import faults_of_all
from tests.audit.tampering import lifted

migration = import_module("clinic.audit.migrations.0004_chain_what_is_stored")


def test_stored_events_are_chained(ana, ben, monkeypatch):
    monkeypatch.setattr(migration, "BATCH", 2)
    for clinician in (ana, ben, ana, None, ana, ben):
        record(Action.LIST, by=clinician)
    written = list(AuditEvent.objects.order_by("id").values())
    with lifted():
        ChainHead.objects.all().delete()
        AuditEvent.objects.update(sequence=F("id") + 100_000, previous_hash="", hash="")
        assert faults_of_all()
        migration.chain_stored_events(apps, None)
    assert faults_of_all() == []
    assert list(AuditEvent.objects.order_by("id").values()) == written
    record(Action.LIST, by=ana)
    assert faults_of_all() == []
