"""From the exercise library to a prescription: the dosage that one exercise has at one level."""

import datetime

from rehab.programmes.models import Prescription
from rehab.rules import LIBRARY, effective_settings

COUNTED_FIELDS = ("sets", "repetitions", "hold_seconds", "rest_seconds", "sessions_per_week")


def library_dosage(exercise, level=None) -> dict:
    """The library's dosage as Prescription's fields. `level` is None for a stretch."""
    dosage = LIBRARY.dosage(exercise, level)
    load = LIBRARY.exercise(exercise).levels[level - 1].load if level else ""
    return {field: getattr(dosage, field) for field in (*COUNTED_FIELDS, "unit")} | {"load": load}


def dosage_under(settings, exercise, level=None) -> dict:
    """The library's dosage, strengthening on no more days a week than these settings ask for."""
    dosage = library_dosage(exercise, level)
    if level is not None:
        most = effective_settings(settings)["sessions_per_week"]
        dosage["sessions_per_week"] = min(dosage["sessions_per_week"], most)
    return dosage


def prescription(programme, side, exercise, level, *, position, from_on, **changes):
    """An unsaved Prescription with the library's dosage under the programme's settings, apart from `changes`."""
    return Prescription(
        programme=programme,
        side=side,
        kind=LIBRARY.exercise(exercise).kind,
        exercise=exercise,
        level=level,
        position=position,
        from_on=from_on,
        **dosage_under(programme.settings, exercise, level) | changes,
    )


def missing_prescriptions(programme, answer) -> list:
    """Unsaved Prescriptions for what the rules' `answer` offers and nobody has prescribed yet.

    Time alone can bring one: after a long break a lower level is offered.
    """
    rows = programme.prescriptions.filter(is_current=True, level__isnull=False)
    written = set(rows.values_list("side", "exercise", "level"))
    return [
        prescription(
            *(programme, side, exercise, state["level"]),
            position=position,
            from_on=_since(programme, answer, side, exercise),
        )
        for side, stand in answer["sides"].items()
        for position, (exercise, state) in enumerate(stand["exercises"].items(), start=1)
        if (side, exercise, state["level"]) not in written
    ]


def _since(programme, answer, side, exercise):
    """The day on which the side came to do this exercise at the level it has now."""
    days = [
        datetime.date.fromisoformat(event["on"])
        for event in answer["events"]
        if event["side"] == side
        and (event.get("exercise") == exercise or event["event"] in ("stage_advanced", "stage_set", "exercises_set"))
    ]
    return max(days, default=programme.started_on)
