"""Another exercise instead of one, or none: with a reason, and never one that the patient's circumstances exclude."""

from django.core.exceptions import ValidationError

from clinic.audit.amending import amend
from clinic.audit.recording import Action, once, record
from rehab.programmes.actions.overriding import check_override, store_override
from rehab.programmes.actions.shared import locked_running
from rehab.programmes.decisions import standing
from rehab.programmes.dosage import prescription
from rehab.programmes.eligibility import excluded_now
from rehab.programmes.models import Override, Prescription
from rehab.rules import LIBRARY


@once
def swap_exercise(*, by, programme, side, exercise, to, reason):
    """From today the side does `to` instead of `exercise`, of the same kind; returns the programme.

    A strengthening exercise begins at level 1 and is an Override of the set of exercises; a stretch is a Prescription.
    """
    programme = locked_running(programme)
    _check_swap(programme, side, exercise, to, by.today())
    if LIBRARY.exercise(exercise).kind == Prescription.Kind.STRETCH:
        position = _drop_stretch(by, programme, side, exercise, reason).position
        _add_stretch(by, programme, side, to, position, reason)
    else:
        _choose(by, programme, side, reason, {exercise: {"exercise": to, "level": 1}})
    return programme


@once
def drop_exercise(*, by, programme, side, exercise, reason):
    """From today the side no longer does this exercise; returns the programme. The last one is never dropped."""
    programme = locked_running(programme)
    if exercise not in LIBRARY.exercises:
        raise ValidationError("There is no such exercise.")
    if LIBRARY.exercise(exercise).kind == Prescription.Kind.STRETCH:
        _drop_stretch(by, programme, side, exercise, reason)
    else:
        _choose(by, programme, side, reason, {exercise: None})
    return programme


def stretches_of(programme, side):
    """The stretches that the side does now, in their order."""
    return programme.prescriptions.filter(
        side=side, kind=Prescription.Kind.STRETCH, is_current=True, dropped=False
    ).order_by("position")


def _check_swap(programme, side, exercise, to, today):
    if exercise not in LIBRARY.exercises or to not in LIBRARY.exercises:
        raise ValidationError({"to": "There is no such exercise."})
    if LIBRARY.exercise(exercise).kind != LIBRARY.exercise(to).kind:
        raise ValidationError({"to": "A stretch is swapped for a stretch, a strengthening exercise for another."})
    if excluded_now(programme, side, to, today):
        raise ValidationError({"to": "The patient's precautions, equipment or strength exclude this exercise."})


def _drop_stretch(by, programme, side, exercise, reason):
    row = stretches_of(programme, side).filter(exercise=exercise).first()
    if row is None:
        raise ValidationError("The side does not do this stretch now.")
    dropped = amend(row, by=by, reason=reason, dropped=True, from_on=by.today())
    record(Action.AMEND, by=by, patient=programme.patient, obj=dropped)
    return dropped


def _add_stretch(by, programme, side, exercise, position, reason):
    earlier = programme.prescriptions.filter(side=side, exercise=exercise, is_current=True).first()
    if earlier is None:
        row = prescription(programme, side, exercise, None, position=position, from_on=by.today())
        row.created_by, row.amendment_reason = by, reason
        row.save(force_insert=True)
        record(Action.CREATE, by=by, patient=programme.patient, obj=row)
    elif earlier.dropped:
        row = amend(earlier, by=by, reason=reason, dropped=False, position=position, from_on=by.today())
        record(Action.AMEND, by=by, patient=programme.patient, obj=row)
    else:
        raise ValidationError({"to": "The side does this stretch already."})


def _choose(by, programme, side, reason, instead):
    """Store the side's exercises with those in `instead` replaced, or left out where it says None."""
    now = standing(programme, by.today())["sides"].get(side, {"exercises": {}})["exercises"]
    if not now.keys() & instead.keys():
        raise ValidationError("The side does not do this exercise now.")
    kept = [instead.get(exercise, {"exercise": exercise, "level": now[exercise]["level"]}) for exercise in now]
    chosen = [entry for entry in kept if entry]
    if not chosen:
        raise ValidationError("This is the side's only exercise. Swap it, pause the side or end the programme.")
    override = Override(
        programme=programme,
        side=side,
        type=Override.Type.SET_EXERCISES,
        exercises=chosen,
        reason=reason,
        decided_on=by.today(),
        after_session=programme.sessions.filter(is_current=True, performed_on=by.today()).exists(),
        created_by=by,
    )
    check_override(override, today=by.today())
    store_override(by=by, override=override)
