"""What was not asked, tested or tried never gives more than the same with an answer that is normal."""

from copy import deepcopy

from hypothesis import assume
from hypothesis import strategies as st

from rehab.rules import LIBRARY, InvalidInput, plan
from tests.rules import generated_dense
from tests.rules.examples import SIDES, cleared, given

# An item of a side, and what is found where it is tested and normal.
NORMAL = {
    "thomas": {"hip_extension_deg": 10, "pelvis_controlled": True},
    "modified_thomas": {"hip_extension_deg": 10, "pelvis_controlled": True},
    "strength": {"mmt": "5", "symptoms": 0},
    "modified_thomas.knee_flexion_deg": 100,
    "modified_thomas.hip_abduction_deg": 0,
    "strength.mmt": "5",
    "strength.force_n": 1000,
    "strength.symptoms": 0,
}


def with_item(assessment, side, item, value):
    """The same assessment with one item of a side changed; None: not tested."""
    changed = deepcopy(assessment)
    *test, last = item.split(".")
    place = changed["sides"][side]
    for key in test:
        place = place[key]
    place[last] = value
    return changed


@given(cleared, st.sampled_from(list(NORMAL)), st.sampled_from(SIDES))
def test_an_untested_item_never_gives_more_than_a_tested_normal_one(assessment, item, side):
    found = assessment["sides"].get(side)
    test = item.partition(".")[0]
    assume(found and ("." not in item or found.get(test)))
    untested = plan(with_item(assessment, side, item, None))["sides"][side]
    normal = plan(with_item(assessment, side, item, NORMAL[item]))["sides"][side]
    assert not_more(untested, normal)


@given(cleared, st.sampled_from(SIDES))
def test_an_exercise_that_was_not_tried_never_gives_more_than_one_that_went_well(assessment, side):
    found = assessment["sides"].get(side)
    assume(found and found["trials"])
    *others, last = found["trials"]
    passed = {**last, "quality": "excellent", "symptoms": 0}
    untried = plan(with_item(assessment, side, "trials", others))["sides"][side]
    tried = plan(with_item(assessment, side, "trials", [*others, passed]))["sides"][side]
    assert not_more(untried, tried)


def not_more(answer, other):
    """What is recommended is not more: the same stretches or fewer, no strengthening or no higher stage or level."""
    if not set(answer["stretch"]) <= set(other["stretch"]):
        return False
    if not answer["strengthen"]:
        return True
    if not other["strengthen"] or answer["start_stage"] > other["start_stage"]:
        return False
    if answer["start_stage"] < other["start_stage"]:
        return True
    levels = {row["exercise"]: row["level"] for row in other["strengthen"]}
    return all(row["level"] <= levels.get(row["exercise"], 0) for row in answer["strengthen"])


@given(cleared, st.sampled_from(list(LIBRARY.red_flags)))
def test_a_red_flag_that_was_not_asked_gives_less_than_one_answered_with_no(assessment, flag):
    assessment["screening"][flag] = None
    answer = plan(assessment)
    assert (answer["status"], answer["sides"]) == ("screening_incomplete", {})


@given(cleared, st.sampled_from(list(LIBRARY.red_flags)), st.randoms(use_true_random=False))
def test_a_red_flag_is_reported_whatever_else_is_wrong(assessment, flag, random):
    assessment["screening"][flag] = True
    spoiled = generated_dense.spoiled(random, assessment)
    spoiled["screening"] = assessment["screening"]
    try:
        found = plan(spoiled)["red_flags"]
    except InvalidInput as invalid:
        found = invalid.red_flags
    assert flag in found
