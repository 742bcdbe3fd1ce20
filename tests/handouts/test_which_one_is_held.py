"""Which handout the patient holds, and whether it still says what to do: on three pages, in the same words."""

import datetime

import pytest

from rehab.handouts.actions import issue_handout
from rehab.programmes import actions
from tests.programmes.conftest import TODAY
from tests.programmes.logs import clean

pytestmark = pytest.mark.usefixtures("no_paper")
HOLD = "supine_hip_flexion_hold"
FIRST = "andout 1, 2 March 2026, English, A4"
NO_LONGER = "No longer matches the programme"
UP = "Lying leg hold, right: level 1 → 2"


@pytest.fixture
def shown(as_ana, maria, programme):
    """{page: what it says of the handout}, of the patient's page, the programme's and that of the handouts."""
    urls = {
        "patient": f"/patients/{maria.pk}/",
        "programme": f"/programmes/{programme.pk}/",
        "handouts": f"/programmes/{programme.pk}/handouts/",
    }
    return lambda: {name: as_ana.get(url).content.decode() for name, url in urls.items()}


@pytest.fixture
def up_a_level(issued, log):
    log(*(clean(TODAY - datetime.timedelta(days=days), exercises=(HOLD,)) for days in (4, 2, 0)))


def missing(pages, *words):
    return [(name, said) for name, page in pages.items() for said in words if said not in page]


def test_every_page_names_number_date_language_and_size(shown, issued):
    assert missing(shown(), FIRST, '<span class="state go">Matches the programme</span>') == []


def test_large_print_is_named_and_the_newest_is_the_one_held(shown, ana, programme, issued):
    issue_handout(by=ana, programme=programme, paper="Letter", large_print=True)
    pages = shown()
    assert missing(pages, "andout 2, 2 March 2026, English, US Letter, large print") == []
    assert [name for name, page in pages.items() if FIRST in page] == []


@pytest.mark.usefixtures("up_a_level")
def test_every_page_says_what_no_longer_matches(shown):
    assert missing(shown(), FIRST, f'<span class="state ease">{NO_LONGER}</span>', f"<li>{UP}</li>") == []


@pytest.mark.usefixtures("up_a_level")
def test_the_handout_itself_says_so_on_the_screen_but_not_to_the_patient(as_ana, issued):
    page = as_ana.get(f"/handouts/{issued.pk}/").content.decode()
    for_the_screen, _, for_the_patient = page.partition("</nav>")
    assert f"H{FIRST}: <b>{NO_LONGER}</b>" in for_the_screen
    assert f"<li>{UP}</li>" in for_the_screen
    assert NO_LONGER not in for_the_patient


@pytest.mark.usefixtures("up_a_level")
def test_one_that_was_replaced_says_by_which(as_ana, ana, programme, issued):
    issue_handout(by=ana, programme=programme)
    assert "<b>Replaced by number 2</b>" in as_ana.get(f"/handouts/{issued.pk}/").content.decode()


def test_a_paused_side_makes_every_page_say_so(shown, ana, programme, issued):
    actions.decide_override(by=ana, programme=programme, side="right", type="pause", reason="Flu")
    assert missing(shown(), NO_LONGER, "<li>Right: paused.</li>") == []


def test_where_none_was_issued_the_clinician_is_told(shown):
    pages = shown()
    del pages["handouts"]
    assert missing(pages, "None issued yet") == []


def test_a_sheet_of_the_programme_before_is_the_one_held_and_wrong(as_ana, maria, ana, assessment, programme, issued):
    fresh = actions.start_programme(by=ana, assessment=assessment, started_on=TODAY, replacing=programme)
    for url in (f"/patients/{maria.pk}/", f"/programmes/{fresh.pk}/"):
        page = as_ana.get(url).content.decode()
        assert FIRST in page
        assert "<li>It is of an earlier programme</li>" in page


def test_when_the_programme_has_ended_that_is_said(shown, ana, programme, issued):
    actions.end_programme(by=ana, programme=programme, version=1, end_reason="completed")
    assert missing(shown(), FIRST, '<span class="state plain">The programme has ended</span>') == []


def test_an_ended_programme_without_a_handout_says_nothing(shown, ana, programme):
    actions.end_programme(by=ana, programme=programme, version=1, end_reason="stopped")
    assert [name for name, page in shown().items() if "None issued yet" in page] == []
