"""What a correction changes in the programme is said before it is saved, as it is saved, and on the session's page."""

import datetime

import pytest
from django.urls import reverse

from rehab.programmes import actions
from rehab.programmes.effects import of_a_session, of_a_version, of_withdrawing_a_test, said, watched
from rehab.programmes.models import SessionLog
from tests.pages import text
from tests.programmes.conftest import TODAY
from tests.programmes.logs import clean
from tests.programmes.sheets import PUSH
from tests.programmes.test_correction import correct, held, to, withdraw

PUSH_NO_LONGER = "Right: level 2 of kneeling knee push on 7 February is no longer earned."
NOT_COUNTED = (
    "Right, session of 9 February, kneeling knee push and lying leg hold: not counted: done at level 2, the current "
    "level is 1. Before: clean session 1 of 3."
)
TODAY_LOWER = "Right: Kneeling knee push: level 1"


def day(number):
    return datetime.date(2026, 2, number)


@pytest.fixture
def course(programme, log):
    """Three clean sessions that raise the level, one at the new level, and two with symptoms that count as amber."""
    log(*(clean(day(on)) for on in (3, 5, 7)), clean(day(9), level=2))
    log(*(clean(day(on), level=2, symptoms=4) for on in (11, 13)))
    return programme


@pytest.fixture
def session(course):
    return course.sessions.get(performed_on=day(5))


def words(effect):
    return " ".join(effect.sentences())


def looked_ahead(client, session, **changes):
    sent = held(client.get(to("correct_session", session))) | {f"0-{name}": value for name, value in changes.items()}
    return client.post(to("correct_session", session), sent | {"then": "look"})


def test_before_it_is_saved_the_page_says_what_it_would_change(as_ana, session):
    page = text(looked_ahead(as_ana, session, **{f"{PUSH}-well": "no"}))
    assert PUSH_NO_LONGER in page
    assert TODAY_LOWER in page
    assert "error-summary" not in page
    assert SessionLog.objects.filter(performed_on=day(5)).count() == 1


def test_a_script_asks_for_the_same_while_it_is_typed(as_ana, session):
    sent = held(as_ana.get(to("correct_session", session))) | {f"0-{PUSH}-well": "no"}
    part = text(as_ana.post(to("correct_session", session), sent, headers={"hx-request": "true"}))
    assert PUSH_NO_LONGER in part
    assert "<html" not in part
    sent[f"0-{PUSH}-well"] = ""
    part = text(as_ana.post(to("correct_session", session), sent, headers={"hx-request": "true"}))
    assert "It is shown once date and exercises are filled in." in part
    assert SessionLog.objects.count() == 6


def test_a_correction_on_which_nothing_hangs_says_so(as_ana, session):
    assert "Nothing: no level, stage or pause hangs on it" in text(looked_ahead(as_ana, session, note="Tired"))


def test_a_later_session_at_a_level_no_longer_earned_is_named(course, session):
    typed = said(session)
    typed["entries"] = [entry | {"compensated": True} for entry in typed["entries"]]
    found = of_a_session(course, TODAY, stored=session, typed=typed)
    assert NOT_COUNTED in words(found)


def test_an_amber_that_is_no_longer_the_second_in_a_row_is_named(course):
    eleventh = course.sessions.get(performed_on=day(11))
    found = words(of_a_session(course, TODAY, stored=eleventh))
    assert "session of 13 February, kneeling knee push and lying leg hold" in found
    assert "(1 in a row). Before: symptoms 4/10, above 2: the streak starts again (2 in a row)." in found


def test_a_pause_that_no_longer_holds_is_named(paused):
    sixth = paused.sessions.get(performed_on=day(6))
    typed = said(sixth)
    typed["entries"] = [entry | {"symptoms": 1} for entry in typed["entries"]]
    found = words(of_a_session(paused, TODAY, stored=sixth, typed=typed))
    assert "Right: the pause from 6 February on no longer holds (paused: symptoms)." in found
    assert "Today, right: State: Running instead of Paused: symptoms." in found


def test_what_was_foreseen_is_what_comes(as_ana, ana, course, session):
    typed = clean(day(5), compensated=True)
    foreseen = of_a_session(course, TODAY, stored=session, typed=said(session) | {"entries": said_of(typed)})
    came = watched(course, TODAY)
    corrected = actions.correct_session(by=ana, session=session, reason="Misread", **typed)
    assert foreseen.sentences() == came().sentences()
    assert foreseen.sentences() == of_a_version(corrected, course, TODAY).sentences()
    assert len(foreseen.sentences()) > 3


def said_of(typed):
    return [
        {name: one[name] for name in ("exercise", "side", "level", "completed", "compensated", "symptoms")}
        for one in typed["entries"]
    ]


def test_as_it_is_saved_all_of_it_is_said(as_ana, session):
    page = text(correct(as_ana, session, **{f"{PUSH}-well": "no"}))
    assert PUSH_NO_LONGER in page
    assert "not counted: done at level 2, the current level is 1." in page
    assert "Today, right: Kneeling knee push: level 1" in page


def test_the_session_s_page_keeps_saying_it_at_the_version_that_changed_it(as_ana, session):
    correct(as_ana, session, **{f"{PUSH}-well": "no"})
    page = text(as_ana.get(to("session", session)))
    assert "What this correction changed" in page
    assert PUSH_NO_LONGER in page


def test_taking_back_says_it_before_and_after(as_ana, session):
    assert PUSH_NO_LONGER in text(as_ana.get(to("withdraw_session", session)))
    page = withdraw(as_ana, session, reason="Another patient’s")
    assert PUSH_NO_LONGER in text(page)
    assert "What this taking back changed" in text(page)
    assert PUSH_NO_LONGER in text(as_ana.get(to("session", session)))


@pytest.fixture
def weak(ana, course):
    """A strength test too weak for the stage, which pauses the side."""
    actions.retest_strength(by=ana, programme=course, tested_on=day(20), tests={"right": {"mmt": "1"}})
    return course.strength_retests.get()


def test_taking_a_strength_test_back_says_it_before_and_after(as_ana, weak):
    no_longer = "Right: the pause from 20 February on no longer holds (paused: strength below the stage)."
    assert no_longer in words(of_withdrawing_a_test(weak, TODAY))
    address = reverse("programmes:withdraw_retest", args=[weak.pk])
    page = as_ana.get(address)
    assert no_longer in text(page)
    key = page.context["form"]["key"].value()
    assert no_longer in text(as_ana.post(address, {"key": key, "reason": "Wrong side"}, follow=True))
