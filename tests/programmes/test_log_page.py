"""Typing in the paper log: quickly, honestly, and nothing typed is ever lost."""

import datetime

import pytest
from django.urls import reverse

from clinic.audit.models import AuditEvent
from rehab.programmes import actions
from rehab.programmes.models import ExerciseLog, SessionLog
from tests.conftest import signed_in
from tests.pages import text
from tests.programmes.findings import SHORT_AND_WEAK, SHORT_ONLY, examined
from tests.programmes.logs import STAGE_1, clean
from tests.programmes.sheets import HOLD, PUSH, address, held, save, send, typed_row

THIRD = datetime.date(2026, 2, 3)


def test_the_columns_are_the_exercises_done_now_in_the_order_of_the_paper(as_ana, ana, marias_episode):
    found = examined(marias_episode, by=ana, on=THIRD, left=SHORT_AND_WEAK, right=SHORT_AND_WEAK)
    programme = actions.start_programme(by=ana, assessment=found, started_on=THIRD)
    columns = as_ana.get(address(programme)).context["sheet"].columns
    assert [(column.side, column.exercise) for column in columns] == [
        *(("left", exercise) for exercise in STAGE_1),
        *(("right", exercise) for exercise in STAGE_1),
    ]


def test_three_clean_sessions_raise_the_level_and_the_page_says_when_and_why(as_ana, programme):
    page = text(save(as_ana, programme, *(typed_row(place, day) for place, day in enumerate(("3/2", "5/2", "7 Feb")))))
    assert programme.sessions.count() == 3
    assert "3 sessions saved." in page
    assert "Right, 7 February: Kneeling knee push: level 2 from now on." in page


def test_each_message_of_what_the_rules_made_of_it_leads_to_its_rule(as_ana, programme):
    response = save(as_ana, programme, typed_row(0, "4 Feb", symptoms="7"))
    told = [message for message in response.context["messages"] if message.extra_tags]
    assert [message.extra_tags for message in told] == ["P8"]
    shown = text(response).partition('<div class="messages"')[2].partition("</div>")[0]
    assert f'href="{reverse("library:rule", args=["P8"])}"' in shown


def test_symptoms_of_seven_pause_the_side_and_the_page_says_when_and_why(as_ana, programme):
    page = text(save(as_ana, programme, typed_row(0, "3/2", symptoms="7")))
    assert "Right, 3 February: Paused: symptoms. " in page


def test_everything_is_stored_as_it_was_typed(as_ana, ana, programme):
    row = typed_row(0, "3/2", morning="2", cells=[PUSH], symptoms="1", note="In a hurry")
    counted = {f"0-{PUSH}-sets_done": "1", f"0-{PUSH}-repetitions_done": "4"}
    save(as_ana, programme, row, counted, source="told")
    session = programme.sessions.get()
    assert (session.performed_on, session.source, session.note, session.created_by) == (
        THIRD,
        "told",
        "In a hurry",
        ana,
    )
    assert (session.next_morning_left, session.next_morning_right) == (None, 2)
    push = session.entries.get()
    assert (push.exercise, push.side, push.level, push.symptoms) == (STAGE_1[0], "right", 1, 1)
    assert (push.completed, push.compensated, push.sets_done, push.repetitions_done) == (True, False, 1, 4)


@pytest.mark.parametrize(("completed", "well", "stored"), [("no", "yes", (False, False)), ("yes", "no", (True, True))])
def test_what_was_not_done_in_full_or_did_not_move_well_is_said_so(as_ana, programme, completed, well, stored):
    save(as_ana, programme, typed_row(0, "3/2", cells=[PUSH], well=well), {f"0-{PUSH}-completed": completed})
    push = ExerciseLog.objects.get()
    assert (push.completed, push.compensated) == stored


def test_an_exercise_that_was_not_done_leaves_no_entry(as_ana, programme):
    save(as_ana, programme, typed_row(0, "3/2", cells=[PUSH]))
    assert ExerciseLog.objects.get().exercise == STAGE_1[0]


def test_a_morning_that_was_not_written_down_stays_unknown(as_ana, programme):
    save(as_ana, programme, typed_row(0, "3/2"))
    assert SessionLog.objects.get().next_morning_right is None


def test_rows_may_stand_in_any_order_with_empty_ones_between(as_ana, programme):
    save(as_ana, programme, typed_row(7, "5/2"), typed_row(2, "7/2"), typed_row(11, "3/2"))
    assert [row.performed_on.day for row in programme.sessions.order_by("performed_on")] == [3, 5, 7]


def test_a_date_may_be_counted_from_the_row_above(as_ana, programme):
    save(as_ana, programme, typed_row(0, "3/2"), typed_row(1, "+2"), typed_row(3, "+3"))
    assert [row.performed_on.day for row in programme.sessions.order_by("performed_on")] == [3, 5, 8]


def test_checking_stores_nothing_and_shows_what_the_rules_would_make_of_it(as_ana, programme):
    rows = [typed_row(place, day) for place, day in enumerate(("3/2", "5/2", "7/2"))]
    page = send(as_ana, programme, *rows, then="check")
    assert "Right, 7 February: Kneeling knee push: level 2 from now on." in text(page)
    assert "3 complete sessions, not saved yet." in text(page)
    assert not SessionLog.objects.exists()


