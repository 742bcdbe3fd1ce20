"""What does not fit on a sheet is said beside its field; nothing is stored and everything typed stays."""

import datetime

from django.urls import reverse

from rehab.programmes import actions
from rehab.programmes.models import SessionLog
from tests.bad_input import bad_sendings
from tests.pages import text
from tests.programmes.logs import clean
from tests.programmes.sheets import PUSH, address, held, messages_of, save, send, typed_row
from tests.standing import undone

NO_DATE = "This is no date. Write it like 4/3, 4.3.2026, 4 March or 2026-03-04."
NO_SCORE = "Write a whole number from 0 to 10."
NO_COUNT = "Write a whole number from 0 to 999."


MISTAKES = [
    (typed_row(0, ""), "0-performed_on", "Write the date of this session."),
    (typed_row(0, "soon"), "0-performed_on", NO_DATE),
    (typed_row(0, "31/2"), "0-performed_on", NO_DATE),
    (typed_row(0, "+2"), "0-performed_on", NO_DATE),
    (typed_row(0, "2026-03-09"), "0-performed_on", "This date is in the future."),
    (typed_row(0, "2026-01-30"), "0-performed_on", "The programme started on 2 February 2026."),
    (typed_row(0, "3/2", cells=[]), "0-performed_on", "Write what was done on this date, or empty the row."),
    (typed_row(0, "3/2", symptoms=""), f"0-{PUSH}-symptoms", "Write the symptoms, 0 for none."),
    (typed_row(0, "3/2", symptoms="11"), f"0-{PUSH}-symptoms", NO_SCORE),
    (typed_row(0, "3/2", symptoms="1.5"), f"0-{PUSH}-symptoms", NO_SCORE),
    (typed_row(0, "3/2", symptoms="a\x00b"), f"0-{PUSH}-symptoms", NO_SCORE),
    (typed_row(0, "3/2", morning="-1"), "0-next_morning_right", NO_SCORE),
    (typed_row(0, "3/2", well=""), f"0-{PUSH}-well", "Did it move well? Choose yes or no."),
    (
        typed_row(0, "3/2", **{f"{PUSH}-completed": ""}),
        f"0-{PUSH}-completed",
        "Was it done in full? Choose yes or no.",
    ),
    (typed_row(0, "3/2", **{f"{PUSH}-level": ""}), f"0-{PUSH}-level", "Choose the level that was done."),
    (typed_row(0, "3/2", **{f"{PUSH}-level": "9"}), f"0-{PUSH}-level", "The levels are 1 to 3."),
    (typed_row(0, "3/2", **{f"{PUSH}-sets_done": "many"}), f"0-{PUSH}-sets_done", NO_COUNT),
    (
        typed_row(0, "3/2", note="x" * 501),
        "0-note",
        "Ensure this value has at most 500 characters (it has 501).",
    ),
]


def test_a_message_stands_beside_its_field(as_ana, programme):
    opened = as_ana.get(address(programme))
    for row, field, words in MISTAKES:
        page = send(as_ana, programme, typed_row(1, "5/2"), row, opened=opened)
        assert (field, words) in messages_of(page)
        assert f'id="id_{field}_error"' in text(page)
        assert f'<a href="#id_{field}">Session 1. ' in text(page)
        assert "Error: " in text(page)
    assert not SessionLog.objects.exists()


def test_a_cell_in_which_only_symptoms_stand_is_never_taken_for_not_done(as_ana, programme):
    page = send(as_ana, programme, {"0-performed_on": "3/2", f"0-{PUSH}-symptoms": "2"})
    assert [field for field, _ in messages_of(page)] == [f"0-{PUSH}-completed", f"0-{PUSH}-well"]


def test_everything_typed_is_kept(as_ana, programme):
    row = typed_row(0, "soon", symptoms="eleven", morning="x", note="As told")
    row |= {f"0-{PUSH}-level": "3", f"0-{PUSH}-well": "no", f"0-{PUSH}-sets_done": "two"}
    page = send(as_ana, programme, row, source="clinic")
    kept = held(page)
    assert {name: kept[name] for name in row} == row
    assert kept["source"] == "clinic"


def test_a_programme_that_has_ended_takes_no_session_after_its_end(as_ana, ana, programme):
    actions.end_programme(
        by=ana, programme=programme, version=1, end_reason="stopped", ended_on=datetime.date(2026, 2, 10)
    )
    page = send(as_ana, programme, typed_row(0, "11/2"))
    assert messages_of(page) == [("0-performed_on", "The programme ended on 10 February 2026.")]


def test_a_date_twice_on_the_sheet_is_refused(as_ana, programme):
    page = send(as_ana, programme, typed_row(0, "3/2"), typed_row(1, "3 February"))
    assert messages_of(page) == [("1-performed_on", "This date stands twice on the sheet.")]
    assert not SessionLog.objects.exists()


def test_a_date_that_is_logged_already_leads_to_that_session(as_ana, programme, log):
    log(clean(datetime.date(2026, 2, 3)))
    page = send(as_ana, programme, typed_row(0, "3/2"), typed_row(1, "5/2"))
    correct = reverse("programmes:correct_session", args=[SessionLog.objects.get().pk])
    assert messages_of(page) == [
        (
            "0-performed_on",
            f'The session of 3 February 2026 is logged already. <a href="{correct}">Correct that one</a>',
        )
    ]
    assert f'<a href="{correct}">Correct that one</a>' in text(page)


def test_a_session_that_a_colleague_logs_meanwhile_is_no_crash(as_ana, ana, programme, monkeypatch):
    """The colleague's session arrives between the check of the form and the write."""
    write = actions.log_sessions

    def overtaken(**details):
        write(by=ana, programme=programme, sessions=[clean(datetime.date(2026, 2, 3))])
        return write(**details)

    monkeypatch.setattr(actions, "log_sessions", overtaken)
    monkeypatch.setattr("clinic.audit.sending.stored_before", lambda *_, **__: None)
    page = send(as_ana, programme, typed_row(0, "3/2"))
    assert messages_of(page) == [
        ("0-performed_on", "There is a session on this date already. Correct that one instead.")
    ]


def test_an_empty_sheet_is_not_saved(as_ana, programme):
    assert "Nothing was typed yet." in text(send(as_ana, programme))


def test_a_number_of_rows_that_is_none_is_no_error(as_ana, programme):
    opened = as_ana.get(address(programme))
    for rows in ("", "x", "-3", "0", "999999999999", "999", "１２"):
        page = send(as_ana, programme, rows=rows, opened=opened)
        assert page.status_code == 200, rows
        assert 1 <= len(page.context["sheet"].rows) <= 60, rows


def test_nothing_that_is_typed_breaks_the_page(as_ana, programme):
    opened = as_ana.get(address(programme))
    row = typed_row(0, "3/2", morning="1", note="x") | {f"0-{PUSH}-sets_done": "1", f"0-{PUSH}-repetitions_done": "1"}
    typed = held(opened) | {f"0-{PUSH}-level": "1", f"0-{PUSH}-shown": "1", "then": "save"} | row
    fields = [*row, f"0-{PUSH}-level", f"0-{PUSH}-shown", "key", "source", "rows", "column", "then"]
    for what, sent in bad_sendings(typed, only=fields):
        with undone():
            assert as_ana.post(address(programme), sent).status_code in {200, 302}, what


def test_saving_again_after_mending_stores_everything(as_ana, programme):
    wrong = send(as_ana, programme, typed_row(0, "soon"), typed_row(1, "5/2"))
    save(as_ana, programme, {"0-performed_on": "3/2"}, opened=wrong)
    assert programme.sessions.count() == 2
