"""What has changed since a handout was issued, for the clinician: does the patient's sheet still say what to do?"""

from rehab.handouts.context import HandoutContext

COMPARED = {
    "goal": "the goal",
    "warnings": "what this patient has to watch",
    "limits": "the limits for symptoms and sessions",
    "review_on": "the date of the next review",
    "not_now": "which side rests",
    "recipient": "the patient’s name, date of birth or number",
}
DOSE_FIELDS = {"load": "load", "note": "note", "dosage": "dosage", "days_a_week": "days a week"}


def differences(issued: HandoutContext, now: HandoutContext) -> list[str]:
    """Each change as a line; empty where the sheet still holds. Ticks, dates and who issued it do not matter."""
    before, after = _by_side(issued), _by_side(now)
    changed = []
    for key in dict.fromkeys([*before, *after]):
        if key not in after:
            changed.append(f"{_named(key, before)}: taken out")
        elif key not in before:
            changed.append(f"{_named(key, after)}: added")
        else:
            changed += [f"{_named(key, after)}: {what}" for what in _changes(before[key][1], after[key][1])]
    changed += [
        f"{what[:1].upper()}{what[1:]} changed"
        for field, what in COMPARED.items()
        if getattr(issued, field) != getattr(now, field)
    ]
    return changed


def _by_side(context):
    """{(exercise, side): (name, Dose)}, left before right."""
    found = {}
    for exercise in context.exercises:
        for dose in exercise.doses:
            for side in ("left", "right") if dose.side == "both" else (dose.side,):
                found[exercise.exercise, side] = exercise.name, dose
    return found


def _named(key, found):
    return f"{found[key][0]}, {key[1]}"


def _changes(before, after):
    if before.level != after.level:
        yield f"level {before.level} → {after.level}"
    for field, what in DOSE_FIELDS.items():
        moved_up = field in ("dosage", "load") and before.level != after.level
        if getattr(before, field) != getattr(after, field) and not moved_up:
            yield f"{what} changed"
