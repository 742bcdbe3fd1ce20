"""A lead changes what a colleague may open, and no clinic is ever left without a lead."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from clinic.audit.models import AuditEvent
from clinic.audit.recording import EditConflict
from clinic.people import actions
from clinic.people.models import Invitation
from tests.conftest import signed_in
from tests.pages import opened, send, text
from tests.people.conftest import said


@pytest.fixture
def address(ana):
    return reverse("people:role", args=[ana.pk])


def test_a_new_role_holds_from_the_next_page(as_lena, as_ana, ana, address):
    assert as_ana.get(reverse("people:people")).status_code == 403
    response = as_lena.post(address, opened(as_lena, address) | {"role": "lead"}, follow=True)
    assert "has the role “Clinic lead” from now on" in said(response)
    assert as_ana.get(reverse("people:people")).status_code == 200


def test_a_role_that_was_taken_away_opens_nothing_more(as_lena, as_ana, ana, maria, address):
    record = reverse("patients:history", args=[maria.pk])
    assert as_ana.get(record).status_code == 200
    send(as_lena, address, role="reception")
    assert as_ana.get(record).status_code == 403
    assert AuditEvent.objects.first().actor_role == "reception"


def test_the_change_is_in_the_trail_and_on_the_page_of_the_person(as_lena, lena, ana, address):
    send(as_lena, address, role="lead")
    event = AuditEvent.objects.filter(action="role").get()
    assert (event.actor, event.object_id, event.object_version) == (lena, ana.pk, 2)
    page = text(as_lena.get(reverse("people:person", args=[ana.pk])))
    assert "Clinician, until Lena Vogt changed it on" in page


def test_a_form_that_is_sent_twice_changes_the_role_once(as_lena, ana, address):
    typed = opened(as_lena, address) | {"role": "lead"}
    for _ in range(2):
        assert as_lena.post(address, typed).status_code == 302
    ana.refresh_from_db()
    assert ana.version == 2


@pytest.mark.parametrize("role", ["", "owner", "clinician"])
def test_what_is_no_other_role_is_said_beside_the_field(as_lena, address, role):
    response = send(as_lena, address, role=role)
    assert response.status_code == 200
    assert "role" in response.context["form"].errors


def test_two_leads_at_once_see_both_roles(as_lena, lena, ana, carl, address):
    typed = opened(as_lena, address) | {"role": "reception"}
    actions.change_role(by=lena, person=ana, version=1, role="lead")
    response = as_lena.post(address, typed)
    assert response.status_code == 409
    [row] = response.context["comparisons"]
    assert row.stored.startswith("Clinic lead")
    assert row.typed.startswith("Reception")
    ana.refresh_from_db()
    assert ana.role == "lead"


def test_who_treats_patients_hands_them_over_before_going_to_the_reception(as_lena, ana, marias_episode, address):
    response = send(as_lena, address, role="reception")
    assert "Hand them over first" in response.context["form"].errors["role"][0]
    ana.refresh_from_db()
    assert ana.role == "clinician"


def test_a_lead_cannot_change_their_own_role(as_lena, lena, ana):
    own = reverse("people:role", args=[lena.pk])
    assert "You are the only lead" in said(as_lena.get(own, follow=True))
    ana.role = "lead"
    ana.save()
    assert "Another lead" in said(as_lena.post(own, {"role": "clinician", "version": "1"}, follow=True))
    lena.refresh_from_db()
    assert lena.role == "lead"
    with pytest.raises(actions.NotPossible):
        actions.change_role(by=lena, person=lena, version=1, role="clinician")


def test_of_two_leads_who_take_each_other_s_role_away_one_stays(lena, ana):
    ana.role = "lead"
    ana.save()
    actions.change_role(by=lena, person=ana, version=1, role="clinician")
    with pytest.raises(PermissionDenied):  # Ana's page was open all the while: she still holds herself for a lead
        actions.change_role(by=ana, person=lena, version=1, role="clinician")


def test_invitations_of_who_no_longer_leads_are_withdrawn(lena, ana, invite):
    link = invite()
    ana.role = "lead"
    ana.save()
    actions.change_role(by=ana, person=lena, version=1, role="clinician")
    assert Invitation.objects.get().withdrawn_at
    assert signed_in(ana).get(link).status_code == 410


def test_more_fields_than_the_form_has_change_nothing(as_lena, ana, hill_street, harbour, address):
    send(as_lena, address, role="lead", is_superuser="on", is_staff="on", clinic=str(hill_street.pk), username="root")
    ana.refresh_from_db()
    assert (ana.role, ana.clinic, ana.is_superuser, ana.is_staff, ana.username) == (
        "lead",
        harbour,
        False,
        False,
        "ana",
    )


def test_a_change_that_cannot_be_audited_is_not_stored(as_lena, ana, address, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the audit trail cannot be written")

    typed = opened(as_lena, address) | {"role": "lead"}
    monkeypatch.setattr("clinic.people.actions.record", fail)
    with pytest.raises(RuntimeError):
        as_lena.post(address, typed)
    ana.refresh_from_db()
    assert (ana.role, ana.version) == ("clinician", 1)


def test_a_stale_version_is_a_conflict(lena, ana):
    with pytest.raises(EditConflict):
        actions.change_role(by=lena, person=ana, version=7, role="lead")
