"""Typing in the paper log: quickly, honestly, and nothing typed is ever lost."""

import datetime

import pytest
from django.urls import reverse

from rehab.programmes.actions import decide_override
from rehab.programmes.logbook import read_date
from rehab.programmes.models import ExerciseLog, SessionLog
from tests.conftest import signed_in
from tests.pages import text
from tests.programmes.conftest import TODAY
from tests.programmes.logs import STAGE_1, clean, entry

PUSH, HOLD = (f"right-{exercise}" for exercise in STAGE_1)


def typed_row(place, date, *, symptoms="0", morning="0", cells=(PUSH, HOLD), **more):
    """One row as a person types it: both exercises done in full and moved well."""
    row = {f"{place}-performed_on": date, f"{place}-next_morning_right": morning, f"{place}-note": ""}
    for cell in cells:
        row |= {f"{place}-{cell}-completed": "on", f"{place}-{cell}-well": "on", f"{place}-{cell}-symptoms": symptoms}
    return row | {f"{place}-{name}": value for name, value in more.items()}


def address(programme):
    return reverse("programmes:log", args=[programme.pk])


def send(client, programme, *rows, **more):
    page = client.get(address(programme))
    sheet = {"key": str(page.context["sheet"]["key"].value()), "source": "paper", "rows": "6"}
    for row in rows:
        sheet |= row
    return client.post(address(programme), sheet | more, follow=True)


def messages_of(response):
    return [(field.html_name, error) for field, error in response.context["errors"]]


def test_the_columns_are_the_exercises_done_now_in_their_order(as_ana, programme):
    page = as_ana.get(address(programme))
    assert [(column.exercise, column.side, column.level) for column in page.context["columns"]] == [
        (STAGE_1[0], "right", 1),
        (STAGE_1[1], "right", 1),
    ]


def test_three_clean_sessions_raise_the_level_and_the_page_says_so(as_ana, programme):
    page = send(as_ana, programme, typed_row(0, "3.2."), typed_row(1, "5.2."), typed_row(2, "7 Feb"))
    assert programme.sessions.count() == 3
    assert "Kneeling knee push: level 2 from now on" in text(page)


def test_an_empty_level_is_the_one_the_programme_had_on_that_day(as_ana, programme):
    days = ["3.2.", "5.2.", "7.2.", "9.2."]
    send(as_ana, programme, *(typed_row(place, day) for place, day in enumerate(days)))
    levels = ExerciseLog.objects.filter(exercise=STAGE_1[0]).order_by("session__performed_on")
    assert list(levels.values_list("level", flat=True)) == [1, 1, 1, 2]


def test_a_level_that_was_typed_is_kept_as_typed(as_ana, programme):
    send(as_ana, programme, typed_row(0, "3.2.", **{f"{PUSH}-level": "3"}))
    assert ExerciseLog.objects.get(exercise=STAGE_1[0]).level == 3


def test_symptoms_of_seven_pause_the_side_and_the_page_says_so(as_ana, programme):
    assert "Right: Paused: symptoms" in text(send(as_ana, programme, typed_row(0, "3.2.", symptoms="7")))


def test_a_tick_that_is_missing_means_not_done_or_not_well(as_ana, programme):
    row = typed_row(0, "3.2.", cells=[HOLD]) | {f"0-{PUSH}-symptoms": "1"}
    send(as_ana, programme, row)
    push = ExerciseLog.objects.get(exercise=STAGE_1[0])
    assert (push.completed, push.compensated, push.symptoms) == (False, True, 1)


def test_an_exercise_that_was_not_done_leaves_no_entry(as_ana, programme):
    send(as_ana, programme, typed_row(0, "3.2.", cells=[PUSH]))
    assert ExerciseLog.objects.get().exercise == STAGE_1[0]


def test_a_morning_that_was_not_written_down_stays_unknown(as_ana, programme):
    send(as_ana, programme, typed_row(0, "3.2.", morning=""))
    assert SessionLog.objects.get().next_morning_right is None


