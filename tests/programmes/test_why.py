"""On the programme page: why an exercise did not advance, with the sessions that decided. Started 2 February 2026."""

import datetime

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from rehab.programmes import actions
from rehab.programmes.views import programme as programme_view
from rehab.rules import replay
from tests.pages import text
from tests.programmes.logs import STAGE_1, clean, entry

PUSH, HOLD = STAGE_1


def day(n):
    """The n-th day of February 2026."""
    return datetime.date(2026, 2, n)


@pytest.fixture
def asked(as_ana, programme, clock):
    """The answers for the right side's kneeling push, on the day after: the Why, and its part of the page as text."""

    def asked(on):
        clock.move_to(datetime.datetime.combine(on, datetime.time(10), datetime.UTC))
        response = as_ana.get(programme.get_absolute_url())
        (side,) = response.context["sides"]
        item = side.strengthening[0]
        assert item.offer.prescription.exercise == PUSH
        html = text(response).split('<details class="decide why">')[1]
        return item.why, html, " ".join(strip_tags(html).split())

    return asked


def test_it_says_where_the_exercise_stands_what_is_needed_and_what_broke_the_streak(asked, log):
    log(clean(day(3)), clean(day(5)), clean(day(7), compensated=True), clean(day(9)))
    _, _, words = asked(day(10))
    assert words.startswith("Why did this not advance?")
    assert (
        "1 of 3 clean sessions at level 1. 2 more in a row, at least 2 days apart, bring level 2. "
        "Broken on 7 February: done with compensation."
    ) in words


def test_each_session_since_stands_there_newest_first_with_what_it_did_and_leads_to_its_page(asked, log, programme):
    log(clean(day(3)), clean(day(4)), clean(day(6), symptoms=4), clean(day(8)))
    why, html, words = asked(day(9))
    assert [(row.on, row.effect[1], row.streak) for row in why.days] == [
        (day(8), "Counted", (0, 1)),
        (day(6), "Streak broken", (1, 0)),
        (day(4), "Not counted", (1, 1)),
        (day(3), "Counted", (0, 1)),
    ]
    for session in programme.sessions.all():
        assert reverse("programmes:session", args=[session.pk]) in html
    assert "Symptoms 4/10, above 2: the streak starts again (1 in a row)." in words
    assert "P4" in words


def test_what_just_advanced_says_what_earned_its_level(asked, log):
    log(clean(day(3)), clean(day(5)), clean(day(7)))
    why, _, words = asked(day(8))
    assert words.startswith("Why level 2?")
    assert [(row.on, row.streak) for row in why.earned_by] == [(day(7), (2, 3)), (day(5), (1, 2)), (day(3), (0, 1))]
    assert "Level 2 since Sat 7 Feb 2026" in words
    assert "Sessions since then None yet." in words


def test_before_the_first_session_it_says_what_brings_the_next_level(asked):
    _, _, words = asked(day(3))
    assert words.startswith("What brings level 2?")
    assert "It began at this level." in words


def test_a_break_until_today_is_no_session_and_leads_nowhere(asked, log):
    log(clean(day(3)))
    why, _, words = asked(day(20))
    assert (why.days[0].effect[1], why.days[0].url) == ("Streak broken", "")
    assert "17 days without this exercise" in words


def test_a_paused_side_says_since_when_and_why(asked, paused):
    _, _, words = asked(day(7))
    assert "Nothing is earned while the side is paused." in words
    assert "What holds the whole side Since Fri 6 Feb 2026 P8 Paused: symptoms 7/10 in the session, above 5." in words


def test_a_mastered_exercise_names_the_one_it_waits_for(asked, ana, programme, log):
    listed = [{"exercise": PUSH, "level": 3}, {"exercise": HOLD, "level": 1}]
    actions.decide_override(
        by=ana,
        programme=programme,
        side="right",
        type="set_exercises",
        exercises=listed,
        reason="Seen",
        decided_on=day(2),
    )
    log(*[clean(day(n), level=3, exercises=[PUSH]) for n in (3, 5, 7)])
    why, _, words = asked(day(8))
    assert words.startswith("What is it waiting for?")
    assert [row.streak for row in why.days] == [(2, 3), (1, 2), (0, 1)]
    assert "Not mastered yet: Lying leg hold." in words


def test_only_what_is_strengthened_is_asked_about(as_ana, programme):
    page = text(as_ana.get(programme.get_absolute_url()))
    assert page.count('class="decide why"') == len(STAGE_1)


def test_a_corrected_session_leads_to_its_newest_version(asked, ana, log, programme):
    log(clean(day(3)))
    actions.correct_session(
        by=ana,
        session=programme.sessions.get(),
        reason="Misread",
        performed_on=day(3),
        entries=[entry(PUSH, compensated=True), entry(HOLD)],
    )
    why, _, _ = asked(day(4))
    current = programme.sessions.get(is_current=True)
    assert [(row.effect[1], row.url) for row in why.days] == [
        ("Starts again", reverse("programmes:session", args=[current.pk]))
    ]


def test_the_programme_is_replayed_once_for_all_of_it(as_ana, log, programme, monkeypatch):
    log(clean(day(3)), clean(day(5)))
    replayed = []
    monkeypatch.setattr(programme_view, "replay", lambda given: replayed.append(given) or replay(given))
    monkeypatch.setattr("rehab.programmes.decisions.replay", lambda given: pytest.fail("replayed again"))
    as_ana.get(programme.get_absolute_url())
    assert len(replayed) == 1
