"""Sessions are logged all or none, corrected and withdrawn without losing what was written, and always derived anew."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError

from clinic.audit.models import AuditEvent
from clinic.audit.recording import EditConflict
from rehab.programmes import actions
from rehab.programmes.decisions import standing
from rehab.programmes.models import ExerciseLog, SessionLog
from tests.programmes.conftest import START, TODAY
from tests.programmes.findings import SHORT_ONLY, examined
from tests.programmes.logs import clean, entry

DAYS = [datetime.date(2026, 2, number) for number in (4, 6, 9)]
HOLD = "supine_hip_flexion_hold"


def level(programme, on=TODAY):
    return standing(programme, on)["sides"]["right"]["exercises"][HOLD]["level"]


def streak(programme, on=DAYS[-1]):
    return standing(programme, on)["sides"]["right"]["exercises"][HOLD]["streak"]


def problems(log, *sessions):
    with pytest.raises(ValidationError) as refusal:
        log(*sessions)
    assert not SessionLog.objects.filter(performed_on=DAYS[0]).exists()
    return refusal.value.message_dict


def test_three_clean_sessions_bring_the_next_level_and_its_prescription(log, programme):
    log(*map(clean, DAYS))
    assert level(programme) == 2
    second = programme.prescriptions.get(exercise=HOLD, level=2)
    assert (second.side, second.kind, second.from_on, second.starts_here) == ("right", "strengthen", DAYS[-1], False)
    assert (second.sets, second.repetitions, second.hold_seconds) == (1, 5, 10)


def test_what_was_done_is_kept_as_typed(log, programme):
    session = clean(DAYS[0], next_morning=2, sets_done=1, repetitions_done=4, symptoms=1)
    log(session | {"source": "told", "note": "In a hurry"})
    row = programme.sessions.get()
    assert (row.source, row.note, row.next_morning_right, row.next_morning_left) == ("told", "In a hurry", 2, None)
    first = row.entries.first()
    assert (first.exercise, first.sets_done, first.repetitions_done, first.symptoms) == (
        "half_kneeling_activation",
        1,
        4,
        1,
    )


@pytest.mark.parametrize(
    ("second", "path"),
    [
        (clean(START - datetime.timedelta(days=1)), "sessions.1.performed_on"),
        (clean(TODAY + datetime.timedelta(days=1)), "sessions.1.performed_on"),
        (clean(DAYS[0]), "sessions.1.performed_on"),
        (clean(DAYS[1], side="left"), "sessions.1.entries.0.side"),
        (clean(DAYS[1], level=9), "sessions.1.entries.0.level"),
        (clean(DAYS[1], symptoms=11), "sessions.1.entries.0.symptoms"),
        (clean(DAYS[1], exercises=["squat"]), "sessions.1.entries.0.exercise"),
        (clean(DAYS[1], exercises=[HOLD, HOLD]), "sessions.1.entries.1.exercise"),
        (clean(DAYS[1], next_morning=-1), "sessions.1.next_morning.right"),
        (clean(DAYS[1], exercises=[]), "sessions.1.entries"),
    ],
)
def test_one_bad_session_stores_none(log, second, path):
    assert path in problems(log, clean(DAYS[0]), second)


def test_a_date_is_logged_once(log, programme):
    log(clean(DAYS[1]))
    assert problems(log, clean(DAYS[0]), clean(DAYS[1])) == {
        "sessions.1.performed_on": ["There is a session on this date already. Correct that one instead."]
    }
    assert programme.sessions.count() == 1


def test_a_programme_of_stretches_alone_logs_days_without_entries(ana, marias_episode):
    found = examined(marias_episode, by=ana, on=START, right=SHORT_ONLY)
    programme = actions.start_programme(by=ana, assessment=found, started_on=START)
    actions.log_sessions(by=ana, programme=programme, sessions=[{"performed_on": DAYS[0], "entries": []}])
    assert standing(programme, TODAY)["sessions_per_week"] == [1, 0, 0, 0, 0]


def test_the_same_submit_twice_stores_one(ana, programme):
    key = uuid.uuid4()
    for _ in range(2):
        actions.log_sessions(by=ana, key=key, programme=programme, sessions=[clean(DAYS[0])])
    assert programme.sessions.count() == 1


def test_a_correction_is_derived_anew_and_keeps_the_old_session(ana, log, programme):
    log(*map(clean, DAYS))
    wrong = programme.sessions.get(performed_on=DAYS[1])
    right = actions.correct_session(by=ana, session=wrong, reason="She compensated", **clean(DAYS[1], compensated=True))
    assert (level(programme), streak(programme)) == (1, 1)
    wrong.refresh_from_db()
    assert (wrong.is_current, right.replaces, right.amendment_reason) == (False, wrong, "She compensated")
    assert [row.compensated for row in wrong.entries.all()] == [False, False]
    assert [row.compensated for row in right.entries.all()] == [True, True]


def test_a_correction_may_move_the_date_but_not_onto_another_session(ana, log, programme):
    log(clean(DAYS[0]), clean(DAYS[1]))
    session = programme.sessions.get(performed_on=DAYS[0])
    with pytest.raises(ValidationError) as refusal:
        actions.correct_session(by=ana, session=session, reason="Wrong day", **clean(DAYS[1]))
    assert "sessions.0.performed_on" in refusal.value.message_dict
    moved = actions.correct_session(by=ana, session=session, reason="Wrong day", **clean(DAYS[2]))
    assert moved.performed_on == DAYS[2]


def test_a_second_correction_of_the_same_session_is_a_conflict(ana, lena, log, programme):
    log(clean(DAYS[0]))
    session = programme.sessions.get()
    first = actions.correct_session(by=ana, session=session, reason="One", **clean(DAYS[0], symptoms=1))
    with pytest.raises(EditConflict) as conflict:
        actions.correct_session(by=lena, session=session, reason="Two", **clean(DAYS[0], symptoms=2))
    assert conflict.value.current == first


def test_a_withdrawn_session_stays_readable_and_no_longer_counts(ana, log, programme):
    log(*map(clean, DAYS))
    session = programme.sessions.get(performed_on=DAYS[0])
    withdrawn = actions.withdraw_session(by=ana, session=session, reason="Another patient's")
    assert level(programme) == 1
    assert (withdrawn.withdrawn, withdrawn.is_current, withdrawn.amendment_reason) == (True, False, "Another patient's")
    assert session.entries.count() == 2


def test_a_late_log_is_taken_in_its_place(log, programme):
    log(clean(DAYS[0]), clean(DAYS[2]))
    assert (level(programme), streak(programme)) == (1, 2)
    log(clean(DAYS[1]))
    assert level(programme) == 2


def test_logs_come_in_after_the_end_for_the_days_before_it(ana, log, programme):
    actions.end_programme(by=ana, programme=programme, version=1, end_reason="stopped", ended_on=DAYS[1])
    assert "sessions.0.performed_on" in problems(log, clean(DAYS[2]))
    log(clean(DAYS[1]))
    assert programme.sessions.count() == 1


def test_every_write_leaves_its_audit_event(ana, log, programme):
    log(clean(DAYS[0]))
    session = programme.sessions.get()
    corrected = actions.correct_session(by=ana, session=session, reason="Typo", **clean(DAYS[0], symptoms=1))
    withdrawn = actions.withdraw_session(by=ana, session=corrected, reason="Not done")
    events = AuditEvent.objects.filter(object_type="programmes.SessionLog").order_by("id")
    assert [(event.action, event.object_id, event.object_version) for event in events] == [
        ("create", session.pk, 1),
        ("amend", corrected.pk, 2),
        ("amend", withdrawn.pk, 3),
    ]
    assert {event.patient_id for event in events} == {programme.patient.pk}


def test_an_entry_of_an_exercise_that_is_not_done_now_is_kept(log, programme):
    log({"performed_on": DAYS[0], "entries": [entry("seated_knee_raise")]})
    assert ExerciseLog.objects.get().exercise == "seated_knee_raise"
    assert standing(programme, DAYS[0])["because"][0]["rule"] == "P1"
