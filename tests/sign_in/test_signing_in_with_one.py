"""Signing in with password and second factor."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from tests.drafts.page import OpenForm, offered, restored
from tests.sign_in.steps import (
    PATIENTS,
    SECOND_STEP,
    SIGN_IN,
    code_of,
    deeds,
    give_code,
    give_password,
    is_in,
    recovery_codes_of,
    sign_in,
)


@pytest.fixture
def half_in(ana_with_app):
    """A browser in which Ana has given her password."""
    browser = Client()
    give_password(browser, "ana")
    return browser


def test_a_code_signs_in_and_leads_where_one_wanted_to_go(ana_with_app):
    assert sign_in(ana_with_app, next=PATIENTS).came_to == PATIENTS


def test_a_code_works_once(ana_with_app, half_in):
    code = code_of(ana_with_app)
    assert give_code(half_in, code).status_code == 302
    thief = Client()
    give_password(thief, "ana")
    answer = give_code(thief, code)
    assert answer.status_code == 200
    assert b"This code does not fit" in answer.content
    assert not is_in(thief)


@pytest.mark.parametrize("seconds", [-30, 30])
def test_a_code_works_in_its_own_half_minute_alone(ana_with_app, half_in, clock, seconds):
    code = code_of(ana_with_app)
    clock.shift(datetime.timedelta(seconds=seconds))
    assert give_code(half_in, code).status_code == 200
    assert not is_in(half_in)


@pytest.mark.parametrize("typed", ["", "000000", "12", "a\x00b", "½", "9" * 5000])
def test_what_is_no_code_is_told_and_signs_nobody_in(half_in, typed):
    answer = give_code(half_in, typed)
    assert answer.status_code == 200
    assert b"<title>Error: Second factor" in answer.content
    assert not is_in(half_in)


def test_a_recovery_code_works_once_and_is_counted(ana_with_app, half_in):
    code = recovery_codes_of(ana_with_app)[3]
    assert give_code(half_in, code).status_code == 302
    assert is_in(half_in)
    again = Client()
    give_password(again, "ana")
    assert give_code(again, code).status_code == 200
    assert b"9 codes left" in half_in.get(reverse("mfa_index")).content
    assert deeds(ana_with_app)[:2] == ["recovery_code", "sign_in"]


def test_few_recovery_codes_left_are_told(ana_with_app):
    codes = recovery_codes_of(ana_with_app)
    for code in codes[:7]:
        browser = Client()
        give_password(browser, "ana")
        give_code(browser, code)
    assert b"Only 3 left" in browser.get(reverse("mfa_index")).content


def test_guessing_codes_is_stopped_even_for_the_right_one(ana_with_app, half_in):
    for guess in range(5):
        give_code(half_in, f"{guess:06}")
    answer = give_code(half_in, code_of(ana_with_app))
    assert b"Too many attempts" in answer.content
    assert not is_in(half_in)
    assert deeds(ana_with_app) == ["sign_in_failed"] * 5


def test_the_password_is_asked_for_again_when_the_code_was_left_for_long(ana_with_app, half_in, clock):
    clock.shift(datetime.timedelta(minutes=16))
    assert give_code(half_in, code_of(ana_with_app)).url == SIGN_IN


def test_the_step_does_not_open_without_a_password(db):
    assert Client().get(SECOND_STEP).url == SIGN_IN
    assert Client().post(SECOND_STEP, {"code": "123456"}).url == SIGN_IN


def test_the_session_gets_another_id(ana_with_app, half_in):
    before = half_in.session.session_key
    give_code(half_in, code_of(ana_with_app))
    assert half_in.session.session_key != before


def test_somebody_else_can_sign_in_instead(half_in, ben):
    half_in.post(reverse("account_logout"), {"next": SIGN_IN})
    assert half_in.get(SECOND_STEP).url == SIGN_IN
    assert is_in(sign_in(ben, browser=half_in))


def test_deactivated_between_the_steps_nobody_comes_in(ana_with_app, half_in):
    ana_with_app.is_active = False
    ana_with_app.save()
    give_code(half_in, code_of(ana_with_app))
    assert not is_in(half_in)


def test_after_the_session_has_ended_the_half_written_form_is_offered_again(ana_with_app, clock):
    browser = sign_in(ana_with_app)
    address = reverse("patients:add")
    OpenForm(browser, address).keep(given_name="Rosa", family_name="Halfway")
    clock.shift(datetime.timedelta(minutes=31))
    asked = browser.get(address)
    assert asked.url == f"{SIGN_IN}?next={address}"
    assert sign_in(ana_with_app, browser=browser, next=address).came_to == address
    assert len(offered(browser, address)) == 1
    assert restored(browser, address).context["form"]["family_name"].value() == "Halfway"
