"""Setting up a second factor: an authenticator app, and recovery codes for the day it is at home."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.sign_in.steps import code_for, deeds, is_in, recovery_codes_of, sign_in

APP = reverse("mfa_activate_totp")
CODES = reverse("mfa_view_recovery_codes")


def set_up(browser, code=None):
    secret = browser.get(APP).context["form"].secret
    return browser.post(APP, {"code": code or code_for(secret)})


@pytest.fixture
def as_new(strict, ana):
    """Ana's first sign-in."""
    return sign_in(ana)


def test_an_app_opens_everything_at_once(as_new):
    answer = set_up(as_new)
    assert answer.url == CODES
    assert is_in(as_new)


def test_the_key_stands_there_as_a_picture_and_as_text(as_new):
    page = as_new.get(APP)
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert "data:image/svg+xml;base64," in page.content.decode()
    assert page.context["totp_url"] == f"otpauth://totp/ana?secret={secret}&issuer=Hipwise"


def test_a_code_that_does_not_fit_is_told_and_the_same_key_is_kept(as_new):
    secret = as_new.get(APP).context["form"].secret
    again = as_new.post(APP, {"code": "123"})
    assert again.status_code == 200
    assert b"<title>Error: Set up" in again.content
    assert b"This code does not fit" in again.content
    assert again.context["form"].secret == secret
    assert not is_in(as_new)
    assert as_new.post(APP, {"code": code_for(secret)}).status_code == 302


def test_the_database_alone_does_not_tell_the_key_nor_the_codes(as_new, ana):
    secret = as_new.get(APP).context["form"].secret
    as_new.post(APP, {"code": code_for(secret)})
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert not [code for code in recovery_codes_of(ana) if code in kept]


def test_another_secret_key_says_so_beside_the_code(as_new, ana, settings):
    set_up(as_new)
    settings.SECRET_KEY = "another"
    browser = Client()
    browser.post(reverse("account_login"), {"login": "ana", "password": "pw"})
    answer = browser.post(reverse("mfa_authenticate"), {"code": "123456"})
    assert answer.status_code == 200
    assert b"secret key was changed" in answer.content


def test_a_key_that_came_before_still_unseals(as_new, ana, settings):
    set_up(as_new)
    codes = recovery_codes_of(ana)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert recovery_codes_of(ana) == codes


def test_recovery_codes_are_shown_once_and_counted(as_new, ana):
    set_up(as_new)
    codes = recovery_codes_of(ana)
    first, second = as_new.get(CODES).content.decode(), as_new.get(CODES).content.decode()
    assert len(set(codes)) == 10
    assert all(code in first for code in codes)
    assert "data-print" in first
    assert not any(code in second for code in codes)
    assert "10 of 10 left" in second


def test_other_sessions_that_had_the_password_alone_end(ana):
    one, other = sign_in(ana), sign_in(ana)
    set_up(one)
    assert is_in(one)
    assert not is_in(other)


def test_it_leaves_its_trace_and_a_message(as_new, ana, mailoutbox):
    set_up(as_new)
    assert deeds(ana) == ["sign_in", "second_factor"]
    assert deeds(ana, object_type="mfa.totp") == ["second_factor"]
    (message,) = mailoutbox
    assert message.to == [ana.email]
    assert "An authenticator app was set up" in message.body


def test_it_is_not_set_up_where_its_trace_cannot_be_written(as_new, ana, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("clinic.sign_in.actions.record", broken)
    with pytest.raises(RuntimeError):
        set_up(as_new)
    assert not Authenticator.objects.exists()
    assert not is_in(as_new)


def test_nobody_sets_up_one_without_being_signed_in(db):
    assert Client().get(APP).status_code == 302
    assert Client().post(APP, {"code": "123456"}).status_code == 302
    assert not Authenticator.objects.exists()