def test_sets_and_repetitions_are_kept_where_they_were_counted(as_ana, programme):
    send(as_ana, programme, typed_row(0, "3.2.", **{f"{PUSH}-sets_done": "1", f"{PUSH}-repetitions_done": "4"}))
    push = ExerciseLog.objects.get(exercise=STAGE_1[0])
    assert (push.sets_done, push.repetitions_done) == (1, 4)


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (typed_row(0, ""), "0-performed_on", "Enter the date of this session."),
        (typed_row(0, "soon"), "0-performed_on", "Write a date like 4.3., 4/3/2026 or 4 March."),
        (typed_row(0, "31.2."), "0-performed_on", "Write a date like 4.3., 4/3/2026 or 4 March."),
        (typed_row(0, "2026-03-09"), "0-performed_on", "This date is in the future."),
        (typed_row(0, "2026-01-30"), "0-performed_on", "The programme started on 2 February 2026."),
        (typed_row(0, "3.2.", cells=[]), "0-performed_on", "Enter what was done on this date."),
        (typed_row(0, "3.2.", symptoms=""), f"0-{PUSH}-symptoms", "Enter the symptoms, 0 for none."),
        (typed_row(0, "3.2.", symptoms="11"), f"0-{PUSH}-symptoms", "Symptoms are a whole number from 0 to 10."),
        (typed_row(0, "3.2.", symptoms="a\x00b"), f"0-{PUSH}-symptoms", "Symptoms are a whole number from 0 to 10."),
        (typed_row(0, "3.2.", morning="-1"), "0-next_morning_right", "Symptoms are a whole number from 0 to 10."),
        (typed_row(0, "3.2.", **{f"{PUSH}-level": "9"}), f"0-{PUSH}-level", "The levels are 1 to 3."),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field_and_nothing_is_stored(as_ana, programme, row, field, words):
    page = send(as_ana, programme, typed_row(1, "5.2."), row)
    assert (field, words) in messages_of(page)
    assert page.status_code == 200
    assert not SessionLog.objects.exists()
    assert 'value="5.2."' in text(page)


def test_a_date_twice_on_the_sheet_is_refused(as_ana, programme):
    page = send(as_ana, programme, typed_row(0, "3.2."), typed_row(1, "3 February"))
    assert ("1-performed_on", "This date stands twice on the sheet.") in messages_of(page)
    assert not SessionLog.objects.exists()


def test_a_date_that_is_stored_already_is_to_be_corrected_instead(as_ana, programme, log):
    log(clean(datetime.date(2026, 2, 3)))
    page = send(as_ana, programme, typed_row(0, "3.2."))
    assert messages_of(page) == [
        ("0-performed_on", "There is a session on this date already. Correct that one instead.")
    ]


def test_an_empty_sheet_is_not_saved(as_ana, programme):
    assert "Nothing was typed yet." in text(send(as_ana, programme))


def test_more_rows_keep_what_was_typed_and_store_nothing(as_ana, programme):
    page = send(as_ana, programme, typed_row(5, "3.2."), then="more_rows")
    assert len(page.context["rows"]) == 12
    assert 'value="3.2."' in text(page)
    assert not SessionLog.objects.exists()


@pytest.mark.parametrize("rows", ["", "x", "-3", "999999999999", "１２"])
def test_a_number_of_rows_that_is_none_is_no_error(as_ana, programme, rows):
    assert send(as_ana, programme, rows=rows).status_code == 200


def test_the_same_sheet_sent_twice_is_stored_once(as_ana, programme):
    page = as_ana.get(address(programme))
    sheet = {"key": str(page.context["sheet"]["key"].value()), "source": "told", "rows": "6"} | typed_row(0, "3.2.")
    for _ in range(2):
        assert as_ana.post(address(programme), sheet).status_code == 302
    assert SessionLog.objects.count() == 1


def test_exercises_of_an_earlier_stage_have_a_column_on_demand(as_ana, ana, programme):
    decide_override(by=ana, programme=programme, side="right", type="set_stage", stage=2, reason="Ready")
    now = as_ana.get(address(programme)).context["columns"]
    assert {column.exercise for column in now}.isdisjoint(STAGE_1)
    earlier = as_ana.get(address(programme), {"earlier": "yes"}).context["columns"]
    assert {column.exercise for column in earlier} > set(STAGE_1)


def test_a_level_must_be_typed_where_the_exercise_was_not_on_the_programme_that_day(as_ana, programme):
    days = [(datetime.date(2026, 2, 3) + datetime.timedelta(days=2 * place)).isoformat() for place in range(10)]
    page = send(as_ana, programme, *(typed_row(place, day) for place, day in enumerate(days)), rows="10")
    words = "It was not on the programme on this date: enter the level that was done."
    assert messages_of(page) == [(f"9-{PUSH}-level", words), (f"9-{HOLD}-level", words)]


def test_a_sheet_with_twelve_sessions_is_saved_at_once(as_ana, programme):
    days = [(datetime.date(2026, 2, 3) + datetime.timedelta(days=2 * place)).isoformat() for place in range(12)]
    send(as_ana, programme, *(typed_row(place, day, symptoms="3") for place, day in enumerate(days)), rows="12")
    assert programme.sessions.count() == 12


