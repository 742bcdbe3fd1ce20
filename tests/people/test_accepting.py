"""Whoever holds the link of an invitation makes their own account with it, once."""

import datetime

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from clinic.accounts.models import Clinician
from clinic.audit.models import AuditEvent
from clinic.people import inviting
from clinic.people.inviting import AddressTaken, LinkDead, UserNameTaken
from clinic.people.links import token_of
from clinic.people.models import Invitation
from tests.pages import text
from tests.people.conftest import PASSWORD

ACCOUNT = {"username": "nina", "password": PASSWORD, "password_again": PASSWORD}


@pytest.fixture
def visitor():
    return Client()


def nina():
    return Clinician.objects.filter(email="nina@harbour.example").first()


def test_the_account_has_what_the_lead_said_and_the_person_chose(visitor, harbour, invite):
    link = invite(role="reception")
    page = text(visitor.get(link))
    assert "Lena Vogt invites you to Harbour Physio, as reception" in page
    assert visitor.post(link, ACCOUNT).url == reverse("account_login")
    made = nina()
    assert (made.clinic, made.role, made.is_active) == (harbour, "reception", True)
    assert (made.username, str(made), made.check_password(PASSWORD)) == ("nina", "Nina Berg", True)
    assert (made.is_staff, made.is_superuser) == (False, False)
    event = AuditEvent.objects.filter(action="create", object_id=made.pk).get()
    assert (event.actor, event.actor_role, event.clinic) == (made, "reception", harbour)


def test_making_the_account_signs_nobody_in(visitor, invite):
    visitor.post(invite(), ACCOUNT)
    assert visitor.get(reverse("patients:patients")).status_code == 302


def test_the_address_by_which_the_link_came_is_confirmed(visitor, invite):
    visitor.post(invite(), ACCOUNT)
    address = EmailAddress.objects.get(user=nina())
    assert (address.email, address.verified, address.primary) == ("nina@harbour.example", True, True)


def test_a_link_works_once(visitor, invite):
    link = invite()
    visitor.post(link, ACCOUNT)
    for response in (visitor.get(link), visitor.post(link, ACCOUNT | {"username": "nina2"})):
        assert response.status_code == 410
        assert "was made with it already" in text(response)
    assert Clinician.objects.filter(email="nina@harbour.example").count() == 1


def test_of_two_who_send_the_form_at_once_one_makes_the_account(invite):
    invite()
    stale = Invitation.objects.get()
    inviting.accept(invitation=stale, username="nina", password=PASSWORD)
    with pytest.raises(LinkDead):
        inviting.accept(invitation=stale, username="nina2", password=PASSWORD)


def test_a_link_that_was_replaced_while_its_page_was_open_makes_no_account(lena, invite):
    invite()
    stale = Invitation.objects.get()
    inviting.send_anew(by=lena, invitation=stale, version=1)
    with pytest.raises(LinkDead):
        inviting.accept(invitation=stale, username="nina", password=PASSWORD)


def test_after_three_days_it_has_expired(visitor, invite, clock):
    link = invite()
    clock.shift(datetime.timedelta(hours=71, minutes=59))
    assert visitor.get(link).status_code == 200
    clock.shift(datetime.timedelta(minutes=1))
    for response in (visitor.get(link), visitor.post(link, ACCOUNT)):
        assert response.status_code == 410
        assert "expired" in text(response)
    assert nina() is None


@pytest.mark.parametrize("token", ["x", "x:y", token_of("never made"), "a" * 2000, "%00", "..%2F.."])
def test_a_link_that_was_never_made_says_nothing(visitor, db, token):
    response = visitor.get(f"/invitation/{token}/")
    assert response.status_code in {404, 410}
    assert "Harbour" not in text(response)


def test_a_secret_without_its_signature_opens_nothing(visitor, invite):
    token = invite().split("/")[2]
    assert visitor.get(f"/invitation/{token.rpartition(':')[0]}/").status_code == 410
    assert visitor.get(f"/invitation/{token[:-1]}{'a' if token[-1] != 'a' else 'b'}/").status_code == 410


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"username": ""}, "username"),
        ({"username": "nina berg"}, "username"),
        ({"username": "n" * 151}, "username"),
        ({"username": "LENA"}, "username"),
        ({"password": ""}, "password"),
        ({"password": "short", "password_again": "short"}, "password"),
        ({"password": "password12345", "password_again": "password12345"}, "password"),
        ({"password": "nina@harbour.example", "password_again": "nina@harbour.example"}, "password"),
        ({"password": "x" * 129, "password_again": "x" * 129}, "password"),
        ({"password_again": PASSWORD + "!"}, "password_again"),
    ],
)
def test_what_is_wrong_is_said_and_the_link_still_works(visitor, invite, typed, field):
    link = invite()
    response = visitor.post(link, ACCOUNT | typed)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert "Error: Your account" in text(response)
    assert nina() is None
    assert visitor.post(link, ACCOUNT).status_code == 302


def test_no_password_is_shown_again(visitor, invite):
    assert PASSWORD not in text(visitor.post(invite(), ACCOUNT | {"username": "lena"}))


def test_a_user_name_that_somebody_takes_at_the_same_moment_is_asked_for_anew(invite, ana):
    invite()
    with pytest.raises(UserNameTaken):
        inviting.accept(invitation=Invitation.objects.get(), username="Ana", password=PASSWORD)
    assert Invitation.objects.get().is_open


def test_who_has_an_account_elsewhere_hears_it_and_the_lead_does_not(visitor, as_lena, invite, ben):
    link = invite(email="Ben@hill.example")
    for response in (visitor.get(link), visitor.post(link, ACCOUNT)):
        assert response.status_code == 409
        assert "has an account" in text(response)
    with pytest.raises(AddressTaken):
        inviting.accept(invitation=Invitation.objects.get(), username="nina", password=PASSWORD)
    page = text(as_lena.get(reverse("people:people")))
    assert "Ben@hill.example" in page
    assert "Hill Street" not in page


def test_somebody_signed_in_is_asked_to_sign_out_first(as_ana, invite):
    link = invite()
    for response in (as_ana.get(link), as_ana.post(link, ACCOUNT)):
        assert response.status_code == 409
        assert "Sign out first" in text(response)
    assert nina() is None


def test_more_fields_than_the_form_has_change_nothing(visitor, harbour, hill_street, invite):
    more = {"role": "lead", "clinic": hill_street.pk, "is_superuser": "on", "is_staff": "on", "email": "x@y.example"}
    visitor.post(invite(), ACCOUNT | more)
    made = nina()
    assert (made.clinic, made.role, made.is_superuser, made.is_staff) == (harbour, "clinician", False, False)


def test_an_account_that_cannot_be_audited_is_not_made(visitor, invite, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the audit trail cannot be written")

    link = invite()
    monkeypatch.setattr("clinic.people.inviting.record", fail)
    with pytest.raises(RuntimeError):
        visitor.post(link, ACCOUNT)
    assert nina() is None
    assert Invitation.objects.get().is_open


def test_the_form_needs_its_own_token(invite):
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(invite(), ACCOUNT).status_code == 403
