"""Everything that writes a patient, their circumstances and their episodes."""

from django.utils import timezone

from clinic.accounts.models import Clinic
from clinic.accounts.queries import treating
from clinic.audit.amending import amend, newest, revise, withdraw
from clinic.audit.recording import Action, once, record
from rehab.patients import hooks
from rehab.patients.models import BodyMeasurement, Circumstances, Episode, Patient, PsfsActivity


class RecordNumberTaken(Exception):
    """Another patient of the clinic has this record number: `patient`."""

    def __init__(self, patient):
        super().__init__("This record number is taken.")
        self.patient = patient


class DateTaken(Exception):
    """A row of this date is stored already: `row`. It is to be corrected, not entered a second time."""

    def __init__(self, row):
        super().__init__("This date is recorded already.")
        self.row = row


class StillInCare(Exception):
    """The patient has an open episode, or is archived and cannot have one."""


class MergedAway(Exception):
    """This record was merged into another: `patient` is the one that stays, where entries are made."""

    def __init__(self, patient):
        super().__init__("This record was merged into another one.")
        self.patient = patient


@once
def add_patient(*, by, **details) -> Patient:
    """Add a patient to the clinician's clinic. Raises RecordNumberTaken."""
    _refuse_taken_number(by.clinic, details["record_number"])
    patient = Patient.objects.create(clinic=by.clinic, created_by=by, **details)
    record(Action.CREATE, by=by, patient=patient, obj=patient)
    return patient


@once
def edit_patient(*, by, patient, version, **details) -> Patient:
    """Change a patient's details. Raises EditConflict, RecordNumberTaken and MergedAway."""
    _lock(patient)
    _refuse_taken_number(patient.clinic, details["record_number"], besides=patient)
    return _revised(patient, by=by, version=version, **details)


@once
def archive_patient(*, by, patient, version, reason) -> Patient:
    """Put a patient away whose care is over. Raises StillInCare while an episode is open, and EditConflict."""
    archived = _revised(patient, by=by, version=version, archived_at=timezone.now(), archived_reason=reason)
    if archived.episodes.filter(discharged_on__isnull=True).exists():
        raise StillInCare("An episode is still open.")
    return archived


@once
def restore_patient(*, by, patient, version) -> Patient:
    """Take a patient back from the archive. Raises EditConflict and MergedAway."""
    _lock(patient)
    return _revised(patient, by=by, version=version, archived_at=None, archived_reason="")


@once
def measure_body(*, by, patient, measured_on, height_cm=None, mass_kg=None) -> BodyMeasurement:
    """Record height and body mass of one date. Raises DateTaken."""
    _lock(patient)
    _refuse_taken_date(patient.body_measurements.filter(measured_on=measured_on, is_current=True))
    row = BodyMeasurement.objects.create(
        patient=patient, created_by=by, measured_on=measured_on, height_cm=height_cm, mass_kg=mass_kg
    )
    record(Action.CREATE, by=by, patient=patient, obj=row)
    return row


@once
def correct_body_measurement(*, by, measurement, reason, **details) -> BodyMeasurement:
    """Amend a body measurement. Raises DateTaken when its new date has another one, and EditConflict."""
    patient = measurement.patient
    _lock(patient)
    taken = patient.body_measurements.filter(measured_on=details["measured_on"], is_current=True)
    _refuse_taken_date(taken, besides=measurement)
    row = amend(measurement, by=by, reason=reason, **details)
    record(Action.AMEND, by=by, patient=patient, obj=row)
    return row


@once
def set_circumstances(*, by, patient, holds_from, precautions, equipment, note="") -> Circumstances:
    """Record what holds for a patient from a date on. Raises DateTaken."""
    _lock(patient)
    _refuse_taken_date(patient.circumstances.filter(holds_from=holds_from, is_current=True))
    row = Circumstances.objects.create(
        patient=patient,
        created_by=by,
        holds_from=holds_from,
        precautions=sorted(precautions),
        equipment=sorted(equipment),
        note=note,
    )
    record(Action.CREATE, by=by, patient=patient, obj=row)
    hooks.circumstances_changed(by=by, patient=patient)
    return row


@once
def correct_circumstances(*, by, circumstances, reason, holds_from, precautions, equipment, note="") -> Circumstances:
    """Amend circumstances. Raises DateTaken when the new date has others, and EditConflict."""
    patient = circumstances.patient
    _lock(patient)
    taken = patient.circumstances.filter(holds_from=holds_from, is_current=True)
    _refuse_taken_date(taken, besides=circumstances)
    row = amend(
        circumstances,
        by=by,
        reason=reason,
        holds_from=holds_from,
        precautions=sorted(precautions),
        equipment=sorted(equipment),
        note=note,
    )
    record(Action.AMEND, by=by, patient=patient, obj=row)
    hooks.circumstances_changed(by=by, patient=patient)
    return row


