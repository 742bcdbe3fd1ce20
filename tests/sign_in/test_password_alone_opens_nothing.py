"""The password alone reaches only the pages that set up a second factor, whichever door it was given at."""

import re
import uuid

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.urls.resolvers import RoutePattern

from clinic.accounts.models import Clinic, Clinician
from clinic.sign_in.middleware import SETS_ONE_UP
from tests.sign_in.steps import (
    PATIENTS,
    SECOND_FACTORS,
    SECOND_STEP,
    SIGN_IN,
    code_of,
    give_code,
    give_password,
    is_in,
    sign_in,
    with_app,
)

SAMPLES = [str(uuid.uuid4()), "1", "x", "0a454b"]
RESET_LINK = "/accounts/password/new/abc-set-password/"


def addresses(patterns=None, before="/"):
    """(name, address) of every route of the site, the administration's too."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if not isinstance(pattern.pattern, RoutePattern):
            yield getattr(pattern, "name", None), RESET_LINK if pattern.name else "/admin/nowhere/"
            continue
        filled = filled_in(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield pattern.name, before + filled
        else:
            yield from addresses(pattern.url_patterns, before + filled)


def filled_in(pattern):
    """A part of an address with something in each place that takes it."""

    def sample(found):
        regex = pattern.converters[found[1]].regex
        return next(one for one in [*SAMPLES, *regex.split("|")] if re.fullmatch(regex, one))

    return re.sub(r"<(?:\w+:)?(\w+)>", sample, str(pattern))


ELSEWHERE = [(name, address) for name, address in addresses() if name not in SETS_ONE_UP]


@pytest.fixture
def keeper(db):
    """Who looks after all clinics, at the administration."""
    return Clinician.objects.create_superuser("keeper", "keeper@example.org", "pw")


def test_the_routes_are_all_of_them():
    assert len(ELSEWHERE) > 100
    assert not [address for name, address in ELSEWHERE if "<" in address]


@pytest.mark.parametrize("who", ["ana", "keeper"])
def test_without_one_every_page_leads_to_setting_one_up(strict, who, request):
    browser = sign_in(request.getfixturevalue(who))
    open_still = []
    for name, address in ELSEWHERE:
        answer = browser.get(address)
        if not (answer.status_code == 302 and answer.url.startswith(SECOND_FACTORS)):
            open_still.append((name, address, answer.status_code))
    assert open_still == []


def test_without_one_nothing_that_is_sent_arrives(strict, ana):
    browser = sign_in(ana)
    arrived = []
    for name, address in ELSEWHERE:
        answer = browser.post(address, {"password1": "another-long-one", "password2": "another-long-one"})
        if answer.status_code != 403 or b"a second factor first" not in answer.content:
            arrived.append((name, address, answer.status_code))
    assert arrived == []


def test_the_same_pages_open_where_the_clinic_does_not_ask(ana):
    browser = sign_in(ana)
    assert is_in(browser)
    assert browser.get(reverse("account_change_password")).status_code == 200


def test_the_pages_that_set_one_up_open_and_signing_out_does(strict, ana):
    browser = sign_in(ana)
    for name in SETS_ONE_UP - {"account_logout"}:
        assert browser.get(reverse(name)).status_code == 200, name
    browser.post(reverse("account_logout"))
    assert browser.get(SECOND_FACTORS).status_code == 302


def test_they_show_no_way_into_the_records(strict, ana):
    page = sign_in(ana).get(SECOND_FACTORS)
    assert PATIENTS.encode() not in page.content
    assert b"before you go on" in page.content


def test_a_new_clinic_asks_and_who_belongs_to_none_is_always_asked(keeper):
    assert Clinic.objects.create(name="New").requires_second_factor
    assert sign_in(keeper).get("/admin/").url.startswith(SECOND_FACTORS)


def test_it_holds_from_the_moment_the_clinic_asks(ana, harbour):
    browser = sign_in(ana)
    assert is_in(browser)
    harbour.requires_second_factor = True
    harbour.save()
    assert browser.get(PATIENTS).url.startswith(SECOND_FACTORS)


def test_with_one_the_password_signs_nobody_in(ana_with_app):
    browser = Client()
    assert give_password(browser, "ana").url == SECOND_STEP
    assert SESSION_KEY not in browser.session
    visitors = {name for name, address in ELSEWHERE if Client().get(address).status_code == 200}
    opened = {name for name, address in ELSEWHERE if browser.get(address).status_code == 200}
    assert opened <= visitors | {"mfa_authenticate"}


@pytest.mark.parametrize("asked", [True, False])
def test_with_one_it_is_needed_whether_or_not_the_clinic_asks(ana_with_app, harbour, asked):
    harbour.requires_second_factor = asked
    harbour.save()
    assert give_password(Client(), "ana").url == SECOND_STEP


def test_a_door_that_forgets_to_ask_signs_nobody_in(ana_with_app):
    """Django's own sign-in, which knows the password alone, stands for a door that somebody adds one day."""
    browser = Client()
    assert browser.login(username="ana", password="pw")
    assert browser.get(PATIENTS).url == f"{SIGN_IN}?next={PATIENTS}"
    assert SESSION_KEY not in browser.session


@pytest.mark.parametrize("door", ["/admin/login/", "/admin/"])
def test_the_administration_has_no_door_of_its_own(keeper, door):
    with_app(keeper)
    browser = Client()
    answer = browser.post(door, {"username": "keeper", "password": "pw", "next": "/admin/"}, follow=True)
    assert answer.redirect_chain[-1][0].startswith(SIGN_IN)
    assert SESSION_KEY not in browser.session


def test_the_administration_opens_with_both(keeper):
    browser = sign_in(with_app(keeper))
    assert browser.get("/admin/").status_code == 200
    assert browser.get("/admin/password_change/").url == reverse("account_change_password")
    assert browser.post("/admin/logout/").url == reverse("account_logout")


def test_who_is_no_administrator_is_refused_there(ana):
    answer = sign_in(ana).get("/admin/", follow=True)
    assert answer.status_code == 403
    assert b"Hipwise administration" not in answer.content


def test_a_new_password_by_mail_asks_for_the_second_factor_still(ana_with_app, mailoutbox):
    browser = Client()
    browser.post(reverse("account_reset_password"), {"email": ana_with_app.email})
    link = next(word for word in mailoutbox[0].body.split() if word.startswith("http"))
    form = browser.get(link, follow=True)
    new = "a-quite-different-one"
    browser.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert SESSION_KEY not in browser.session
    assert give_password(browser, "ana", new).url == SECOND_STEP
    assert not is_in(browser)
    assert give_code(browser, code_of(ana_with_app)).url == reverse("programmes:caseload")
