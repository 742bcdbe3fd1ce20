"""A logged session is corrected or taken back; what it said stays readable, what followed is worked out anew."""

import datetime

import pytest
from django.urls import reverse

from clinic.audit.models import AuditEvent
from clinic.drafts.offering import drafts_of
from rehab.programmes import actions
from rehab.programmes.decisions import standing
from rehab.programmes.models import SessionLog
from tests.conftest import signed_in
from tests.pages import opened, text
from tests.programmes.conftest import TODAY
from tests.programmes.logs import STAGE_1, clean
from tests.programmes.sheets import HOLD, PUSH

FIFTH = datetime.date(2026, 2, 5)


@pytest.fixture
def session(programme, log):
    """The second of three clean sessions, which have raised the level."""
    log(*(clean(datetime.date(2026, 2, day)) for day in (3, 5, 7)))
    return programme.sessions.get(performed_on=FIFTH)


def to(name, session):
    return reverse(f"programmes:{name}", args=[session.pk])


def held(response):
    fields = (*response.context["form"], *response.context["row"])
    return {field.html_name: field.value() for field in fields if field.value() is not None}


def correct(client, session, *, reason="Read the sheet again", opened=None, **changes):
    """Open the correction, change it and send it."""
    sent = held(opened or client.get(to("correct_session", session))) | {"reason": reason}
    sent |= {f"0-{name}": value for name, value in changes.items()}
    return client.post(to("correct_session", session), sent, follow=True)


def withdraw(client, session, **typed):
    return client.post(
        to("withdraw_session", session), opened(client, to("withdraw_session", session)) | typed, follow=True
    )


def level(programme):
    return standing(programme, TODAY)["sides"]["right"]["exercises"][STAGE_1[0]]["level"]


def messages_of(response):
    return [(field.html_name, str(error)) for field, error, _ in response.context["errors"]]


def test_a_session_is_read_with_what_the_rules_made_of_it(as_ana, session):
    page = as_ana.get(to("session", session))
    assert [reason["rule"] for reason in page.context["because"]] == ["P7", "P7"]
    assert "Kneeling knee push, level 1: 0/10" in text(page)


def test_opening_the_correction_shows_what_is_stored(as_ana, session):
    values = held(as_ana.get(to("correct_session", session)))
    assert values["0-performed_on"] == "2026-02-05"
    assert [values[f"0-{PUSH}-{name}"] for name in ("level", "completed", "well", "symptoms")] == ["1", "yes", "yes", 0]


def test_what_follows_is_worked_out_anew_and_the_page_says_what_no_longer_holds(as_ana, programme, session):
    page = text(correct(as_ana, session, **{f"{PUSH}-well": "no"}))
    assert level(programme) == 1
    assert "Right: level 2 of kneeling knee push on 7 February is no longer earned." in page


def test_the_old_version_stays_readable_with_who_when_and_why(as_ana, lena, session):
    page = correct(signed_in(lena), session, **{f"{PUSH}-symptoms": "2"})
    newest, before = page.context["versions"]
    assert (newest.created_by, newest.amendment_reason, newest.replaces) == (lena, "Read the sheet again", session)
    assert [row.entries.get(exercise=STAGE_1[0]).symptoms for row in (newest, before)] == [2, 0]
    assert before == session
    for words in ("Lena Vogt", "Read the sheet again", "Kneeling knee push, level 1: 2/10", "level 1: 0/10"):
        assert words in text(page)


def test_an_old_address_leads_to_the_whole_story(as_ana, session):
    correct(as_ana, session, **{f"{PUSH}-symptoms": "2"})
    assert len(as_ana.get(to("session", session)).context["versions"]) == 2
    assert held(as_ana.get(to("correct_session", session)))[f"0-{PUSH}-symptoms"] == 2


def test_an_exercise_emptied_is_no_longer_in_the_session(as_ana, programme, session):
    correct(as_ana, session, **{f"{HOLD}-{name}": "" for name in ("completed", "well", "symptoms")})
    assert list(
        programme.sessions.get(performed_on=FIFTH, is_current=True).entries.values_list("exercise", flat=True)
    ) == [STAGE_1[0]]


def test_the_date_may_move_but_not_onto_another_session(as_ana, programme, session):
    taken = messages_of(correct(as_ana, session, performed_on="7/2"))
    assert taken[0][0] == "0-performed_on"
    assert "The session of 7 February 2026 is logged already." in taken[0][1]
    correct(as_ana, session, performed_on="6/2")
    assert programme.sessions.filter(is_current=True, performed_on="2026-02-06").exists()


