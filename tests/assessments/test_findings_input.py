"""What the rules are given is what was found: nothing more, nothing turned into zero."""

import datetime
from decimal import Decimal

import pytest

from rehab.assessments import actions
from rehab.assessments.findings_input import change_input, plan_answer, plan_input
from rehab.patients.actions import set_circumstances
from rehab.rules import InvalidInput, errors_of_change, errors_of_plan
from tests.assessments.conftest import WHOLE_EXAMINATION


def saved(by, draft, **findings):
    return actions.save_draft(by=by, assessment=draft, version=draft.version, findings=findings)


def test_an_empty_draft_is_a_usable_input_in_which_nothing_is_known(draft):
    given = plan_input(draft)
    assert errors_of_plan(given) == []
    assert set(given["screening"].values()) == {None}
    nothing = {"thomas": None, "modified_thomas": None, "strength": None, "trials": []}
    assert given["sides"] == {"left": nothing, "right": nothing}


def test_zero_and_no_stay_what_they_are(ana, draft):
    tested = {
        "thomas": {"hip_extension_deg": Decimal("0"), "pelvis_controlled": False},
        "strength": {"mmt": "0", "force_n": Decimal("0"), "symptoms": 0},
    }
    left = plan_input(saved(ana, draft, sides={"left": tested}))["sides"]["left"]
    assert left["thomas"] == {"hip_extension_deg": 0, "pelvis_controlled": False, "method": None}
    assert left["strength"]["mmt"] == "0"
    assert (left["strength"]["force_n"], left["strength"]["symptoms"], left["strength"]["lever_arm_m"]) == (0, 0, None)


def test_numbers_are_plain_and_whole_ones_whole(ana, draft):
    tested = {"strength": {"mmt": "4", "force_n": Decimal("118.5"), "lever_arm_m": Decimal("0.36")}}
    tested |= {"thomas": {"hip_extension_deg": Decimal("-12.0"), "pelvis_controlled": True}}
    left = plan_input(saved(ana, draft, sides={"left": tested}))["sides"]["left"]
    assert (left["strength"]["force_n"], left["strength"]["lever_arm_m"]) == (118.5, 0.36)
    assert type(left["strength"]["force_n"]) is float
    assert type(left["thomas"]["hip_extension_deg"]) is int


def test_the_red_flags_are_the_same_before_and_after_signing(ana, draft):
    draft = saved(ana, draft, screening={"malignancy": True, "vascular_or_abdominal": False})
    before = plan_input(draft)["screening"]
    signed = actions.sign_assessment(by=ana, assessment=draft, version=draft.version)
    assert plan_input(signed)["screening"] == before
    assert (before["malignancy"], before["vascular_or_abdominal"], before["avascular_necrosis"]) == (True, False, None)


def test_the_circumstances_are_those_of_the_day_of_the_examination(ana, maria, draft):
    for day, precaution in ((datetime.date(2026, 2, 1), "osteoporosis"), (datetime.date(2026, 2, 20), "anticoagulant")):
        set_circumstances(by=ana, patient=maria, holds_from=day, precautions=[precaution], equipment=["cable"])
    examined = saved(ana, draft, examined_on=datetime.date(2026, 2, 19))
    assert (plan_input(examined)["precautions"], plan_input(examined)["equipment"]) == (["osteoporosis"], ["cable"])
    earlier = saved(ana, examined, examined_on=datetime.date(2026, 1, 31))
    assert (plan_input(earlier)["precautions"], plan_input(earlier)["equipment"]) == ([], ["band"])


def test_trials_come_in_the_order_in_which_they_were_tried(ana, examined):
    assert [trial["exercise"] for trial in plan_input(examined)["sides"]["right"]["trials"]] == [
        "half_kneeling_activation",
        "supine_hip_flexion_hold",
    ]


def test_the_answer_is_that_of_the_rules(signed):
    answer = plan_answer(signed)
    assert answer["status"] == "ok"
    assert answer["sides"]["right"]["combination"] == "stretch_and_strengthen"
    assert answer["sides"]["left"]["combination"] == "none"
    assert answer["sides"]["right"]["symmetry_pct"] == 69.0


def test_an_unfinished_draft_has_no_answer(ana, draft):
    begun = saved(ana, draft, sides={"left": {"thomas": {"hip_extension_deg": 3}}})
    with pytest.raises(InvalidInput):
        plan_answer(begun)


def test_two_examinations_are_compared_with_method_fixation_pain_and_activities(ana, draft, marias_episode):
    stairs, car, _ = marias_episode.psfs_activities.all()
    examined = saved(ana, draft, **WHOLE_EXAMINATION, psfs={stairs.pk: 4, car.pk: 5})
    left = change_input(examined, "left")
    assert errors_of_change({"before": left, "after": left}) == []
    assert left["thomas"]["method"] == "inclinometer"
    assert left["strength"]["fixation"] == "belt"
    assert (left["pain_nrs"], left["psfs_mean"]) == (5, 4.5)
    assert "trials" not in left


def test_no_activity_scored_is_not_a_mean_of_zero(examined):
    assert change_input(examined, "right")["psfs_mean"] is None
