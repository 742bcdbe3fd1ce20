"""Inputs at random, valid ones, most of them near a threshold. The same Random gives the same input.

What is valid is drawn from the tables of the second reading: input made from the reference data would follow every
fault in them.
"""

from datetime import date, timedelta

from tests.proof.second_reading.tables import (
    EQUIPMENT,
    FIXATION,
    LAST_STAGE,
    METHODS,
    MMT,
    OVERRIDES,
    PRECAUTIONS,
    RANGES,
    RED_FLAGS,
    SETTINGS_IN_GRADES,
    SETTINGS_IN_NUMBERS,
    SIDES,
    STRENGTHENING,
)

START = date(2026, 3, 2)
GAPS = (1, 5, 7, 8, 14, 15, 28, 29)
NEAR = {
    "hip_extension_deg": (0, 0, -5, 5),
    "hip_extension_knee_straight_deg": (0, -5, 5),
    "knee_flexion_deg": (80, 73, 87, 60, 100),
    "hip_abduction_deg": (15, 10, 20, 0, 30),
    "force_n": (0, 80, 90, 100, 300),
    "lever_arm_m": (0.3, 0.4),
    "symmetry_pct": (80, 90, 70, 95),
    "psfs_mean": (4, 6),
}


def maybe(random, value, likely=0.7):
    """This value, or now and then None."""
    return value if random.random() < likely else None


def measured(random, name):
    lowest, highest = RANGES[name]
    near = random.choice(NEAR[name]) + random.choice((-1, -0.1, 0, 0, 0.1, 1)) * (highest > 1)
    value = near if random.random() < 0.8 else random.choice((lowest, highest, random.uniform(lowest, highest)))
    return min(max(round(value, 2), lowest), highest)


def some_settings(random):
    if random.random() < 0.5:
        return {}
    changed = random.sample([*SETTINGS_IN_NUMBERS, *SETTINGS_IN_GRADES], random.randint(1, 5))
    return {name: _setting(random, name) for name in changed}


def _setting(random, name):
    if name in SETTINGS_IN_GRADES:
        return random.choice(SETTINGS_IN_GRADES[name][1])
    _, lowest, highest = SETTINGS_IN_NUMBERS[name]
    return random.choice((lowest, highest, random.randint(lowest, highest)))


def circumstances(random):
    return {
        "precautions": random.sample(list(PRECAUTIONS), random.choice((0, 0, 0, 1, 1, 2, 3))),
        "equipment": random.sample(EQUIPMENT, random.choice((0, 1, 2, 3, 4, 4))),
    }


def of_stage(stage):
    return [exercise for exercise, row in STRENGTHENING.items() if row[0] == stage]


def top_level(exercise):
    return STRENGTHENING[exercise][3]


def exercise_at_level(random, exercises=tuple(STRENGTHENING)):
    exercise = random.choice(exercises)
    return {"exercise": exercise, "level": random.choice((1, 1, random.randint(1, top_level(exercise))))}


def several(random, most, make, key=None):
    """Up to this many rows, different in their key."""
    rows = [make(random) for _ in range(random.randint(0, most))]
    return list({key(row): row for row in rows}.values()) if key else rows


# Assessments ---------------------------------------------------------------------------------------------------------


def length_test(random, *further):
    return {
        "hip_extension_deg": measured(random, "hip_extension_deg"),
        "pelvis_controlled": random.random() < 0.85,
        "method": maybe(random, random.choice(METHODS), 0.9),
        **{name: maybe(random, measured(random, name)) for name in further},
    }


def strength_test(random):
    return {
        "mmt": maybe(random, random.choice((*MMT, *MMT[-5:])), 0.8),
        "force_n": maybe(random, measured(random, "force_n")),
        "lever_arm_m": maybe(random, measured(random, "lever_arm_m"), 0.3),
        "position": maybe(random, random.choice(("supine", "supine", "seated")), 0.9),
        "fixation": maybe(random, random.choice(FIXATION)),
        "symptoms": maybe(random, random.choice((0, 0, 1, 2, 2, 3, 6))),
    }


def examined_side(random):
    further = ("hip_extension_knee_straight_deg", "knee_flexion_deg", "hip_abduction_deg")
    return {
        "thomas": maybe(random, length_test(random), 0.5),
        "modified_thomas": maybe(random, length_test(random, *further)),
        "strength": maybe(random, strength_test(random), 0.85),
        "trials": several(random, 6, trial, lambda row: (row["exercise"], row["level"])),
    }


def trial(random):
    quality = random.choice(("excellent",) * 6 + ("fair", "poor"))
    return {**exercise_at_level(random), "quality": quality, "symptoms": random.choice((0, 0, 1, 2, 2, 3))}


def assessment(random):
    """An assessment without a red flag."""
    return {
        "screening": dict.fromkeys(RED_FLAGS, False),
        **circumstances(random),
        "sides": {side: maybe(random, examined_side(random), 0.9) for side in SIDES},
        "settings": some_settings(random),
    }


