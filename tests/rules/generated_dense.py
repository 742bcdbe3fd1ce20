"""Inputs at random in which much happens in little: where rules meet, and what is nearly valid.

Beside those of generated.py: sides with many trials and forces that nearly match, examinations that differ by just
about a threshold, histories with several things on one date, sides that wait at a gate, and input with faults.
"""

from copy import deepcopy

from tests.proof.second_reading.tables import EQUIPMENT, MMT, OVERRIDES, PRECAUTIONS, RED_FLAGS, SIDES
from tests.rules import generated
from tests.rules.generated import exercise_at_level, maybe, of_stage, on, several, some_settings, top_level

TREATED = (("left",), ("right",), SIDES)
IDLE = (0, 0, 0, 1, 2, 3, 7, 8, 12, 13, 14, 14, 15, 28, 29)


# Assessments ---------------------------------------------------------------------------------------------------------


def tried_assessment(random):
    """Weak sides with many trials, and forces close to the thresholds of symmetry."""
    force, lever = random.choice((100, 200, 150.5)), random.random() < 0.4
    return {
        "screening": dict.fromkeys(RED_FLAGS, False),
        "precautions": random.sample(list(PRECAUTIONS), random.choice((0, 0, 0, 1, 2))),
        "equipment": random.sample(EQUIPMENT, random.choice((0, 1, 2, 3, 4, 4))),
        "sides": {side: _tried_side(random, force, lever) for side in SIDES},
        "settings": some_settings(random) if random.random() < 0.5 else {},
    }


def _tried_side(random, force, lever):
    part = random.choice((1, 0.9, 0.8, 0.8999, 0.7999, 0.85, 0.7, 0.5, 1.2, 0))
    stage = random.randint(1, 3)
    trials = [
        _trial(random, exercise, level)
        for exercise in of_stage(stage)
        for level in random.sample(range(1, top_level(exercise) + 1), random.randint(0, top_level(exercise)))
    ]
    if random.random() < 0.3:
        trials += several(random, 4, generated.trial)
    random.shuffle(trials)
    return {
        "modified_thomas": {
            "hip_extension_deg": random.choice((-10, -5, 0, 5, -0.5)),
            "knee_flexion_deg": random.choice((85, 79, 90, 60)),
            "hip_abduction_deg": random.choice((0, 15, 20, None)),
            "pelvis_controlled": random.random() < 0.95,
        },
        "strength": {
            "mmt": random.choice(("4", "4", "4-", "3+", "4+", "5", "3", None, "2")),
            "force_n": maybe(random, round(force * part, random.choice((0, 1, 2)))),
            "lever_arm_m": random.choice((0.4, 0.4, 0.36, 0.38, 0.42)) if lever else None,
            "position": "supine",
            "symptoms": random.choice((None, 0, 0, 1, 2, 2, 3)),
        },
        "trials": trials,
    }


def _trial(random, exercise, level):
    good = random.random() < 0.8
    quality = "excellent" if good else random.choice(("fair", "poor", "excellent"))
    return {"exercise": exercise, "level": level, "quality": quality, "symptoms": random.randint(0, 2 if good else 5)}


def close_pair(random):
    """Two examinations, the second in many measures about a threshold away from the first."""
    before, after = generated.examination(random), generated.examination(random)
    for test in ("thomas", "modified_thomas"):
        one, other = before[test], after[test]
        for field, apart in (("hip_extension_deg", 5), ("knee_flexion_deg", 20)):
            if one and other and one.get(field) is not None and random.random() < 0.7:
                step = random.choice((1, -1)) * random.choice((apart, apart - 0.01, apart - 0.004, apart - 0.1, 0))
                if 0 < one[field] + step < 45:
                    other[field] = one[field] + step
    one, other = before["strength"], after["strength"]
    if one and other and one["force_n"] is not None:
        part = random.choice((1.1, 1.2, 0.9, 0.8, 1.0995, 1.1994, 1.0996, 0.8004, 1))
        other["force_n"] = min(1000, one["force_n"] * part)
        other["position"] = one["position"]
    return {"before": before, "after": after}


