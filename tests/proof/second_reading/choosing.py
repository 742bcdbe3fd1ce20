"""Rules E1 and E2, and the gates of the stages."""

from tests.proof.second_reading.tables import PRECAUTIONS, RANK, STRENGTHENING, STRETCHING


def precautions_against(tags, precautions):
    return [f"precaution:{name}" for name in sorted(set(precautions)) if any(tag in tags for tag in PRECAUTIONS[name])]


def reasons_against(exercise, precautions, equipment, mmt):
    """Why a strengthening exercise cannot be chosen, in the contract's order."""
    _, needs, tags, _ = STRENGTHENING[exercise]
    reasons = precautions_against(tags, precautions)
    if needs and not any(kind in equipment for kind in needs):
        reasons.append("equipment")
    if mmt is not None and RANK[mmt] < RANK["3"] and "antigravity" in tags:
        reasons.append("strength:below_antigravity")
    return reasons


def of_stage(stage):
    return [exercise for exercise, row in STRENGTHENING.items() if row[0] == stage]


def first_two(stage, precautions, equipment, mmt):
    """E1"""
    return [e for e in of_stage(stage) if not reasons_against(e, precautions, equipment, mmt)][:2]


def stretches(muscles, precautions):
    """E2: (chosen stretches, {stretch: reasons against it}, muscles without one)."""
    chosen, excluded, without = [], {}, []
    for muscle in muscles:
        if len(chosen) == 2:
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


def gate(stage, mmt, symmetry, settings):
    """Whether strength opens a stage."""
    if stage == 1:
        return mmt is None or RANK[mmt] > RANK["1"]
    if mmt is None:
        return False
    if stage == 2:
        return RANK[mmt] >= RANK[settings["stage_2_min_grade"]]
    enough = symmetry is None or symmetry >= settings["stage_3_min_symmetry_pct"]
    return RANK[mmt] >= RANK[settings["stage_3_min_grade"]] and enough
