"""What was entered for the wrong patient is struck through where it is, and moved to whom it belongs."""

import datetime

import pytest
from django.urls import reverse

from clinic.audit.models import AuditEvent
from rehab.assessments.findings import findings_of
from rehab.assessments.models import Assessment
from rehab.patients.actions import add_patient, measure_body, open_episode, set_circumstances
from rehab.patients.misfiled import CannotBeMoved
from rehab.patients.models import Misfiling
from rehab.patients.putting_right import put_right
from rehab.patients.queries import circumstances_on
from rehab.programmes import actions
from rehab.programmes.models import SessionLog
from rehab.rules import LIBRARY
from tests.conftest import signed_in
from tests.pages import opened, send, text
from tests.programmes.conftest import START, assessment, log, programme  # noqa: F401 - fixtures
from tests.programmes.findings import SHORT_AND_WEAK, examined
from tests.programmes.logs import clean

DAY = datetime.date(2026, 2, 10)


@pytest.fixture
def rosa(ana):
    """Rosa Keller, for whom the entries were meant."""
    return add_patient(
        by=ana, given_name="Rosa", family_name="Keller", date_of_birth=datetime.date(1970, 1, 2), record_number="H-2"
    )


@pytest.fixture
def rosas_episode(ana, rosa):
    return open_episode(
        by=ana,
        patient=rosa,
        complaint="Groin",
        sides="right",
        started_on=datetime.date(2026, 1, 7),
        activities=["climbing STAIRS"],
    )


@pytest.fixture
def rosas_programme(ana, rosas_episode):
    found = examined(rosas_episode, by=ana, on=START, right=SHORT_AND_WEAK)
    return actions.start_programme(by=ana, assessment=found, started_on=START)


@pytest.fixture
def measured(ana, maria):
    return measure_body(by=ana, patient=maria, measured_on=DAY, height_cm=170)


def address(kind, row):
    return reverse("patients:wrong_patient", args=[kind, row.pk])


def move(client, kind, row, to, **typed):
    """Give the right patient's number, look at who that is, and confirm it."""
    url = address(kind, row)
    found = client.post(url, opened(client, url) | {"reason": "Wrong record open", "record_number": to.record_number})
    form = found.context["form"]
    sent = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    sent["place"] = form.fields["place"].initial  # as the browser sends what its list shows
    return client.post(url, sent | {f"is_{to.pk.hex}": "on", "then": "move"} | typed, follow=True)


def timeline(client, patient):
    entries = client.get(reverse("patients:patient", args=[patient.pk])).context["entries"]
    return [entry.what for entry in entries if entry.kind == "Wrong patient"]


def test_the_right_patient_is_shown_with_name_birth_date_and_number_before_anything_is_stored(as_ana, measured, rosa):
    page = send(as_ana, address("measurement", measured), reason="Wrong record open", record_number="H-2")
    said = text(page)
    assert "Is this the right patient?" in said
    assert "It belongs to Rosa Keller, born 2 January 1970, number H-2" in said
    assert Misfiling.objects.count() == 0
    seen = AuditEvent.objects.filter(action="read", patient_id=rosa.pk)
    assert seen.exists()


def test_it_is_not_moved_before_it_is_confirmed(as_ana, measured, rosa):
    url = address("measurement", measured)
    typed = {"reason": "Wrong record open", "record_number": "H-2", "then": "move", "place": "record"}
    page = send(as_ana, url, **typed)
    assert "tick this box" in text(page)
    assert Misfiling.objects.count() == 0


def test_another_number_is_confirmed_anew(as_ana, ana, measured, rosa):
    add_patient(by=ana, given_name="Sam", family_name="Ode", date_of_birth=DAY, record_number="H-3")
    typed = {"reason": "Wrong record", "record_number": "H-3", "then": "move", "place": "record"}
    page = send(as_ana, address("measurement", measured), **typed, **{f"is_{rosa.pk.hex}": "on"})
    assert "It belongs to Sam Ode" in text(page)
    assert Misfiling.objects.count() == 0


