"""The main job in one sitting and the visits after it, as a physiotherapist does it in a browser."""

import datetime

import pytest
from playwright.sync_api import expect

from rehab.rules import LIBRARY

pytestmark = pytest.mark.browser

TODAY = datetime.date.today()
START = TODAY - datetime.timedelta(days=14)


def day(after_start):
    return (START + datetime.timedelta(days=after_start)).isoformat()


def choose(page, radio):
    """Choose a radio button by keyboard."""
    page.locator(radio).focus()
    page.keyboard.press("Space")


def add_patient(page):
    page.get_by_role("link", name="Patients").click()
    page.get_by_role("link", name="Add").first.click()
    page.get_by_label("Given name").fill("Zoë")
    page.get_by_label("Family name").fill("Łukasz")
    page.get_by_label("Date of birth").fill("1979-05-17")
    page.get_by_label("Record number").fill("H-77")
    page.get_by_role("button", name="Add patient").click()
    expect(page.get_by_role("link", name="Zoë Łukasz")).to_be_visible()


def note_equipment(page):
    patient = page.url
    page.goto(f"{patient}circumstances/")
    page.get_by_label("Holds from").fill(day(0))
    page.get_by_label("Elastic band").check()
    page.get_by_role("button", name="Save circumstances").click()
    page.goto(patient)


def open_episode(page):
    page.get_by_role("link", name="Open", exact=False).filter(has_text="episode").first.click()
    page.get_by_label("Complaint").fill("Right hip tight and weak")
    page.get_by_label("Right", exact=True).check()
    page.get_by_label("Start").fill(day(0))
    page.get_by_label("Goal").fill("Climb the stairs to my flat")
    page.get_by_label("Activity 1").fill("Climbing stairs")
    page.get_by_role("button", name="Open episode").click()


def examine_right_side(page):
    page.get_by_role("button", name="Assess", exact=True).click()
    page.get_by_role("button", name="I asked all the others: no").click()
    page.get_by_label("Examined on").fill(day(0))
    right = page.locator("[name=right_modified_thomas_hip_extension_deg]")
    right.fill("-12")
    page.locator("[name=right_modified_thomas_knee_flexion_deg]").fill("85")
    choose(page, "[name=right_modified_thomas_pelvis_controlled][value=yes]")
    page.locator("[name=right_strength_mmt]").select_option("4-")
    expect(page.get_by_text("Stretch and strengthen").first).to_be_visible()
    page.get_by_role("button", name="Look over and sign").click()
    page.get_by_role("button", name="Sign", exact=True).click()


def start_programme(page):
    expect(page.get_by_role("heading", name="Stretch and strengthen")).to_be_visible()
    expect(page.get_by_text("Short and weak").first).to_be_visible()
    page.get_by_role("textbox", name="Start").fill(day(0))
    page.get_by_role("button", name="Start the programme").click()
    page.wait_for_url("**/programmes/**")


def type_row(page, place, after_start, *, symptoms):
    """One session by keyboard alone: the date, then each exercise past its level: in full, well, symptoms."""
    page.locator(f"[name='{place}-performed_on']").focus()
    page.keyboard.type(day(after_start))
    for _ in range(2):
        page.keyboard.press("Tab")
        for typed in ("y", "y", str(symptoms)):
            page.keyboard.press("Tab")
            page.keyboard.type(typed)


def log(page, sessions):
    page.get_by_role("link", name="Log sessions").first.click()
    for place, (after_start, symptoms) in enumerate(sessions):
        type_row(page, place, after_start, symptoms=symptoms)
    page.get_by_role("button", name="Save the sessions").click()


def print_handout(page):
    """Issue the handout; the bytes that printing it again gives."""
    page.get_by_role("link", name="Handout").first.click()
    page.get_by_role("button", name="Issue").click()
    address = page.get_by_role("link", name="Print").first.get_attribute("href")
    return page.request.get(address).body()


def resume(page, reason):
    page.get_by_text("Decide otherwise").first.click()
    page.get_by_role("link", name="Resume").first.click()
    for flag in LIBRARY.red_flags:
        choose(page, f"[name={flag}][value=no]")
    page.get_by_label("Reason").fill(reason)
    page.get_by_role("button", name="Resume").click()


def test_from_findings_to_a_level_gained_a_pause_and_going_on(signed_in):
    page = signed_in
    add_patient(page)
    note_equipment(page)
    open_episode(page)
    examine_right_side(page)
    start_programme(page)
    programme = page.url

    first = print_handout(page)
    assert first.startswith(b"%PDF")

    page.goto(programme)
    log(page, [(2, 0), (4, 0), (6, 0)])
    expect(page.get_by_text("Kneeling knee push: level 2 from now on").first).to_be_visible()

    page.goto(programme)
    log(page, [(8, 7)])
    expect(page.get_by_text("Paused: symptoms").first).to_be_visible()

    page.goto(programme)
    resume(page, "Settled within two days")
    expect(page.get_by_text("Resumed").first).to_be_visible()
    expect(page.get_by_text("Settled within two days").first).to_be_visible()
