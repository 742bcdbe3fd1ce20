"""Only the patient's own clinic reaches a patient's pages; what is read and written there is in the audit trail."""

import datetime

import pytest
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse

from clinic.audit.models import AuditEvent
from rehab.patients import urls
from rehab.patients.actions import add_patient, measure_body
from rehab.patients.models import Circumstances, Episode, Patient
from tests.conftest import signed_in
from tests.pages import opened, send

OF_NOBODY = {"patients", "add", "reviews"}
OF_AN_EPISODE = {"edit_episode", "discharge", "reopen"}
OF_THE_LEAD = {"find_duplicate", "merge"}
ROUTES = sorted(route.name for route in urls.urlpatterns)
ROUTES_OF_A_PATIENT = sorted(set(ROUTES) - OF_NOBODY)
SENT = {
    "given_name": "Eve",
    "family_name": "Stolen",
    "date_of_birth": "1980-01-01",
    "record_number": "X",
    "reason": "Because",
    "holds_from": "2026-02-01",
    "measured_on": "2026-02-01",
    "mass_kg": "70",
    "complaint": "Stolen",
    "sides": "left",
    "started_on": "2026-02-01",
    "discharged_on": "2026-02-02",
    "outcome": "other",
    "version": "1",
    "key": "7b0e5a0e-58f5-4a52-8a3a-0f6d3f5c1f11",
}


@pytest.fixture
def address(ana, maria, marias_episode):
    measurement = measure_body(by=ana, patient=maria, measured_on=datetime.date(2026, 1, 6), height_cm=170)
    again = add_patient(
        by=ana, given_name="M", family_name="Silva", date_of_birth=maria.date_of_birth, record_number="H-2002"
    )
    of_other_rows = {
        "withdraw_measurement": [measurement.pk],
        "withdraw_circumstances": [maria.circumstances.get().pk],
        "wrong_patient": ["measurement", measurement.pk],
        "merge": [maria.pk, again.pk],
    }

    def of(name):
        of_a_patient = [marias_episode.pk if name in OF_AN_EPISODE else maria.pk]
        return reverse(f"patients:{name}", args=of_other_rows.get(name, of_a_patient))

    return of


def everything():
    return [model_to_dict(row) for model in (Patient, Episode, Circumstances) for row in model.objects.order_by("pk")]


@pytest.mark.parametrize("name", ROUTES_OF_A_PATIENT)
def test_another_clinic_is_told_nothing_and_changes_nothing(as_ben, ben, address, name):
    ben.role = "lead"
    ben.save()
    before = everything()
    assert as_ben.get(address(name)).status_code == 404
    assert as_ben.post(address(name), SENT).status_code in {404, 405}
    assert everything() == before
    assert set(AuditEvent.objects.filter(actor__username="ben").values_list("action", flat=True)) == {"refuse"}


@pytest.mark.parametrize("name", ROUTES)
def test_a_visitor_is_sent_to_sign_in(address, name):
    url = reverse(f"patients:{name}") if name in OF_NOBODY else address(name)
    for response in (Client().get(url), Client().post(url, SENT)):
        assert response.status_code == 302
        assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ROUTES_OF_A_PATIENT)
def test_the_patient_s_own_clinic_reaches_every_page(lena, address, name):
    assert signed_in(lena).get(address(name)).status_code in {200, 302}


@pytest.mark.parametrize("name", sorted(set(ROUTES_OF_A_PATIENT) - {"restore", "reopen"} - OF_THE_LEAD))
def test_reading_a_page_is_audited(as_ana, ana, maria, address, name):
    as_ana.get(address(name))
    event = AuditEvent.objects.first()
    assert (event.action, event.actor, event.patient_id) == ("read", ana, maria.pk)


@pytest.mark.parametrize("name", sorted(OF_THE_LEAD))
def test_so_is_reading_a_page_of_the_lead(lena, maria, address, name):
    signed_in(lena).get(address(name))
    event = AuditEvent.objects.first()
    assert (event.action, event.actor, event.patient_id) == ("read", lena, maria.pk)


def test_a_page_whose_reading_cannot_be_audited_is_not_shown(as_ana, address, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the audit trail cannot be written")

    monkeypatch.setattr("rehab.patients.views.pages.record", fail)
    with pytest.raises(RuntimeError):
        as_ana.get(address("patient"))


def test_every_writing_is_audited_with_its_version(as_ana, maria, address):
    send(as_ana, address("edit"), telephone="5")
    event = AuditEvent.objects.first()
    assert (event.action, event.object_id, event.object_version) == ("amend", maria.pk, 2)
    send(as_ana, address("measure"), mass_kg="70")
    assert (AuditEvent.objects.first().action, AuditEvent.objects.first().object_type) == (
        "create",
        "patients.BodyMeasurement",
    )
    send(as_ana, address("discharge"), outcome="other")
    assert AuditEvent.objects.first().object_type == "patients.Episode"


def test_what_cannot_be_audited_is_not_stored(as_ana, maria, address, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the audit trail cannot be written")

    typed = opened(as_ana, address("edit")) | {"telephone": "5"}
    before = everything()
    monkeypatch.setattr("rehab.patients.actions.record", fail)
    with pytest.raises(RuntimeError):
        as_ana.post(address("edit"), typed)
    assert everything() == before


def test_a_write_needs_the_form_s_own_token(ana, address):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ana)
    assert browser.post(address("edit"), SENT).status_code == 403


def test_opening_pages_changes_no_record(as_lena, address):
    before = everything()
    for name in ROUTES_OF_A_PATIENT:
        as_lena.get(address(name))
    assert everything() == before
