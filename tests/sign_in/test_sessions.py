"""How long a session lasts, and where one is signed in."""

import datetime

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse

from clinic.sign_in.models import Session
from clinic.sign_in.places import browser_words
from tests.drafts.page import OpenForm
from tests.sign_in.steps import PATIENTS, SIGN_IN, deeds, give_password, is_in, sign_in

PLACES, END = reverse("sign_in_places"), reverse("sign_in_end_places")
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"


def minutes(number):
    return datetime.timedelta(minutes=number)


def test_it_ends_when_it_was_not_used_for_half_an_hour(ana, clock):
    browser = sign_in(ana)
    clock.shift(minutes(29))
    assert is_in(browser)
    clock.shift(minutes(29))
    assert is_in(browser)
    clock.shift(minutes(30))
    assert browser.get(PATIENTS).url == f"{SIGN_IN}?next={PATIENTS}"
    assert SESSION_KEY not in browser.session


def test_it_ends_twelve_hours_after_the_sign_in_however_much_it_is_used(ana, clock):
    browser = sign_in(ana)
    for _time in range(28):
        clock.shift(minutes(25))
        assert browser.get(reverse("sign_in_account")).status_code == 200
    clock.shift(minutes(20))
    assert browser.get(reverse("sign_in_account")).status_code == 302


def test_a_cookie_that_is_kept_longer_opens_nothing(ana, clock):
    """A browser that does not forget it, or somebody who copied it."""
    browser = sign_in(ana)
    cookie = browser.session.session_key
    Session.objects.update(expire_date=datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC))
    clock.shift(minutes(31))
    thief = Client()
    thief.cookies["hipwise-session"] = cookie
    assert not is_in(thief)


def test_drafts_that_a_page_keeps_by_itself_do_not_prolong_it(ana, clock):
    browser = sign_in(ana)
    page = OpenForm(browser, reverse("patients:add"))
    clock.shift(minutes(20))
    assert page.keep(given_name="Rosa").status_code == 200
    assert browser.get(reverse("drafts:token"), {"draft": page.token}).status_code == 200
    clock.shift(minutes(10))
    assert page.keep(given_name="Rosa Maria").status_code == 302
    assert not is_in(browser)


def test_a_page_that_does_not_exist_prolongs_nothing(ana, clock):
    browser = sign_in(ana)
    clock.shift(minutes(20))
    browser.get("/nowhere/")
    clock.shift(minutes(10))
    assert not is_in(browser)


def test_its_id_changes_at_sign_in_so_that_nobody_plants_one(ana):
    browser = Client()
    browser.get(PATIENTS, follow=True)
    session = browser.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key
    sign_in(ana, browser=browser)
    assert browser.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_signing_out_ends_it_on_the_server_too(ana):
    browser = sign_in(ana)
    copied = browser.session.session_key
    browser.post(reverse("account_logout"))
    thief = Client()
    thief.cookies["hipwise-session"] = copied
    assert not is_in(thief)
    assert deeds(ana) == ["sign_in", "sign_out"]


def test_whoever_leaves_is_out_at_the_next_request_everywhere(ana):
    browsers = [sign_in(ana), sign_in(ana)]
    ana.is_active = False
    ana.save()
    assert not any(is_in(browser) for browser in browsers)


def test_another_role_holds_at_the_next_request(lena):
    browser = sign_in(lena)
    assert browser.get(reverse("records:trail")).status_code == 200
    lena.role = "reception"
    lena.save()
    assert browser.get(reverse("records:trail")).status_code == 403


def test_sessions_that_are_over_are_cleared_away_at_the_next_sign_in(ana, ben, clock):
    sign_in(ana)
    clock.shift(minutes(31))
    sign_in(ben)
    assert list(Session.objects.values_list("person__username", flat=True)) == ["ben"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (EDGE, "Edge on Windows"),
        (SAFARI, "Safari on iPhone"),
        ("curl/8", "Unknown browser"),
        ("", "Unknown browser"),
    ],
)
def test_a_browser_is_named_in_words(name, words):
    assert browser_words(name) == words


@pytest.fixture
def three(ana, clock):
    """Ana signed in with three browsers, an hour apart but all still in use."""
    names = (FIREFOX, EDGE, SAFARI)
    browsers = [sign_in(ana, browser=Client(headers={"user-agent": name})) for name in names]
    clock.shift(minutes(5))
    is_in(browsers[1])
    return browsers


def places(browser):
    return browser.get(PLACES).context["places"]


def test_the_list_shows_here_first_then_the_last_used(three):
    listed = places(three[0])
    assert [place.browser for place in listed] == ["Firefox on Windows", "Edge on Windows", "Safari on iPhone"]
    assert [place.is_here for place in listed] == [True, False, False]
    assert f"{listed[1].last_used - listed[1].since}" == "0:05:00"


def test_it_shows_no_key_that_would_open_a_session(three):
    page = three[0].get(PLACES).content.decode()
    assert not [key for key in Session.objects.values_list("session_key", flat=True) if key in page]


def test_one_other_place_is_signed_out(ana, three):
    here = three[0]
    here.post(END, {"place": places(here)[1].handle})
    assert [is_in(browser) for browser in three] == [True, False, True]
    assert deeds(ana)[-1] == "end_session"


def test_all_other_places_are_signed_out(ana, three):
    answer = three[2].post(END, {"place": "all"}, follow=True)
    assert [is_in(browser) for browser in three] == [False, False, True]
    assert b"Signed out in 2 other places" in answer.content
    assert deeds(ana)[-2:] == ["end_session", "end_session"]


@pytest.mark.parametrize("place", ["", "x", "here", "a colleague's"])
def test_what_is_no_other_place_of_one_s_own_ends_nothing(three, ben, place):
    bens = sign_in(ben)
    chosen = {"here": places(three[0])[0].handle, "a colleague's": places(bens)[0].handle}.get(place, place)
    answer = three[0].post(END, {"place": chosen}, follow=True)
    assert b"That session had ended already" in answer.content
    assert all(is_in(browser) for browser in [*three, bens])


def test_a_look_at_the_list_ends_nothing(three):
    assert three[0].get(END).status_code == 405


def test_the_account_page_leads_everywhere(ana):
    page = sign_in(ana).get(reverse("sign_in_account")).content.decode()
    for name in ("account_change_password", "mfa_index", "sign_in_places"):
        assert reverse(name) in page
    assert give_password(Client(), "ana").status_code == 302
