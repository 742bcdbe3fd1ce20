"""From findings to a plan: the gate G, the combination C, the choice of exercises E and where to begin B."""

from functools import lru_cache
from typing import NamedTuple

from rehab.rules import explain
from rehab.rules.combination import NO_MOVEMENT, combine, missing, was_examined
from rehab.rules.findings import (
    below_antigravity,
    length,
    notes_on_length,
    notes_on_strength,
    other_side,
    pain_limited,
    short_muscles,
    strength,
    symmetry_pct,
)
from rehab.rules.inputs import SIDES, read_assessment
from rehab.rules.library import LIBRARY
from rehab.rules.settings import RANKS
from rehab.rules.unless import unless

EXERCISES_A_SIDE = LIBRARY.constant("exercises_a_side")
STAGES = tuple(LIBRARY.stages)
FIRST_STAGE, SECOND_STAGE, LAST_STAGE = STAGES
OF_STAGE = {stage: tuple(exercise.id for exercise in LIBRARY.of_stage(stage)) for stage in STAGES}
FOR_MUSCLE = {muscle: tuple(stretch.id for stretch in LIBRARY.for_muscle(muscle)) for muscle in LIBRARY.muscles}
BEST_QUALITY = LIBRARY.choices["quality"][0][0]
FIRST_LEVEL = 1
LEAST_MOVEMENT = min(rank for rank in RANKS.values() if rank > NO_MOVEMENT)
STRENGTHENS = {"stretch_and_strengthen", "strengthen"}
STRETCHES = {"stretch_and_strengthen", "stretch"}


class Circumstances(NamedTuple):
    """What the choice of exercises depends on besides the findings."""

    precautions: frozenset
    equipment: frozenset


class Decision(NamedTuple):
    """What is decided about one side: its answer, why, and which other findings would change it."""

    answer: dict
    because: list
    unless: list


def plan(given: dict) -> dict:
    """Findings of both sides to a combination, the exercises and where to begin.

    `given` and the answer are those of the clinical contract; the answer carries `because` and `unless` besides.
    Raises InvalidInput.
    """
    return plan_by(decide, given)


def plan_by(decide_side, given: dict) -> dict:
    """`plan`, with each side decided by this function: `decide`, or one that remembers what `decide` said."""
    assessment = read_assessment(given)
    red_flags = [flag for flag, answer in assessment.screening.items() if answer]
    unanswered = [flag for flag, answer in assessment.screening.items() if answer is None]
    status = "refer" if red_flags else "screening_incomplete" if unanswered else "ok"
    decisions = _both_sides(decide_side, assessment) if status == "ok" else {}
    return {
        "status": status,
        "red_flags": red_flags,
        "unanswered": unanswered,
        "sides": {side: decision.answer for side, decision in decisions.items()},
        "because": explain.gate(status, red_flags, unanswered)
        + [reason for decision in decisions.values() for reason in decision.because],
        "unless": {side: decision.unless for side, decision in decisions.items()},
    }


def _both_sides(decide_side, assessment):
    sides = assessment.sides
    circumstances = Circumstances(frozenset(assessment.precautions), frozenset(assessment.equipment))
    return {
        side: decide_side(side, sides[side], sides[other_side(side)].strength, circumstances, assessment.settings)
        for side in SIDES
    }


def decide(side, examined, others_strength, circumstances, settings) -> Decision:
    """The decision about a side, from what was examined on it and the strength test of the other side."""
    test = examined.strength
    mmt = None if test is None else test.mmt
    symmetry = symmetry_pct(test, others_strength)
    found_length = length(examined.thomas, examined.modified_thomas, settings)
    found_strength = strength(mmt, symmetry, settings)
    rule, combination = combine(was_examined(examined), found_length.verdict, found_strength.verdict, mmt)
    fired = [] if combination == "not_assessed" else [*found_length.fired, *found_strength.fired]
    fired.append((rule, combination))
    answer: dict = {
        "length": found_length.verdict,
        "short_muscles": short_muscles(found_length),
        "strength": found_strength.verdict,
        "symmetry_pct": symmetry,
        "combination": combination,
        "missing": missing(combination, found_length.verdict, found_strength.verdict),
        "notes": notes_on_length(examined, found_length.verdict, settings)
        + notes_on_strength(test, symmetry, settings),
        "start_stage": None,
        "strengthen": [],
        "stretch": [],
        "excluded": {},
    }
    if combination in STRENGTHENS:
        _strengthen(answer, fired, examined, mmt, symmetry, circumstances, settings)
    if combination in STRETCHES:
        _stretch(answer, fired, circumstances)
    if combination == "stretch_and_strengthen" and bool(answer["strengthen"]) != bool(answer["stretch"]):
        answer["notes"].append("one_sided")
        fired.append(("C7", "one_sided"))
    return Decision(
        answer,
        explain.side(side, examined, settings, answer, fired),
        unless(examined, others_strength, settings, answer),
    )


# Choice of exercises -------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def exclusions(exercise_id, circumstances: Circumstances, too_weak: bool) -> tuple[str, ...]:
    """Why an exercise cannot be chosen; empty where it is eligible. `too_weak`: MMT below antigravity."""
    exercise = LIBRARY.exercise(exercise_id)
    tags = set(exercise.tags)
    reasons = [
        f"precaution:{name}"
        for name in sorted(circumstances.precautions)
        if tags.intersection(LIBRARY.precautions[name].excludes)
    ]
    if exercise.equipment and circumstances.equipment.isdisjoint(exercise.equipment):
        reasons.append("equipment")
    if exercise.kind == "strengthen" and too_weak and "antigravity" in tags:
        reasons.append("strength:below_antigravity")
    return tuple(reasons)