def test_a_measurement_is_moved_with_a_trace_on_both_timelines(as_ana, measured, maria, rosa):
    response = move(as_ana, "measurement", measured, rosa)
    assert "in the right record now" in text(response)
    assert not maria.body_measurements.filter(is_current=True).exists()
    moved = rosa.body_measurements.get()
    assert (moved.measured_on, moved.height_cm) == (DAY, 170)
    said = "Entered for the wrong patient and struck through: Measurement of 10 February 2026 (Wrong record open)"
    assert timeline(as_ana, maria) == [f"{said}. Moved to the right record"]
    words = "Moved here from another record, where it was entered by mistake: Measurement of 10 February 2026"
    assert timeline(as_ana, rosa) == [words]
    moves = AuditEvent.objects.filter(action="move")
    assert {event.patient_id for event in moves} == {maria.pk, rosa.pk}


def test_neither_timeline_names_the_other_patient(as_ana, measured, maria, rosa):
    move(as_ana, "measurement", measured, rosa)
    assert "Keller" not in text(as_ana.get(reverse("patients:patient", args=[maria.pk])))
    assert "Silva" not in text(as_ana.get(reverse("patients:patient", args=[rosa.pk])))


def test_what_was_struck_through_stays_readable(as_ana, measured, maria, rosa):
    move(as_ana, "measurement", measured, rosa)
    page = text(as_ana.get(reverse("patients:measure", args=[maria.pk])))
    assert "170.0 cm" in page
    assert "Struck through: entered for the wrong patient" in page


def test_an_entry_can_be_struck_through_alone_and_moved_later(as_ana, measured, maria, rosa):
    response = send(as_ana, address("measurement", measured), reason="Somebody else’s")
    assert response.status_code == 302
    assert Misfiling.objects.get().moved_to is None
    assert "reason" not in as_ana.get(address("measurement", measured)).context["form"].fields
    move(as_ana, "measurement", measured, rosa)
    assert Misfiling.objects.get().moved_to == rosa
    assert rosa.body_measurements.count() == 1


def test_circumstances_are_moved_and_what_held_before_holds_again(as_ana, ana, maria, rosa):
    row = set_circumstances(
        by=ana, patient=maria, holds_from=DAY, precautions=["osteoporosis"], equipment=[], note="DXA"
    )
    move(as_ana, "circumstances", row, rosa)
    assert circumstances_on(maria, DAY).equipment == ["band"]
    assert circumstances_on(rosa, DAY).precautions == ["osteoporosis"]
    assert circumstances_on(rosa, DAY).note == "DXA"


def test_a_signed_assessment_is_moved_unchanged(as_ana, lena, ana, assessment, maria, rosa, rosas_episode):  # noqa: F811
    as_lena = signed_in(lena)
    move(as_lena, "assessment", assessment, rosa, place=str(rosas_episode.pk))
    copy = Assessment.objects.get(episode=rosas_episode)
    assert findings_of(copy) == findings_of(assessment) | {"psfs": {}}
    assert (copy.signed_at, copy.signed_by, copy.rater) == (assessment.signed_at, ana, ana)
    assert (copy.created_by, copy.is_current) == (lena, True)
    assert copy.screening.asked_on == assessment.screening.asked_on
    assessment.refresh_from_db()
    assert (assessment.is_signed, assessment.is_current) == (True, False)
    page = text(as_ana.get(reverse("assessments:assessment", args=[assessment.pk])))
    assert "Struck through: entered for the wrong patient" in page
    assert "Programme proposal" not in page
    assert "Moved here by Lena Vogt" in text(as_ana.get(reverse("assessments:assessment", args=[copy.pk])))


def test_scores_of_activities_come_along_where_the_episode_has_the_same_activity(ana, marias_episode, rosas_episode):
    from rehab.assessments.actions import begin_assessment, save_draft

    scores = {activity.pk: 4 for activity in marias_episode.psfs_activities.all()}
    draft = begin_assessment(by=ana, episode=marias_episode)
    draft = save_draft(by=ana, assessment=draft, version=1, findings={"psfs": scores, "note": "Half done"})
    put_right(
        by=ana, kind="assessment", row=draft, reason="Wrong", to=rosas_episode.patient, place=str(rosas_episode.pk)
    )
    copy = Assessment.objects.get(episode=rosas_episode)
    assert findings_of(copy)["psfs"] == {rosas_episode.psfs_activities.get().pk: 4}
    assert (copy.note, copy.is_open_draft) == ("Half done", True)
    draft.refresh_from_db()
    assert draft.discarded_at is not None


