"""Inputs of the rules in few words. A programme starts on Monday 2 March 2026, day 0, on the right side."""

from datetime import date, timedelta

from rehab.rules import LIBRARY

START = date(2026, 3, 2)
NO_RED_FLAG = dict.fromkeys(LIBRARY.red_flags, False)
PUSH, HOLD = "half_kneeling_activation", "supine_hip_flexion_hold"
SEATED, STANDING, HANGING = "seated_knee_raise", "standing_hip_flexion", "hanging_knee_raise"
STEP, MARCH, SPRINT = "step_over_drill", "resisted_march", "sprint_drill"
ALL_EQUIPMENT = tuple(LIBRARY.equipment)


def on(day):
    """The ISO date of a day of the programme."""
    return (START + timedelta(days=day)).isoformat()


# Assessments ---------------------------------------------------------------------------------------------------------


def thomas(hip, controlled=True, **more):
    return {"hip_extension_deg": hip, "pelvis_controlled": controlled, **more}


def modified(hip, knee=None, abduction=None, straight=None, controlled=True, **more):
    return {
        "hip_extension_deg": hip,
        "pelvis_controlled": controlled,
        "knee_flexion_deg": knee,
        "hip_abduction_deg": abduction,
        "hip_extension_knee_straight_deg": straight,
        **more,
    }


def strength(mmt=None, force=None, position="supine", **more):
    return {"mmt": mmt, "force_n": force, "position": position, **more}


def findings(thomas=None, modified=None, strength=None, trials=()):
    return {"thomas": thomas, "modified_thomas": modified, "strength": strength, "trials": list(trials)}


def trial(exercise, level=1, quality="excellent", symptoms=0):
    return {"exercise": exercise, "level": level, "quality": quality, "symptoms": symptoms}


def assessment(right=None, left=None, precautions=(), equipment=("band",), screening=NO_RED_FLAG, **settings):
    return {
        "screening": dict(screening),
        "precautions": list(precautions),
        "equipment": list(equipment),
        "sides": {"left": left, "right": right},
        "settings": settings,
    }


SHORT = thomas(-10)
LONG = thomas(10)
WEAK = strength("4-")
STRONG = strength("5")
SHORT_AND_WEAK = findings(SHORT, strength=WEAK)


# Programmes ----------------------------------------------------------------------------------------------------------


def entry(exercise=PUSH, level=1, symptoms=0, completed=True, compensated=False, side="right"):
    return {
        "exercise": exercise,
        "side": side,
        "level": level,
        "completed": completed,
        "compensated": compensated,
        "symptoms": symptoms,
    }


def session(day, *entries, morning=None, left_morning=None):
    """One session; without entries a clean one of the kneeling push at level 1."""
    return {
        "performed_on": on(day),
        "next_morning": {"right": morning, "left": left_morning},
        "entries": list(entries or [entry()]),
    }


def clean(*days, exercise=PUSH, level=1, side="right"):
    return [session(day, entry(exercise, level, side=side)) for day in days]


def circumstances(day, *precautions, equipment=("band",)):
    return {"on": on(day), "precautions": list(precautions), "equipment": list(equipment)}


def start(stage=1, exercises=((PUSH, 1),), mmt="4-", symmetry=None):
    return {
        "stage": stage,
        "exercises": [{"exercise": exercise, "level": level} for exercise, level in exercises],
        "mmt": mmt,
        "symmetry_pct": symmetry,
    }


def strength_test(day, mmt=None, symmetry=None, symptoms=None, side="right"):
    return {"on": on(day), "side": side, "mmt": mmt, "symmetry_pct": symmetry, "symptoms": symptoms}


def override(day, type_, side="right", reason="seen in clinic", **needed):
    return {"on": on(day), "side": side, "type": type_, "reason": reason, **needed}


def programme(sessions=(), today=None, right=None, left=None, begins=None, later=(), tests=(), overrides=(), **more):
    """The input of replay. `today` is the day of the last thing that happens, unless given."""
    sides = {side: given for side, given in (("left", left), ("right", right)) if given is not None}
    settings = more.pop("settings", {})
    happened = [row.get("performed_on") or row["on"] for row in [*sessions, *later, *tests, *overrides]]
    return {
        "started_on": on(0),
        "today": max(happened, default=on(0)) if today is None else on(today),
        "circumstances": [begins or circumstances(0), *later],
        "sides": sides or {"right": start()},
        "sessions": list(sessions),
        "strength_tests": list(tests),
        "overrides": list(overrides),
        "settings": settings,
        **more,
    }


def events(answer, side="right"):
    """The events of a side, each in one line: its name, then its exercise, level, stage or cause."""
    return [
        " ".join(str(event[key]) for key in ("event", "exercise", "level", "stage", "cause") if key in event)
        for event in answer["events"]
        if event["side"] == side
    ]


def state(answer, side="right"):
    return answer["sides"][side]


def streak(answer, exercise=PUSH, side="right"):
    return state(answer, side)["exercises"][exercise]["streak"]


def level(answer, exercise=PUSH, side="right"):
    return state(answer, side)["exercises"][exercise]["level"]


def mastered(answer, exercise=PUSH, side="right"):
    return state(answer, side)["exercises"][exercise]["mastered"]
