"""The caseload: who needs somebody today, found whatever the accents, in any order, page by page."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinic.audit.models import AuditEvent
from rehab.assessments.actions import begin_assessment
from rehab.patients.actions import add_patient, archive_patient, discharge_episode, open_episode
from rehab.programmes import actions
from tests.conftest import signed_in
from tests.pages import text
from tests.programmes.findings import SHORT_AND_WEAK, SHORT_ONLY, examined
from tests.programmes.logs import clean

START = datetime.date(2026, 2, 2)


def new_episode(by, number, *, given="Pat", family="Stone", findings=None):
    """A patient with an open episode on the right, and with a programme where findings are given."""
    patient = add_patient(
        by=by, given_name=given, family_name=family, date_of_birth=datetime.date(1970, 1, 1), record_number=number
    )
    episode = open_episode(by=by, patient=patient, clinician=by, complaint="Hip", sides="right", started_on=START)
    if findings:
        found = examined(episode, by=by, on=START, right=findings)
        actions.start_programme(by=by, assessment=found, started_on=START)
    return episode


def rows(client, **asked):
    return list(client.get(reverse("programmes:caseload"), asked).context["page"])


def codes(row):
    return [need.code for need in row.needs]


def test_a_clinic_without_patients_is_invited_to_add_the_first(as_ana):
    assert "Add the first patient" in text(as_ana.get(reverse("programmes:caseload")))


def test_an_episode_without_programme_waits_for_one(as_ana, ana):
    new_episode(ana, "1")
    (row,) = rows(as_ana)
    assert codes(row) == ["no_programme"]
    assert (row.week, row.last_session_on, row.adherence) == (None, None, None)


def test_a_draft_waits_for_a_signature(as_ana, ana):
    begin_assessment(by=ana, episode=new_episode(ana, "1"))
    assert codes(rows(as_ana)[0]) == ["draft"]


def test_a_red_flag_waits_before_everything_else(as_ana, ana):
    new_episode(ana, "1", family="Adams")
    flagged = new_episode(ana, "2", family="Young")
    examined(flagged, by=ana, on=START, red_flags={"malignancy": True}, right=SHORT_AND_WEAK)
    assert [codes(row) for row in rows(as_ana)] == [["red_flag"], ["no_programme"]]


def test_a_running_programme_shows_week_stage_last_session_and_adherence(as_ana, programme, log):
    log(clean(datetime.date(2026, 2, 25)), clean(datetime.date(2026, 2, 27)))
    (row,) = rows(as_ana)
    assert row.week == 5
    assert row.standing["sides"]["right"]["stage"] == 1
    assert row.last_session_on == datetime.date(2026, 2, 27)
    assert row.adherence == 17


def test_a_session_taken_back_is_not_the_last_one(as_ana, ana, programme, log):
    log(clean(datetime.date(2026, 2, 25)), clean(datetime.date(2026, 2, 27)))
    actions.withdraw_session(by=ana, session=programme.sessions.get(performed_on="2026-02-27"), reason="Other patient")
    assert rows(as_ana)[0].last_session_on == datetime.date(2026, 2, 25)


def test_a_paused_side_comes_first_and_says_which(as_ana, ana, paused):
    new_episode(ana, "2", family="Adams")
    first, second = rows(as_ana)
    assert codes(first)[0] == "paused"
    assert "Right: Paused: symptoms" in text(as_ana.get(reverse("programmes:caseload")))
    assert codes(second) == ["no_programme"]


def test_a_review_that_is_due_and_a_lapse_are_told(as_ana, ana, programme):
    actions.plan_review(
        by=ana, programme=programme, version=programme.version, next_review_on=datetime.date(2026, 3, 2)
    )
    assert set(codes(rows(as_ana)[0])) == {"review", "lapsed"}


def test_somebody_who_only_stretches_has_no_sessions_to_miss(as_ana, ana):
    new_episode(ana, "1", findings=SHORT_ONLY)
    (row,) = rows(as_ana)
    assert codes(row) == []
    assert row.adherence is None


@pytest.mark.parametrize("typed", ["łukasz", "LUKASZ zoe", "h-1"])
def test_a_patient_is_found_whatever_the_accents_and_the_case(as_ana, ana, typed):
    new_episode(ana, "H-1", given="Zoë", family="Łukasz")
    new_episode(ana, "H-2")
    assert [row.patient.record_number for row in rows(as_ana, q=typed)] == ["H-1"]


def test_a_search_without_a_hit_offers_the_way_back(as_ana, ana):
    new_episode(ana, "1")
    page = text(as_ana.get(reverse("programmes:caseload"), {"q": "nobody"}))
    assert "Nobody fits" in page
    assert "Clear" in page


def test_my_patients_come_by_default_and_the_clinics_on_demand(as_ana, ana, lena):
    new_episode(ana, "1", family="Mine")
    new_episode(lena, "2", family="Hers")
    assert [row.patient.family_name for row in rows(as_ana)] == ["Mine"]
    assert [row.patient.family_name for row in rows(as_ana, whose="clinic")] == ["Hers", "Mine"]


def test_only_rows_in_which_a_need_waits_are_kept(as_ana, ana):
    begin_assessment(by=ana, episode=new_episode(ana, "1"))
    new_episode(ana, "2")
    assert [row.patient.record_number for row in rows(as_ana, need="draft")] == ["1"]


@pytest.mark.parametrize(("order", "numbers"), [("name", ["2", "1"]), ("week", ["1", "2"])])
def test_rows_are_sorted_as_asked(as_ana, ana, order, numbers):
    new_episode(ana, "1", family="Zimmer", findings=SHORT_AND_WEAK)
    new_episode(ana, "2", family="Adams")
    assert [row.patient.record_number for row in rows(as_ana, order=order)] == numbers


def test_a_closed_episode_and_an_archived_patient_are_gone(as_ana, ana):
    episode = new_episode(ana, "1")
    discharge_episode(
        by=ana, episode=episode, version=episode.version, discharged_on=ana.today(), outcome="goal_reached"
    )
    assert rows(as_ana) == []
    patient = episode.patient
    patient.refresh_from_db()
    archive_patient(by=ana, patient=patient, version=patient.version, reason="Moved away")
    assert rows(as_ana, whose="clinic") == []


def test_pages_hold_twenty_five_rows(as_ana, ana):
    for number in range(26):
        new_episode(ana, str(number))
    assert len(rows(as_ana)) == 25
    assert len(rows(as_ana, page=2)) == 1


def test_what_is_not_understood_counts_as_not_asked(as_ana, ana):
    new_episode(ana, "1")
    for asked in ({"order": "x"}, {"need": "x"}, {"whose": "x"}, {"page": "x"}, {"page": "99"}, {"q": "a\x00b"}):
        assert as_ana.get(reverse("programmes:caseload"), asked).status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_rows(as_ana, ana):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            rows(as_ana)
        return len(captured)

    new_episode(ana, "1", findings=SHORT_AND_WEAK)
    few = queries()
    for number in range(2, 6):
        new_episode(ana, str(number), findings=SHORT_AND_WEAK)
    assert queries() == few


def test_the_other_clinic_sees_nothing_of_it(ben, ana):
    new_episode(ana, "1")
    assert rows(signed_in(ben), whose="clinic") == []


def test_looking_is_audited_without_what_was_typed(as_ana, ana):
    new_episode(ana, "1")
    rows(as_ana)
    rows(as_ana, q="stone")
    assert list(AuditEvent.objects.order_by("id").values_list("action", flat=True))[-2:] == ["list", "search"]
