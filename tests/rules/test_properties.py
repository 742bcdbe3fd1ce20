"""What holds for every input, whatever was found and whatever happened."""

import json
from copy import deepcopy

from hypothesis import assume
from hypothesis import strategies as st

from rehab.rules import LIBRARY, InvalidInput, change, plan, replay
from tests.rules.examples import (
    SIDES,
    assessments,
    cleared,
    examinations,
    given,
    histories,
    mirrored,
    up_to_today,
)

# plan ----------------------------------------------------------------------------------------------------------------


@given(assessments)
def test_every_valid_assessment_has_an_answer(assessment):
    answer = plan(assessment)
    json.dumps(answer)
    assert answer["status"] in {"ok", "refer", "screening_incomplete"}


@given(cleared, st.sampled_from(list(LIBRARY.red_flags)))
def test_a_red_flag_beats_everything(assessment, flag):
    answer = plan(assessment | {"screening": assessment["screening"] | {flag: True}})
    assert (answer["status"], answer["sides"]) == ("refer", {})


@given(cleared)
def test_left_and_right_swapped_in_are_swapped_out(assessment):
    assert plan(mirrored(assessment))["sides"] == mirrored(plan(assessment)["sides"])


@given(cleared)
def test_short_and_weak_is_never_treated_by_halves_in_silence(assessment):
    for answer in plan(assessment)["sides"].values():
        if (answer["length"], answer["strength"]) == ("short", "weak") and answer["combination"] != "refer":
            by_halves = bool(answer["strengthen"]) != bool(answer["stretch"])
            assert by_halves == ("one_sided" in answer["notes"])


@given(cleared)
def test_what_is_chosen_is_allowed(assessment):
    for answer in plan(assessment)["sides"].values():
        chosen = [row["exercise"] for row in answer["strengthen"]] + answer["stretch"]
        assert not set(chosen) & set(answer["excluded"])
        for exercise in map(LIBRARY.exercise, chosen):
            for precaution in assessment["precautions"]:
                assert not set(exercise.tags) & set(LIBRARY.precautions[precaution].excludes)
            assert not exercise.equipment or set(exercise.equipment) & set(assessment["equipment"])
        for row in answer["strengthen"]:
            exercise = LIBRARY.strengthening[row["exercise"]]
            assert exercise.stage == answer["start_stage"]
            assert 1 <= row["level"] <= exercise.top_level


NOTHING_RECOMMENDED = {"not_assessed", "undetermined", "refer"}


@given(cleared, st.sampled_from(["thomas", "modified_thomas", "strength"]), st.sampled_from(SIDES))
def test_a_test_that_was_not_done_recommends_nothing(assessment, test, side):
    assume(assessment["sides"].get(side))
    found = assessment["sides"][side]
    assessment["sides"][side] = {"trials": found["trials"], test: found.get(test)}
    answer = plan(assessment)["sides"][side]
    assert answer["combination"] in NOTHING_RECOMMENDED
    assert (answer["strengthen"], answer["stretch"]) == ([], [])


@given(cleared)
def test_unless_is_true(assessment):
    """Changing that one finding really gives that combination."""
    answer = plan(assessment)
    for side, would_change in answer["unless"].items():
        assert would_change
        for row in would_change:
            changed = deepcopy(assessment)
            place = changed["sides"].get(side) or {}
            changed["sides"][side] = place
            *parents, last = row["finding"].split(".")
            for key in parents:
                place[key] = place.get(key) or {}
                place = place[key]
            place[last] = row["value"]
            assert plan(changed)["sides"][side]["combination"] == row["combination"], row
            assert row["combination"] != answer["sides"][side]["combination"] or answer["sides"][side]["missing"]


# replay --------------------------------------------------------------------------------------------------------------


@given(histories)
def test_every_valid_history_has_an_answer(history):
    answer = replay(history)
    json.dumps(answer)
    assert answer["week"] == len(answer["sessions_per_week"])


@given(histories, st.randoms(use_true_random=False))
def test_the_order_in_which_sessions_were_logged_does_not_matter(history, random):
    """Nor that of anything else, where no two are of one day: of those the order may count."""
    shuffled = deepcopy(history)
    for kind in ("sessions", "circumstances", "strength_tests", "overrides"):
        days = [row.get("on") or row["performed_on"] for row in shuffled[kind]]
        if len(days) == len(set(days)):
            random.shuffle(shuffled[kind])
    assert replay(shuffled) == replay(history)


@given(histories)
def test_a_level_is_always_a_rung_of_its_ladder(history):
    for side in replay(history)["sides"].values():
        for exercise, standing in side["exercises"].items():
            assert 1 <= standing["level"] <= LIBRARY.strengthening[exercise].top_level
            assert LIBRARY.strengthening[exercise].stage == side["stage"]


@given(histories)
def test_a_streak_is_shorter_than_what_is_needed(history):
    needed = history["settings"].get("clean_sessions_to_progress", 3)
    for side in replay(history)["sides"].values():
        assert all(0 <= standing["streak"] < needed for standing in side["exercises"].values())


EARNED = {"level_advanced", "mastered", "stage_advanced", "completed"}


