"""No address of ours leads a browser to somebody else's site, whatever stands in `next`."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.fuzz.sending import stays_here

PASSWORD = "harbour-wall-at-dawn"
AWAY = [
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "///elsewhere.example/",
    "/\\elsewhere.example/",
    "\\\\elsewhere.example/",
    "https:elsewhere.example",
    "https:///elsewhere.example",
    "/\t/elsewhere.example/",
    "\thttps://elsewhere.example/",
    "https://testserver@elsewhere.example/",
    "https://testserver.elsewhere.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "/\r\nLocation: https://elsewhere.example/",
    "%2f%2felsewhere.example",
]
NAMES = ("next", "redirect_to", "return", "url", "continue")


@pytest.fixture
def with_password(ana):
    ana.set_password(PASSWORD)
    ana.save()
    return ana


def test_whoever_signs_in_stays_here(with_password):
    login = reverse("account_login")
    led_away = []
    for away in AWAY:
        for address, typed in ((login, {"next": away}), (f"{login}?next={away}", {})):
            client = Client()
            assert client.get(login, {"next": away}).status_code == 200
            response = client.post(address, {"login": "ana", "password": PASSWORD, **typed})
            assert response.status_code == 302
            if not stays_here(response["Location"]):
                led_away.append((away, response["Location"]))
    assert led_away == []


@pytest.mark.parametrize(
    "route", ["account_logout", "account_login", "account_reauthenticate", "mfa_index", "admin:index"]
)
def test_nobody_who_is_signed_in_is_led_away(as_ana, route):
    for away in AWAY:
        asked = dict.fromkeys(NAMES, away)
        for response in (as_ana.get(reverse(route), asked), as_ana.post(reverse(route), asked)):
            assert stays_here(response.get("Location", "")), (away, response["Location"])


def test_a_page_that_asks_to_sign_in_remembers_only_where_on_the_site_one_was(maria):
    asked = Client().get(f"//elsewhere.example/patients/{maria.pk}/")
    assert stays_here(asked.get("Location", ""))
    asked = Client().get(reverse("patients:patient", args=[maria.pk]))
    assert asked["Location"] == f"{reverse('account_login')}?next=/patients/{maria.pk}/"


def test_what_leads_away_is_seen():
    encoded = {"/\r\nLocation: https://elsewhere.example/", "%2f%2felsewhere.example"}
    assert {away for away in AWAY if stays_here(away)} == encoded  # which no browser takes for another site
    assert stays_here("https://testserver/patients/")
    assert stays_here("/patients/?next=https://elsewhere.example/")
