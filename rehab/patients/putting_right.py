"""Putting right what was entered for the wrong patient: struck through where it is, entered where it belongs."""

from django.utils import timezone

from clinic.audit.recording import Action, once, record
from rehab.patients.misfiled import KINDS, CannotBeMoved, misfiling_of
from rehab.patients.models import Misfiling, Patient


@once
def put_right(*, by, kind, row, reason="", to=None, place="") -> Misfiling:
    """Strike an entry through with a `reason`, where that was not done yet, and move it `to` the right patient.

    `place` is one of the kind's places in that record. Without `to` it is struck through only. Raises CannotBeMoved,
    EditConflict, and what the kind's own copy raises.
    """
    kind = KINDS[kind]
    _lock_both(row.patient, to)
    misfiling = misfiling_of(row) or _struck(by, kind, row, reason)
    if to is not None:
        _move(by, kind, misfiling, row, to, place)
    return misfiling


def _lock_both(*patients):
    """In one order whoever asks, so that two moves between the same records wait instead of failing."""
    for pk in sorted(patient.pk for patient in patients if patient is not None):
        Patient.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def _struck(by, kind, row, reason):
    struck = kind.strike(by=by, row=row, reason=reason)
    misfiling = Misfiling.objects.create(
        patient=row.patient, kind=kind.name, object_id=struck.pk, reason=reason, created_by=by
    )
    record(Action.AMEND, by=by, patient=row.patient, obj=misfiling)
    return misfiling


def _move(by, kind, misfiling, row, to, place):
    if misfiling.moved_to_id is not None:
        raise CannotBeMoved("This entry was moved already.")
    if to.clinic_id != row.patient.clinic_id or to.pk == row.patient.pk:
        raise CannotBeMoved("An entry is moved to another patient of the same clinic.")
    if to.merged_into_id is not None:
        raise CannotBeMoved("That record was merged into another one: move it there.")
    if place not in dict(kind.places(to)):
        raise CannotBeMoved("Choose where in that record it belongs.")
    copy = kind.copy(by=by, row=row, patient=to, place=place)
    misfiling.moved_to, misfiling.moved_id = to, copy.pk
    misfiling.moved_at, misfiling.moved_by = timezone.now(), by
    misfiling.save(update_fields=["moved_to", "moved_id", "moved_at", "moved_by"])
    record(Action.MOVE, by=by, patient=row.patient, obj=row)
    record(Action.MOVE, by=by, patient=to, obj=copy)
