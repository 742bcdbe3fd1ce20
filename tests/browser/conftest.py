"""A real browser on the running site. Each test gets a fresh window in which nobody is signed in."""

import os
import shutil
import threading

import pytest
from django.core.signals import request_finished, request_started
from django.db import connections

from clinic.accounts.models import Clinic, Clinician

# Playwright's event loop lives in the test's thread, where Django would otherwise refuse to talk to the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PASSWORD = "harbour-wall-at-dawn"
# What htmx says when a page is left while it still asks for something.
LEFT_MEANWHILE = ("htmx:afterRequest", "htmx:sendError")
SECONDS_TO_END = 30


@pytest.fixture(scope="session")
def chromium(django_db_setup):
    """The browser. While its event loop is there Django has a connection of its own for it, which is closed with it."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=15_000)  # a page asks again only after some seconds whether it can be kept
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()
        connections.close_all()


class UnderWay:
    """The requests that the running site has not answered yet."""

    def __init__(self):
        self.count, self.changed = 0, threading.Condition()

    def begun(self, **_):
        with self.changed:
            self.count += 1

    def ended(self, **_):
        with self.changed:
            self.count -= 1
            self.changed.notify_all()

    def wait_until_none(self):
        with self.changed:
            assert self.changed.wait_for(lambda: self.count <= 0, timeout=SECONDS_TO_END), "the site still answers"
            self.count = 0


@pytest.fixture
def site(live_server):
    """The running site. What a closed window still asked of it comes to its end before the database is emptied."""
    under_way = UnderWay()
    request_started.connect(under_way.begun)
    request_finished.connect(under_way.ended)
    yield live_server
    under_way.wait_until_none()
    request_started.disconnect(under_way.begun)
    request_finished.disconnect(under_way.ended)


@pytest.fixture
def expected_troubles():
    """Parts of what the browser's console may say, where a test brings the trouble about itself."""
    return []


@pytest.fixture
def window(chromium, site, expected_troubles):
    """A page at 1280 px. An error in the page's own code, or a refused resource, fails the test."""
    context = chromium.new_context(base_url=site.url, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(10_000)
    troubles = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: troubles.append(f"{said.text} {said.location}") if said.type == "error" else None)
    yield page
    context.close()
    expected = (*LEFT_MEANWHILE, *expected_troubles)
    assert [said for said in troubles if not any(part in said for part in expected)] == []


@pytest.fixture
def ana_with_password(transactional_db):
    """Ana, who types her password like anybody else."""
    clinic = Clinic.objects.create(name="Harbour Physio", telephone="01234 567890", requires_second_factor=False)
    return Clinician.objects.create_user(
        "ana", "ana@harbour.example", PASSWORD, first_name="Ana", last_name="Ruiz", clinic=clinic
    )


@pytest.fixture
def signed_in(window, ana_with_password):
    """The window after Ana signed in through the form."""
    window.goto("/")
    window.get_by_label("User name").fill("ana")
    window.get_by_label("Password").fill(PASSWORD)
    window.get_by_role("button", name="Sign in").click()
    return window
