"""The caseload at a glance: how many wait for what, whose review is overdue, and who is planned for which day."""

import datetime

import pytest
from django.urls import reverse

from rehab.patients.actions import add_patient, open_episode
from rehab.programmes import actions
from rehab.programmes.caseload import open_rows
from rehab.programmes.glance import glance
from tests.pages import text
from tests.programmes.conftest import START, TODAY
from tests.programmes.findings import SHORT_AND_WEAK, examined

DAY = datetime.timedelta(days=1)
SUNDAY = TODAY + 6 * DAY  # today is a Monday


@pytest.fixture
def reviewed_on(ana):
    """reviewed_on("Ida", day): another patient of Ana's, in a programme whose next review is planned for that day."""

    def plan(name, day, by=ana):
        patient = add_patient(
            by=by, given_name=name, family_name="Berg", date_of_birth=datetime.date(1980, 1, 1), record_number=name
        )
        episode = open_episode(by=by, patient=patient, complaint="Groin", sides="right", started_on=START)
        found = examined(episode, by=by, on=START, right=SHORT_AND_WEAK)
        return actions.start_programme(by=by, assessment=found, started_on=START, next_review_on=day)

    return plan


def page(client, **asked):
    return client.get(reverse("programmes:caseload"), asked)


def test_reviews_of_the_week_stand_on_their_day_from_monday_to_sunday(ana, reviewed_on):
    for name, day in [("Ida", TODAY), ("Jo", SUNDAY), ("Kim", SUNDAY + DAY), ("Lea", None)]:
        reviewed_on(name, day)
    week = glance(open_rows(ana), TODAY).week
    assert [day.on for day in week] == [TODAY + number * DAY for number in range(7)]
    assert {day.on: [row.patient.given_name for row in day.rows] for day in week if day.rows} == {
        TODAY: ["Ida"],
        SUNDAY: ["Jo"],
    }
    assert [day.is_today for day in week] == [True] + [False] * 6


def test_the_week_is_that_of_today_on_a_sunday_too(ana, reviewed_on):
    reviewed_on("Ida", SUNDAY)
    assert [len(day.rows) for day in glance(open_rows(ana), SUNDAY).week] == [0] * 6 + [1]


def test_a_review_is_overdue_from_the_day_after_and_the_longest_ago_comes_first(ana, reviewed_on):
    for name, day in [("Ida", TODAY), ("Jo", TODAY - DAY), ("Kim", TODAY - 20 * DAY)]:
        reviewed_on(name, day)
    assert [row.patient.given_name for row in glance(open_rows(ana), TODAY).overdue] == ["Kim", "Jo"]


def test_the_counts_are_of_patients_and_of_everybody_who_was_asked_for(as_ana, reviewed_on):
    for name in ("Ida", "Jo"):
        reviewed_on(name, TODAY)
    reviewed_on("Kim", SUNDAY)
    shown = page(as_ana, need="review").context
    assert {count.need: count.rows for count in shown["glance"].counts} == {"review": 2, "lapsed": 3}
    assert (shown["glance"].episodes, shown["glance"].waiting) == (3, 3)
    assert len(shown["page"].object_list) == 2


def test_it_is_of_my_patients_or_of_the_clinic_s(as_ana, as_lena, lena, reviewed_on):
    reviewed_on("Ida", TODAY, by=lena)
    assert page(as_ana).context["glance"].episodes == 0
    assert page(as_ana, whose="clinic").context["glance"].episodes == 1
    assert page(as_lena).context["glance"].episodes == 1


def test_a_name_in_the_week_leads_to_the_review_page(as_ana, reviewed_on):
    programme = reviewed_on("Ida", TODAY)
    assert f'href="{reverse("progress:progress", args=[programme.pk])}">Ida Berg</a>' in text(page(as_ana))


def test_another_week_is_shown_where_it_is_asked_for(as_ana, reviewed_on):
    reviewed_on("Kim", SUNDAY + DAY)
    later = page(as_ana, week=(TODAY + 9 * DAY).isoformat())
    assert [[row.name for row in day.rows] for day in later.context["glance"].week] == [["berg kim"], *[[]] * 6]
    assert not later.context["glance"].is_this_week
    assert "week=2026-03-16" in text(page(as_ana, week="2026-03-09"))
    for wrong in ("x", "9999-12-31", "2026-02-30"):
        assert page(as_ana, week=wrong).context["glance"].is_this_week


def test_without_an_episode_there_is_nothing_to_glance_at(as_ana, maria):
    assert "At a glance" not in text(page(as_ana))