def screened_assessment(random):
    """An assessment in which a red flag may be there, or not asked."""
    answers = {flag: random.choice((False,) * 12 + (True, None)) for flag in RED_FLAGS}
    return assessment(random) | {"screening": answers}


def examination(random):
    """One side as `change` takes it."""
    pain = maybe(random, random.randint(0, 10))
    return examined_side(random) | {"pain_nrs": pain, "psfs_mean": maybe(random, measured(random, "psfs_mean"))}


# Histories -----------------------------------------------------------------------------------------------------------


def on(day):
    return (START + timedelta(days=day)).isoformat()


def history(random):
    """A programme with sessions every few days. In some everything goes well, in others little does."""
    treated = random.choice((("left",), ("right",), SIDES))
    sides = {side: start(random) for side in treated}
    trouble = random.choice((0, 0, 0.1, 0.3, 1))
    days = [0]
    for _ in range(random.randint(0, 36)):
        days.append(days[-1] + random.choice(GAPS if random.random() < 0.2 * trouble else (2, 2, 3)))
    last = days[-1]
    changes = random.sample(range(1, last + 2), min(last, round(2 * random.random() * trouble)))
    return {
        "started_on": on(0),
        "today": on(random.choice((last, last, last + 15, last + 29, random.randint(0, last)))),
        "usual_morning_symptoms": random.choice((None, 0, 0, 2, 4)),
        "circumstances": [{"on": on(day), **circumstances(random)} for day in (random.choice((-3, 0)), *changes)],
        "sides": sides,
        "sessions": [session(random, day, sides, nth, trouble) for nth, day in enumerate(days)],
        "strength_tests": several(random, 3, lambda random: retest(random, last, treated, trouble)),
        "overrides": several(random, round(5 * trouble), lambda random: override(random, last, treated)),
        "settings": some_settings(random),
    }


def start(random):
    stage = random.randint(1, 3)
    given = several(random, 2, lambda random: exercise_at_level(random, of_stage(stage)), lambda row: row["exercise"])
    mmt = random.choice((None, *MMT, *MMT[-5:], *MMT[-5:]))
    return {
        "stage": stage,
        "exercises": given,
        "mmt": mmt,
        "symmetry_pct": maybe(random, measured(random, "symmetry_pct")),
    }


def session(random, day, sides, nth, trouble):
    """The nth session: of a patient who goes up a level after every third one, and on to the next stage."""
    entries = [
        entry(random, side, exercise, level, trouble)
        for side, begun in sides.items()
        for exercise, level in expected(begun, nth)
        if random.random() > 0.2 * trouble
    ]
    if random.random() < 0.5 * trouble:
        entries.append(entry(random, random.choice(list(sides)), **exercise_at_level(random), trouble=trouble))
    entries = list({(row["exercise"], row["side"]): row for row in entries}.values())
    random.shuffle(entries)
    bad, good = random.choice((1, 2, 3, 3, 6)), random.choice((None, 0, 0))
    mornings = {side: bad if random.random() < 0.2 * trouble else good for side in sides}
    return {"performed_on": on(day), "next_morning": mornings, "entries": entries}


def expected(begun, nth):
    """(exercise, level) of one side in its nth session, if all goes well and every exercise fits."""
    stage, given = begun["stage"], [(row["exercise"], row["level"]) for row in begun["exercises"]]
    climbed = nth // 3
    while given and stage < LAST_STAGE:
        needed = max(top_level(exercise) - level + 1 for exercise, level in given)
        if climbed < needed:
            break
        climbed, stage = climbed - needed, stage + 1
        given = [(exercise, 1) for exercise in of_stage(stage)[:2]]
    return [(exercise, min(level + climbed, top_level(exercise))) for exercise, level in given]


def entry(random, side, exercise, level, trouble):
    top = top_level(exercise)
    off = random.choice((-1, 1)) if random.random() < 0.2 * trouble else 0
    hurts = random.random() < 0.4 * trouble
    return {
        "exercise": exercise,
        "side": side,
        "level": min(top, max(1, level + off)),
        "completed": random.random() > 0.1 * trouble,
        "compensated": random.random() < 0.1 * trouble,
        "symptoms": random.choice((1, 2, 3, 3, 4, 4, 5, 6)) if hurts else 0,
    }


def retest(random, last, treated, trouble):
    any_grade = random.random() < 0.5 * trouble
    return {
        "on": on(random.randint(0, last + 1)),
        "side": random.choice(treated),
        "mmt": maybe(random, random.choice(MMT if any_grade else MMT[-4:])),
        "symmetry_pct": maybe(random, measured(random, "symmetry_pct"), 0.4),
        "symptoms": maybe(random, random.randint(0, 4)),
    }


def override(random, last, treated):
    stage = random.randint(1, 3)
    listed = several(random, 3, lambda random: exercise_at_level(random, of_stage(stage)), lambda row: row["exercise"])
    return {
        "on": on(random.randint(0, last + 1)),
        "side": random.choice(treated),
        "type": random.choice(OVERRIDES),
        "reason": "seen in clinic",
        "after_session": random.choice((True, False, None)),
        "stage": stage,
        "exercises": listed,
        **exercise_at_level(random),
    }
