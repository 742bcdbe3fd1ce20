"""A clinician sets stage, level or exercises; what the rules would refuse or pass over is refused with a message."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from rehab.patients.actions import set_circumstances
from rehab.programmes import actions
from rehab.programmes.decisions import standing
from rehab.programmes.models import Override, Prescription
from tests.programmes.conftest import START, TODAY
from tests.programmes.findings import WEAK_ONLY, examined

HOLD, PUSH = "supine_hip_flexion_hold", "half_kneeling_activation"


@pytest.fixture
def decide(ana, programme):
    def decide(kind, **what):
        return actions.decide_override(
            by=ana, programme=programme, **{"side": "right", "type": kind, "reason": "She is ready."} | what
        )

    return decide


def right(programme, on=TODAY):
    return standing(programme, on)["sides"]["right"]


def test_a_level_is_set_and_prescribed(decide, programme):
    decide("set_level", exercise=HOLD, level=3)
    assert right(programme)["exercises"][HOLD] == {"level": 3, "streak": 0, "mastered": False}
    assert programme.prescriptions.get(exercise=HOLD, level=3).from_on == TODAY


def test_a_stage_is_set_and_its_exercises_are_prescribed(decide, programme):
    decide("set_stage", stage=2)
    assert right(programme)["stage"] == 2
    assert list(right(programme)["exercises"]) == ["seated_knee_raise", "standing_hip_flexion"]
    assert Prescription.objects.filter(programme=programme, level=1, exercise="seated_knee_raise").exists()


def test_exercises_are_chosen(decide, programme):
    decide("set_exercises", exercises=[{"exercise": HOLD, "level": 2}])
    assert right(programme)["exercises"] == {HOLD: {"level": 2, "streak": 0, "mastered": False}}


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("set_level", {"exercise": "seated_knee_raise", "level": 1}),
        ("set_level", {"exercise": HOLD, "level": 9}),
        ("set_level", {"exercise": "squat", "level": 1}),
        ("set_level", {}),
        ("set_exercises", {"exercises": [{"exercise": "seated_knee_raise", "level": 1}]}),
        ("set_exercises", {"exercises": [{"exercise": HOLD, "level": 1}, {"exercise": HOLD, "level": 2}]}),
        ("set_exercises", {"exercises": []}),
        ("set_stage", {"stage": 4}),
        ("set_stage", {}),
        ("pause", {"side": "left"}),
        ("pause", {"decided_on": START - datetime.timedelta(days=1)}),
        ("pause", {"decided_on": TODAY + datetime.timedelta(days=1)}),
    ],
)
def test_what_the_rules_would_not_follow_is_refused(decide, programme, kind, what):
    with pytest.raises(ValidationError) as refusal:
        decide(kind, **what)
    assert all(message[0].isupper() for message in refusal.value.messages)
    assert not Override.objects.exists()


def test_a_stage_without_a_suitable_exercise_is_refused(ana, maria, decide):
    set_circumstances(by=ana, patient=maria, holds_from=TODAY, precautions=[], equipment=[])
    with pytest.raises(ValidationError) as refusal:
        decide("set_stage", stage=2)
    assert "stage" in refusal.value.message_dict


def test_an_excluded_exercise_is_not_chosen(ana, maria, decide):
    set_circumstances(by=ana, patient=maria, holds_from=TODAY, precautions=["kneeling_intolerance"], equipment=[])
    with pytest.raises(ValidationError, match="exclude"):
        decide("set_exercises", exercises=[{"exercise": PUSH, "level": 1}])


def test_an_ended_programme_is_decided_no_more(ana, decide, programme):
    actions.end_programme(by=ana, programme=programme, version=1, end_reason="stopped")
    with pytest.raises(ValidationError, match="ended"):
        decide("pause")


def test_a_strengthening_exercise_is_swapped_for_one_of_its_stage_at_level_1(ana, decide, programme):
    decide("set_stage", stage=2)
    decide("set_exercises", exercises=[{"exercise": "seated_knee_raise", "level": 2}])
    actions.swap_exercise(
        by=ana,
        programme=programme,
        side="right",
        exercise="seated_knee_raise",
        to="standing_hip_flexion",
        reason="Bench",
    )
    assert right(programme)["exercises"] == {"standing_hip_flexion": {"level": 1, "streak": 0, "mastered": False}}
    assert Override.objects.latest("created_at").reason == "Bench"


def test_a_strengthening_exercise_is_dropped_but_never_the_last(ana, programme):
    drop = {"by": ana, "programme": programme, "side": "right", "reason": "Knee hurts"}
    actions.drop_exercise(exercise=PUSH, **drop)
    assert list(right(programme)["exercises"]) == [HOLD]
    with pytest.raises(ValidationError, match="only exercise"):
        actions.drop_exercise(exercise=HOLD, **drop)


@pytest.mark.parametrize("to", ["hanging_knee_raise", "bed_edge_stretch", "squat", HOLD])
def test_a_swap_that_does_not_fit_is_refused(ana, programme, to):
    with pytest.raises(ValidationError):
        actions.swap_exercise(by=ana, programme=programme, side="right", exercise=PUSH, to=to, reason="x")
    assert not Override.objects.exists()


STRETCH = "half_kneeling_stretch"


def stretches(programme):
    rows = programme.prescriptions.filter(kind="stretch", is_current=True, dropped=False)
    return list(rows.values_list("exercise", flat=True))


def test_a_stretch_is_swapped_dropped_and_taken_up_again(ana, programme):
    change = {"by": ana, "programme": programme, "side": "right", "reason": "Kneeling hurts"}
    actions.swap_exercise(exercise=STRETCH, to="standing_lunge_stretch", **change)
    assert stretches(programme) == ["standing_lunge_stretch"]
    actions.swap_exercise(exercise="standing_lunge_stretch", to=STRETCH, **change)
    assert stretches(programme) == [STRETCH]
    actions.drop_exercise(exercise=STRETCH, **change)
    assert stretches(programme) == []
    assert programme.prescriptions.filter(exercise=STRETCH).count() == 4
    assert set(programme.prescriptions.exclude(amendment_reason="").values_list("amendment_reason", flat=True)) == {
        "Kneeling hurts"
    }


def test_a_stretch_is_not_swapped_for_one_that_circumstances_exclude(ana, maria, programme):
    set_circumstances(by=ana, patient=maria, holds_from=TODAY, precautions=["pregnancy_after_12_weeks"], equipment=[])
    with pytest.raises(ValidationError, match="exclude"):
        actions.swap_exercise(
            by=ana, programme=programme, side="right", exercise=STRETCH, to="bed_edge_stretch", reason="Softer"
        )
    assert stretches(programme) == [STRETCH]


def test_a_stretch_that_is_not_done_is_neither_swapped_nor_dropped(ana, programme):
    change = {"by": ana, "programme": programme, "side": "right", "reason": "x"}
    with pytest.raises(ValidationError):
        actions.drop_exercise(exercise="bed_edge_stretch", **change)
    with pytest.raises(ValidationError):
        actions.swap_exercise(exercise="bed_edge_stretch", to=STRETCH, **change)


def test_a_stretch_that_is_done_already_is_not_taken_a_second_time(ana, marias_episode):
    found = examined(
        marias_episode,
        by=ana,
        on=START,
        right={
            "modified_thomas": {"hip_extension_deg": -10, "knee_flexion_deg": 60, "pelvis_controlled": True},
            "strength": {"mmt": "5"},
        },
    )
    programme = actions.start_programme(by=ana, assessment=found)
    assert stretches(programme) == [STRETCH, "prone_knee_bend"]
    with pytest.raises(ValidationError, match="already"):
        actions.swap_exercise(
            by=ana, programme=programme, side="right", exercise="prone_knee_bend", to=STRETCH, reason="x"
        )
    assert stretches(programme) == [STRETCH, "prone_knee_bend"]


def test_circumstances_that_exclude_an_exercise_bring_the_next_one_with_its_prescription(ana, maria, marias_episode):
    found = examined(marias_episode, by=ana, on=START, right=WEAK_ONLY)
    programme = actions.start_programme(by=ana, assessment=found, started_on=START)
    actions.decide_override(by=ana, programme=programme, side="right", type="set_stage", stage=2, reason="Strong")
    set_circumstances(
        by=ana,
        patient=maria,
        holds_from=TODAY,
        precautions=["balance_impairment"],
        equipment=["band", "pull_up_bar"],
    )
    assert list(right(programme)["exercises"]) == ["seated_knee_raise", "hanging_knee_raise"]
    assert programme.prescriptions.filter(exercise="hanging_knee_raise", level=1, from_on=TODAY).exists()
