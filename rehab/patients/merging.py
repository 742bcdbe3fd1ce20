"""Two records of one person made one: everything of the other comes over, and the other leads to the one that stays."""

from django.utils import timezone

from clinic.audit.amending import revise, withdraw
from clinic.audit.recording import Action, EditConflict, once, record
from clinic.drafts.actions import follow
from rehab.patients import hooks
from rehab.patients.actions import correct_circumstances, set_circumstances
from rehab.patients.duplicates import hold_differently, same_days
from rehab.patients.models import BodyMeasurement, Circumstances, Episode, Merge, Misfiling, Patient
from rehab.patients.queries import circumstances_on

# What comes over, each with the field that names its patient. What belongs to an episode comes with it.
BROUGHT = (
    (BodyMeasurement, "patient"),
    (Circumstances, "patient"),
    (Episode, "patient"),
    (Misfiling, "patient"),
    (Misfiling, "moved_to"),
)
BOTH = "both"
STAYS = "Two records of one person were merged; the entry of the same day from the other record stays."
FROM_TODAY = "Decided when two records of one person were merged."


class CannotBeMerged(Exception):
    """What stands in the way, in the clinician's words."""


@once
def merge_patients(*, by, kept, merged, versions, reason, same_day=None, from_today="") -> Merge:
    """Bring everything of `merged` into `kept`, and let the record of `merged` lead there.

    `versions` maps the id of each patient to the version that was looked at. Where both hold an entry of one day,
    `same_day` says whose counts: {SameDay.name: patient id}; the other one is taken back. Where they differ in what
    holds today, `from_today` is the id of the patient whose circumstances hold from now on, or BOTH for the
    precautions and the equipment of both. Raises CannotBeMerged, and EditConflict.
    """
    kept, merged = _locked(kept, merged, versions)
    _check(by, kept, merged)
    hooks.merge_is_asked(kept=kept, merged=merged)
    today = by.today()
    wanted = _wanted(kept, merged, from_today, today)
    _take_back(by, kept, merged, same_day or {})
    brought = _bring(kept, merged)
    _hold_from(today, by, kept, wanted)
    _lead_over(by, kept, merged)
    done = Merge.objects.create(
        kept=kept,
        merged=merged,
        reason=reason,
        brought=brought,
        decided={"same_day": same_day or {}, "from_today": from_today},
        created_by=by,
    )
    follow(object_id=merged.pk, to=kept.pk)
    for patient in (kept, merged):
        record(Action.MERGE, by=by, patient=patient, obj=done)
    hooks.circumstances_changed(by=by, patient=kept)
    return done


def _locked(kept, merged, versions):
    found = {}
    for pk in sorted({kept.pk, merged.pk}):
        found[pk] = Patient.objects.select_for_update(of=("self",)).get(pk=pk)
        if found[pk].version != versions[pk]:
            raise EditConflict(found[pk])
    return found[kept.pk], found[merged.pk]


def _check(by, kept, merged):
    if not by.is_lead:  # nothing takes a merge back by itself
        raise CannotBeMerged("Only the clinic's lead merges records.")
    if kept.pk == merged.pk or not kept.clinic_id == merged.clinic_id == by.clinic_id:
        raise CannotBeMerged("Two different records of your clinic can be merged.")
    if kept.merged_into_id or merged.merged_into_id:
        raise CannotBeMerged("One of these records was merged already.")
    if kept.archived_at:
        raise CannotBeMerged("The record that stays is in the archive: take it back first.")


def _wanted(kept, merged, from_today, today):
    """(precautions, equipment) that are to hold from today; None where the two do not differ."""
    if not hold_differently(kept, merged, today):
        return None
    rows = {str(patient.pk): circumstances_on(patient, today) for patient in (kept, merged)}
    chosen = list(rows.values()) if from_today == BOTH else [rows[from_today]] if from_today in rows else []
    if not chosen:
        raise CannotBeMerged("Choose what holds from today on.")
    return tuple(sorted({one for row in chosen for one in getattr(row, name)}) for name in ("precautions", "equipment"))


def _take_back(by, kept, merged, same_day):
    for day in same_days(kept, merged):
        if same_day.get(day.name) not in day.words:
            raise CannotBeMerged("Choose which entry counts where both records have one of the same day.")
        goes = day.other if same_day[day.name] == str(day.one.patient_id) else day.one
        row = withdraw(goes, by=by, reason=STAYS)
        record(Action.AMEND, by=by, patient=row.patient, obj=row)


def _bring(kept, merged):
    brought = {}
    for model, name in BROUGHT:
        rows = model.objects.filter(**{name: merged})
        brought[f"{model._meta.label}.{name}"] = [str(pk) for pk in rows.values_list("pk", flat=True)]
        rows.update(**{name: kept})
    return brought


def _hold_from(today, by, kept, wanted):
    now = circumstances_on(kept, today)
    if wanted is None or (sorted(now.precautions), sorted(now.equipment)) == wanted:
        return
    details = {"holds_from": today, "precautions": wanted[0], "equipment": wanted[1]}
    if now.holds_from == today:
        correct_circumstances(by=by, circumstances=now, reason=FROM_TODAY, note=now.note, **details)
    else:
        set_circumstances(by=by, patient=kept, note=FROM_TODAY, **details)


def _lead_over(by, kept, merged):
    reason = f"Merged into record {kept.record_number}"
    archived = merged.archived_at or timezone.now()
    revise(merged, by=by, version=merged.version, merged_into=kept, archived_at=archived, archived_reason=reason)
    kept.save(update_fields=["search_key"])