@once
def withdraw_body_measurement(*, by, measurement, reason) -> BodyMeasurement:
    """Take a body measurement back as entered in error; it stays readable. Raises EditConflict."""
    _lock(measurement.patient)
    return _withdrawn(measurement, by=by, reason=reason)


@once
def withdraw_circumstances(*, by, circumstances, reason) -> Circumstances:
    """Take circumstances back as entered in error; what held before goes on holding. Raises EditConflict."""
    patient = _lock(circumstances.patient)
    row = _withdrawn(circumstances, by=by, reason=reason)
    hooks.circumstances_changed(by=by, patient=patient)
    return row


@once
def open_episode(*, by, patient, activities=(), **details) -> Episode:
    """Open an episode of care with the patient's own `activities` (texts). Raises StillInCare if archived."""
    if _lock(patient).archived_at is not None:
        raise StillInCare("The patient is archived.")
    episode = Episode.objects.create(patient=patient, created_by=by, **{"clinician": by} | details)
    _store_activities(episode, activities, by=by)
    record(Action.CREATE, by=by, patient=patient, obj=episode)
    return episode


@once
def edit_episode(*, by, episode, version, activities, **details) -> Episode:
    """Change an episode's words, start, clinician and activities. Raises EditConflict.

    `activities` are the texts in order: those stored already, perhaps reworded, then new ones.
    """
    former = {"activities": [activity.activity for activity in episode.psfs_activities.all()]}
    edited = revise(episode, by=by, version=version, former=former, **details)
    _store_activities(edited, activities, by=by)
    record(Action.AMEND, by=by, patient=edited.patient, obj=edited)
    return edited


@once
def discharge_episode(*, by, episode, version, discharged_on, outcome, discharge_note="") -> Episode:
    """Close an episode of care. Raises EditConflict."""
    closed = _revised(
        episode,
        by=by,
        version=version,
        discharged_on=discharged_on,
        outcome=outcome,
        discharge_note=discharge_note,
    )
    hooks.episode_discharged(by=by, episode=closed)
    return closed


@once
def reopen_episode(*, by, episode, version) -> Episode:
    """Open a closed episode again. Raises EditConflict, and StillInCare if the patient is archived.

    It comes back to whoever was responsible for it; to `by` where they do not treat patients here any more.
    """
    if _lock(episode.patient).archived_at is not None:
        raise StillInCare("The patient is archived.")
    still_here = treating(by.clinic).filter(pk=episode.clinician_id).exists()
    responsible = {} if still_here else {"clinician": by}
    return _revised(episode, by=by, version=version, discharged_on=None, outcome="", discharge_note="", **responsible)


def _withdrawn(row, *, by, reason):
    withdrawn = withdraw(row, by=by, reason=reason)
    record(Action.AMEND, by=by, patient=withdrawn.patient, obj=withdrawn)
    return withdrawn


def _revised(row, *, by, version, **changes):
    changed = revise(row, by=by, version=version, **changes)
    record(Action.AMEND, by=by, patient=changed.patient, obj=changed)
    return changed


def _lock(patient):
    """Let nobody else add to the patient's record until this transaction ends. Raises MergedAway."""
    locked = Patient.objects.select_for_update(of=("self",), no_key=True).get(pk=patient.pk)
    if locked.merged_into is not None:
        raise MergedAway(locked.merged_into)
    return locked


def _refuse_taken_number(clinic, record_number, *, besides=None):
    Clinic.objects.select_for_update(no_key=True).get(pk=clinic.pk)
    others = Patient.objects.filter(clinic=clinic, record_number=record_number)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    if (other := others.first()) is not None:
        raise RecordNumberTaken(other)


def _refuse_taken_date(rows, *, besides=None):
    if besides is not None:
        stored_now = newest(type(besides).objects.get(pk=besides.pk))
        rows = rows.exclude(pk=stored_now.pk)
    if (row := rows.first()) is not None:
        raise DateTaken(row)


def _store_activities(episode, activities, *, by):
    stored = {activity.position: activity for activity in episode.psfs_activities.all()}
    for position, text in enumerate(activities, start=1):
        if position not in stored:
            PsfsActivity.objects.create(episode=episode, created_by=by, position=position, activity=text)
        elif stored[position].activity != text:
            stored[position].activity = text
            stored[position].save(update_fields=["activity"])
