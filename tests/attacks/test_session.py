"""A session belongs to whoever signed in: it cannot be planted, guessed, forged, kept or used again."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from clinic.accounts.models import Clinician
from clinic.sign_in.models import Session
from tests.conftest import signed_in

LOGIN = reverse("account_login")
CASELOAD = reverse("programmes:caseload")
PASSWORD = "harbour-wall-at-dawn"
COOKIE = settings.SESSION_COOKIE_NAME


@pytest.fixture
def with_password(ana):
    ana.set_password(PASSWORD)
    ana.save()
    return ana


def sign_in(client, password=PASSWORD):
    return client.post(LOGIN, {"login": "ana", "password": password})


def is_in(client):
    return client.get(CASELOAD).status_code == 200


def same_cookies(client):
    """Another browser with a copy of all cookies."""
    copy = Client()
    for name, morsel in client.cookies.items():
        copy.cookies[name] = morsel.value
    return copy


def test_a_session_that_was_planted_before_signing_in_stays_a_stranger(with_password):
    planted = Client()
    planted.get(LOGIN)
    session = planted.session
    session["looked_for"] = {"1": "planted"}
    session.save()
    planted.cookies[COOKIE] = session.session_key
    thief = same_cookies(planted)
    assert sign_in(planted).status_code == 302
    assert is_in(planted)
    assert planted.cookies[COOKIE].value != session.session_key
    assert not is_in(thief)
    assert not Session.objects.filter(pk=session.session_key).exists()


def test_a_session_key_that_nobody_was_given_is_not_taken_up(with_password):
    client = Client()
    client.cookies[COOKIE] = "a" * 32
    sign_in(client)
    assert is_in(client)
    assert client.cookies[COOKIE].value != "a" * 32


def test_the_session_of_whoever_signed_in_here_before_is_not_handed_on(with_password, lena):
    client = signed_in(lena)
    before = client.cookies[COOKIE].value
    session = client.session
    session["looked_for"] = {"1": "hers"}
    session.save()
    client.post(reverse("account_logout"))
    sign_in(client)
    assert client.cookies[COOKIE].value != before
    assert "looked_for" not in client.session


def test_after_signing_out_a_copy_of_the_cookies_opens_nothing(as_ana):
    copy = same_cookies(as_ana)
    assert is_in(copy)
    as_ana.post(reverse("account_logout"))
    assert not is_in(copy)
    assert not is_in(as_ana)


TAMPERED = [
    "", " ", "null", "undefined", "0", "' OR '1'='1", "../../var/hipwise", "%00", "a" * 3000, "é" * 40, "..",
    '{"_auth_user_id": "1"}', "gASVKAAAAAAAAACMBXBvc2l4lIwGc3lzdGVtlJOU", "\x7f\x80", "ï»¿" * 12,
]  # fmt: skip


def test_a_cookie_that_was_tampered_with_is_nobody_s(as_ana):
    key = as_ana.cookies[COOKIE].value
    changed = [key[:place] + ("b" if key[place] != "b" else "c") + key[place + 1 :] for place in range(len(key))]
    for value in [*TAMPERED, *changed, key.upper(), key[:-1], key + "a", key[::-1]]:
        client = Client()
        client.cookies[COOKIE] = value
        assert client.get(CASELOAD).status_code == 302, value
    assert is_in(as_ana)


def test_what_a_session_says_cannot_be_changed_without_the_site_s_secret(as_ana, lena):
    stored = Session.objects.get(pk=as_ana.cookies[COOKIE].value)
    payload, _, signature = stored.session_data.rpartition(":")
    other = Session.objects.get(pk=signed_in(lena).cookies[COOKIE].value).session_data.rpartition(":")[0]
    Session.objects.filter(pk=stored.pk).update(session_data=f"{other}:{signature}")
    assert not is_in(as_ana)
    Session.objects.filter(pk=stored.pk).update(session_data=f"{payload}:{signature}")
    assert is_in(as_ana)


def test_every_session_of_somebody_who_is_deactivated_ends_with_the_next_request(ana):
    here, there = signed_in(ana), signed_in(ana)
    assert is_in(here)
    Clinician.objects.filter(pk=ana.pk).update(is_active=False)
    for client in (here, there):
        response = client.get(CASELOAD)
        assert response.status_code == 302
        assert response.url.startswith(LOGIN)


def test_two_sessions_of_one_person_are_two(with_password):
    here, there = signed_in(with_password), signed_in(with_password)
    here.post(reverse("account_logout"))
    assert not is_in(here)
    assert is_in(there)


def test_a_new_password_ends_what_was_opened_with_the_old_one(with_password):
    here, there = signed_in(with_password), signed_in(with_password)
    typed = {"oldpassword": PASSWORD, "password1": "another-wall-at-dusk", "password2": "another-wall-at-dusk"}
    assert here.post(reverse("account_change_password"), typed).status_code == 302
    assert is_in(here)
    assert not is_in(there)


def test_the_cookie_is_out_of_reach_of_scripts_other_sites_and_plain_http(as_served, browser_of, ana):
    morsel = browser_of(ana).get(CASELOAD).cookies[as_served.SESSION_COOKIE_NAME]
    assert (morsel["httponly"], morsel["secure"], morsel["samesite"]) == (True, True, "Lax")
    assert (morsel.key, morsel["path"], morsel["domain"]) == ("__Host-hipwise-session", "/", "")
