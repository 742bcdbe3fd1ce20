"""Who asks for what they may not see is told nothing, and leaves a trace that says what they asked for."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from clinic.audit.models import AuditEvent
from tests.conftest import signed_in

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


def last():
    event = AuditEvent.objects.first()
    return event.action, event.outcome, event.actor, event.object_type, event.object_id, event.patient_id


def test_a_patient_of_another_clinic(as_ben, ben, maria):
    as_ben.get(reverse("patients:patient", args=[maria.pk]))
    assert last() == ("refuse", "refused", ben, "patients.Patient", maria.pk, maria.pk)


def test_a_row_of_another_clinic_s_patient_is_told_with_the_patient(as_ben, ben, maria, marias_episode):
    as_ben.post(reverse("patients:edit_episode", args=[marias_episode.pk]))
    assert last() == ("refuse", "refused", ben, "patients.Episode", marias_episode.pk, maria.pk)


def test_a_record_that_does_not_exist_gets_the_same_answer_and_a_trace(as_ben, ben, maria):
    missing = uuid.uuid4()
    answers = [as_ben.get(reverse("patients:patient", args=[pk])) for pk in (maria.pk, missing)]
    assert answers[0].status_code == answers[1].status_code == 404
    assert TOKEN.sub(b"", answers[0].content) == TOKEN.sub(b"", answers[1].content)
    assert last() == ("refuse", "refused", ben, "patients.Patient", missing, None)


def test_another_patient_s_row_in_the_query(as_ben, ben, maria, lukasz):
    row = maria.circumstances.get()
    as_ben.get(reverse("patients:circumstances", args=[lukasz.pk]), {"correct": str(row.pk)})
    assert last() == ("refuse", "refused", ben, "patients.Circumstances", row.pk, maria.pk)


def test_what_is_no_id_leaves_a_trace_without_one(as_ana, ana, maria):
    as_ana.get(reverse("patients:circumstances", args=[maria.pk]), {"correct": "x'--"})
    assert last() == ("refuse", "refused", ana, "patients.Circumstances", None, None)


def test_settings_of_another_clinic(as_ben, ben):
    asked = uuid.uuid4()
    as_ben.get(reverse("thresholds:version", args=[asked]))
    assert last() == ("refuse", "refused", ben, "thresholds.SettingsVersion", asked, None)


def test_a_page_that_the_role_does_not_reach_is_named_by_its_route(as_ana, ana):
    assert as_ana.get(reverse("thresholds:change")).status_code == 403
    assert last() == ("refuse", "refused", ana, "thresholds:change", None, None)


def test_a_form_without_its_token(ana, maria):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ana)
    assert browser.post(reverse("patients:edit", args=[maria.pk])).status_code == 403
    assert last() == ("refuse", "refused", ana, "patients:edit", maria.pk, None)


@pytest.mark.parametrize("address", ["/nowhere/", "/exercises/no-such-exercise/", "/patients/12/"])
def test_an_address_that_is_nobody_s_record_is_no_refusal(as_ana, address):
    assert as_ana.get(address).status_code == 404
    assert not AuditEvent.objects.exists()


def test_a_visitor_is_nobody_to_record(maria):
    before = AuditEvent.objects.count()
    Client().get(reverse("patients:patient", args=[maria.pk]))
    assert AuditEvent.objects.count() == before


def test_a_refusal_that_cannot_be_recorded_is_not_sent(ben, maria, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the audit trail cannot be written")

    monkeypatch.setattr("clinic.audit.refusals.record", fail)
    browser = signed_in(ben)
    with pytest.raises(RuntimeError):
        browser.get(reverse("patients:patient", args=[maria.pk]))