@given(histories)
def test_nothing_is_earned_while_paused(history):
    paused = set()
    for event in replay(history)["events"]:
        if event["event"] == "paused":
            paused.add(event["side"])
        elif event["event"] == "resumed":
            paused.discard(event["side"])
        elif event["event"] in EARNED:
            assert event["side"] not in paused


@given(histories)
def test_a_session_earns_at_most_one_level_of_an_exercise(history):
    earned = [
        (event["on"], event["side"], event["exercise"])
        for event in replay(history)["events"]
        if event["event"] in {"level_advanced", "mastered"}
    ]
    assert len(earned) == len(set(earned))


@given(histories)
def test_what_is_dated_after_today_changes_nothing(history):
    assert replay(up_to_today(history)) == replay(history)


@given(histories)
def test_history_is_the_same_on_either_side(history):
    answer, swapped = replay(history), replay(mirrored(history))
    assert mirrored(answer["sides"]) == swapped["sides"]
    for side in SIDES:
        own = [event for event in answer["events"] if event["side"] == side]
        assert mirrored(own) == [event for event in swapped["events"] if event["side"] != side]


def worse(session, random, sides):
    """The same session with more symptoms in some entries and on some next mornings."""
    entries = [row | {"symptoms": random.randint(row["symptoms"], 10)} for row in session["entries"]]
    mornings = {side: session["next_morning"].get(side) for side in sides}
    mornings = {side: random.choice((told, random.randint(told or 0, 10))) for side, told in mornings.items()}
    return session | {"entries": entries, "next_morning": mornings}


@given(histories, st.randoms(use_true_random=False))
def test_worse_symptoms_in_the_last_session_never_lead_further(history, random):
    """Nor on any later day, whatever is tested and changes until then. A clinician's later decision is another matter:
    a level that is set anew that day counts from that day.
    """
    assume(history["sessions"])
    sessions = sorted(history["sessions"], key=lambda session: session["performed_on"])
    last = sessions.pop()
    today = max(history["today"], last["performed_on"])
    overrides = [row for row in history["overrides"] if row["on"] < last["performed_on"]]
    history = history | {"today": today, "overrides": overrides}
    before = replay(history | {"sessions": [*sessions, last]})["sides"]
    after = replay(history | {"sessions": [*sessions, worse(last, random, history["sides"])]})["sides"]
    for name, side in after.items():
        assert side["stage"] <= before[name]["stage"]
        assert side["completed"] <= before[name]["completed"]
        if side["stage"] == before[name]["stage"] and not before[name]["completed"]:
            for exercise, standing in side["exercises"].items():
                other = before[name]["exercises"][exercise]
                assert standing["level"] <= other["level"]
                assert standing["mastered"] <= other["mastered"]


@given(histories)
def test_every_event_is_explained_once(history):
    answer = replay(history)
    pointing = [reason["event"] for reason in answer["because"] if reason["event"] is not None]
    assert pointing == list(range(len(answer["events"])))
    for reason in answer["because"]:
        assert reason["sentence"]
        assert reason["source"] in LIBRARY.citations


# change --------------------------------------------------------------------------------------------------------------

OPPOSITE = {
    "improved": "worse",
    "worse": "improved",
    "within_error": "within_error",
    "not_comparable": "not_comparable",
}


@given(examinations, examinations)
def test_every_pair_has_an_answer_and_small_changes_are_no_changes(before, after):
    answer = change({"before": before, "after": after})
    json.dumps(answer)
    for measure, found in answer.items():
        if measure != "because" and found["verdict"] in {"improved", "worse"}:
            assert abs(found.get("delta", found.get("delta_pct"))) >= found["threshold"]


@given(examinations, examinations)
def test_turned_round_an_improvement_is_a_worsening(before, after):
    forward, back = change({"before": before, "after": after}), change({"before": after, "after": before})
    assert forward.keys() == back.keys()
    for measure in forward.keys() - {"because", "strength.force", "pain_nrs"}:  # these two go by the first value
        assert back[measure]["verdict"] == OPPOSITE.get(forward[measure]["verdict"], forward[measure]["verdict"])


# anything ------------------------------------------------------------------------------------------------------------

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)


@given(st.one_of(assessments, histories, anything), anything, st.randoms(use_true_random=True))
def test_whatever_is_given_there_is_an_answer_or_a_list_of_errors(given_, junk, random):
    broken = _with_junk(deepcopy(given_), junk, random)
    for decide in (plan, replay, change):
        for error in _errors(decide, broken):
            assert error.keys() == {"path", "code", "message"}


def _errors(decide, broken):
    try:
        decide(broken)
    except InvalidInput as invalid:
        return invalid.errors or [{}]
    return []


def _with_junk(value, junk, random):
    """The same with one place, anywhere in it, replaced."""
    if isinstance(value, dict) and value and random.random() < 0.9:
        key = random.choice(list(value))
        return value | {key: _with_junk(value[key], junk, random)}
    if isinstance(value, list) and value and random.random() < 0.9:
        position = random.randrange(len(value))
        return [*value[:position], _with_junk(value[position], junk, random), *value[position + 1 :]]
    return junk
