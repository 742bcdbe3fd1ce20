"""Sessions as they are typed in."""

STAGE_1 = ("half_kneeling_activation", "supine_hip_flexion_hold")


def entry(exercise, *, level=1, side="right", **changes):
    """One exercise done cleanly, apart from `changes`."""
    return {
        "exercise": exercise,
        "side": side,
        "level": level,
        "completed": True,
        "compensated": False,
        "symptoms": 0,
    } | changes


def clean(day, *, level=1, exercises=STAGE_1, side="right", next_morning=None, **changes):
    """A session of both stage 1 exercises without symptoms, apart from `changes` in every entry."""
    return {
        "performed_on": day,
        f"next_morning_{side}": next_morning,
        "entries": [entry(exercise, level=level, side=side, **changes) for exercise in exercises],
    }