# Histories -----------------------------------------------------------------------------------------------------------


def _at_the_top(exercise):
    return {"exercise": exercise, "level": top_level(exercise)}


def _near_the_top(random, exercise):
    level = top_level(exercise) if random.random() < 0.7 else random.randint(1, top_level(exercise))
    return {"exercise": exercise, "level": level}


def dense_history(random):
    """Few dates, and much on each of them."""
    days = sorted({0, *random.sample((*range(1, 10), 14, 15, 16, 18, 21, 22, 28, 29, 30, 43, 44, 58), 8)})
    treated = random.choice(TREATED)
    doing = {side: random.sample(of_stage(random.randint(1, 3)), random.choice((1, 2, 2))) for side in treated}
    trouble = random.choice((0.03, 0.25, 0.7))
    later = random.sample(days[1:], random.choice((0, 0, 1, 3)))
    return {
        "started_on": on(0),
        "today": on(random.choice((*days, days[-1] + 1, days[-1] + 15, days[-1] + 29))),
        "usual_morning_symptoms": random.choice((None, 0, 3)),
        "circumstances": [{"on": on(day), **generated.circumstances(random)} for day in (0, *later)],
        "sides": {side: _dense_start(random, doing[side]) for side in treated},
        "sessions": [_dense_session(random, day, doing, trouble) for day in days if random.random() < 0.9],
        "strength_tests": several(random, 4, lambda random: _retest(random, random.choice(days), treated)),
        "overrides": several(random, 7, lambda random: _override(random, random.choice(days), doing)),
        "settings": some_settings(random) if random.random() < 0.5 else {},
    }


def _dense_start(random, exercises):
    return {
        "stage": next(stage for stage in (1, 2, 3) if exercises[0] in of_stage(stage)),
        "exercises": [_near_the_top(random, exercise) for exercise in exercises],
        "mmt": random.choice(("4", "4", "5", "3+", None, "3")),
        "symmetry_pct": random.choice((None, 80, 79.9, 100)),
    }


def _dense_session(random, day, doing, trouble):
    mornings = {
        side: random.choice((3, 4, 5, 6)) if random.random() < 0.4 * trouble else random.choice((0, 2, None))
        for side in doing
    }
    entries = [
        _entry(random, side, exercise, trouble)
        for side, exercises in doing.items()
        for exercise in exercises
        if random.random() < 0.9
    ]
    return {"performed_on": on(day), "next_morning": mornings, "entries": entries}


def _entry(random, side, exercise, trouble):
    bad = random.random() < trouble
    return {
        **_near_the_top(random, exercise),
        "side": side,
        "completed": random.random() < 0.95,
        "compensated": random.random() < 0.05,
        "symptoms": random.choice((3, 4, 5, 3, 6) if bad else (0, 1, 2)),
    }


def _retest(random, day, treated):
    return {
        "on": on(day),
        "side": random.choice(treated),
        "mmt": random.choice((None, "5", "4", "4-", "3+", "3", "2", random.choice(MMT))),
        "symmetry_pct": random.choice((None, None, 80, 79.9, 100, 60)),
        "symptoms": random.choice((None, 0, 2, 3, 7)),
    }


def _override(random, day, doing):
    side = random.choice(list(doing))
    own = doing[side]
    pool = own if random.random() < 0.5 else of_stage(random.randint(1, 3))
    listed = several(random, 3, lambda random: _near_the_top(random, random.choice(pool)), lambda row: row["exercise"])
    one = _near_the_top(random, random.choice(own)) if random.random() < 0.8 else exercise_at_level(random)
    return {
        "on": on(day),
        "side": side,
        "type": random.choice(OVERRIDES),
        "reason": "seen in clinic",
        "after_session": random.random() < 0.4,
        "stage": random.randint(1, 3),
        "exercises": listed,
        **one,
    }


