"""The clinic's lead, and nobody else, reads who did what; looking is in the trail itself."""

import csv
import io

import pytest
from django.urls import reverse

from clinic.audit.models import AuditEvent
from clinic.audit.recording import Action, record
from clinic.audit.verifying import check
from rehab.patients.actions import edit_patient
from rehab.records.csv_file import defused
from rehab.records.words import DID, object_url, object_words
from tests.audit.tampering import lifted
from tests.conftest import signed_in
from tests.pages import looked_for, text

ADDRESSES = ["trail", "who_saw", "who_saw_csv", "colleague", "colleague_csv"]


@pytest.fixture
def address(ana, maria):
    def of(name):
        pk = {"who_saw": maria.pk, "who_saw_csv": maria.pk, "colleague": ana.pk, "colleague_csv": ana.pk}.get(name)
        return reverse(f"records:{name}", args=[pk] if pk else [])

    return of


def acts(response):
    return [(group.title, act.did, act.what) for group in response.context["groups"] for act in group.acts]


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_clinician_is_refused_and_the_refusal_is_in_the_trail(as_ana, ana, address, name):
    assert as_ana.get(address(name)).status_code == 403
    assert (AuditEvent.objects.first().action, AuditEvent.objects.first().object_type) == ("refuse", f"records:{name}")


def test_only_the_lead_starts_a_look_at_every_event(as_ana, as_lena):
    assert as_ana.post(reverse("records:look")).status_code == 403
    assert as_lena.get(reverse("records:look")).status_code == 405
    assert "All are as they were written" in text(as_lena.post(reverse("records:look"), follow=True))


@pytest.mark.parametrize("name", ADDRESSES[1:])
def test_a_lead_of_another_clinic_finds_nothing(ben, address, name):
    ben.role = "lead"
    ben.save()
    assert signed_in(ben).get(address(name)).status_code == 404
    assert AuditEvent.objects.first().action == "refuse"


