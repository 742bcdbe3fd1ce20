"""The lead invites a colleague by e-mail: one link, used once, for three days, and no word on any patient."""

import datetime
import smtplib

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from clinic.accounts.models import Clinician
from clinic.audit.models import AuditEvent
from clinic.audit.recording import EditConflict
from clinic.people import inviting
from clinic.people.actions import NotPossible
from clinic.people.models import Invitation
from tests.pages import opened, send, text
from tests.people.conftest import INVITE, NEW, link_in, said

PEOPLE = reverse("people:people")


def errors(response):
    return response.context["form"].errors


def test_an_invitation_is_sent_and_waits(as_lena, lena, harbour, invite):
    invite()
    invitation = Invitation.objects.get()
    assert (invitation.clinic, invitation.role, invitation.created_by) == (harbour, "clinician", lena)
    message = mail.outbox[0]
    assert message.to == ["nina@harbour.example"]
    assert message.subject == "Invitation to Hipwise at Harbour Physio"
    assert "Lena Vogt invites you" in message.body
    assert "Thursday, 5 March 2026, 10:00" in message.body
    page = text(as_lena.get(PEOPLE))
    assert "Nina Berg" in page
    event = AuditEvent.objects.filter(action="invite").get()
    assert (event.actor, event.object_id) == (lena, invitation.pk)


def test_no_account_is_made_before_the_link_is_opened(invite):
    invite()
    assert not Clinician.objects.filter(email="nina@harbour.example").exists()


def test_of_the_secret_only_a_hash_is_kept(invite):
    secret = invite().split("/")[2].rpartition(":")[0]
    kept = [str(value) for value in Invitation.objects.values().get().values()]
    assert len(secret) >= 40
    assert not any(secret in value for value in kept)


def test_a_form_that_is_sent_twice_sends_one_invitation(as_lena):
    typed = opened(as_lena, INVITE) | NEW
    for _ in range(2):
        assert as_lena.post(INVITE, typed).status_code == 302
    assert (Invitation.objects.count(), len(mail.outbox)) == (1, 1)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"given_name": ""}, "given_name"),
        ({"family_name": "x" * 81}, "family_name"),
        ({"email": "nobody"}, "email"),
        ({"email": "a@b.example\nBcc: all@b.example"}, "email"),
        ({"email": "x" * 250 + "@b.example"}, "email"),
        ({"role": "owner"}, "role"),
        ({"role": ""}, "role"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_sent(as_lena, typed, field):
    response = send(as_lena, INVITE, **NEW | typed)
    assert list(errors(response)) == [field]
    assert "Error: Invite" in text(response)
    assert not mail.outbox


def test_somebody_who_works_here_is_named(as_lena, ana):
    response = send(as_lena, INVITE, **NEW | {"email": "ANA@harbour.example"})
    assert errors(response)["email"] == ["Ana Ruiz works here with this address."]
    ana.is_active = False
    ana.save()
    response = send(as_lena, INVITE, **NEW | {"email": "ana@harbour.example"})
    assert "deactivated" in errors(response)["email"][0]


def test_an_address_that_waits_already_is_not_invited_twice(as_lena, invite):
    invite()
    assert "invited" in errors(send(as_lena, INVITE, **NEW | {"email": "Nina@Harbour.example"}))["email"][0]


def test_two_leads_who_invite_one_address_at_once_make_one_invitation(lena, invite):
    invite()
    with pytest.raises(NotPossible):
        inviting.invite(by=lena, **NEW)


def test_a_lead_is_told_nothing_of_other_clinics(as_lena, ben):
    unknown = send(as_lena, INVITE, **NEW)
    known = send(as_lena, INVITE, **NEW | {"email": ben.email})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert Invitation.objects.count() == len(mail.outbox) == 2
    assert mail.outbox[0].body.count("\n") == mail.outbox[1].body.count("\n")


def test_sent_again_it_has_a_new_link_and_its_full_time(as_lena, lena, invite, clock):
    old = invite()
    clock.shift(datetime.timedelta(hours=80))
    as_lena.force_login(lena)
    assert "Expired" in text(as_lena.get(PEOPLE))
    send(as_lena, reverse("people:send_again", args=[Invitation.objects.get().pk]))
    new = link_in(mail.outbox[-1])
    assert Client().get(old).status_code == 410
    assert Client().get(new).status_code == 200


def test_withdrawn_its_link_is_dead(as_lena, invite):
    link = invite()
    send(as_lena, reverse("people:withdraw", args=[Invitation.objects.get().pk]))
    assert Client().get(link).status_code == 410
    assert "Nobody is invited" in text(as_lena.get(PEOPLE))


@pytest.mark.parametrize("name", ["send_again", "withdraw"])
def test_what_was_withdrawn_meanwhile_is_said(as_lena, lena, invite, name):
    invite()
    address = reverse(f"people:{name}", args=[Invitation.objects.get().pk])
    typed = opened(as_lena, address)
    inviting.withdraw(by=lena, invitation=Invitation.objects.get(), version=1)
    assert "accepted or withdrawn" in said(as_lena.post(address, typed, follow=True))
    assert len(mail.outbox) == 1


def test_of_two_leads_who_send_it_again_the_second_is_told(lena, invite):
    invite()
    invitation = Invitation.objects.get()
    inviting.send_anew(by=lena, invitation=invitation, version=1)
    with pytest.raises(EditConflict):
        inviting.send_anew(by=lena, invitation=invitation, version=1)


def test_mail_that_is_not_taken_is_said_and_can_be_sent_again(as_lena, monkeypatch):
    def refuse(*args, **kwargs):
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr("clinic.people.mail.send_mail", refuse)
    response = as_lena.post(INVITE, opened(as_lena, INVITE) | NEW, follow=True)
    assert "did not take the e-mail" in said(response)
    assert Invitation.objects.get().is_open


def test_an_invitation_that_cannot_be_audited_is_neither_stored_nor_sent(as_lena, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the audit trail cannot be written")

    typed = opened(as_lena, INVITE) | NEW
    monkeypatch.setattr("clinic.people.inviting.record", fail)
    with pytest.raises(RuntimeError):
        as_lena.post(INVITE, typed)
    assert not Invitation.objects.exists()
    assert not mail.outbox


def test_an_invitation_of_another_clinic_does_not_exist(invite, ben):
    invite()
    ben.role = "lead"
    ben.save()
    browser = Client()
    browser.force_login(ben)
    pk = Invitation.objects.get().pk
    for name in ("send_again", "withdraw"):
        assert browser.get(reverse(f"people:{name}", args=[pk])).status_code == 404
        assert browser.post(reverse(f"people:{name}", args=[pk]), {"version": "1"}).status_code == 404
    assert "Nina" not in text(browser.get(PEOPLE))
    assert Invitation.objects.get().is_open
