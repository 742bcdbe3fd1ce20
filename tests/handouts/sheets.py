"""Handouts of Maria's that need no database: what her sides do, put on a sheet by the application's own code."""

import dataclasses

from django.utils.translation import gettext

from rehab.handouts.composing import exercises_of, limits_of, log_columns, plan_of, sheets_of
from rehab.handouts.context import Clinic, HandoutContext, Log, Recipient
from rehab.handouts.words import aim_words, in_language
from rehab.programmes.dosage import library_dosage
from rehab.programmes.models import Prescription, Programme
from rehab.programmes.queries import Offer, SideOffer
from rehab.rules import LIBRARY, effective_settings

STRETCH = "half_kneeling_stretch"
PUSH, HOLD = "half_kneeling_activation", "supine_hip_flexion_hold"
WEEKS = 4


def offer(side, exercise, level=None, *, streak=0, mastered=False, **dosage):
    """One exercise that a side does, with the library's dosage apart from `dosage`."""
    row = Prescription(
        side=side,
        kind=LIBRARY.exercise(exercise).kind,
        exercise=exercise,
        level=level,
        **library_dosage(exercise, level) | dosage,
    )
    card = LIBRARY.card(exercise)
    if level is None:
        return Offer(row, card)
    return Offer(row, card, level, LIBRARY.exercise(exercise).top_level, streak, mastered)


def doing(side, *offers):
    """What one side does: `offers` of offer()."""
    return SideOffer(
        side=side,
        combination="stretch_and_strengthen",
        stretches=tuple(item for item in offers if item.level is None),
        strengthening=tuple(item for item in offers if item.level),
        stand=None,
        pause_cause=None,
    )


def right(*offers):
    """What the right side does, each as (exercise, level) or the id of a stretch."""
    return doing("right", *(offer("right", *([item] if isinstance(item, str) else item)) for item in offers))


TYPICAL = (right(STRETCH, (PUSH, 1), (HOLD, 2)),)


def sheet(*sides, language="en", **changes):
    """The HandoutContext of these sides in a language; `changes` replace its fields."""
    with in_language(language):
        return dataclasses.replace(_sheet(sides or TYPICAL, language), **changes)


def _sheet(sides, language):
    programme = Programme(settings=effective_settings(), usual_morning_symptoms=0)
    exercises = exercises_of(sides, language)
    plan = plan_of(exercises, programme.settings["min_gap_days"])
    flags = LIBRARY.red_flags.values()
    return HandoutContext(
        language=language,
        number=3,
        issued_on="2026-03-02",
        clinic=Clinic(
            *("Harbour Physio", "1 Quay Street, Harbour Town", "01234 567890", "desk@harbour.example"),
            *("Ana Ruiz", "Physiotherapist"),
        ),
        recipient=Recipient("Maria Silva", "1961-05-14", "H-1001"),
        goal="Climb the stairs to my flat",
        note="",
        aims=tuple(
            aim_words([side.side], stretches=bool(side.stretches), strengthens=bool(side.strengthening))
            for side in sides
        ),
        not_now=(),
        review_on="2026-03-30",
        strength_weeks=(8, 12),
        sheets=sheets_of(exercises),
        plan=plan,
        limits=limits_of(programme),
        warnings=(),
        emergency=tuple(gettext(flag.patient_words) for flag in flags if flag.urgency == "emergency"),
        urgent=tuple(gettext(flag.patient_words) for flag in flags if flag.urgency == "urgent"),
        log=_log(exercises, plan),
        rules_version=LIBRARY.rules_version,
        settings_version=1,
    )


def _log(exercises, plan):
    days = {row.kind: sum(row.days) for row in plan}
    return Log(
        log_columns(exercises),
        WEEKS * days.get("strengthen", 0),
        WEEKS if "stretch" in days else 0,
        days.get("stretch", 0),
    )
