"""Strength tested again opens the gate of the next stage, closes it, or is not believed."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from clinic.audit.models import AuditEvent
from rehab.programmes import actions
from rehab.programmes.decisions import standing
from rehab.programmes.models import StrengthRetest
from tests.programmes.conftest import START, TODAY
from tests.programmes.findings import LONG, examined
from tests.programmes.logs import clean


@pytest.fixture
def waiting(ana, marias_episode):
    """Everything of stage 1 is mastered, and grade 3 does not open stage 2."""
    found = examined(marias_episode, by=ana, on=START, right=LONG | {"strength": {"mmt": "3"}})
    programme = actions.start_programme(by=ana, assessment=found, started_on=START)
    days = [START + datetime.timedelta(days=2 + 3 * number) for number in range(9)]
    sessions = [clean(day, level=1 + number // 3) for number, day in enumerate(days)]
    actions.log_sessions(by=ana, programme=programme, sessions=sessions)
    return programme


def right(programme):
    return standing(programme, TODAY)["sides"]["right"]


def test_a_side_waits_for_a_strength_test(waiting):
    assert (right(waiting)["stage"], right(waiting)["gate_pending"]) == (1, True)


def test_a_better_grade_opens_the_next_stage_and_prescribes_it(ana, waiting):
    actions.retest_strength(by=ana, programme=waiting, tests={"right": {"mmt": "4"}})
    assert (right(waiting)["stage"], right(waiting)["gate_pending"]) == (2, False)
    assert waiting.prescriptions.filter(exercise="seated_knee_raise", level=1).exists()


def test_a_painful_better_grade_is_kept_and_not_believed(ana, waiting):
    actions.retest_strength(by=ana, programme=waiting, tests={"right": {"mmt": "4", "symptoms": 5}})
    assert right(waiting)["stage"] == 1
    assert waiting.strength_retests.get().symptoms == 5


def test_a_grade_below_the_present_stage_pauses(ana, waiting):
    actions.retest_strength(by=ana, programme=waiting, tests={"right": {"mmt": "1"}})
    assert right(waiting)["paused"]


def test_symmetry_comes_from_both_forces_in_one_position(ana, waiting):
    forces = {"right": {"force_n": 81.3}, "left": {"force_n": 100}}
    actions.retest_strength(by=ana, programme=waiting, position="supine", tests=forces)
    row = waiting.strength_retests.get()
    assert (row.side, float(row.symmetry_pct), float(row.force_n), float(row.other_force_n), row.position) == (
        "right",
        81.3,
        81.3,
        100.0,
        "supine",
    )


@pytest.mark.parametrize(
    ("tests", "position", "field"),
    [
        ({}, "supine", None),
        ({"right": {"mmt": "", "force_n": None, "symptoms": None}}, "", None),
        ({"left": {"mmt": "4"}}, "", None),
        ({"right": {"force_n": 90}}, "supine", "right_mmt"),
        ({"right": {"symptoms": 3}}, "", "right_mmt"),
        ({"right": {"force_n": 90}, "left": {"force_n": 100}}, "", "right_mmt"),
        ({"right": {"force_n": 90}, "left": {"force_n": 0}}, "supine", "right_mmt"),
        ({"right": {"force_n": 900}, "left": {"force_n": 1}}, "supine", "right_force_n"),
    ],
)
def test_a_test_that_says_nothing_is_refused(ana, waiting, tests, position, field):
    with pytest.raises(ValidationError) as refusal:
        actions.retest_strength(by=ana, programme=waiting, position=position, tests=tests)
    assert field is None or field in refusal.value.message_dict
    assert not StrengthRetest.objects.exists()


@pytest.mark.parametrize("day", [START - datetime.timedelta(days=1), TODAY + datetime.timedelta(days=1)])
def test_it_is_dated_within_the_programme(ana, waiting, day):
    with pytest.raises(ValidationError):
        actions.retest_strength(by=ana, programme=waiting, tested_on=day, tests={"right": {"mmt": "4"}})


def test_a_second_test_of_the_day_corrects_the_first_and_says_why(ana, waiting):
    actions.retest_strength(by=ana, programme=waiting, tests={"right": {"mmt": "4"}})
    with pytest.raises(ValidationError) as refusal:
        actions.retest_strength(by=ana, programme=waiting, tests={"right": {"mmt": "3"}})
    assert "reason" in refusal.value.message_dict
    actions.retest_strength(by=ana, programme=waiting, tests={"right": {"mmt": "3"}}, reason="Typed wrongly")
    assert right(waiting)["stage"] == 1
    assert [(row.mmt, row.is_current) for row in StrengthRetest.objects.order_by("created_at", "-is_current")] in (
        [("4", False), ("3", True)],
        [("3", True), ("4", False)],
    )


def test_a_withdrawn_test_is_as_if_it_had_not_been(ana, waiting):
    actions.retest_strength(by=ana, programme=waiting, tests={"right": {"mmt": "4"}})
    row = actions.withdraw_retest(by=ana, retest=waiting.strength_retests.get(), reason="Left hip")
    assert right(waiting)["stage"] == 1
    assert (row.withdrawn, row.amendment_reason) == (True, "Left hip")


def test_tests_leave_their_audit_events(ana, waiting):
    actions.retest_strength(by=ana, programme=waiting, tests={"right": {"mmt": "4"}})
    actions.withdraw_retest(by=ana, retest=waiting.strength_retests.get(), reason="Left hip")
    events = AuditEvent.objects.filter(object_type="programmes.StrengthRetest").order_by("id")
    assert [event.action for event in events] == ["create", "amend"]


def test_a_better_grade_in_a_new_assessment_opens_the_stage_and_prescribes_it_too(ana, marias_episode, waiting):
    examined(marias_episode, by=ana, on=TODAY, right={"strength": {"mmt": "4"}})
    assert right(waiting)["stage"] == 2
    assert waiting.prescriptions.filter(exercise="seated_knee_raise", level=1).exists()
