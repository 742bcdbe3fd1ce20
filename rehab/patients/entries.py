"""This app's own entries in a patient's timeline."""

from django.urls import reverse
from django.utils import timezone

from rehab.patients.history import edits
from rehab.patients.misfiled import KINDS, row_of
from rehab.patients.models import BodyMeasurement, Circumstances, Episode, Merge
from rehab.patients.movable import held, measured
from rehab.patients.queries import body_measurements, circumstances_history
from rehab.patients.queries import withdrawn as taken_back
from rehab.patients.timeline import TimelineEntry

MISTAKES = "Wrong patient"


def details(patient):
    """The patient added to the clinic."""
    yield _entry(patient, timezone.localdate(patient.created_at), "Patient added", kind="Details")


def changes(patient):
    """Edits of the details and of the episodes: discharged, archived and taken back among them."""
    url = reverse("patients:history", args=[patient.pk])
    for edit in edits(patient):
        kind = "Episodes" if isinstance(edit.row, Episode) else "Details"
        yield TimelineEntry(on=edit.on, what=edit.what, url=url, by=edit.by, at=edit.at, kind=kind)


def circumstances(patient):
    """Precautions and equipment, as they hold from their dates on."""
    url = reverse("patients:circumstances", args=[patient.pk])
    for row in circumstances_history(patient).select_related("created_by"):
        yield _entry(row, row.holds_from, f"Circumstances: {held(row)}{_corrected(row)}", url, "Circumstances")


def measurements(patient):
    """Height and body mass."""
    url = reverse("patients:measure", args=[patient.pk])
    for row in body_measurements(patient).select_related("created_by"):
        yield _entry(row, row.measured_on, f"Measured: {measured(row)}{_corrected(row)}", url, "Measurements")


def episodes(patient):
    """Episodes opened."""
    for episode in patient.episodes.select_related("created_by"):
        yield _entry(episode, episode.started_on, f"Episode opened: {episode.complaint}", kind="Episodes")


def withdrawn(patient):
    """Measurements and circumstances that were taken back, as said when that was done."""
    struck = set(patient.misfilings.values_list("object_id", flat=True))
    for model, page, words, kind in (
        (BodyMeasurement, "measure", measured, "Measurements"),
        (Circumstances, "circumstances", held, "Circumstances"),
    ):
        url = reverse(f"patients:{page}", args=[patient.pk])
        for row in taken_back(model, patient):
            if row.replaces_id not in struck:
                what = f"Taken back: {words(row)} ({row.amendment_reason})"
                yield _entry(row, timezone.localdate(row.created_at), what, url, kind)


def misfilings(patient):
    """Entries that were struck through here as made for the wrong patient, and those that were moved here."""
    for one in patient.misfilings.select_related("created_by"):
        kind, row = KINDS[one.kind], row_of(one)
        what = f"Entered for the wrong patient and struck through: {kind.words(row)} ({one.reason})"
        if one.moved_to_id:
            what += ". Moved to the right record"
        yield _entry(one, timezone.localdate(one.created_at), what, kind.url(row), MISTAKES)
    for one in patient.entries_moved_here.select_related("moved_by"):
        kind, row = KINDS[one.kind], row_of(one, moved=True)
        what = f"Moved here from another record, where it was entered by mistake: {kind.words(row)}"
        on = timezone.localdate(one.moved_at)
        yield TimelineEntry(on=on, what=what, url=kind.url(row), by=one.moved_by, at=one.moved_at, kind=MISTAKES)


def merges(patient):
    """That a second record of the same person was merged into this one, or this one into another."""
    for one in Merge.objects.filter(kept=patient).select_related("merged", "created_by"):
        url = reverse("patients:patient", args=[one.merged_id])
        what = f"Record {one.merged.record_number} merged into this one ({one.reason})"
        yield _entry(one, timezone.localdate(one.created_at), what, url, "Details")
    for one in Merge.objects.filter(merged=patient).select_related("kept", "created_by"):
        url = reverse("patients:patient", args=[one.kept_id])
        what = f"Merged into record {one.kept.record_number} ({one.reason})"
        yield _entry(one, timezone.localdate(one.created_at), what, url, "Details")


def _entry(row, on, what, url="", kind=""):
    return TimelineEntry(on=on, what=what, url=url, by=row.created_by, at=row.created_at, kind=kind)


def _corrected(row):
    return f" (corrected: {row.amendment_reason})" if row.replaces_id else ""


ALL = (details, changes, circumstances, measurements, withdrawn, episodes, misfilings, merges)
