"""Passkeys, with an authenticator that the browser pretends to have."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def with_authenticator(window, ana_with_password):
    """The window on a machine that unlocks passkeys by a finger; Ana's clinic asks for a second factor."""
    ana_with_password.clinic.requires_second_factor = True
    ana_with_password.clinic.save()
    devtools = window.context.new_cdp_session(window)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return window


def give_password(page):
    page.get_by_label("User name").fill("ana")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def set_up(page, *, alone=False):
    page.goto("/")
    give_password(page)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name", exact=True).fill("Work laptop")
    if alone:
        page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    page.get_by_role("link", name="I have them").click()
    expect(page.get_by_role("heading", name="Caseload")).to_be_visible()


def sign_out(page):
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_passkey_is_set_up_and_is_the_second_factor_from_then_on(with_authenticator):
    page = with_authenticator
    set_up(page)
    assert str(Authenticator.objects.get(type="webauthn")) == "Work laptop"
    sign_out(page)
    page.goto("/patients/")
    give_password(page)
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_role("heading", name="Patients", exact=True)).to_be_visible()


def test_a_passkey_that_signs_in_alone_needs_no_password(with_authenticator):
    page = with_authenticator
    set_up(page, alone=True)
    sign_out(page)
    page.goto("/patients/")
    page.get_by_role("button", name="Use a passkey instead").click()
    expect(page.get_by_role("heading", name="Patients", exact=True)).to_be_visible()


def test_what_goes_wrong_is_said_and_another_way_is_open(with_authenticator):
    page = with_authenticator
    set_up(page)
    sign_out(page)
    give_password(page)
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError')) }"
    )
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_text("Your browser ended it, or it took too long.")).to_be_visible()
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Caseload")).to_be_visible()
