"""The progress page: what was done, what changed, and whether the change is real."""

import datetime

import pytest
from django.urls import reverse

from clinic.audit.models import AuditEvent
from rehab.programmes import actions
from tests.conftest import signed_in
from tests.pages import text
from tests.programmes.conftest import START, TODAY
from tests.programmes.findings import examined
from tests.programmes.logs import clean

WEEK = datetime.timedelta(days=7)


def thomas(hip_extension_deg, **more):
    return {
        "thomas": {"hip_extension_deg": hip_extension_deg, "pelvis_controlled": True, "method": "goniometer"} | more,
        "strength": {"mmt": "4-"},
    }


@pytest.fixture
def baseline(programme):
    """The first Thomas test, measured with a goniometer."""
    programme.assessment.thomastests.update(method="goniometer")
    return programme


def page(client, programme):
    return client.get(reverse("progress:progress", args=[programme.pk]))


def verdict(client, programme, measure="thomas.hip_extension_deg"):
    (side,) = page(client, programme).context["progress"].sides
    return next(found for found in side.verdicts if found.measure == measure)


def charts(client, programme):
    (side,) = page(client, programme).context["progress"].sides
    return {drawing["chart"].title: drawing for drawing in side.drawings}


@pytest.mark.parametrize(
    ("second", "words", "tone"),
    [
        (thomas(-6), "A real change, better", "go"),
        (thomas(-8), "Within measurement error", "plain"),
        (thomas(-18), "A real change, worse", "stop"),
        (thomas(-2, method="inclinometer"), "Not comparable", "plain"),
        (thomas(-2, pelvis_controlled=False), "Not comparable", "plain"),
    ],
)
def test_a_difference_is_called_what_the_rules_call_it(as_ana, ana, baseline, second, words, tone):
    examined(baseline.episode, by=ana, on=TODAY, right=second)
    found = verdict(as_ana, baseline)
    assert found.words.startswith(words)
    assert found.tone == tone


def test_before_and_after_stand_beside_the_signed_difference(as_ana, ana, baseline):
    examined(baseline.episode, by=ana, on=TODAY, right=thomas(-6))
    found = verdict(as_ana, baseline)
    assert (found.before, found.after, found.difference) == ("−12°", "−6°", "+6°")


def test_with_one_assessment_nothing_is_said_to_have_changed(as_ana, programme):
    response = page(as_ana, programme)
    assert "Only the first assessment" in text(response)
    assert response.context["progress"].sides[0].verdicts == ()


def test_an_unsigned_assessment_counts_for_nothing(as_ana, ana, baseline):
    later = examined(baseline.episode, by=ana, on=TODAY, right=thomas(10))
    type(later).objects.filter(pk=later.pk).update(signed_at=None, signed_by=None)
    assert page(as_ana, baseline).context["progress"].assessments == (baseline.assessment,)


def test_a_mark_that_cannot_be_compared_is_not_joined_to_the_one_before(as_ana, ana, baseline):
    examined(baseline.episode, by=ana, on=TODAY, right=thomas(-2, method="inclinometer"))
    (series,) = charts(as_ana, baseline)["Hip extension"]["series"]
    assert [mark["apart"] for mark in series["marks"]] == [False, True]
    assert series["paths"] == []


def test_sessions_are_counted_week_by_week_and_a_week_without_any_is_zero(as_ana, ana, programme):
    actions.log_sessions(by=ana, programme=programme, sessions=[clean(START), clean(START + 2 * WEEK)])
    chart = page(as_ana, programme).context["progress"].sessions["chart"]
    assert [mark.value for mark in chart.bars] == [1, 0, 1, 0, 0]


def test_symptoms_show_the_worst_of_a_session_and_the_next_morning_a_day_later(as_ana, ana, programme):
    session = clean(START, next_morning=1)
    session["entries"][1]["symptoms"] = 3
    actions.log_sessions(by=ana, programme=programme, sessions=[session])
    during, morning = charts(as_ana, programme)["Symptoms"]["chart"].series
    assert [(mark.on, mark.value) for mark in during.marks] == [(START, 3)]
    assert [(mark.on, mark.value) for mark in morning.marks] == [(START + datetime.timedelta(days=1), 1)]


def test_a_morning_that_was_not_asked_about_is_a_gap_and_not_a_zero(as_ana, ana, programme):
    actions.log_sessions(by=ana, programme=programme, sessions=[clean(START)])
    (during,) = charts(as_ana, programme)["Symptoms"]["chart"].series
    assert during.name == "During the session"


def test_strength_tests_between_assessments_are_drawn_too(as_ana, ana, programme):
    actions.retest_strength(by=ana, programme=programme, tests={"right": {"mmt": "4+"}}, tested_on=START + WEEK)
    (grades,) = charts(as_ana, programme)["Strength, manual grade"]["chart"].series
    assert [mark.words for mark in grades.marks] == ["2 February: MMT 4-", "9 February: MMT 4+"]


def test_the_stage_is_a_stair_that_steps_where_it_was_entered(as_ana, ana, programme):
    actions.decide_override(
        by=ana, programme=programme, side="right", type="set_stage", stage=2, reason="Ready", decided_on=START + WEEK
    )
    (stair,) = charts(as_ana, programme)["Stage"]["chart"].series
    assert [(mark.on, mark.value) for mark in stair.marks] == [(START, 1), (START + WEEK, 2), (TODAY, 2)]


def test_the_axis_grows_with_the_programme(ana, programme, clock):
    clock.move_to(datetime.datetime(2026, 6, 29, 10, tzinfo=datetime.UTC))
    progress = page(signed_in(ana), programme).context["progress"]
    assert progress.week == 22
    assert progress.review_window == "past"
    assert progress.sessions["weeks"][-1]["label"] == 20


def test_every_chart_has_a_title_and_a_description_and_its_table(as_ana, ana, programme):
    actions.log_sessions(by=ana, programme=programme, sessions=[clean(START)])
    shown = text(page(as_ana, programme))
    charts_shown = shown.count('<svg class="chart"')
    assert charts_shown >= 4
    assert shown.count('-title">') == shown.count('-desc">') == shown.count("As a table") == charts_shown


def test_reading_the_page_is_audited(as_ana, programme):
    page(as_ana, programme)
    event = AuditEvent.objects.filter(action="read", object_id=programme.pk).first()
    assert event.patient_id == programme.patient.pk


def test_another_clinic_does_not_find_it(as_ben, programme):
    assert page(as_ben, programme).status_code == 404
