"""The site as a clinic's server runs it, with all its middleware, and a clinic in which every page can be opened."""

import logging

import pytest
from django.test import Client

from clinic import settings as real
from tests.conftest import signed_in
from tests.standing import standing
from tests.trust.founding import HARBOUR, founded


class OverHttps(Client):
    """A browser that asks by https, whose forms need their token, and that is shown a 500 like anybody."""

    def __init__(self, **defaults):
        super().__init__(enforce_csrf_checks=True, raise_request_exception=False, **defaults)

    def request(self, **request):
        return super().request(
            **{"HTTP_ORIGIN": "https://testserver"} | request | {"wsgi.url_scheme": "https", "SERVER_PORT": "443"}
        )


@pytest.fixture
def as_served(settings):
    """The real middleware and cookies: static files by WhiteNoise, plain http redirected, HSTS."""
    settings.MIDDLEWARE = real.MIDDLEWARE
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    for name in (
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SESSION_COOKIE_NAME",
        "CSRF_COOKIE_NAME",
    ):
        setattr(settings, name, getattr(real, name))
    return settings


@pytest.fixture
def quiet():
    """No log: thousands of lines about what is refused would only be kept in memory."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker):
    with standing(django_db_blocker, lambda: founded(HARBOUR)) as clinic:
        yield clinic


@pytest.fixture
def clinic(built, db):
    """Harbour Physio at work. Its people are in `clinic.people`; the cast of tests/conftest.py is not among them."""
    return built


@pytest.fixture
def as_lead(clinic):
    """A browser in which the clinic's lead is signed in, who opens every page."""
    return signed_in(clinic.lead)


@pytest.fixture
def browser_of():
    """browser_of(person): a browser on https in which that person is signed in."""

    def make(person=None):
        return signed_in(person, OverHttps()) if person else OverHttps()

    return make
