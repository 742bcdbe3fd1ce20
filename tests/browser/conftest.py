"""A real browser on the running site. Each test gets a fresh window in which nobody is signed in."""

import os
import shutil

import pytest

from clinic.accounts.models import Clinic, Clinician

# Playwright's event loop lives in the test's thread, where Django would otherwise refuse to talk to the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PASSWORD = "harbour-wall-at-dawn"


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def expected_troubles():
    """Parts of what the browser's console may say, where a test brings the trouble about itself."""
    return []


@pytest.fixture
def window(chromium, live_server, expected_troubles):
    """A page at 1280 px. An error in the page's own code, or a refused resource, fails the test."""
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(10_000)
    troubles = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: troubles.append(f"{said.text} {said.location}") if said.type == "error" else None)
    yield page
    context.close()
    assert [said for said in troubles if not any(part in said for part in expected_troubles)] == []


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
