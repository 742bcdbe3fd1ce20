"""The audit trail says who did what to whose record, and never a clinical text."""

import pytest

from clinic.audit.models import AuditEvent
from clinic.audit.recording import Action, Outcome, record
from clinic.middleware import current_request_id


def test_an_event_names_the_actor_the_patient_and_the_object(ana, maria, marias_episode):
    event = record(Action.AMEND, by=ana, patient=maria, obj=marias_episode)
    event.refresh_from_db()
    assert (event.actor, event.actor_role, event.clinic) == (ana, "clinician", ana.clinic)
    assert (event.patient_id, event.object_id, event.object_version) == (maria.pk, marias_episode.pk, 1)
    assert event.object_type == "patients.Episode"
    assert event.at is not None


def test_an_event_carries_the_id_of_its_request(as_ana, maria):
    response = as_ana.get(f"/patients/{maria.pk}/")
    assert AuditEvent.objects.first().request_id == response["X-Request-ID"] != ""
    assert current_request_id.get() == ""


def test_an_event_is_neither_changed_nor_deleted(ana):
    event = record(Action.LIST, by=ana)
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()


def test_no_column_of_an_event_can_hold_a_text_of_the_record():
    texts = {
        field.name
        for field in AuditEvent._meta.fields
        if field.get_internal_type() in {"TextField", "JSONField"} or (getattr(field, "max_length", 0) or 0) > 64
    }
    assert texts == set()


def test_a_failed_sign_in_names_nobody(db):
    event = record(Action.SIGN_IN_FAILED, by=None, outcome=Outcome.REFUSED)
    event.refresh_from_db()
    assert (event.actor, event.actor_role, event.clinic, event.outcome) == (None, "", None, "refused")


def test_an_event_is_of_something_done_unless_it_says_refused(ana):
    assert record(Action.LIST, by=ana).outcome == "done"
