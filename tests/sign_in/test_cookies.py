"""What a browser keeps of a sign-in: two cookies, out of reach of scripts, of plain http and of other sites."""

import pytest
from django.urls import reverse

from clinic import settings as real
from tests.attacks.conftest import OverHttps
from tests.sign_in.steps import code_of, give_code, give_password


@pytest.fixture
def as_set_up_for_work(settings):
    for name in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"):
        setattr(settings, name, getattr(real, name))


def test_every_cookie_of_both_steps_is_kept_close(ana_with_app, as_set_up_for_work):
    browser = OverHttps()
    browser.handler.enforce_csrf_checks = False
    answers = [browser.get(reverse("account_login")), give_password(browser, "ana")]
    answers += [browser.get(reverse("mfa_authenticate")), give_code(browser, code_of(ana_with_app))]
    answers += [browser.get(reverse("mfa_index")), browser.get(reverse("account_change_password"))]
    set_on_the_way = [morsel for answer in answers for morsel in answer.cookies.values()]
    assert {morsel.key for morsel in set_on_the_way} == {"__Host-hipwise-session", "__Host-hipwise-csrf"}
    for morsel in set_on_the_way:
        assert morsel["secure"], morsel
        assert morsel["httponly"], morsel
        assert morsel["samesite"] == "Lax", morsel
        assert (morsel["path"], morsel["domain"]) == ("/", ""), morsel


def test_no_browser_is_trusted_to_leave_the_second_factor_out(ana_with_app):
    from allauth.mfa import app_settings

    assert not app_settings.TRUST_ENABLED
