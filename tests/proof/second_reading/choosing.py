"""Rules E1 and E2, and the gates of the stages."""

from tests.proof.second_reading.tables import PRECAUTIONS, RANK, STRENGTHENING, STRETCHING


def precautions_against(tags, precautions):
    return [f"precaution:{name}" for name in sorted(set(precautions)) if any(tag in tags for tag in PRECAUTIONS[name])]


def reasons_against(exercise, precautions, equipment, mmt, limits):
    """Why a strengthening exercise cannot be chosen, in the contract's order."""
    _, needs, tags, _ = STRENGTHENING[exercise]
    reasons = precautions_against(tags, precautions)
    if needs and not any(kind in equipment for kind in needs):
        reasons.append("equipment")
    if mmt is not None and RANK[mmt] < limits["antigravity_grade"] and "antigravity" in tags:
        reasons.append("strength:below_antigravity")
    return reasons


def of_stage(stage):
    return [exercise for exercise, row in STRENGTHENING.items() if row[0] == stage]


def first_two(stage, precautions, equipment, mmt, limits):
    """E1"""
    fitting = [e for e in of_stage(stage) if not reasons_against(e, precautions, equipment, mmt, limits)]
    return [exercise for position, exercise in enumerate(fitting) if position < limits["exercises_a_side"]]


def stretches(muscles, precautions, limits):
    """E2: (chosen stretches, {stretch: reasons against it}, muscles without one)."""
    chosen, excluded, without = [], {}, []
    for muscle in muscles:
        if len(chosen) >= limits["exercises_a_side"]:
            break
        first = None
        for stretch, (for_muscle, tags) in STRETCHING.items():
            if for_muscle != muscle:
                continue
            reasons = precautions_against(tags, precautions)
            if reasons:
                excluded[stretch] = reasons
            elif first is None:
                first = stretch
        if first is None:
            without.append(muscle)
        else:
            chosen.append(first)
    return chosen, excluded, without


def gate(stage, mmt, symmetry, limits):
    """Whether strength opens a stage."""
    if stage == 1:
        return mmt is None or RANK[mmt] > limits["no_movement_grade"]
    if mmt is None:
        return False
    if stage == 2:
        return RANK[mmt] >= limits["stage_2_min_grade"]
    enough = symmetry is None or symmetry >= limits["stage_3_min_symmetry_pct"]
    return RANK[mmt] >= limits["stage_3_min_grade"] and enough
