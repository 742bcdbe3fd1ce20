"""A paper log typed in by keyboard alone, while the page follows with the levels."""

import datetime

import pytest
from playwright.sync_api import expect

from rehab.patients.actions import add_patient, open_episode
from rehab.programmes import actions
from rehab.programmes.models import ExerciseLog
from tests.programmes.findings import SHORT_AND_WEAK, examined
from tests.programmes.logs import STAGE_1
from tests.programmes.sheets import HOLD, PUSH, address

pytestmark = pytest.mark.browser
START = datetime.date.today() - datetime.timedelta(days=28)
MOST_KEYS = 360  # two minutes at three keys a second


@pytest.fixture
def programme(ana_with_password):
    """Started four weeks ago, on the right side, and not one session logged."""
    ana = ana_with_password
    patient = add_patient(
        by=ana, given_name="Zoë", family_name="Stone", date_of_birth=datetime.date(1979, 5, 17), record_number="1"
    )
    episode = open_episode(by=ana, patient=patient, complaint="Hip", sides="right", started_on=START)
    assessment = examined(episode, by=ana, on=START, right=SHORT_AND_WEAK)
    return actions.start_programme(by=ana, assessment=assessment, started_on=START)


class Keyboard:
    """Counts the keys that are pressed."""

    def __init__(self, page):
        self.page, self.pressed = page, 0

    def type(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1


def type_session(keyboard, date, symptoms="0"):
    """A date, then past each level: in full, moved well, symptoms; then the next morning. Enter goes on."""
    keyboard.type(*date, "Enter")
    for _ in (PUSH, HOLD):
        keyboard.type("Enter", "y", "Enter", "y", "Enter", symptoms, "Enter")
    keyboard.type("0", "Enter")


def place(page, row, name):
    return page.locator(f"[name='{row}-{name}']")


def test_twelve_sessions_are_typed_by_keyboard_alone_in_under_two_minutes(signed_in, programme):
    page, keyboard = signed_in, Keyboard(signed_in)
    page.goto(address(programme))
    place(page, 0, "performed_on").focus()
    first = START + datetime.timedelta(days=1)
    type_session(keyboard, f"{first.day}/{first.month}", symptoms="3")
    for _ in range(11):
        type_session(keyboard, "+2", symptoms="3")
    expect(page.get_by_text("12 complete sessions, not saved yet.")).to_be_visible()
    page.get_by_role("button", name="Save the sessions").press("Enter")
    expect(page.get_by_text("12 sessions saved.")).to_be_visible()
    assert programme.sessions.count() == 12
    assert keyboard.pressed < MOST_KEYS


def test_the_page_follows_with_the_levels_and_leaves_a_chosen_one_alone(signed_in, programme):
    page, keyboard = signed_in, Keyboard(signed_in)
    page.goto(address(programme))
    place(page, 4, f"{PUSH}-level").select_option("3")
    place(page, 0, "performed_on").focus()
    type_session(keyboard, START.isoformat())
    type_session(keyboard, "+2")
    type_session(keyboard, "+2")
    expect(place(page, 3, f"{PUSH}-level")).to_have_value("2")
    expect(place(page, 4, f"{PUSH}-level")).to_have_value("3")
    place(page, 4, f"{PUSH}-level").select_option("1")
    place(page, 3, "performed_on").focus()
    type_session(keyboard, "+2")
    expect(page.get_by_text("4 complete sessions, not saved yet.")).to_be_visible()
    page.get_by_role("button", name="Save the sessions").click()
    expect(page.get_by_text("4 sessions saved.")).to_be_visible()
    logged = ExerciseLog.objects.filter(exercise=STAGE_1[0]).order_by("session__performed_on")
    assert list(logged.values_list("level", flat=True)) == [1, 1, 1, 2]


def test_arrows_change_the_row_and_enter_sends_nothing(signed_in, programme):
    page = signed_in
    page.goto(address(programme))
    place(page, 0, "performed_on").focus()
    page.keyboard.press("ArrowDown")
    expect(place(page, 1, "performed_on")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(place(page, 0, "performed_on")).to_be_focused()
    page.keyboard.press("Enter")
    expect(place(page, 0, f"{PUSH}-level")).to_be_focused()
    assert page.locator(".error-summary").count() == 0