def waiting_history(random):
    """A side that masters everything, waits at a gate or for equipment, or is complete, and then anything."""
    treated, stage = random.choice(TREATED), random.choice((1, 1, 2, 2, 3))
    doing = {side: random.sample(of_stage(stage), random.choice((1, 2))) for side in treated}
    changed = some_settings(random) if random.random() < 0.4 else {}
    needed, gap = changed.get("clean_sessions_to_progress", 3), changed.get("min_gap_days", 2)
    history = {
        "started_on": on(0),
        "circumstances": [{"on": on(0), **generated.circumstances(random)}],
        "sides": {side: _waiting_start(random, stage, doing[side]) for side in treated},
        "sessions": [_mastering(doing, nth * gap) for nth in range(needed)],
        "strength_tests": [],
        "overrides": [],
        "settings": changed,
    }
    day = (needed - 1) * gap
    for _ in range(random.randint(1, 7)):
        day += random.choice(IDLE)
        _something(random, history, day, doing)
    return history | {"today": on(day + random.choice((0, 0, 1, 14, 15, 29)))}


def _waiting_start(random, stage, exercises):
    return {
        "stage": stage,
        "exercises": [_at_the_top(exercise) for exercise in exercises],
        "mmt": random.choice(("3", "3+", "4-", "4", "5", None, "4", "3")),
        "symmetry_pct": random.choice((None, None, 79.9, 80, 60, 100)),
    }


def _mastering(doing, day, **instead):
    entries = [
        {**_at_the_top(exercise), "side": side, "completed": True, "compensated": False, "symptoms": 0} | instead
        for side, exercises in doing.items()
        for exercise in exercises
    ]
    return {"performed_on": on(day), "next_morning": {}, "entries": entries}


def _something(random, history, day, doing):
    what = random.choice(("test", "test", "circumstances", "circumstances", "override", "override", "session"))
    if what == "test":
        history["strength_tests"].append(_retest(random, day, list(doing)))
    elif what == "override":
        history["overrides"].append(_override(random, day, doing))
    elif what == "circumstances" and all(row["on"] != on(day) for row in history["circumstances"]):
        history["circumstances"].append({"on": on(day), **generated.circumstances(random)})
    elif what == "session" and all(row["performed_on"] != on(day) for row in history["sessions"]):
        session = _mastering(doing, day, **random.choice(({}, {}, {"compensated": True}, {"symptoms": 3})))
        session["next_morning"] = {side: random.choice((None, 0, 0, 3, 6)) for side in doing}
        history["sessions"].append(session)


# Faults --------------------------------------------------------------------------------------------------------------

WRONG = (
    None,
    "x",
    "3",
    "",
    5,
    2.5,
    2.0,
    True,
    False,
    [],
    {},
    [1],
    {"a": 1},
    -1,
    0,
    11,
    1001,
    -61,
    46,
    151,
    0.05,
    1e308,
)
WRONG_WORDS = ("nope", "half_kneeling_stretch", "left", "right", "4", "6", "step_over_drill", "2026-02-30", "2026-3-2")
WRONG_DAYS = ("20260302", "2026-03-02T00:00:00", "2020-01-01", "2026-02-28", "2026-03-01", "2027-01-01")


def spoiled(random, given):
    """The same with one to three faults, most of which make it unusable."""
    given = deepcopy(given)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        holder, key = random.choice(list(_places(given)))
        how = random.random()
        if how < 0.2:
            del holder[key]
        elif how < 0.35 and isinstance(holder, list):
            holder.insert(random.randint(0, len(holder)), deepcopy(holder[key]))
        elif how < 0.6 and isinstance(holder[key], str):
            holder[key] = random.choice(WRONG_WORDS + WRONG_DAYS)
        elif how < 0.8 and isinstance(holder[key], int | float):
            holder[key] += random.choice((-1, 1, 0.5, 10, -100, 1000))
        else:
            holder[key] = deepcopy(random.choice(WRONG))
    return given


def _places(value):
    """(what holds it, key or position) of everything in it, however deep."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])