def test_the_other_clinic_finds_neither_page_nor_session(ben, programme, log):
    log(clean(datetime.date(2026, 2, 3)))
    session = SessionLog.objects.get()
    as_ben = signed_in(ben)
    for name, pk in (("log", programme.pk), ("session", session.pk), ("correct_session", session.pk)):
        assert as_ben.get(reverse(f"programmes:{name}", args=[pk])).status_code == 404
    assert as_ben.post(address(programme), typed_row(0, "5.2.")).status_code == 404
    assert SessionLog.objects.count() == 1


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-02-04", datetime.date(2026, 2, 4)),
        ("4.2.", datetime.date(2026, 2, 4)),
        ("4.2", datetime.date(2026, 2, 4)),
        ("04/02", datetime.date(2026, 2, 4)),
        ("4-2-26", datetime.date(2026, 2, 4)),
        ("4 Feb", datetime.date(2026, 2, 4)),
        (" 4  february 2026 ", datetime.date(2026, 2, 4)),
        ("31.12.", datetime.date(2025, 12, 31)),
        ("29.2.", None),
        ("29.2.2024", datetime.date(2024, 2, 29)),
        ("4 Brumaire", None),
        ("4", None),
        ("", None),
        ("4.13.", None),
    ],
)
def test_dates_are_read_as_people_write_them(written, meant):
    assert read_date(written, TODAY) == meant


def held(form, row):
    """What a correction's form holds when it is opened."""
    values = {field.html_name: field.value() for field in (*form, *row)}
    ticked = {name: "on" if value is True else value for name, value in values.items()}
    return {name: value for name, value in ticked.items() if value is not None and value is not False}


class TestCorrecting:
    """A correction replaces a session and keeps what it said."""

    @pytest.fixture
    def session(self, programme, log):
        log(*(clean(datetime.date(2026, 2, day)) for day in (3, 5, 7)))
        return SessionLog.objects.get(performed_on="2026-02-05")

    def sent(self, client, session, *, reason="Read the sheet again", **changes):
        page = client.get(reverse("programmes:correct_session", args=[session.pk]))
        form, row = page.context["form"], page.context["row"]
        values = held(form, row) | {"reason": reason} | {f"0-{name}": value for name, value in changes.items()}
        address = reverse("programmes:correct_session", args=[session.pk])
        return client.post(address, {name: value for name, value in values.items() if value is not None}, follow=True)

    def test_the_levels_are_worked_out_anew_and_the_page_says_what_no_longer_holds(self, as_ana, programme, session):
        page = self.sent(as_ana, session, **{f"{PUSH}-well": None})
        assert "no longer holds: Kneeling knee push: level 2" in text(page)

    def test_the_old_version_stays_readable_beside_the_new_one(self, as_ana, session):
        page = self.sent(as_ana, session, **{f"{PUSH}-symptoms": "2"})
        versions = page.context["versions"]
        assert [row.entries.get(exercise=STAGE_1[0]).symptoms for row in versions] == [2, 0]
        assert versions[0].amendment_reason == "Read the sheet again"

    def test_a_reason_is_needed(self, as_ana, session):
        assert self.sent(as_ana, session, reason="").status_code == 200
        assert SessionLog.objects.count() == 3

    def test_a_colleagues_correction_is_not_overwritten_and_nothing_typed_is_lost(self, as_ana, lena, session):
        opened = as_ana.get(reverse("programmes:correct_session", args=[session.pk]))
        mine = held(opened.context["form"], opened.context["row"]) | {"reason": "Mine", f"0-{PUSH}-symptoms": "2"}
        self.sent(signed_in(lena), session, **{f"{PUSH}-symptoms": "1"})
        page = as_ana.post(reverse("programmes:correct_session", args=[session.pk]), mine)
        assert page.status_code == 409
        differing = [row for row in page.context["comparisons"] if row.differs]
        assert [(row.stored, row.typed) for row in differing] == [("1", "2"), ("Read the sheet again", "Mine")]
        assert SessionLog.objects.filter(is_current=True, performed_on="2026-02-05").get().created_by == lena

    def test_a_session_taken_back_no_longer_counts_and_stays_readable(self, as_ana, programme, session):
        address = reverse("programmes:withdraw_session", args=[session.pk])
        form = as_ana.get(address).context["form"]
        sent = {"key": str(form["key"].value()), "version": form["version"].value(), "reason": "Other patient"}
        as_ana.post(address, sent)
        assert programme.sessions.filter(is_current=True).count() == 2
        assert "It no longer counts" in text(as_ana.get(reverse("programmes:session", args=[session.pk])))


def test_a_session_page_tells_what_the_rules_made_of_it(as_ana, programme, log):
    log(clean(datetime.date(2026, 2, 3), compensated=True))
    page = as_ana.get(reverse("programmes:session", args=[SessionLog.objects.get().pk]))
    assert [why["rule"] for why in page.context["because"]] == ["P6", "P6"]


def test_next_mornings_and_entries_are_read_from_the_rows(programme, log):
    log({"performed_on": TODAY, "entries": [entry(STAGE_1[0])], "next_morning_right": 2})
    assert SessionLog.objects.get().next_morning_right == 2