def test_the_button_that_enter_presses_only_checks(as_ana, programme):
    page = text(as_ana.get(address(programme)))
    sheet = page[page.index("data-log") :]
    assert sheet.index('value="check"') < sheet.index('value="save"')
    send(as_ana, programme, typed_row(0, "3/2"), then="")
    assert not SessionLog.objects.exists()


def test_more_rows_keep_what_was_typed_and_store_nothing(as_ana, programme):
    page = send(as_ana, programme, typed_row(11, "3/2"), then="more_rows")
    assert len(page.context["sheet"].rows) == 24
    assert 'value="3/2"' in text(page)
    assert not SessionLog.objects.exists()


def test_while_typing_the_page_learns_how_dates_and_sessions_were_understood(as_ana, programme):
    sheet = held(as_ana.get(address(programme))) | typed_row(0, "3/2", symptoms="7")
    response = as_ana.post(address(programme), sheet | {"then": "save"}, headers={"HX-Request": "true"})
    assert "<html" not in text(response)
    assert "Tue 3 Feb 2026" in text(response)
    assert "Right, 3 February: Paused: symptoms." in text(response)


def test_a_question_that_comes_after_the_sheet_was_saved_leaves_no_message_in_place_of_the_first(as_ana, programme):
    sheet = held(as_ana.get(address(programme))) | typed_row(0, "3/2") | {"then": "save"}
    as_ana.post(address(programme), sheet)
    answer = as_ana.post(address(programme), sheet, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "messages" not in answer.cookies


def test_the_same_sheet_sent_twice_is_stored_once(as_ana, programme):
    sheet = held(as_ana.get(address(programme))) | typed_row(0, "3/2") | {"then": "save"}
    for _ in range(2):
        assert as_ana.post(address(programme), sheet).status_code == 302
    assert SessionLog.objects.count() == 1


def test_a_sheet_of_twelve_sessions_is_saved_at_once(as_ana, programme):
    days = [(THIRD + datetime.timedelta(days=2 * place)).isoformat() for place in range(12)]
    save(as_ana, programme, *(typed_row(place, day, symptoms="3") for place, day in enumerate(days)))
    assert programme.sessions.count() == 12


def test_a_programme_that_only_stretches_has_nothing_to_log(as_ana, ana, marias_episode):
    found = examined(marias_episode, by=ana, on=THIRD, right=SHORT_ONLY)
    programme = actions.start_programme(by=ana, assessment=found, started_on=THIRD)
    assert "Nothing is strengthened" in text(as_ana.get(address(programme)))


def test_sessions_up_to_the_end_can_be_entered_after_it(as_ana, ana, programme):
    actions.end_programme(
        by=ana, programme=programme, version=1, end_reason="stopped", ended_on=datetime.date(2026, 2, 10)
    )
    save(as_ana, programme, typed_row(0, "10/2"))
    assert programme.sessions.count() == 1
    assert "This programme ended on 10 February 2026" in text(as_ana.get(address(programme)))


def test_stored_sessions_stand_below_the_newest_first_those_taken_back_among_them(as_ana, ana, programme, log):
    log(*(clean(datetime.date(2026, 2, day)) for day in (3, 5, 7)))
    actions.withdraw_session(by=ana, session=programme.sessions.get(performed_on="2026-02-05"), reason="Another's")
    page = as_ana.get(address(programme))
    assert [(row.performed_on.day, row.withdrawn) for row in page.context["stored"]] == [
        (7, False),
        (5, True),
        (3, False),
    ]
    assert "Another&#x27;s" in text(page)


def test_the_number_of_queries_does_not_grow_with_the_sessions(as_ana, programme, log, django_assert_max_num_queries):
    log(*(clean(datetime.date(2026, 2, day), symptoms=3) for day in (3, 5, 7, 9, 11, 13)))
    with django_assert_max_num_queries(32):
        as_ana.get(address(programme))


def test_logging_leaves_an_audit_event_for_each_session(as_ana, ana, programme):
    save(as_ana, programme, typed_row(0, "3/2"), typed_row(1, "5/2"))
    events = AuditEvent.objects.filter(action="create", object_type="programmes.SessionLog")
    assert {event.object_id for event in events} == set(programme.sessions.values_list("pk", flat=True))


def test_the_other_clinic_stores_nothing(ben, as_ana, programme):
    sheet = held(as_ana.get(address(programme))) | typed_row(0, "5/2") | {"then": "save"}
    assert signed_in(ben).post(address(programme), sheet).status_code == 404
    assert not SessionLog.objects.exists()


def test_an_exercise_that_never_was_in_this_programme_cannot_come_in_through_the_body(as_ana, programme):
    page = send(
        as_ana,
        programme,
        typed_row(0, "3/2", cells=["left-sprint_drill", HOLD]),
        column=["left-sprint_drill", "x", PUSH, HOLD],
    )
    assert set(SessionLog.objects.get().entries.values_list("side", "exercise")) == {("right", STAGE_1[1])}
    assert page.status_code == 200
