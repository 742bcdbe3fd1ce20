"""An action that fails half-way leaves nothing behind, whichever of its writes fails."""

import pytest
from django.db.models import Model

from clinic.audit.models import AuditEvent, Submission
from clinic.audit.recording import new_key
from rehab.programmes import actions
from rehab.programmes.actions import sessions
from rehab.programmes.choice import ChosenExercise, ChosenSide
from rehab.programmes.models import Override, Prescription, Programme, ProgrammeSide
from tests.programmes.conftest import START, TODAY
from tests.programmes.findings import SHORT_AND_WEAK, examined
from tests.programmes.logs import clean

WRITTEN = (Programme, ProgrammeSide, Prescription, Override, AuditEvent, Submission)
OTHERWISE = ChosenSide(
    "stretch_and_strengthen",
    1,
    (ChosenExercise("supine_hip_flexion_hold", 2),),
    (ChosenExercise("half_kneeling_stretch"),),
    "Kneeling work is too easy.",
)


class Failure(Exception):
    pass


@pytest.fixture
def fail_at(monkeypatch):
    """fail_at(n): the n-th row that is saved from now on is not; says how many were saved before."""
    save = Model.save

    def fail_at(place):
        count = iter(range(1, 1000))

        def failing(row, *args, **kwargs):
            if next(count) == place:
                raise Failure
            return save(row, *args, **kwargs)

        monkeypatch.setattr(Model, "save", failing)

    yield fail_at
    monkeypatch.undo()


def stored():
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in WRITTEN}


def test_a_start_that_fails_anywhere_leaves_nothing(ana, marias_episode, programme, fail_at):
    again = examined(marias_episode, by=ana, on=TODAY, left=SHORT_AND_WEAK, right=SHORT_AND_WEAK)
    before = stored()

    def start():
        return actions.start_programme(
            by=ana, key=new_key(), assessment=again, replacing=programme, sides={"right": OTHERWISE}
        )

    for place in range(1, 100):
        fail_at(place)
        try:
            start()
        except Failure:
            assert stored() == before, place
        else:
            break
    written = {model.__name__: model.objects.count() - len(before[model.__name__]) for model in WRITTEN}
    assert written["Prescription"] == 5
    # Every row, and the programme that it replaces and the submission once more.
    assert place - 1 >= sum(written.values())


def test_sessions_whose_audit_fails_are_not_stored(ana, programme, monkeypatch):
    def fail(*args, **kwargs):
        raise Failure

    monkeypatch.setattr(sessions, "record", fail)
    with pytest.raises(Failure):
        actions.log_sessions(by=ana, programme=programme, sessions=[clean(START)])
    assert not programme.sessions.exists()
