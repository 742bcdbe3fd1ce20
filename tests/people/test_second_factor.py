"""The lead sees who has a second factor, and takes it away from who lost it, so that they can set up another."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import reverse

from clinic.audit.models import AuditEvent
from tests.conftest import signed_in
from tests.pages import opened, send, text
from tests.people.conftest import said


@pytest.fixture
def ana_s_app(ana):
    Authenticator.objects.create(user=ana, type="recovery_codes", data={})
    return Authenticator.objects.create(user=ana, type="totp", data={"secret": "x"})


@pytest.fixture
def address(ana):
    return reverse("people:second_factor", args=[ana.pk])


def has_one(browser):
    people = browser.get(reverse("people:people")).context["here"]
    return {person.username: person.second_factor for person in people}


def test_the_list_says_who_has_one(as_lena, ana, ana_s_app):
    assert has_one(as_lena) == {"ana": True, "lena": False}
    ana_s_app.delete()
    assert has_one(as_lena)["ana"] is False  # recovery codes alone are none


def test_it_is_reset(as_lena, lena, ana, ana_s_app, address, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = as_lena.post(address, opened(as_lena, address), follow=True)
    assert "The second factor of Ana Ruiz is reset" in said(response)
    assert not Authenticator.objects.filter(user=ana).exists()
    event = AuditEvent.objects.filter(actor=lena, object_id=ana.pk).exclude(action="read").get()
    assert event.outcome == "done"
    assert [message.to for message in mail.outbox] == [["ana@harbour.example"]]


def test_the_person_is_signed_out_everywhere(as_lena, as_ana, ana_s_app, address):
    send(as_lena, address)
    assert as_ana.get(reverse("patients:patients")).status_code == 302


def test_it_is_offered_only_where_there_is_one(as_lena, ana, address):
    assert address not in text(as_lena.get(reverse("people:person", args=[ana.pk])))
    assert "has no second factor" in said(as_lena.get(address, follow=True))


def test_a_form_that_is_sent_twice_resets_once(as_lena, ana, ana_s_app, address):
    typed = opened(as_lena, address)
    as_lena.post(address, typed)
    Authenticator.objects.create(user=ana, type="totp", data={"secret": "new"})
    assert as_lena.post(address, typed).status_code == 302
    assert Authenticator.objects.filter(user=ana).count() == 1


def test_nobody_resets_their_own(as_lena, lena):
    Authenticator.objects.create(user=lena, type="totp", data={"secret": "x"})
    response = as_lena.post(reverse("people:second_factor", args=[lena.pk]), {})
    assert response.url == reverse("mfa_index")
    assert Authenticator.objects.filter(user=lena).exists()


def test_nobody_else_resets_one(ana, ana_s_app, rosa, ben, address):
    ben.role = "lead"
    ben.save()
    assert [signed_in(person).post(address).status_code for person in (ana, rosa, ben)] == [403, 403, 404]
    assert Authenticator.objects.filter(user=ana).exists()
