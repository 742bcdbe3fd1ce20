"""The lead sees who works in the clinic and as what; nobody else does."""

import pytest
from django.urls import reverse

from clinic.audit.models import AuditEvent
from clinic.people.models import Invitation
from rehab.patients.actions import discharge_episode, open_episode
from tests.conftest import signed_in
from tests.pages import text

PEOPLE = reverse("people:people")


@pytest.fixture
def addresses(ana, invite):
    """Every address of the lead's pages on people."""
    invite()
    of_a_person = ["person", "role", "hand_over", "deactivate", "reactivate"]
    of_an_invitation = ["send_again", "withdraw"]
    return [
        PEOPLE,
        reverse("people:invite"),
        *(reverse(f"people:{name}", args=[ana.pk]) for name in of_a_person),
        *(reverse(f"people:{name}", args=[Invitation.objects.get().pk]) for name in of_an_invitation),
    ]


def test_everybody_of_the_clinic_is_listed_and_nobody_of_another(as_lena, ana, rosa, ben, marias_episode):
    as_ana = signed_in(ana)
    as_ana.get("/")
    page = as_lena.get(PEOPLE)
    assert [(str(one), one.role, one.patients) for one in page.context["here"]] == [
        ("Rosa Lind", "reception", 0),
        ("Ana Ruiz", "clinician", 1),
        ("Lena Vogt", "lead", 0),
    ]
    assert "Okafor" not in text(page)
    assert "2 Mar 2026" in text(page)


def test_two_episodes_of_one_patient_are_one_patient(as_lena, ana, maria, marias_episode):
    open_episode(by=ana, patient=maria, complaint="Knee", sides="left", started_on=ana.today())
    closed = open_episode(by=ana, patient=maria, complaint="Toe", sides="left", started_on=ana.today())
    discharge_episode(by=ana, episode=closed, version=1, discharged_on=ana.today(), outcome="other")
    assert [one.patients for one in as_lena.get(PEOPLE).context["here"]] == [1, 0]
    person = as_lena.get(reverse("people:person", args=[ana.pk]))
    assert [charge.detail.rpartition(" · ")[2] for charge in person.context["charges"]] == [
        "Anterior hip pain on stairs",
        "Knee",
    ]


def test_looking_is_in_the_trail(as_lena, lena, ana):
    as_lena.get(PEOPLE)
    as_lena.get(reverse("people:person", args=[ana.pk]))
    read, listed = AuditEvent.objects.all()[:2]
    assert (listed.actor, listed.action, listed.object_type) == (lena, "list", "accounts.Clinician")
    assert (read.actor, read.action, read.object_id) == (lena, "read", ana.pk)


def test_others_of_the_clinic_are_refused_every_page(addresses, ana, rosa):
    for person in (ana, rosa):
        browser = signed_in(person)
        for address in addresses:
            assert browser.get(address).status_code == 403, address
            assert browser.post(address, {"version": "1", "role": "lead"}).status_code == 403, address
        assert AuditEvent.objects.filter(actor=person, action="refuse").count() == 2 * len(addresses)
        assert PEOPLE not in text(browser.get("/", follow=True))


def test_a_lead_of_another_clinic_finds_nobody_here(addresses, ben, ana):
    ben.role = "lead"
    ben.save()
    browser = signed_in(ben)
    for address in addresses[2:]:
        assert browser.get(address).status_code == 404, address
        assert browser.post(address, {"version": "1", "role": "lead"}).status_code in {404, 405}, address
    ana.refresh_from_db()
    assert (ana.role, ana.is_active, ana.version) == ("clinician", True, 1)


def test_opening_the_pages_changes_nothing(as_lena, addresses, ana):
    for address in addresses:
        assert as_lena.get(address).status_code in {200, 302}
    ana.refresh_from_db()
    assert (ana.role, ana.is_active, ana.version) == ("clinician", True, 1)
    assert Invitation.objects.get().is_open