@pytest.mark.parametrize(
    ("name", "action"), [*zip(ADDRESSES, ["list", "read", "export", "read", "export"], strict=True)]
)
def test_looking_is_in_the_trail(as_lena, lena, maria, address, name, action):
    as_lena.get(address(name))
    event = AuditEvent.objects.first()
    assert (event.actor, event.action) == (lena, action)
    assert event.patient_id == (maria.pk if name.startswith("who_saw") else None)


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_trail_whose_reading_cannot_be_recorded_is_not_shown(as_lena, address, name, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the audit trail cannot be written")

    monkeypatch.setattr("rehab.records.views.trail.record", fail)
    with pytest.raises(RuntimeError):
        as_lena.get(address(name))


def test_who_saw_a_patient_newest_first_by_person(as_lena, as_ana, maria, address):
    as_ana.get(reverse("patients:patient", args=[maria.pk]))
    found = acts(as_lena.get(address("who_saw")))
    assert found == [
        ("Lena Vogt", "Read", "audit trail"),
        ("Ana Ruiz", "Read", "patient record"),
        ("Ana Ruiz", "Entered", "circumstances"),
        ("Ana Ruiz", "Entered", "patient record"),
    ]


def test_what_a_person_did_by_patient(as_lena, as_ana, maria, address):
    looked_for(as_ana, reverse("patients:patients"), "silva")
    found = acts(as_lena.get(address("colleague")))
    assert found[0] == ("No patient’s record", "Searched", "")
    assert ("Maria Silva", "Entered", "patient record") in found


def test_days_and_kinds_are_filtered(as_lena, as_ana, maria, address):
    as_ana.get(reverse("patients:patient", args=[maria.pk]))
    day = f"{AuditEvent.objects.first().at:%Y-%m-%d}"
    assert {did for _, did, _ in acts(as_lena.get(address("who_saw"), {"action": "create"}))} == {"Entered"}
    assert acts(as_lena.get(address("who_saw"), {"first": day, "last": day}))
    assert not acts(as_lena.get(address("who_saw"), {"first": "2001-01-01", "last": "2001-12-31"}))


@pytest.mark.parametrize(
    "typed", [{"first": "yesterday"}, {"first": "2026-02-02", "last": "2026-01-01"}, {"last": "\0"}]
)
def test_dates_that_are_not_understood_are_said_beside_their_field(as_lena, address, typed):
    response = as_lena.get(address("who_saw"), typed)
    assert response.status_code == 200
    assert "invalid-feedback" in text(response)


def test_a_long_trail_comes_in_pages(as_lena, ana, maria, address, monkeypatch):
    monkeypatch.setattr("rehab.records.views.trail.EVENTS_A_PAGE", 3)
    for _ in range(4):
        record(Action.READ, by=ana, patient=maria, obj=maria)
    first = as_lena.get(address("who_saw"))
    assert (len(acts(first)), first.context["page"].paginator.num_pages) == (3, 3)
    assert len(acts(as_lena.get(address("who_saw"), {"page": "3"}))) == 2


def test_somebody_of_another_clinic_is_not_named_and_reads_no_name(as_lena, as_ben, ben, maria, address):
    as_ben.get(reverse("patients:patient", args=[maria.pk]))
    page = as_lena.get(address("who_saw"))
    assert ("Somebody of another clinic", "Was refused", "patient record") in acts(page)
    assert "Okafor" not in text(page)
    ben.role = "lead"
    ben.save()
    his = signed_in(ben).get(reverse("records:colleague", args=[ben.pk]))
    assert ("No patient’s record", "Was refused", "patient record") in acts(his)
    for told in (text(his), signed_in(ben).get(reverse("records:colleague_csv", args=[ben.pk])).content.decode()):
        assert "Silva" not in told
        assert str(maria.pk) not in told


def test_every_act_has_plain_words():
    assert set(DID) == set(Action)


def test_an_object_is_named_in_plain_words_and_opens_where_it_can(ana, maria, marias_episode):
    edit_patient(by=ana, patient=maria, version=1, record_number="H-1001", telephone="5")
    changed = AuditEvent.objects.first()
    assert (object_words(changed), object_url(changed)) == (
        "patient record, version 2",
        reverse("patients:patient", args=[maria.pk]),
    )
    gone = AuditEvent(object_type="former.Model", action="read", outcome="done")
    assert (object_words(gone), object_url(gone)) == ("former.Model", "")


def test_the_file_has_every_event_of_the_page(as_lena, ana, maria, address):
    rows = list(csv.reader(io.StringIO(as_lena.get(address("who_saw_csv")).content.decode())))
    assert rows[0][:4] == ["When", "Who", "Role", "Action"]
    assert [row[1:7] for row in rows[2:]] == [
        ["Ana Ruiz", "Clinician", "Entered", "circumstances", "H-1001", "Done"],
        ["Ana Ruiz", "Clinician", "Entered", "patient record", "H-1001", "Done"],
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_begins_a_formula(as_lena, ana, maria, address, start):
    ana.first_name = f"{start}HYPERLINK(1)"
    ana.save()
    told = as_lena.get(address("who_saw_csv")).content.decode()
    cells = [cell for row in csv.reader(io.StringIO(told, newline="")) for cell in row]
    assert defused(f"{start}1") == f"'{start}1"
    assert any("HYPERLINK" in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_the_state_of_the_trail_is_told(as_lena, ana, maria, address):
    assert "Yes, verified up to now" in text(as_lena.get(address("trail")))
    check(ana.clinic_id)
    record(Action.LIST, by=ana)
    assert "All of them were last looked at on" in text(as_lena.get(address("trail")))


def test_an_edited_event_is_told_with_its_place(as_lena, ana, maria, address):
    with lifted():
        AuditEvent.objects.filter(sequence=1, clinic=ana.clinic).update(action="list")
    told = text(as_lena.get(address("trail")))
    assert "Something was changed past the application" in told
    assert "Event 1 (row" in told
    as_lena.post(reverse("records:look"))
    assert "found 1 fault" in text(as_lena.get(address("trail")))


def test_a_trail_rewritten_up_to_the_last_look_is_told(as_lena, ana, maria, address):
    check(ana.clinic_id)
    record(Action.LIST, by=ana)
    with lifted():
        AuditEvent.objects.filter(clinic=ana.clinic, sequence=2).update(hash="0" * 64)
    assert "no longer the event that was here" in text(as_lena.get(address("trail")))


def test_too_many_events_to_look_at_while_a_page_waits_are_said_to_be_unchecked(
    as_lena, ana, maria, address, monkeypatch
):
    monkeypatch.setattr("clinic.audit.queries.LOOKED_AT_FOR_A_PAGE", 1)
    assert "have not been looked at" in text(as_lena.get(address("trail")))
    as_lena.post(reverse("records:look"))
    assert "Yes, verified up to now" in text(as_lena.get(address("trail")))


def test_the_patient_s_page_leads_the_lead_there(as_lena, as_ana, maria, address):
    page = reverse("patients:patient", args=[maria.pk])
    assert address("who_saw") in text(as_lena.get(page))
    assert address("who_saw") not in text(as_ana.get(page))
