"""The visit at week 10: the demo clinic's Maria reviewed from the caseload to a signed review and a printed letter.

Every number is computed once more here, in a few lines from the rows, without the application's own reckoning.
"""

import datetime
from collections import Counter

import pypdfium2
import pytest
from playwright.sync_api import expect

from rehab.demo import story
from rehab.programmes.models import Programme

pytestmark = pytest.mark.browser


@pytest.fixture
def maria(transactional_db, monkeypatch):
    """The demo clinic with Maria Silva alone and no handout, as of today: in week 10 of her programme."""
    monkeypatch.setattr(story, "CAST", story.CAST[:1])
    monkeypatch.setattr(story.handouts, "issue_handout", lambda **given: None)
    robin, dana, *_ = story.open_clinic()
    story.tell(robin.today(), robin, dana)
    return Programme.objects.get()


def signed_in(window):
    window.goto("/")
    window.get_by_label("User name").fill("robin")
    window.get_by_label("Password").fill(story.PASSWORD)
    window.get_by_role("button", name="Sign in").click()
    expect(window.get_by_role("heading", name="Caseload")).to_be_visible()
    return window


def reckoned(programme):
    """The same numbers, from the rows alone."""
    today = datetime.date.today()
    days = [session.performed_on for session in programme.sessions.filter(is_current=True)]
    by_week = Counter((day - programme.started_on).days // 7 for day in days)
    week = (today - programme.started_on).days // 7
    four_weeks = [min(3, by_week[number]) for number in range(max(0, week - 4), week)]
    first, last = programme.episode.assessments.order_by("examined_on")
    hip = [one.modifiedthomastests.get(side="right").hip_extension_deg for one in (first, last)]
    torque = [
        test.force_n * test.lever_arm_m for test in (one.strengthtests.get(side="right") for one in (first, last))
    ]
    stronger = float(round(100 * (torque[1] - torque[0]) / torque[0], 1))
    return {
        "week": week + 1,
        "sessions": len(days),
        "adherence": round(100 * sum(four_weeks) / (3 * len(four_weeks))),
        "hip": f"{float(hip[1] - hip[0]):g}° more: a real change, better (error 5°)",
        "torque": f"{stronger:g} % more: a real change, better (error 10 %)",
        "bars": [by_week[number] for number in range(week + 1)],
    }


def test_from_the_caseload_to_a_signed_review_and_a_printed_letter(window, maria):
    page, number = signed_in(window), reckoned(maria)
    assert number["week"] == 10

    page.get_by_role("row", name="Silva, Maria").get_by_role("link", name="Programme of Maria Silva").click()
    page.get_by_role("link", name="Progress").click()
    expect(page.get_by_role("heading", name=f"Programme review, week {number['week']}")).to_be_visible()
    done = page.get_by_label("What the patient has done")
    expect(done).to_contain_text(f"Sessions{number['sessions']}")
    expect(done).to_contain_text(f"{number['adherence']} %")
    changed = page.get_by_label("What has changed")
    expect(changed).to_contain_text(number["hip"])
    expect(changed).to_contain_text(number["torque"])
    bars = page.get_by_role("img", name="Sessions a week").locator("rect title").all_text_contents()
    assert bars == [f"week {week}: {count}" for week, count in enumerate(number["bars"], start=1)]

    table = page.get_by_role("img", name="Hip extension").locator("xpath=../..").get_by_text("As a table")
    table.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("cell", name="−12°, inclinometer, Robin Hart")).to_be_visible()

    page.get_by_role("button", name="Record a review").click()
    page.get_by_label("Better", exact=True).check()
    page.get_by_label("Findings").fill("Climbs three flights without stopping.")
    page.get_by_label("Continue as prescribed").check()
    next_review = maria.started_on + datetime.timedelta(days=7 * 12)
    page.get_by_label("Next review").fill(next_review.isoformat())
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("The review is signed.")).to_be_visible()
    expect(page.get_by_label("What it rested on")).to_contain_text(number["hip"])
    maria.refresh_from_db()
    assert maria.next_review_on == next_review

    page.get_by_role("link", name="Letter to the referrer or GP").click()
    page.get_by_label("To", exact=False).first.fill("Dr Smith\n1 Surgery Lane")
    page.get_by_role("button", name="Sign and keep").click()
    expect(page.get_by_role("heading", name="Letter to the referrer or GP")).to_be_visible()
    printed = page.context.request.get(page.get_by_role("link", name="Print").get_attribute("href")).body()
    letter = " ".join(
        " ".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(printed)).split()
    )
    for said in ("Dr Smith", "Climbs three flights without stopping.", number["hip"], number["torque"]):
        assert said in letter
    assert f"{number['sessions']} sessions were logged up to week {number['week']}" in letter