def test_a_reason_is_needed_and_what_was_typed_is_kept(as_ana, session):
    page = correct(as_ana, session, reason="", **{f"{PUSH}-symptoms": "4"})
    assert "reason" in page.context["form"].errors
    assert held(page)[f"0-{PUSH}-symptoms"] == "4"
    assert SessionLog.objects.count() == 3


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"performed_on": ""}, "0-performed_on"),
        ({"performed_on": "2026-03-09"}, "0-performed_on"),
        ({f"{PUSH}-symptoms": ""}, f"0-{PUSH}-symptoms"),
        ({f"{PUSH}-symptoms": "11"}, f"0-{PUSH}-symptoms"),
        ({f"{PUSH}-level": ""}, f"0-{PUSH}-level"),
        ({f"{PUSH}-well": ""}, f"0-{PUSH}-well"),
        ({"next_morning_right": "x"}, "0-next_morning_right"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(as_ana, session, changes, field):
    page = correct(as_ana, session, **changes)
    assert [name for name, _ in messages_of(page)] == [field]
    assert SessionLog.objects.count() == 3


@pytest.mark.parametrize("bad", ["", "a\x00b", "x" * 20_000, "NaN", "9" * 400, "-1", "1.5", "<script>", "9999-12-31"])
def test_nothing_that_is_typed_breaks_the_pages(as_ana, session, bad):
    for name in ("correct_session", "withdraw_session"):
        assert as_ana.post(to(name, session), {}).status_code == 200
    page = as_ana.get(to("correct_session", session))
    for field in (*held(page), "reason"):
        sent = held(page) | {"reason": "x", field: bad}
        assert as_ana.post(to("correct_session", session), sent).status_code in {200, 302, 409}, field
    for field in ("key", "version", "reason"):
        sent = opened(as_ana, to("withdraw_session", session)) | {"reason": "", field: bad}
        assert as_ana.post(to("withdraw_session", session), sent).status_code in {200, 302}, field


def test_a_colleagues_correction_is_not_overwritten_and_nothing_typed_is_lost(as_ana, lena, session):
    mine = as_ana.get(to("correct_session", session))
    correct(signed_in(lena), session, **{f"{PUSH}-symptoms": "1"})
    page = correct(as_ana, session, opened=mine, reason="Mine", **{f"{PUSH}-symptoms": "2"})
    assert page.status_code == 409
    assert [(row.label, row.stored, row.typed) for row in page.context["comparisons"] if row.differs] == [
        ("Right, Kneeling knee push: symptoms", "1", "2"),
        ("Reason", "–", "Mine"),
    ]
    newest = SessionLog.objects.get(is_current=True, performed_on=FIFTH)
    assert newest.created_by == lena
    assert page.context["action"] == to("correct_session", newest)
    correct(as_ana, newest, opened=page, reason="Mine")
    assert SessionLog.objects.get(is_current=True, performed_on=FIFTH).entries.get(exercise=STAGE_1[0]).symptoms == 2


def test_a_colleagues_correction_that_comes_while_mine_is_read_is_told_as_one(as_ana, lena, session, monkeypatch):
    mine = as_ana.get(to("correct_session", session))

    def drafts_after_lenas_correction(*args):
        monkeypatch.undo()
        correct(signed_in(lena), session, **{f"{PUSH}-symptoms": "1"})
        return drafts_of(*args)

    monkeypatch.setattr("rehab.programmes.views.sessions.drafts_of", drafts_after_lenas_correction)
    page = correct(as_ana, session, opened=mine, reason="Mine", **{f"{PUSH}-symptoms": "2"})
    assert page.status_code == 409
    assert "is logged already" not in text(page)


def test_the_same_correction_sent_twice_is_stored_once(as_ana, session):
    page = as_ana.get(to("correct_session", session))
    first = correct(as_ana, session, opened=page, **{f"{PUSH}-symptoms": "1"})
    second = correct(as_ana, session, opened=page, **{f"{PUSH}-symptoms": "1"})
    assert first.redirect_chain == second.redirect_chain
    assert SessionLog.objects.count() == 4


def test_a_session_taken_back_no_longer_counts_and_stays_readable(as_ana, programme, session):
    page = text(withdraw(as_ana, session, reason="Another patient’s"))
    assert programme.sessions.filter(is_current=True).count() == 2
    assert level(programme) == 1
    assert "level 2 of kneeling knee push on 7 February is no longer earned." in page
    assert "Another patient’s" in page
    assert "Kneeling knee push, level 1: 0/10" in page


def test_taking_back_needs_a_reason(as_ana, session):
    assert "reason" in withdraw(as_ana, session, reason=" ").context["form"].errors
    assert session.programme.sessions.filter(is_current=True).count() == 3


def test_what_was_corrected_meanwhile_is_not_taken_back_unseen(as_ana, lena, session):
    sent = opened(as_ana, to("withdraw_session", session)) | {"reason": "Another patient’s"}
    correct(signed_in(lena), session, **{f"{PUSH}-symptoms": "1"})
    page = as_ana.post(to("withdraw_session", session), sent)
    assert "Somebody corrected this session meanwhile." in text(page)
    assert "level 1: 1/10" in text(page)
    assert SessionLog.objects.filter(is_current=True).count() == 3


def test_what_was_taken_back_is_neither_corrected_nor_taken_back_again(as_ana, ana, session):
    form = held(as_ana.get(to("correct_session", session))) | {"reason": "Misread"}
    actions.withdraw_session(by=ana, session=session, reason="Another patient’s")
    assert as_ana.get(to("correct_session", session)).status_code == 302
    assert as_ana.get(to("withdraw_session", session)).status_code == 302
    assert "was taken back" in text(as_ana.post(to("correct_session", session), form))
    assert SessionLog.objects.filter(is_current=True).count() == 2


def test_a_day_that_was_taken_back_can_be_logged_again(ana, log, session):
    actions.withdraw_session(by=ana, session=session, reason="Another patient’s")
    log(clean(FIFTH))
    assert SessionLog.objects.filter(is_current=True, performed_on=FIFTH).count() == 1


def test_corrections_are_in_the_audit_trail(as_ana, ana, session):
    correct(as_ana, session, **{f"{PUSH}-symptoms": "1"})
    newest = SessionLog.objects.get(is_current=True, performed_on=FIFTH)
    event = AuditEvent.objects.get(action="amend", object_id=newest.pk)
    assert (event.actor, event.object_type, event.object_version) == (ana, "programmes.SessionLog", 2)


@pytest.mark.parametrize("name", ["session", "correct_session", "withdraw_session"])
def test_the_other_clinic_reaches_none_of_it(as_ana, as_ben, session, name):
    sent = held(as_ana.get(to("correct_session", session))) | {"reason": "Mine"}
    assert as_ben.get(to(name, session)).status_code == 404
    assert as_ben.post(to(name, session), sent).status_code in {404, 405}
    assert SessionLog.objects.count() == 3