@lru_cache(maxsize=4096)
def eligible_of_stage(stage, circumstances, too_weak) -> tuple[str, ...]:
    """All eligible exercises of a stage, in order of preference."""
    return tuple(exercise for exercise in OF_STAGE[stage] if not exclusions(exercise, circumstances, too_weak))


def chosen_of_stage(stage, circumstances, mmt) -> tuple[str, ...]:
    """E1: the first eligible exercises of a stage."""
    return eligible_of_stage(stage, circumstances, below_antigravity(mmt))[:EXERCISES_A_SIDE]


def _stretch(answer, fired, circumstances):
    """E2: for each short muscle the first eligible stretch."""
    for muscle in answer["short_muscles"]:
        if len(answer["stretch"]) == EXERCISES_A_SIDE:
            return
        stretches = FOR_MUSCLE[muscle]
        answer["excluded"] |= _excluded(stretches, circumstances, too_weak=False)
        first = next((stretch for stretch in stretches if stretch not in answer["excluded"]), None)
        if first is None:
            answer["notes"].append(f"no_eligible_exercise:stretch:{muscle}")
        else:
            answer["stretch"].append(first)
        fired.append(("E2", "chosen" if first else "none", {"muscle": muscle, "exercise": first}))


def _excluded(exercise_ids, circumstances, too_weak):
    return {exercise: list(why) for exercise, why in _reasons_against(exercise_ids, circumstances, too_weak)}


@lru_cache(maxsize=4096)
def _reasons_against(exercise_ids, circumstances, too_weak):
    reasons = ((exercise_id, exclusions(exercise_id, circumstances, too_weak)) for exercise_id in exercise_ids)
    return tuple((exercise_id, why) for exercise_id, why in reasons if why)


# Where to begin ------------------------------------------------------------------------------------------------------


class Gate(NamedTuple):
    """The least strength that a stage asks for: an MMT rank, and a symmetry in percent, None where it asks for none."""

    mmt: int
    symmetry_pct: int | None = None


def gate_of(stage, settings) -> Gate:
    if stage == FIRST_STAGE:
        return Gate(LEAST_MOVEMENT)
    if stage == SECOND_STAGE:
        return Gate(settings.stage_2_min_grade)
    return Gate(settings.stage_3_min_grade, settings.stage_3_min_symmetry_pct)


def gate_met(stage, mmt, symmetry, settings) -> bool:
    """Whether strength allows a stage. Without an MMT only the first one is open."""
    if mmt is None:
        return stage == FIRST_STAGE
    gate = gate_of(stage, settings)
    strong_enough = gate.symmetry_pct is None or symmetry is None or symmetry >= gate.symmetry_pct
    return mmt >= gate.mmt and strong_enough


class Tried(NamedTuple):
    """What the trials of one exercise showed: the highest pass that counts, the lowest fail; None: none."""

    passed: int | None
    failed: int | None


UNTRIED = Tried(None, None)


def tried(trials, settings) -> dict[str, Tried]:
    """{exercise: Tried}. A pass counts only below every level at which the same exercise failed."""
    passes: dict[str, list[int]] = {}
    fails: dict[str, list[int]] = {}
    for trial in trials:
        passed = trial.quality == BEST_QUALITY and trial.symptoms <= settings.green_max
        (passes if passed else fails).setdefault(trial.exercise, []).append(trial.level)
    results = {}
    for exercise in passes | fails:
        failed = min(fails.get(exercise, ()), default=None)
        counting = [level for level in passes.get(exercise, ()) if failed is None or level < failed]
        results[exercise] = Tried(max(counting, default=None), failed)
    return results


def _strengthen(answer, fired, examined, mmt, symmetry, circumstances, settings):
    """B1–B3 and E1: the stage, its exercises, and the level of each."""
    results = tried(examined.trials, settings)
    limited = pain_limited(examined.strength, settings)
    stage = FIRST_STAGE if limited else _highest_stage(results, mmt, symmetry, circumstances, settings)
    chosen = chosen_of_stage(stage, circumstances, mmt)
    answer["start_stage"] = stage
    answer["excluded"] |= _excluded(OF_STAGE[stage], circumstances, below_antigravity(mmt))
    fired.append(("B1" if limited else "B2", f"stage_{stage}", {"stage": stage}))
    fired.append(("E1", "chosen" if chosen else "none", {"stage": stage, "exercises": list(chosen)}))
    if not chosen:
        answer["notes"].append("no_eligible_exercise:strengthen")
    for exercise in chosen:
        result = results.get(exercise, UNTRIED)
        level = FIRST_LEVEL if limited else result.passed or FIRST_LEVEL
        answer["strengthen"].append({"exercise": exercise, "level": level})
        if not limited:
            outcome = "untried" if result.passed is None else "passed"
            fired.append(("B3", outcome, {"exercise": exercise, "level": level}))
        if result.failed == FIRST_LEVEL:
            answer["notes"].append(f"trial_failed:{exercise}")
        elif stage > FIRST_STAGE and result == UNTRIED:
            answer["notes"].append(f"untrialled:{exercise}")


def _highest_stage(results, mmt, symmetry, circumstances, settings):
    """B2"""
    for stage in reversed(STAGES):
        if not gate_met(stage, mmt, symmetry, settings):
            continue
        outcomes = [results.get(exercise, UNTRIED) for exercise in chosen_of_stage(stage, circumstances, mmt)]
        if any(result.passed for result in outcomes) and all(result.failed != FIRST_LEVEL for result in outcomes):
            return stage
    return FIRST_STAGE
