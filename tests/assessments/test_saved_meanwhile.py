"""Two clinicians on one draft: nobody's findings are written over unseen. One clinician is never in their own way."""

import pytest

from rehab.assessments.actions import discard_draft, save_draft, sign_assessment
from tests.assessments.sheet import Sheet
from tests.conftest import signed_in
from tests.pages import text


@pytest.fixture
def lenas_sheet(lena, sheet):
    """The same draft, opened by Lena at the same time."""
    return Sheet(signed_in(lena), sheet.stored)


def test_the_second_sees_both_texts_and_nothing_is_written_over(sheet, lenas_sheet):
    lenas_sheet.type(right_thomas_hip_extension_deg="-5", note="Lena's").press()
    response = sheet.type(right_thomas_hip_extension_deg="-12", note="Ana's").press()
    assert response.status_code == 409
    differing = {row.label: (row.stored, row.typed) for row in response.context["comparisons"] if row.differs}
    assert differing == {"Right, Thomas test: Hip extension": ("-5", "-12"), "Note": ("Lena's", "Ana's")}
    assert "Lena Vogt saved this" in text(response)
    assert sheet.findings["note"] == "Lena's"


def test_everything_typed_can_then_be_saved_over_it(sheet, lenas_sheet):
    lenas_sheet.type(note="Lena's").press()
    response = sheet.type(right_strength_mmt="4", note="Ana's").press()
    form = response.context["form"]
    sheet.typed = {field.html_name: field.value() for field in form if field.value() is not None}
    assert sheet.press().status_code == 302
    assert (sheet.findings["note"], sheet.side("right")["strength"]["mmt"]) == ("Ana's", "4")


def test_the_page_with_both_texts_does_not_save_itself(sheet, lenas_sheet):
    assert "hx-post" in text(sheet.client.get(sheet.edit))
    lenas_sheet.type(note="Lena's").press()
    response = sheet.type(note="Ana's").press()
    assert "hx-post" not in text(response)
    assert "Save my version over it" in text(response)


def test_saving_the_same_twice_is_saved_once(sheet):
    sheet.type(note="Once")
    assert [sheet.press().status_code for _ in range(2)] == [302, 302]
    assert sheet.stored.version == 2


def test_a_colleague_who_saved_the_very_same_is_no_conflict(sheet, lenas_sheet):
    lenas_sheet.type(note="The same").press()
    assert sheet.type(note="The same").press().status_code == 302


def test_going_back_to_one_s_own_page_and_saving_again_is_no_conflict(sheet):
    sheet.type(note="First").press()
    assert sheet.type(note="Second").press().status_code == 302
    assert sheet.findings["note"] == "Second"


def test_one_s_own_other_window_is_like_a_colleague(as_ana, sheet):
    other = Sheet(as_ana, sheet.stored)
    other.type(note="In the other window").press()
    assert sheet.type(note="In this one").press().status_code == 409


@pytest.mark.parametrize(("end", "words"), [(sign_assessment, "signed"), (discard_draft, "discarded")])
def test_what_was_typed_into_a_draft_that_is_none_any_more_is_shown_not_lost(sheet, lena, end, words):
    end(by=lena, assessment=sheet.stored, version=1)
    response = sheet.type(note="Typed too late").press()
    page = text(response)
    assert response.status_code == 409
    assert f"It has been {words} meanwhile" in page
    assert "Typed too late" in page
    assert "Save my version" not in page
    assert sheet.findings["note"] == ""


@pytest.mark.parametrize("end", [sign_assessment, discard_draft])
def test_nor_does_the_page_that_saved_last_write_into_it(sheet, lena, end):
    sheet.type(note="Saved before").press()
    end(by=lena, assessment=sheet.stored, version=2)
    assert sheet.type(note="Typed too late").press().status_code == 409
    assert sheet.findings["note"] == "Saved before"


def test_of_many_saves_at_one_version_one_wins(ana, lena, draft):
    save_draft(by=ana, assessment=draft, version=1, findings={"note": "First"})
    for attempt in range(5):
        with pytest.raises(Exception, match="changed by somebody else"):
            save_draft(by=lena, assessment=draft, version=1, findings={"note": f"Late {attempt}"})
