"""What if, in a browser: the answer follows what is changed, values go in a body alone, and nothing is stored."""

import datetime

import pytest
from playwright.sync_api import expect

from clinic.audit.models import AuditEvent
from rehab.assessments.findings import findings_of
from rehab.assessments.models import Assessment
from rehab.patients.actions import add_patient, open_episode
from tests.programmes.findings import SHORT_AND_WEAK, examined

pytestmark = pytest.mark.browser
EXTENSION = "#id_right_thomas_hip_extension_deg"
GRADE = "#id_right_strength_mmt"
ANSWER = "#what-if-answer"


@pytest.fixture
def page(signed_in, ana_with_password, live_server):
    """The trial page of a right side that is short and weak."""
    ana, today = ana_with_password, ana_with_password.today()
    patient = add_patient(
        by=ana,
        given_name="Maria",
        family_name="Silva",
        date_of_birth=datetime.date(1961, 5, 14),
        record_number="H-1",
    )
    episode = open_episode(by=ana, patient=patient, complaint="Groin", sides="right", started_on=today)
    assessment = examined(episode, by=ana, on=today, right=SHORT_AND_WEAK)
    signed_in.goto(f"/assessments/{assessment.pk}/proposal/")
    signed_in.get_by_role("link", name="What if a finding were different?").click()
    signed_in.wait_for_url("**/what-if/")
    return signed_in


def fill(page, field, value):
    page.locator(field).fill(value)
    page.locator(field).press("Tab")


def test_the_answer_follows_what_is_changed_and_nothing_is_stored(page):
    events, address = AuditEvent.objects.count(), page.url
    asked = []
    page.on("request", lambda request: asked.append((request.method, request.url)))
    page.locator(GRADE).select_option("5")
    expect(page.get_by_role("status")).to_have_text("The answer differs")
    expect(page.locator(ANSWER)).to_contain_text("as recorded: Stretch and strengthen")
    fill(page, EXTENSION, "12")
    expect(page.locator(ANSWER)).to_contain_text("2 findings changed")
    expect(page.locator(f"{ANSWER} section.right h3")).to_contain_text("No programme")
    assert page.url == address
    assert {(method, url) for method, url in asked if "/static/" not in url} == {("POST", address)}
    assert AuditEvent.objects.count() == events
    stored = findings_of(Assessment.objects.get())["sides"]["right"]
    assert (stored["thomas"]["hip_extension_deg"], stored["strength"]["mmt"]) == (-12, "4-")


def test_a_reset_leads_back_to_the_recorded_findings(page):
    fill(page, EXTENSION, "12")
    expect(page.locator(ANSWER)).to_contain_text("1 finding changed")
    page.get_by_role("link", name="Reset to recorded").click()
    expect(page.locator(EXTENSION)).to_have_value("-12")
    expect(page.locator(ANSWER)).to_contain_text("Nothing is changed yet")


def test_what_is_missing_is_told_beside_its_field_until_it_is_there(page):
    fill(page, "#id_left_thomas_hip_extension_deg", "5")
    message = page.locator("#id_left_thomas_pelvis_controlled_error")
    expect(message).to_contain_text("Say whether the pelvis was controlled")
    expect(page.locator(ANSWER)).to_contain_text("No answer yet")
    page.locator("#id_left_thomas_pelvis_controlled_0").press("Space")
    expect(message).to_have_text("")
    expect(page.locator(f"{ANSWER} section.left")).to_contain_text("normal")


def test_enter_asks_the_rules_and_keeps_what_was_typed(page):
    page.locator(EXTENSION).fill("12")
    page.locator(EXTENSION).press("Enter")
    page.wait_for_url("**#what-if-answer")
    expect(page.locator(EXTENSION)).to_have_value("12")
    expect(page.locator(ANSWER)).to_contain_text("1 finding changed")


def test_after_the_session_has_ended_the_page_leads_to_the_sign_in(page):
    page.context.clear_cookies(name="hipwise-session")
    fill(page, EXTENSION, "12")
    expect(page.get_by_label("Password")).to_be_visible()


def test_an_old_answer_does_not_stand_there_when_there_is_no_new_one(page):
    fill(page, EXTENSION, "12")
    expect(page.locator(ANSWER)).to_contain_text("1 finding changed")
    page.evaluate("document.dispatchEvent(new CustomEvent('htmx:timeout'))")
    expect(page.locator(ANSWER)).to_have_text("No answer: the server did not answer. Try again in a moment.")