def test_a_red_flag_found_in_somebody_else_no_longer_stands(ana, marias_episode, rosas_episode):
    from rehab.assessments.red_flags import standing_red_flag

    flagged = examined(
        marias_episode, by=ana, on=START, red_flags={next(iter(LIBRARY.red_flags)): True}, right=SHORT_AND_WEAK
    )
    put_right(by=ana, kind="assessment", row=flagged, reason="W", to=rosas_episode.patient, place=str(rosas_episode.pk))
    assert standing_red_flag(marias_episode) is None
    assert standing_red_flag(rosas_episode) is not None


def test_the_basis_of_a_running_programme_stays(as_ana, assessment, programme, rosa, rosas_episode):  # noqa: F811
    response = move(as_ana, "assessment", assessment, rosa, place=str(rosas_episode.pk))
    assert "End that programme first" in text(response)
    assert Misfiling.objects.count() == 0


def test_a_session_is_moved_and_both_programmes_follow(as_ana, log, programme, rosa, rosas_programme):  # noqa: F811
    days = [datetime.date(2026, 2, day) for day in (4, 6, 8)]
    log(*[clean(day) for day in days])
    session = programme.sessions.get(performed_on=days[1], is_current=True)
    response = move(as_ana, "session", session, rosa, place=str(rosas_programme.pk))
    assert "is no longer earned" in text(response)
    moved = SessionLog.objects.get(programme=rosas_programme)
    assert moved.performed_on == days[1]
    assert [entry.exercise for entry in moved.entries.all()] == [entry.exercise for entry in session.entries.all()]
    assert [row.performed_on for row in programme.sessions.filter(is_current=True)] == [days[0], days[2]]
    page = text(as_ana.get(reverse("programmes:session", args=[session.pk])))
    assert "Struck through: entered for the wrong patient" in page


def test_a_session_that_does_not_fit_the_other_programme_says_why(as_ana, ana, log, programme, rosa, rosas_programme):  # noqa: F811
    day = datetime.date(2026, 2, 4)
    log(clean(day))
    actions.log_sessions(by=ana, programme=rosas_programme, sessions=[clean(day)])
    session = programme.sessions.get()
    response = move(as_ana, "session", session, rosa, place=str(rosas_programme.pk))
    assert "There is a session on this date already" in text(response)
    session.refresh_from_db()
    assert session.is_current


def test_a_date_that_the_other_record_has_already_is_told(as_ana, ana, measured, rosa):
    measure_body(by=ana, patient=rosa, measured_on=DAY, mass_kg=60)
    assert "was measured on 10 February 2026 already" in text(move(as_ana, "measurement", measured, rosa))
    measured.refresh_from_db()
    assert measured.is_current


def test_a_record_without_a_place_for_it_is_told(as_ana, assessment, rosa):  # noqa: F811
    page = send(as_ana, address("assessment", assessment), reason="Wrong", record_number="H-2")
    assert "has nothing yet that this could be entered in" in text(page)


@pytest.mark.parametrize("number", ["B-7", "H-9", "H-1001"])
def test_only_another_patient_of_the_clinic_is_right(as_ana, measured, lukasz, number):
    page = send(as_ana, address("measurement", measured), reason="Wrong", record_number=number)
    assert page.context["form"].errors["record_number"]
    assert "Nowak" not in text(page)
    assert Misfiling.objects.count() == 0


def test_the_other_clinic_is_refused_by_the_action_too(ana, measured, lukasz):
    with pytest.raises(CannotBeMoved):
        put_right(by=ana, kind="measurement", row=measured, reason="Wrong", to=lukasz, place="record")
    measured.refresh_from_db()
    assert measured.is_current


def test_entries_of_the_other_clinic_are_not_found(as_ben, measured):
    assert as_ben.get(address("measurement", measured)).status_code == 404
    assert as_ben.post(address("measurement", measured), {"reason": "Mine"}).status_code == 404


def test_an_entry_is_moved_once(as_ana, ana, measured, rosa):
    sam = add_patient(by=ana, given_name="Sam", family_name="Ode", date_of_birth=DAY, record_number="H-3")
    move(as_ana, "measurement", measured, rosa)
    with pytest.raises(CannotBeMoved):
        put_right(by=ana, kind="measurement", row=measured, to=sam, place="record")
    assert as_ana.get(address("measurement", measured)).status_code == 302


def test_an_unknown_kind_is_no_page(as_ana, measured):
    assert as_ana.get(reverse("patients:wrong_patient", args=["handout", measured.pk])).status_code == 404
