"""What helps while examining: warnings before testing, and what was found last time, never filled in for anybody."""

import datetime

import pytest

from rehab.assessments import actions
from rehab.patients.actions import set_circumstances
from rehab.rules import LIBRARY
from tests.assessments.conftest import WHOLE_EXAMINATION
from tests.assessments.sheet import Sheet, address
from tests.pages import text


def opened(client, assessment):
    return text(client.get(address("edit", assessment)))


@pytest.mark.parametrize("precaution", [one for one in LIBRARY.precautions.values() if one.before_testing])
def test_a_precaution_is_told_before_the_first_test(as_ana, ana, maria, draft, precaution):
    set_circumstances(
        by=ana, patient=maria, holds_from=datetime.date(2026, 2, 1), precautions=[precaution.id], equipment=[]
    )
    page = opened(as_ana, draft).replace("&#x27;", "'")
    assert page.index(precaution.before_testing) < page.index('id="thomas"')


def test_a_precaution_that_came_later_is_not(as_ana, ana, maria, draft):
    draft = actions.save_draft(by=ana, assessment=draft, version=1, findings={"examined_on": datetime.date(2026, 2, 1)})
    set_circumstances(
        by=ana, patient=maria, holds_from=datetime.date(2026, 2, 2), precautions=["osteoporosis"], equipment=[]
    )
    assert "Before you test" not in opened(as_ana, draft)


@pytest.fixture
def next_draft(ana, marias_episode, draft):
    """Opened a week after an examination was signed."""
    earlier = actions.save_draft(
        by=ana,
        assessment=draft,
        version=1,
        findings=WHOLE_EXAMINATION | {"examined_on": datetime.date(2026, 2, 23)},
    )
    actions.sign_assessment(by=ana, assessment=earlier, version=earlier.version)
    return actions.begin_assessment(by=ana, episode=marias_episode)


def test_what_was_found_last_time_stands_beside_the_field(as_ana, next_draft):
    page = opened(as_ana, next_draft)
    for last in ("−9.5°", "Inclinometer", "118 N", "4-", "5/10", "0/10"):
        assert f'<span aria-hidden="true">last</span> {last}</span>' in page
    assert "last Kneeling knee push, level 1: excellent, symptoms 0/10" in page


def test_nothing_is_filled_in_from_last_time(as_ana, next_draft):
    page = Sheet(as_ana, next_draft)
    page.type(note="Changed").press()
    assert page.findings | {"note": ""} == Sheet(as_ana, next_draft).findings | {"note": ""}
    assert page.side("right") == {"thomas": None, "modified_thomas": None, "strength": None, "trials": []}
    assert set(page.findings["screening"].values()) == {None}


def test_an_amendment_is_compared_with_the_one_before_not_with_itself(as_ana, ana, next_draft):
    signed = actions.sign_assessment(by=ana, assessment=next_draft, version=1)
    amendment = actions.amend_assessment(by=ana, assessment=signed, reason="Forgot a test")
    assert "−9.5°" in opened(as_ana, amendment)


def test_left_and_right_are_said_in_words_at_every_test(as_ana, draft):
    page = opened(as_ana, draft)
    for part in ("thomas", "modified_thomas", "strength", "trials"):
        section = page[page.index(f'id="{part}"') :]
        section = section[: section.index("</section>")].replace("\n", "")
        assert section.index(">L</span>Left</span></legend>") < section.index(">R</span>Right</span></legend>")


def test_the_signed_findings_are_read_side_by_side(as_ana, signed):
    page = text(as_ana.get(address("assessment", signed)))
    for row in (
        'Hip extension</th><td class="numeric">8°</td><td class="numeric">−9.5°',
        'Knee flexion</th><td class="numeric">not done</td><td class="numeric">90°',
        'MMT grade</th><td class="numeric">5</td><td class="numeric">4-',
        'Symptoms during it</th><td class="numeric">–</td><td class="numeric">1/10',
    ):
        assert row in page
    assert "signed by Ana Ruiz on 2 March 2026, 10:00" in page
    assert f"/assessments/{signed.pk}/proposal/" in page
