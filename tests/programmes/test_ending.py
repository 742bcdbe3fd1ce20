"""A programme is reviewed and ends; a colleague's change is never overwritten, and a discharge ends it too."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from clinic.audit.models import AuditEvent, FormerVersion
from clinic.audit.recording import EditConflict
from rehab.patients.actions import discharge_episode
from rehab.programmes import actions
from tests.programmes.conftest import START, TODAY
from tests.programmes.logs import clean

NEXT_WEEK = TODAY + datetime.timedelta(days=7)


def test_the_next_review_is_planned_and_the_former_date_kept(ana, programme):
    planned = actions.plan_review(by=ana, programme=programme, version=1, next_review_on=NEXT_WEEK)
    assert (planned.next_review_on, planned.version) == (NEXT_WEEK, 2)
    assert FormerVersion.objects.get(object_id=programme.pk).values["next_review_on"] is None
    assert AuditEvent.objects.filter(action="amend", object_id=programme.pk, object_version=2).exists()


def test_a_programme_ends_with_its_reason(ana, programme):
    ended = actions.end_programme(
        by=ana, programme=programme, version=1, end_reason="completed", end_note="Goal reached"
    )
    assert (ended.ended_on, ended.end_reason, ended.end_note, ended.is_running) == (
        TODAY,
        "completed",
        "Goal reached",
        False,
    )


@pytest.mark.parametrize("day", [START - datetime.timedelta(days=1), NEXT_WEEK, datetime.date(2026, 2, 3)])
def test_it_does_not_end_before_its_start_or_its_sessions_nor_later_than_today(ana, log, programme, day):
    log(clean(datetime.date(2026, 2, 4)))
    with pytest.raises(ValidationError) as refusal:
        actions.end_programme(by=ana, programme=programme, version=1, end_reason="stopped", ended_on=day)
    assert "ended_on" in refusal.value.message_dict


def test_a_second_clinician_s_edit_is_a_conflict(ana, lena, programme):
    actions.plan_review(by=lena, programme=programme, version=1, next_review_on=NEXT_WEEK)
    with pytest.raises(EditConflict):
        actions.plan_review(by=ana, programme=programme, version=1, next_review_on=None)
    with pytest.raises(EditConflict):
        actions.end_programme(by=ana, programme=programme, version=1, end_reason="stopped")


def test_an_ended_programme_is_neither_ended_nor_planned_again(ana, programme):
    actions.end_programme(by=ana, programme=programme, version=1, end_reason="stopped")
    for again in (
        lambda: actions.end_programme(by=ana, programme=programme, version=2, end_reason="completed"),
        lambda: actions.plan_review(by=ana, programme=programme, version=2, next_review_on=NEXT_WEEK),
        lambda: actions.retest_strength(by=ana, programme=programme, tests={"right": {"mmt": "4"}}),
        lambda: actions.set_dosage(by=ana, prescription=programme.prescriptions.first(), reason="x", sets=2),
    ):
        with pytest.raises(ValidationError, match="ended"):
            again()


def test_a_discharge_ends_it_but_not_before_its_last_session(ana, log, programme, marias_episode):
    log(clean(datetime.date(2026, 2, 20)))
    discharge_episode(
        by=ana,
        episode=marias_episode,
        version=1,
        discharged_on=datetime.date(2026, 2, 10),
        outcome="goal_reached",
    )
    programme.refresh_from_db()
    assert (programme.ended_on, programme.end_reason) == (datetime.date(2026, 2, 20), "discharged")
