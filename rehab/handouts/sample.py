"""A handout of nobody's: what the lead looks at to see how the clinic's letterhead comes out."""

import datetime

from rehab.handouts.composing import exercises_of, limits_of, plan_of, sheets_of
from rehab.handouts.context import Clinic, HandoutContext, Log, Recipient
from rehab.handouts.queries import signs
from rehab.handouts.words import aim_words, in_language
from rehab.programmes.dosage import library_dosage
from rehab.programmes.models import Prescription, Programme
from rehab.programmes.queries import Offer, SideOffer
from rehab.rules import LIBRARY, effective_settings

LANGUAGE = "en"
SIDE = "right"
NOBODY = Recipient("Sample", "2000-01-01", "0")
NO_LOG = Log(columns=(), sessions=0, stretch_weeks=0, stretch_days=0)


def sample_handout(clinic: Clinic, today: datetime.date) -> HandoutContext:
    """A sheet of this clinic with one stretch and one exercise to strengthen, for no patient, with no log."""
    with in_language(LANGUAGE):
        programme = Programme(settings=effective_settings(), usual_morning_symptoms=0)
        exercises = exercises_of([_offers()], LANGUAGE)
        emergency, urgent = signs()
        return HandoutContext(
            language=LANGUAGE,
            number=None,
            issued_on=today.isoformat(),
            clinic=clinic,
            recipient=NOBODY,
            goal="",
            note="",
            aims=(aim_words([SIDE], stretches=True, strengthens=True),),
            not_now=(),
            review_on="",
            strength_weeks=tuple(LIBRARY.constant(name) for name in ("review_opens_week", "review_closes_week")),
            sheets=sheets_of(exercises),
            plan=plan_of(exercises, programme.settings["min_gap_days"]),
            limits=limits_of(programme),
            warnings=(),
            emergency=emergency,
            urgent=urgent,
            log=NO_LOG,
        )


def _offers():
    """The first exercise of each kind in the library, at its first level."""
    return SideOffer(
        side=SIDE,
        combination="stretch_and_strengthen",
        stretches=(_offer(Prescription.Kind.STRETCH, None),),
        strengthening=(_offer(Prescription.Kind.STRENGTHEN, 1),),
        stand=None,
        pause_cause="",
    )


def _offer(kind, level):
    exercise = next(one.id for one in LIBRARY.exercises.values() if one.kind == kind)
    row = Prescription(side=SIDE, kind=kind, exercise=exercise, level=level, **library_dosage(exercise, level))
    card = LIBRARY.card(exercise, LANGUAGE)
    if level is None:
        return Offer(row, card)
    return Offer(row, card, level, LIBRARY.exercise(exercise).top_level, streak=0, mastered=False)
