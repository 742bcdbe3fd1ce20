"""The line about what is new: on paper and page, shown before issuing, kept, and never on a first sheet."""

import dataclasses
import datetime

import pytest

from rehab.handouts.actions import issue_handout
from rehab.handouts.context import HandoutContext
from rehab.handouts.models import IssuedHandout
from rehab.handouts.news import MOST_CHARACTERS
from rehab.handouts.pdf import renderer
from rehab.handouts.sheet import sheet_body, sheet_html
from rehab.programmes import actions
from rehab.programmes.models import Programme
from rehab.rules import LIBRARY
from tests.handouts.reading import pages
from tests.handouts.sheets import sheet
from tests.handouts.test_how_it_looks import context, printed
from tests.programmes.conftest import TODAY
from tests.programmes.logs import clean

HOLD = "supine_hip_flexion_hold"
LEAD = "New since your last sheet:"
SAID = "Lying leg hold is now level 2."
FOR_THE_CLINICIAN = "Lying leg hold, right: level 1 → 2"


@pytest.fixture
def up_a_level(issued, log):
    """After Maria's first handout three clean sessions brought level 2 of the hold."""
    days = [TODAY - datetime.timedelta(days=days) for days in (4, 2, 0)]
    log(*(clean(day, exercises=(HOLD,)) for day in days))


@pytest.fixture
def list_page(as_ana, programme):
    return lambda: " ".join(as_ana.get(f"/programmes/{programme.pk}/handouts/").content.decode().split())


def test_it_stands_near_the_top_of_the_paper(ana, programme, issued, up_a_level):
    second = issue_handout(by=ana, programme=programme)
    assert LEAD not in pages(bytes(issued.pdf))[0]
    first_page = pages(bytes(second.pdf))[0]
    assert f"{LEAD} {SAID}" in first_page
    assert first_page.index(LEAD) < first_page.index("Your week")


@pytest.mark.usefixtures("no_paper", "up_a_level")
def test_it_stands_on_the_web_page_too(as_ana, ana, programme):
    second = issue_handout(by=ana, programme=programme)
    page = as_ana.get(f"/handouts/{second.pk}/").content.decode()
    assert f"<b>{LEAD}</b> {SAID}" in page


@pytest.mark.usefixtures("no_paper", "up_a_level")
def test_it_is_kept_with_the_handout_for_both(ana, programme):
    second = issue_handout(by=ana, programme=programme)
    kept = HandoutContext.from_json(IssuedHandout.objects.get(pk=second.pk).context)
    assert (kept.number, kept.news, kept.changes) == (2, SAID, (FOR_THE_CLINICIAN,))


@pytest.mark.usefixtures("no_paper", "up_a_level")
def test_the_clinician_sees_it_before_issuing_and_in_the_list_afterwards(list_page, ana, programme):
    before = list_page()
    assert f'The patient reads what is new: <q lang="en">{SAID}</q>' in before
    assert before.count(FOR_THE_CLINICIAN) == 1
    issue_handout(by=ana, programme=programme)
    after = list_page()
    assert f"<td><ul><li>{FOR_THE_CLINICIAN}</li></ul></td>" in after
    assert "<td><ul><li>The first</li></ul></td>" in after
    assert "Nothing on it is new to the patient since number 2." in after


@pytest.mark.usefixtures("no_paper", "up_a_level")
def test_the_preview_shows_it_though_it_has_no_number_yet(as_ana, programme):
    page = as_ana.get(f"/programmes/{programme.pk}/handouts/preview/").content.decode()
    assert SAID in page
    assert "Preview, not issued" in page


@pytest.mark.usefixtures("no_paper", "up_a_level")
def test_what_is_compared_is_the_last_sheet_and_none_before(ana, programme):
    issue_handout(by=ana, programme=programme)
    third = issue_handout(by=ana, programme=programme)
    assert (third.context["news"], third.context["changes"]) == ("", ())
    assert LEAD not in third.html


@pytest.mark.usefixtures("no_paper", "up_a_level")
def test_nothing_is_new_on_the_first_sheet_of_another_programme(ana, assessment, programme, list_page):
    fresh = actions.start_programme(by=ana, assessment=assessment, started_on=TODAY, replacing=programme)
    first = issue_handout(by=ana, programme=fresh)
    assert (first.number, first.context["news"], first.context["changes"]) == (1, "", ())


@pytest.mark.usefixtures("no_paper", "up_a_level")
def test_in_a_new_language_only_what_is_really_new_is_told(ana, maria, programme, monkeypatch):
    """The older sheet is compared in its own language, or every dosage would seem to have changed."""
    cards = dict(LIBRARY.cards) | {"de": LIBRARY.cards.get("de", LIBRARY.cards["en"])}
    monkeypatch.setattr(type(LIBRARY), "cards", cards)
    maria.language = "de"
    maria.save()
    second = issue_handout(by=ana, programme=Programme.objects.get(pk=programme.pk))
    assert second.context["changes"] == (FOR_THE_CLINICIAN, "Patient’s language: English → German")
    assert second.context["news"].endswith(" ist jetzt auf Stufe 2.")
    assert "Neu seit dem letzten Blatt:" in second.html


def test_a_handout_from_before_it_was_kept_opens_and_says_so_in_the_list(ana, issued, programme, list_page, no_paper):
    second = issue_handout(by=ana, programme=programme)
    old = {key: value for key, value in second.context.items() if key not in {"news", "changes", "completed"}}
    IssuedHandout.objects.filter(pk=second.pk).update(context=old)
    kept = HandoutContext.from_json(old)
    assert (kept.news, kept.changes, kept.completed) == ("", (), ())
    assert sheet_body(kept) == second.html
    assert "<td><ul><li>Not kept</li></ul></td>" in list_page()


# First pages with the least room, and the longest line that there can be.
FULLEST = [("typical", "Letter", "fr"), ("typical", "A4", "de"), ("both sides", "A4", "fr")]
LONGEST = "Seated knee raise and Hanging knee raise are now level 2. Side-lying hip stretch is new. " * 2


@pytest.mark.parametrize(("variant", "paper", "language"), FULLEST)
def test_it_pushes_nothing_to_another_page(variant, paper, language):
    told = dataclasses.replace(context(variant, language), news=LONGEST[:MOST_CHARACTERS])
    assert len(pages(renderer.render(sheet_html(told, paper)))) <= len(pages(printed(variant, paper, language)))


def test_it_is_written_as_text():
    assert "&lt;b&gt;" in sheet_html(sheet(news="<b>"), "A4")
