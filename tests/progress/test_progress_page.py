"""The progress page: what was done, what changed, and whether the change is real."""

import datetime

import pytest
from django.urls import reverse

from clinic.audit.models import AuditEvent
from rehab.patients.actions import measure_body
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
    return {shown.drawing["chart"].title: shown.drawing for shown in side.drawings}


@pytest.mark.parametrize(
    ("second", "words", "tone"),
    [
        (thomas(-6), "6° more: a real change, better (error 5°)", "go"),
        (thomas(-7), "5° more: a real change, better (error 5°)", "go"),
        (thomas(-8), "4° more: within measurement error (5°)", "plain"),
        (thomas(-12), "No difference: within measurement error (5°)", "plain"),
        (thomas(-18), "6° less: a real change, worse (error 5°)", "stop"),
        (
            thomas(-2, method="inclinometer"),
            "Not comparable: different instrument (goniometer, then inclinometer)",
            "plain",
        ),
        (thomas(-2, method=None), "Not comparable: instrument not stated", "plain"),
        (thomas(-2, pelvis_controlled=False), "Not comparable: pelvis not controlled", "plain"),
    ],
)
def test_a_difference_is_called_what_the_rules_call_it(as_ana, ana, baseline, second, words, tone):
    examined(baseline.episode, by=ana, on=TODAY, right=second)
    found = verdict(as_ana, baseline)
    assert found.words == words
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
    chart = charts(as_ana, programme)["Sessions a week"]["chart"]
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


def joined(chart):
    """For each mark of the chart's last series but the first whether a line leads to it."""
    return [not mark.apart for mark in chart["chart"].series[-1].marks][1:]


def test_what_was_not_measured_between_two_assessments_breaks_the_line(as_ana, ana, baseline):
    examined(baseline.episode, by=ana, on=TODAY - 2 * WEEK, right={"strength": {"mmt": "4"}})
    examined(baseline.episode, by=ana, on=TODAY - WEEK, right=thomas(-9))
    examined(baseline.episode, by=ana, on=TODAY, right=thomas(-6))
    assert joined(charts(as_ana, baseline)["Hip extension"]) == [False, True]
    assert joined(charts(as_ana, baseline)["Strength, manual grade"]) == [True, True, True]


def test_a_morning_or_a_pain_that_was_not_asked_about_breaks_its_line(as_ana, ana, programme):
    days = [START + number * datetime.timedelta(days=2) for number in range(4)]
    sessions = [clean(day, next_morning=morning) for day, morning in zip(days, (0, None, 1, 0), strict=True)]
    actions.log_sessions(by=ana, programme=programme, sessions=sessions)
    for weeks, pain in [(3, 5), (2, None), (1, 4), (0, 3)]:
        found = examined(programme.episode, by=ana, on=TODAY - weeks * WEEK, right=thomas(-9))
        type(found).objects.filter(pk=found.pk).update(pain_nrs=pain)
    assert joined(charts(as_ana, programme)["Symptoms"]) == [False, True]
    (pain,) = page(as_ana, programme).context["progress"].reported
    assert joined(pain.drawing) == [False, True]
    assert {mark.error for mark in pain.drawing["chart"].series[0].marks} == {2}


def test_strength_tests_between_assessments_are_drawn_too(as_ana, ana, programme):
    actions.retest_strength(by=ana, programme=programme, tests={"right": {"mmt": "4+"}}, tested_on=START + WEEK)
    (grades,) = charts(as_ana, programme)["Strength, manual grade"]["chart"].series
    assert [mark.words for mark in grades.marks] == [
        "2 February 2026: MMT 4−, Ana Ruiz",
        "9 February 2026: MMT 4+, strength test",
    ]


def test_the_axis_grows_with_the_programme(ana, programme, clock):
    clock.move_to(datetime.datetime(2026, 6, 29, 10, tzinfo=datetime.UTC))
    progress = page(signed_in(ana), programme).context["progress"]
    assert progress.week == 22
    assert progress.review_window == "past"
    assert progress.sides[0].drawings[0].drawing["weeks"][-1]["label"] == 20


def test_every_chart_has_a_title_and_a_description_and_its_table(as_ana, ana, programme):
    actions.log_sessions(by=ana, programme=programme, sessions=[clean(START)])
    shown = text(page(as_ana, programme))
    charts_shown = shown.count('<svg class="chart')
    assert charts_shown >= 4
    assert shown.count('-title">') == shown.count('-desc">') == shown.count("As a table") == charts_shown


def test_reading_the_page_is_audited(as_ana, programme):
    page(as_ana, programme)
    event = AuditEvent.objects.filter(action="read", object_id=programme.pk).first()
    assert event.patient_id == programme.patient.pk


def test_another_clinic_does_not_find_it(as_ben, programme):
    assert page(as_ben, programme).status_code == 404


def test_another_rater_or_method_or_an_uncontrolled_pelvis_is_another_mark(as_ana, ana, lena, baseline):
    def marks():
        (series,) = charts(as_ana, baseline)["Hip extension"]["series"]
        return [mark["outline"].partition("m")[2] + str(mark["hollow"]) for mark in series["marks"]]

    examined(baseline.episode, by=ana, on=TODAY - WEEK, right=thomas(-11))
    assert len(set(marks())) == 1
    examined(baseline.episode, by=lena, on=TODAY - WEEK / 2, right=thomas(-10))
    examined(baseline.episode, by=ana, on=TODAY - WEEK / 3, right=thomas(-9, method="inclinometer"))
    examined(baseline.episode, by=ana, on=TODAY, right=thomas(-8, pelvis_controlled=False))
    assert len(set(marks())) == 4


def test_torque_is_told_with_the_body_mass_of_its_day(as_ana, ana, programme):
    measure_body(by=ana, patient=programme.patient, measured_on=START, mass_kg=70)
    measure_body(by=ana, patient=programme.patient, measured_on=TODAY, mass_kg=90)
    force = {"strength": {"mmt": "4", "force_n": 140, "lever_arm_m": "0.35", "position": "seated", "fixation": "belt"}}
    examined(programme.episode, by=ana, on=TODAY - WEEK, right=force)
    (torque,) = charts(as_ana, programme)["Strength, torque (N·m)"]["chart"].series
    (mark,) = torque.marks
    assert "49 N·m, 0.7 N·m/kg (body mass 70 kg on 2 February 2026)" in mark.words
    assert mark.error == pytest.approx(4.9)


def test_a_force_without_a_lever_arm_is_no_torque(as_ana, ana, programme):
    force = {"strength": {"mmt": "4", "force_n": 140, "position": "seated", "fixation": "manual"}}
    examined(programme.episode, by=ana, on=TODAY - WEEK, right=force)
    shown = charts(as_ana, programme)
    assert "Strength, torque (N·m)" not in shown
    (series,) = shown["Strength, force (N)"]["chart"].series
    assert series.marks[0].error == 28


def test_verdicts_stand_between_each_two_assessments_that_follow_each_other(as_ana, ana, baseline):
    examined(baseline.episode, by=ana, on=TODAY - WEEK, right=thomas(-9))
    examined(baseline.episode, by=ana, on=TODAY, right=thomas(-6))
    (side,) = page(as_ana, baseline).context["progress"].sides
    hip = next(shown for shown in side.drawings if shown.drawing["chart"].title == "Hip extension")
    assert [one.words for one in hip.verdicts] == ["3° more: within measurement error (5°)"] * 2
    assert side.verdicts[0].words == "6° more: a real change, better (error 5°)"
