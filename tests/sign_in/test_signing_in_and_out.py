"""Signing in and out."""

import pytest
from django.test import Client
from django.urls import reverse

SIGN_IN = reverse("account_login")
PATIENTS = reverse("patients:patients")


@pytest.fixture
def visitor():
    return Client()


def sign_in(browser, login, password, **more):
    return browser.post(SIGN_IN, {"login": login, "password": password, **more})


def test_a_visitor_is_sent_to_the_sign_in_page_and_back(visitor, ana):
    response = visitor.get(PATIENTS)
    assert response.url == f"{SIGN_IN}?next={PATIENTS}"
    page = visitor.get(response.url)
    assert b'name="next" value="/patients/"' in page.content
    assert sign_in(visitor, "ana", "pw", next=PATIENTS).url == PATIENTS
    assert visitor.get(PATIENTS).status_code == 200


def test_the_user_name_and_the_e_mail_address_both_sign_in(visitor, ana):
    assert sign_in(visitor, "ana", "pw").status_code == 302
    visitor.post(reverse("account_logout"))
    assert sign_in(visitor, "ana@harbour.example", "pw").status_code == 302
    assert visitor.get(PATIENTS).status_code == 200


def test_after_signing_in_the_caseload_opens(visitor, ana):
    assert sign_in(visitor, "ana", "pw").url == reverse("programmes:caseload")


@pytest.mark.parametrize(("login", "password"), [("ana", "wrong"), ("nobody", "pw"), ("ana", "a\x00b"), ("", "")])
def test_what_does_not_fit_is_told_and_signs_nobody_in(visitor, ana, login, password):
    response = sign_in(visitor, login, password)
    assert response.status_code == 200
    assert b"<title>Error: Sign in" in response.content
    assert b"error-summary" in response.content
    assert visitor.get(PATIENTS).status_code == 302


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(visitor, ana):
    def said(login):
        return sign_in(visitor, login, "wrong").context["form"].errors.as_json()

    assert said("ana") == said("nobody")


def test_somebody_who_has_left_cannot_sign_in_and_is_shown_out(visitor, ana):
    sign_in(visitor, "ana", "pw")
    ana.is_active = False
    ana.save()
    assert visitor.get(PATIENTS).status_code == 302
    sign_in(visitor, "ana", "pw")
    assert visitor.get(PATIENTS).status_code == 302


def test_nobody_makes_an_account_for_themselves(visitor, db):
    page = visitor.get(reverse("account_signup"))
    assert b"<form" not in page.content
    visitor.post(
        reverse("account_signup"),
        {"username": "eve", "email": "eve@example.org", "password1": "long-enough-1", "password2": "long-enough-1"},
    )
    assert visitor.get(PATIENTS).status_code == 302


def test_signing_out_asks_first_and_then_ends_the_session(as_ana):
    assert b"Sign out?" in as_ana.get(reverse("account_logout")).content
    as_ana.post(reverse("account_logout"))
    assert as_ana.get(PATIENTS).status_code == 302


def test_signing_out_needs_the_form_s_own_token(ana):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ana)
    assert browser.post(reverse("account_logout")).status_code == 403


def test_a_forgotten_password_is_asked_for_on_a_page_of_the_site(visitor, ana):
    page = visitor.get(reverse("account_reset_password"))
    assert b'class="site-header"' in page.content
    assert b'class="btn btn-primary"' in page.content
    known = visitor.post(reverse("account_reset_password"), {"email": ana.email})
    unknown = visitor.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
