"""Guessing is slowed down by account and address together, so that no stranger locks a colleague out."""

import datetime

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from tests.sign_in.steps import SIGN_IN, deeds, give_password, is_in

STRANGER, COLLEAGUE = "203.0.113.7", "198.51.100.20"
TOO_MANY = "Too many attempts. Wait five minutes, then try again."


def at(address, **headers):
    return Client(REMOTE_ADDR=address, **headers)


def guess(times, name="ana", address=STRANGER, **headers):
    for number in range(times):
        answer = give_password(at(address, **headers), name, f"guess {number}")
    return answer


def said(answer):
    return answer.context["form"].non_field_errors()


def test_after_five_guesses_the_right_password_does_not_help_there(ana):
    assert said(guess(5)) != [TOO_MANY]
    answer = give_password(at(STRANGER), "ana")
    assert said(answer) == [TOO_MANY]
    assert b"<title>Error: Sign in" in answer.content


def test_meanwhile_the_colleague_signs_in_elsewhere(ana):
    guess(20)
    browser = at(COLLEAGUE)
    assert give_password(browser, "ana").status_code == 302
    assert is_in(browser)


def test_after_five_minutes_it_is_forgotten(ana, clock):
    guess(5)
    clock.shift(datetime.timedelta(minutes=5, seconds=1))
    assert give_password(at(STRANGER), "ana").status_code == 302


def test_upper_case_is_no_way_around_it(ana):
    guess(5)
    assert said(give_password(at(STRANGER), "ANA")) == [TOO_MANY]


def test_signing_in_well_counts_as_no_guess(ana):
    for _time in range(8):
        assert give_password(at(COLLEAGUE), "ana").status_code == 302


def test_one_address_tries_ten_in_a_minute_whoever_they_are_for(ana, clock):
    for number in range(10):
        give_password(at(STRANGER), f"somebody{number}", "wrong")
    assert said(give_password(at(STRANGER), "ana")) == [TOO_MANY]
    assert give_password(at(COLLEAGUE), "ana").status_code == 302
    clock.shift(datetime.timedelta(minutes=1, seconds=1))
    assert give_password(at(STRANGER), "ana").status_code == 302


def test_a_flood_gets_a_page_that_says_what_to_do(ana):
    for _number in range(30):
        at(STRANGER).post(SIGN_IN, {})
    answer = at(STRANGER).post(SIGN_IN, {})
    assert answer.status_code == 429
    assert b"<h1>Too many attempts</h1>" in answer.content
    assert at(STRANGER).get(SIGN_IN).status_code == 200


def test_a_flood_of_refusals_does_not_fill_the_audit_trail(ana):
    guess(25)
    assert deeds(ana) == ["sign_in_failed"] * 5


def test_asking_for_links_is_slowed_down_the_same_for_known_and_unknown(ana, mailoutbox):
    def asked(email):
        return [at(STRANGER).post(reverse("account_reset_password"), {"email": email}).status_code for _ in range(6)]

    assert asked(ana.email) == asked("nobody@harbour.example") == [302] * 5 + [429]


def test_what_a_browser_claims_of_its_address_is_not_believed(ana):
    guess(3, HTTP_X_FORWARDED_FOR="192.0.2.1")
    guess(2, HTTP_X_FORWARDED_FOR="192.0.2.2")
    assert said(give_password(at(STRANGER), "ana")) == [TOO_MANY]


@pytest.fixture
def behind_a_proxy(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1


def test_behind_the_proxy_the_address_is_the_one_that_the_proxy_saw(ana, behind_a_proxy):
    for number in range(5):
        guess(1, address="127.0.0.1", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}, {STRANGER}")
    assert said(guess(1, address="127.0.0.1", HTTP_X_FORWARDED_FOR=f"192.0.2.9, {STRANGER}")) == [TOO_MANY]
    colleague = at("127.0.0.1", HTTP_X_FORWARDED_FOR=COLLEAGUE)
    assert give_password(colleague, "ana").status_code == 302


def test_an_address_that_is_none_is_refused_and_breaks_nothing(ana, behind_a_proxy):
    answer = give_password(at("127.0.0.1", HTTP_X_FORWARDED_FOR="nonsense"), "ana")
    assert answer.status_code == 403


def test_all_workers_count_together(ana):
    """A second worker sees what the first has counted: it is in the database, and not in a worker's memory."""
    guess(1)
    assert caches.create_connection("default").get("nothing") is None
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM throttle WHERE cache_key LIKE '%%login_failed%%'")
        assert len(cursor.fetchall()) == 2
