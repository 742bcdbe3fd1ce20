"""From what each side does now to the exercises, the week and the log of a handout."""

from collections import defaultdict
from dataclasses import replace
from itertools import chain

from rehab.drawings.pictures import picture_of
from rehab.handouts.context import Dose, HandoutExercise, HandoutPicture, LadderStep, Limits, LogColumn, PlanRow, Track
from rehab.handouts.week import stretching_days, ticked, training_days
from rehab.handouts.words import dosage_words, own_load
from rehab.programmes.choice import MOST_ON_A_HANDOUT
from rehab.programmes.models import Prescription
from rehab.rules import FIELDS, LIBRARY

STRETCH, STRENGTHEN = Prescription.Kind.STRETCH, Prescription.Kind.STRENGTHEN


def exercises_of(side_offers, language, equipment=()) -> tuple[HandoutExercise, ...]:
    """Every exercise once, with what each side does of it: stretches first, each kind in the order of the programme.

    `equipment` are the kinds that the patient has, for the drawings.
    """
    found = defaultdict(list)
    for kind in (STRETCH, STRENGTHEN):
        for side_offer in side_offers:
            for offer in side_offer.stretches if kind == STRETCH else side_offer.strengthening:
                found[offer.prescription.exercise].append(offer)
    return tuple(
        _exercise(number, exercise, offers, language, equipment)
        for number, (exercise, offers) in enumerate(found.items(), start=1)
    )


def sheets_of(exercises) -> tuple[tuple[HandoutExercise, ...], ...]:
    """The exercises by sheet. Where one sheet cannot hold them, stretches and strengthening get sheets of their own."""
    if len(exercises) <= MOST_ON_A_HANDOUT:
        return (exercises,)
    kinds = [tuple(item for item in exercises if item.kind == kind) for kind in (STRETCH, STRENGTHEN)]
    return tuple(
        kind[start : start + MOST_ON_A_HANDOUT] for kind in kinds for start in range(0, len(kind), MOST_ON_A_HANDOUT)
    )


def _exercise(number, exercise, offers, language, equipment):
    library, card = LIBRARY.exercise(exercise), LIBRARY.card(exercise, language)
    doses = _doses(offers, card, language)
    return HandoutExercise(
        number=number,
        exercise=exercise,
        kind=str(library.kind),
        name=card["name"],
        set_up=card["set_up"],
        start=card["start"],
        steps=tuple(card["steps"]),
        feel=card["feel"],
        mistake=card["mistakes"][0],
        works_both_legs=getattr(library, "both_legs", False),
        doses=doses,
        pictures=tuple(_picture(exercise, dose, equipment) for dose in doses),
        ladder=tuple(_step(level, offers, card) for level in range(1, len(card.get("levels", ())) + 1)),
    )


def _picture(exercise, dose, equipment):
    """The drawing of a dose. Where both sides do the same it shows the right one."""
    side = "right" if dose.side == "both" else dose.side
    return HandoutPicture(side=dose.side, file=picture_of(exercise, dose.level, equipment).file(side))


def _doses(offers, card, language):
    """The dose of each side, or one for both sides where they do exactly the same."""
    doses = [_dose(offer, card, language) for offer in offers]
    for_both = {replace(dose, side="both") for dose in doses}
    return tuple(for_both) if len(for_both) < len(doses) else tuple(doses)


def _dose(offer, card, language):
    row = offer.prescription
    level = card["levels"][offer.level - 1] if offer.level else {"title": "", "what": ""}
    return Dose(
        side=row.side,
        level=offer.level,
        title=level["title"],
        what=level["what"],
        dosage=dosage_words(row, language),
        load=own_load(row),
        note=row.note,
        days_a_week=row.sessions_per_week,
    )


def _step(level, offers, card):
    said = card["levels"][level - 1]
    below = card["levels"][level - 2]["dosage"] if level > 1 else said["dosage"]
    return LadderStep(
        level=level,
        title=said["title"],
        what=said["what"],
        dosage="" if said["dosage"] == below else said["dosage"],
        tracks=tuple(
            Track(
                side=offer.prescription.side,
                here=offer.level == level,
                passed=level < offer.level or offer.mastered,
                ticks=offer.streak if offer.level == level else 0,
            )
            for offer in offers
        ),
    )


def limits_of(programme) -> Limits:
    """What the patient watches, from the settings with which the programme was started."""
    settings = programme.settings
    return Limits(
        worst=int(FIELDS["symptoms"].maximum),
        green_max=settings["green_max"],
        amber_max=settings["amber_max"],
        morning_max=max(settings["green_max"], programme.usual_morning_symptoms),
        again_days=settings["aggravation_window_days"],
        clean_sessions=settings["clean_sessions_to_progress"],
        rest_days=settings["min_gap_days"] - 1,
    )


def plan_of(exercises, gap) -> tuple[PlanRow, ...]:
    """The week: a row for each kind, and further ones where exercises or sides of a kind have other days."""
    doses = [(exercise, dose) for exercise in exercises for dose in exercise.doses]
    training = training_days(max((dose.days_a_week for item, dose in doses if item.kind == STRENGTHEN), default=0), gap)
    rows = defaultdict(list)
    for exercise, dose in doses:
        days = training[: dose.days_a_week]
        if exercise.kind == STRETCH:
            days = stretching_days(dose.days_a_week, training)
        side = "" if len(exercise.doses) == 1 or len({one.days_a_week for one in exercise.doses}) == 1 else dose.side
        rows[exercise.kind, side, ticked(days)].append(exercise.number)
    return tuple(
        PlanRow(kind=kind, numbers=tuple(dict.fromkeys(numbers)), side=side, days=days)
        for (kind, side, days), numbers in rows.items()
    )


def log_columns(exercises) -> tuple[LogColumn, ...]:
    """What is logged of a session: each strengthening exercise on each side, all of the left side first."""
    columns = chain.from_iterable(
        (LogColumn(exercise.number, exercise.name, track.side) for track in exercise.ladder[0].tracks)
        for exercise in exercises
        if exercise.ladder
    )
    return tuple(sorted(columns, key=lambda column: column.side))
