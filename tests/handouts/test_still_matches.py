"""The list of handouts says which one the patient holds, and what on it no longer matches the programme."""

import datetime

import pytest

from rehab.handouts.actions import issue_handout
from rehab.handouts.given import issued_handouts
from rehab.patients.actions import set_circumstances
from rehab.programmes import actions
from tests.programmes.conftest import TODAY
from tests.programmes.logs import clean

pytestmark = pytest.mark.usefixtures("no_paper", "issued")
HOLD = "supine_hip_flexion_hold"


@pytest.fixture
def status(ana, programme):
    """(state, what changed) of the newest handout."""

    def status(today=TODAY):
        programme.refresh_from_db()
        newest = issued_handouts(programme, today, by=ana)[0]
        return newest.state, newest.changed

    return status


def test_it_matches_as_long_as_nothing_changes(status):
    assert status() == ("Matches the programme", ())
    assert status(TODAY + datetime.timedelta(days=10))[0] == "Matches the programme"


def test_a_clean_session_that_moves_nothing_up_does_not_matter(status, log):
    log(clean(TODAY))
    assert status() == ("Matches the programme", ())


def test_a_new_level_is_named(status, log):
    days = [TODAY - datetime.timedelta(days=days) for days in (4, 2, 0)]
    log(*(clean(day, exercises=(HOLD,)) for day in days))
    assert status() == ("No longer matches the programme", ("Lying leg hold, right: level 1 → 2",))


def test_a_new_dosage_is_named(status, ana, programme):
    row = programme.prescriptions.get(exercise=HOLD, level=1)
    actions.set_dosage(by=ana, prescription=row, reason="Tired", repetitions=3)
    assert status()[1] == ("Lying leg hold, right: dosage changed",)


def test_an_exercise_that_was_swapped_is_named(status, ana, programme):
    actions.swap_exercise(
        by=ana,
        programme=programme,
        side="right",
        exercise="half_kneeling_stretch",
        to="bed_edge_stretch",
        reason="Knee",
    )
    assert set(status()[1]) == {"Kneeling hip stretch, right: taken out", "Bed edge stretch, right: added"}


def test_a_new_precaution_and_a_new_review_are_named(status, ana, maria, programme):
    set_circumstances(by=ana, patient=maria, holds_from=TODAY, precautions=["osteoporosis"], equipment=["band"])
    actions.plan_review(by=ana, programme=programme, version=1, next_review_on=TODAY + datetime.timedelta(days=14))
    assert status()[1] == ("Warning added", "Next review: no date → 16 March 2026")


def test_a_pause_makes_it_wrong_at_once(status, ana, programme):
    actions.decide_override(by=ana, programme=programme, side="right", type="pause", reason="Flu")
    assert status() == ("No longer matches the programme", ("Right: paused.",))


def test_the_newest_replaces_the_others(ana, programme):
    issue_handout(by=ana, programme=programme)
    states = [row.state for row in issued_handouts(programme, TODAY, by=ana)]
    assert states == ["Matches the programme", "Replaced by number 2"]


def test_an_ended_programme_says_so(status, ana, programme):
    actions.end_programme(by=ana, programme=programme, version=1, end_reason="stopped")
    assert status()[0] == "The programme has ended"


def test_the_page_shows_it(as_ana, ana, programme, issued):
    actions.decide_override(by=ana, programme=programme, side="right", type="pause", reason="Flu")
    page = as_ana.get(f"/programmes/{programme.pk}/handouts/").content.decode()
    assert "No longer matches" in page
    assert issued.sha256[:8] in page
    assert "Nothing can be issued now" in page
    assert "Right: paused." in page
    assert ">Issue</button>" not in page


def test_the_patients_timeline_tells_of_it(as_ana, maria, issued):
    page = as_ana.get(f"/patients/{maria.pk}/").content.decode()
    assert "Handout 1 issued" in page
    assert f"/handouts/{issued.pk}.pdf" in page
