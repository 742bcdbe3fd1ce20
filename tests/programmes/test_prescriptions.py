"""A prescription keeps its full dosage whatever becomes of the library; a change is a new version with its reason."""

import dataclasses
import datetime
from types import MappingProxyType

import pytest

from clinic.audit.amending import opened_at
from clinic.audit.models import AuditEvent
from clinic.audit.recording import EditConflict
from rehab.programmes import actions, dosage
from rehab.programmes.queries import offered
from rehab.rules import LIBRARY
from tests.programmes.conftest import TODAY
from tests.programmes.logs import clean

HOLD = "supine_hip_flexion_hold"


@pytest.fixture
def first(programme):
    return programme.prescriptions.get(exercise=HOLD, level=1)


def test_a_changed_dosage_is_a_new_version_and_the_old_one_stays(ana, programme, first):
    changed = actions.set_dosage(
        by=ana, prescription=first, reason="Tired in the evening", repetitions=3, note="Slowly"
    )
    first.refresh_from_db()
    assert (first.repetitions, first.is_current) == (5, False)
    assert (changed.repetitions, changed.hold_seconds, changed.note) == (3, 10, "Slowly")
    assert (changed.replaces, changed.amendment_reason, changed.from_on) == (first, "Tired in the evening", TODAY)
    assert AuditEvent.objects.filter(action="amend", object_id=changed.pk).exists()


def test_it_is_what_is_offered(ana, programme, first):
    actions.set_dosage(by=ana, prescription=first, reason="Tired", repetitions=3)
    hold = offered(programme, TODAY)["right"].strengthening[1]
    assert (hold.prescription.exercise, hold.prescription.repetitions) == (HOLD, 3)


def test_two_changes_of_the_same_version_are_a_conflict(ana, lena, first):
    changed = actions.set_dosage(by=lena, prescription=first, reason="One", sets=2)
    with pytest.raises(EditConflict) as conflict:
        actions.set_dosage(by=ana, prescription=opened_at(changed, 1), reason="Two", sets=3)
    assert conflict.value.current == changed


@pytest.fixture
def another_library(monkeypatch):
    """Tomorrow's library: one repetition of everything, for 99 seconds."""
    strengthening = {
        name: dataclasses.replace(
            exercise,
            levels=tuple(
                dataclasses.replace(level, dosage=dataclasses.replace(level.dosage, repetitions=1, hold_seconds=99))
                for level in exercise.levels
            ),
        )
        for name, exercise in LIBRARY.strengthening.items()
    }
    monkeypatch.setattr(dosage, "LIBRARY", dataclasses.replace(LIBRARY, strengthening=MappingProxyType(strengthening)))


def test_a_later_library_changes_nothing_that_was_prescribed(log, programme, first, another_library):
    log(*(clean(datetime.date(2026, 2, number)) for number in (23, 25, 27)))
    first.refresh_from_db()
    assert (first.repetitions, first.hold_seconds) == (5, 10)
    second = programme.prescriptions.get(exercise=HOLD, level=2)
    assert (second.repetitions, second.hold_seconds) == (1, 99)


def test_coming_back_to_a_level_finds_its_dosage_again(ana, log, programme, first):
    actions.set_dosage(by=ana, prescription=first, reason="Tired", repetitions=3)
    log(*(clean(datetime.date(2026, 2, number)) for number in (20, 23, 25)))
    log(clean(datetime.date(2026, 2, 27), level=2, symptoms=6))
    hold = offered(programme, TODAY)["right"].strengthening[1]
    assert (hold.level, hold.prescription.repetitions) == (1, 3)


def test_a_level_that_time_alone_brings_is_offered_before_it_is_written_down(ana, programme, clock):
    actions.decide_override(
        by=ana, programme=programme, side="right", type="set_level", exercise=HOLD, level=3, reason="Strong"
    )
    actions.log_sessions(by=ana, programme=programme, sessions=[clean(TODAY, level=3)])
    later = TODAY + datetime.timedelta(days=40)
    clock.move_to(datetime.datetime.combine(later, datetime.time(10)))
    hold = offered(programme, later)["right"].strengthening[1]
    assert (hold.level, hold.prescription.from_on) == (2, later)
    assert not programme.prescriptions.filter(exercise=HOLD, level=2).exists()
    actions.ensure_prescribed(by=ana, programme=programme)
    assert programme.prescriptions.filter(exercise=HOLD, level=2, from_on=later).exists()


def test_stretches_are_offered_before_strengthening(programme):
    right = offered(programme, TODAY)["right"]
    assert [item.prescription.exercise for item in right.exercises] == [
        "half_kneeling_stretch",
        "half_kneeling_activation",
        HOLD,
    ]
    assert (right.exercises[0].level, right.exercises[1].level, right.exercises[1].top_level) == (None, 1, 3)
    assert right.exercises[1].card["name"] == LIBRARY.card("half_kneeling_activation")["name"]


def test_an_ended_programme_is_prescribed_no_more(ana, log, programme):
    actions.end_programme(by=ana, programme=programme, version=1, end_reason="stopped", ended_on=TODAY)
    log(*(clean(datetime.date(2026, 2, number)) for number in (20, 23, 25)))
    assert not programme.prescriptions.filter(level=2).exists()
    assert offered(programme, TODAY)["right"].strengthening[0].level == 2
