"""The assessment page in a browser: it saves itself, says what the rules make of it, and says when it could not."""

import datetime

import pytest
from playwright.sync_api import expect

from rehab.assessments.actions import begin_assessment
from rehab.assessments.findings import findings_of
from rehab.assessments.models import Assessment
from rehab.patients.actions import add_patient, open_episode

pytestmark = pytest.mark.browser
EXTENSION = "#id_right_thomas_hip_extension_deg"


@pytest.fixture
def page(signed_in, ana_with_password, live_server):
    """An open draft in the window of Ana, who is signed in."""
    ana, today = ana_with_password, ana_with_password.today()
    patient = add_patient(
        by=ana,
        given_name="Maria",
        family_name="Silva",
        date_of_birth=datetime.date(1961, 5, 14),
        record_number="H-1",
    )
    episode = open_episode(by=ana, patient=patient, complaint="Groin", sides="right", started_on=today)
    draft = begin_assessment(by=ana, episode=episode)
    signed_in.goto(f"/assessments/{draft.pk}/edit/")
    return signed_in


def fill(page, field, value):
    page.locator(field).fill(value)
    page.locator(field).press("Tab")


def stored():
    return findings_of(Assessment.objects.get())["sides"]["right"]


def test_a_value_is_saved_and_read_by_the_rules_when_its_field_is_left(page):
    fill(page, EXTENSION, "−12,5")
    expect(page.locator("#so-far")).to_contain_text("Say whether the pelvis was controlled")
    page.locator("#id_right_thomas_pelvis_controlled_0").press("Space")
    expect(page.locator("#so-far")).to_contain_text("short (iliopsoas)")
    expect(page.locator("#saved")).to_contain_text("Saved")
    assert stored()["thomas"]["hip_extension_deg"] == -12.5
    assert stored()["thomas"]["pelvis_controlled"] is True


def test_values_typed_in_quick_succession_are_all_saved(page):
    typed = {"force_n": "118", "lever_arm_m": "0.36"}
    with page.expect_response(
        lambda response: "right_thomas_hip_extension_deg=4" in (response.request.post_data or "")
    ):
        for name, value in typed.items():
            fill(page, f"#id_right_strength_{name}", value)
        fill(page, EXTENSION, "4")
    expect(page.locator("#id_version")).not_to_have_value("1")
    page.reload()
    assert page.locator(EXTENSION).input_value() == "4"
    assert {name: page.locator(f"#id_right_strength_{name}").input_value() for name in typed} == typed


def test_a_wrong_value_is_told_beside_its_field_until_it_is_right(page):
    fill(page, EXTENSION, "50")
    message = page.locator(f"{EXTENSION}_error")
    expect(message).to_have_text("Hip extension must be between −60° and 45°. Is the sign right?")
    expect(page.locator("#saved")).to_contain_text("Not saved yet")
    fill(page, EXTENSION, "-5")
    expect(message).to_have_text("")
    expect(page.locator("#saved")).to_contain_text("Saved")


def test_after_the_session_has_ended_it_no_longer_claims_to_be_saved(page):
    fill(page, EXTENSION, "4")
    expect(page.locator("#saved")).to_contain_text("Saved")
    page.context.clear_cookies(name="hipwise-session")
    fill(page, EXTENSION, "5")
    expect(page.locator("#saved")).to_contain_text("Not saved: you have been signed out")
    expect(page.locator("#so-far h2")).to_have_text("So far")


def test_enter_saves_the_draft_and_signs_nothing(page):
    page.locator(EXTENSION).fill("7")
    page.locator(EXTENSION).press("Enter")
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    assert Assessment.objects.get().is_open_draft
    assert stored()["thomas"]["hip_extension_deg"] == 7


def test_the_keyboard_goes_test_by_test_left_before_right(page):
    page.locator("#id_left_thomas_hip_extension_deg").focus()
    visited = []
    for _ in range(7):
        visited.append(page.evaluate("document.activeElement.name"))
        page.keyboard.press("Tab")
    sides = [f"{side}_thomas" for side in ("left", "right")]
    fields = ["hip_extension_deg", "pelvis_controlled", "method"]
    assert visited == [f"{side}_{field}" for side in sides for field in fields] + [
        "left_modified_thomas_hip_extension_deg"
    ]
