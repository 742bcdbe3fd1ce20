"""The caseload: who needs somebody today, found whatever the accents, in any order, page by page."""

import datetime

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinic.audit.models import AuditEvent
from rehab.assessments.actions import begin_assessment
from rehab.patients.actions import add_patient, archive_patient, discharge_episode, open_episode, set_circumstances
from rehab.programmes import actions
from tests.conftest import signed_in
from tests.pages import looked_for, text
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


def rows(client, q="", **asked):
    url = reverse("programmes:caseload")
    response = looked_for(client, url, q, **asked) if q else client.get(url, asked)
    return list(response.context["page"])


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
    page = text(looked_for(as_ana, reverse("programmes:caseload"), "nobody"))
    assert "Nobody found for “nobody”" in page
    assert ">Clear</a>" in page


def test_my_patients_come_by_default_and_the_clinics_on_demand(as_ana, ana, lena):
    new_episode(ana, "1", family="Mine")
    new_episode(lena, "2", family="Hers")
    assert [row.patient.family_name for row in rows(as_ana)] == ["Mine"]
    assert [row.patient.family_name for row in rows(as_ana, whose="clinic")] == ["Hers", "Mine"]


def test_the_patients_of_one_colleague_are_found(as_ana, ana, lena, ben):
    new_episode(ana, "1", family="Mine")
    new_episode(lena, "2", family="Hers")
    assert [row.patient.family_name for row in rows(as_ana, whose=str(lena.pk))] == ["Hers"]
    assert [row.patient.family_name for row in rows(as_ana, whose=str(ben.pk))] == ["Mine"]


def test_episodes_with_and_without_a_running_programme_are_told_apart(as_ana, ana):
    new_episode(ana, "1", findings=SHORT_AND_WEAK)
    new_episode(ana, "2")
    assert [row.patient.record_number for row in rows(as_ana, state="running")] == ["1"]
    assert [row.patient.record_number for row in rows(as_ana, state="not_running")] == ["2"]


def test_needs_come_in_the_order_in_which_they_press(as_ana, ana, marias_episode, programme, log):
    """Maria is paused; the others wait for a review, a signature, a programme, and for nothing."""
    log(clean(datetime.date(2026, 2, 27), symptoms=7))
    quiet = new_episode(ana, "1", family="Adams", findings=SHORT_ONLY)
    new_episode(ana, "2", family="Baker")
    begin_assessment(by=ana, episode=new_episode(ana, "3", family="Clark"))
    reviewed = new_episode(ana, "4", family="Davis", findings=SHORT_ONLY).programmes.get()
    actions.plan_review(by=ana, programme=reviewed, version=1, next_review_on=ana.today())
    assert [codes(row) for row in rows(as_ana)] == [["paused"], ["review"], ["draft"], ["no_programme"], []]
    assert rows(as_ana)[-1].episode == quiet


def test_a_stretch_that_has_become_unsuitable_presses(as_ana, ana, maria, programme, log):
    log(clean(datetime.date(2026, 2, 27)))
    set_circumstances(
        by=ana, patient=maria, holds_from=ana.today(), precautions=["kneeling_intolerance"], equipment=["band"]
    )
    assert "excluded" in codes(rows(as_ana)[0])


def next_steps(client):
    return [(row.patient.record_number, *row.next_step) for row in rows(client, order="name")]


def test_each_row_leads_to_what_comes_next(as_ana, ana):
    draft = begin_assessment(by=ana, episode=new_episode(ana, "1", family="A"))
    fresh = new_episode(ana, "2", family="B")
    signed = examined(new_episode(ana, "3", family="C"), by=ana, on=START, right=SHORT_AND_WEAK)
    running = new_episode(ana, "4", family="D", findings=SHORT_AND_WEAK).programmes.get()
    assert next_steps(as_ana) == [
        ("1", "Assessment", reverse("assessments:edit", args=[draft.pk])),
        ("2", "Record", reverse("patients:patient", args=[fresh.patient.pk])),
        ("3", "Proposal", reverse("programmes:proposal", args=[signed.pk])),
        ("4", "Programme", running.get_absolute_url()),
    ]
    page = text(as_ana.get(reverse("programmes:caseload")))
    for _, _, url in next_steps(as_ana):
        assert f'href="{url}"' in page


