"""What is typed into a long form outlives a crash of the browser, the end of a session and a server out of reach."""

import re

import pytest
from playwright.sync_api import expect

from clinic.drafts.models import FormDraft
from clinic.sign_in.models import Session
from rehab.patients.models import Patient
from tests.browser.conftest import PASSWORD
from tests.browser.test_log_page import place, programme  # noqa: F401 - a fixture
from tests.programmes.sheets import HOLD, PUSH, address

pytestmark = pytest.mark.browser
ADD = "/patients/new/"
KEPT = re.compile(r"Draft saved at \d\d:\d\d")


def sign_in(page):
    page.get_by_label("User name").fill("ana")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def type_rosa(page, number="H-2"):
    page.get_by_label("Given name").fill("Rosa")
    page.get_by_label("Family name").fill("Keller")
    page.get_by_label("Date of birth").fill("1970-01-02")
    page.get_by_label("Record number").fill(number)


def in_the_browsers_storage(page):
    return page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")


def test_entries_survive_a_crash_of_the_browser(signed_in, chromium, live_server):
    page = signed_in
    page.goto(ADD)
    page.get_by_label("Given name").fill("Rosa")
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    page.get_by_label("Family name").fill("Keller")
    expect(page.get_by_text(KEPT)).to_be_visible()
    page.wait_for_timeout(4500)
    expect(page.get_by_text(KEPT)).to_be_visible()
    assert "Rosa" not in in_the_browsers_storage(page)
    page.close(run_before_unload=False)
    with_nothing = chromium.new_context(base_url=live_server.url)
    again = with_nothing.new_page()
    again.goto(ADD)
    sign_in(again)
    expect(again.get_by_text("You have unsaved entries of")).to_be_visible()
    again.get_by_role("link", name="Restore").click()
    expect(again.get_by_label("Given name")).to_have_value("Rosa")
    expect(again.get_by_label("Family name")).to_have_value("Keller")
    again.get_by_label("Date of birth").fill("1970-01-02")
    again.get_by_label("Record number").fill("H-2")
    again.get_by_role("button", name="Add patient").click()
    expect(again.get_by_text("The patient is added.")).to_be_visible()
    assert FormDraft.objects.count() == 0
    with_nothing.close()


def test_leaving_a_field_keeps_it_without_waiting(signed_in):
    page = signed_in
    page.goto(ADD)
    page.get_by_label("Given name").fill("Rosa")
    page.get_by_label("Family name").focus()
    expect(page.get_by_text(KEPT)).to_be_visible(timeout=2500)
    assert FormDraft.objects.get().values["given_name"] == ["Rosa"]


def test_a_form_sent_after_the_session_ended_is_saved_after_signing_in_anew(signed_in, expected_troubles):
    page = signed_in
    expected_troubles.append("403 (Forbidden)")  # the token of before, which the page then renews
    page.goto(ADD)
    type_rosa(page)
    page.get_by_label("Telephone").focus()
    expect(page.get_by_text(KEPT)).to_be_visible()
    Session.objects.all().delete()
    page.get_by_label("Telephone").fill("01234 5")
    page.get_by_role("button", name="Add patient").click()
    expect(page.get_by_text("NOT saved: you have been signed out.")).to_be_visible()
    expect(page.get_by_label("Telephone")).to_have_value("01234 5")
    assert Patient.objects.count() == 0
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in a new tab").click()
    sign_in(opened.value)
    expect(opened.value.get_by_role("heading", name="Caseload")).to_be_visible()
    page.get_by_role("button", name="Add patient").click()
    expect(page.get_by_text("The patient is added.")).to_be_visible()
    assert Patient.objects.get().telephone == "01234 5"
    assert FormDraft.objects.count() == 0


def test_a_server_out_of_reach_is_said_and_made_good(signed_in, expected_troubles):
    page = signed_in
    page.goto(ADD)
    page.route("**/drafts/", lambda route: route.abort())
    type_rosa(page)
    page.get_by_label("Telephone").focus()
    expect(page.get_by_text("NOT saved: the server cannot be reached.")).to_be_visible()
    page.get_by_role("button", name="Add patient").click()
    expect(page.get_by_label("Given name")).to_have_value("Rosa")
    page.unroute("**/drafts/")
    expect(page.get_by_text(KEPT)).to_be_visible()
    expected_troubles.append("ERR_FAILED")


def test_a_log_half_typed_is_there_again(signed_in, programme):  # noqa: F811
    page = signed_in
    page.goto(address(programme))
    place(page, 0, "performed_on").fill(f"{programme.started_on:%d/%m/%Y}")
    place(page, 0, f"{PUSH}-symptoms").fill("3")
    place(page, 0, f"{HOLD}-symptoms").focus()
    expect(page.get_by_text(KEPT)).to_be_visible()
    page.goto("/")
    page.goto(address(programme))
    expect(place(page, 0, f"{PUSH}-symptoms")).to_have_value("")
    page.get_by_role("link", name="Restore").click()
    expect(place(page, 0, f"{PUSH}-symptoms")).to_have_value("3")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("unsaved entries")).to_have_count(0)
    expect(place(page, 0, f"{PUSH}-symptoms")).to_have_value("3")
    page.goto(address(programme))
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_role("heading", name="Log sessions")).to_be_visible()
    assert FormDraft.objects.count() == 0