def test_an_episode_whose_programme_has_ended_waits_for_a_decision(as_ana, ana):
    episode = new_episode(ana, "1", findings=SHORT_AND_WEAK)
    actions.end_programme(by=ana, programme=episode.programmes.get(), version=1, end_reason="completed")
    (row,) = rows(as_ana)
    assert [need.words for need in row.needs] == ["Programme ended: discharge, or assess again"]
    assert (row.programme, row.next_step[0]) == (None, "Record")


def test_only_rows_in_which_a_need_waits_are_kept(as_ana, ana):
    begin_assessment(by=ana, episode=new_episode(ana, "1"))
    new_episode(ana, "2")
    assert [row.patient.record_number for row in rows(as_ana, need="draft")] == ["1"]


@pytest.mark.parametrize(
    ("order", "numbers"),
    [
        ("name", ["2", "1", "3"]),
        ("week", ["1", "3", "2"]),
        ("stage", ["2", "3", "1"]),
        ("session", ["2", "3", "1"]),
        ("adherence", ["1", "2", "3"]),
    ],
)
def test_rows_are_sorted_as_asked(as_ana, ana, order, numbers):
    """Zimmer trains, Adams has no programme, Zoll only stretches."""
    training = new_episode(ana, "1", family="Zimmer", findings=SHORT_AND_WEAK).programmes.get()
    actions.log_sessions(by=ana, programme=training, sessions=[clean(START)])
    new_episode(ana, "2", family="Adams")
    new_episode(ana, "3", family="Zoll", findings=SHORT_ONLY)
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
    for asked in (
        {"order": "x"},
        {"need": "x"},
        {"state": "x"},
        {"whose": "x"},
        {"page": "x"},
        {"page": "99"},
        {"q": "a\x00b"},
    ):
        assert as_ana.get(reverse("programmes:caseload"), asked).status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_rows(as_ana, ana):
    def queries():
        caches["standings"].clear()
        with CaptureQueriesContext(connection) as captured:
            rows(as_ana)
        return len(captured)

    new_episode(ana, "1", findings=SHORT_AND_WEAK)
    few = queries()
    for number in range(2, 6):
        new_episode(ana, str(number), findings=SHORT_AND_WEAK)
    assert queries() == few


def test_a_second_look_reads_no_session_again(as_ana, programme, log):
    log(clean(datetime.date(2026, 2, 27)))
    rows(as_ana)
    with CaptureQueriesContext(connection) as captured:
        rows(as_ana)
    assert not [query for query in captured if "exerciselog" in query["sql"]]


def test_every_write_is_seen_at_once(as_ana, ana, maria, programme, log):
    """What was remembered of a programme never outlives a write to the patient's record, or the day."""

    def right():
        return rows(as_ana)[0].standing["sides"]["right"]

    rows(as_ana)
    log(clean(datetime.date(2026, 2, 27), symptoms=7))
    assert right()["paused"]
    session = programme.sessions.get()
    actions.correct_session(by=ana, session=session, reason="Misread", **clean(session.performed_on, symptoms=1))
    assert not right()["paused"]
    actions.decide_override(by=ana, programme=programme, side="right", type="pause", reason="On holiday")
    assert right()["paused"]
    actions.decide_override(by=ana, programme=programme, side="right", type="resume", reason="Back")
    assert not right()["paused"]
    set_circumstances(
        by=ana, patient=maria, holds_from=ana.today(), precautions=["kneeling_intolerance"], equipment=["band"]
    )
    assert "half_kneeling_activation" not in right()["exercises"]


def test_another_day_is_computed_anew(as_ana, programme, log, clock):
    log(clean(datetime.date(2026, 2, 27)))
    assert codes(rows(as_ana)[0]) == []
    clock.move_to(datetime.datetime(2026, 3, 16, 10, tzinfo=datetime.UTC))
    as_ana.force_login(programme.created_by)
    assert codes(rows(as_ana)[0]) == ["lapsed"]


def test_the_other_clinic_sees_nothing_of_it(ben, ana):
    new_episode(ana, "1")
    assert rows(signed_in(ben), whose="clinic") == []


def test_looking_is_audited_without_what_was_typed(as_ana, ana):
    new_episode(ana, "1")
    rows(as_ana)
    rows(as_ana, q="stone")
    assert list(AuditEvent.objects.order_by("id").values_list("action", flat=True))[-2:] == ["list", "search"]
