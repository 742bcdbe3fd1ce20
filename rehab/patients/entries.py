"""This app's own entries in a patient's timeline."""

from django.urls import reverse
from django.utils import timezone

from rehab.patients.history import edits
from rehab.patients.models import Episode
from rehab.patients.queries import body_measurements, circumstances_history, equipment_of, precautions_of
from rehab.patients.timeline import TimelineEntry


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
        held = [*precautions_of(row), *equipment_of(row)]
        words = ", ".join(one.label for one in held) or "no precautions, no equipment"
        yield _entry(row, row.holds_from, f"Circumstances: {words}{_corrected(row)}", url, "Circumstances")


def measurements(patient):
    """Height and body mass."""
    url = reverse("patients:measure", args=[patient.pk])
    for row in body_measurements(patient).select_related("created_by"):
        parts = [f"{row.height_cm} cm" if row.height_cm else "", f"{row.mass_kg} kg" if row.mass_kg else ""]
        words = ", ".join(part for part in parts if part)
        yield _entry(row, row.measured_on, f"Measured: {words}{_corrected(row)}", url, "Measurements")


def episodes(patient):
    """Episodes opened."""
    for episode in patient.episodes.select_related("created_by"):
        yield _entry(episode, episode.started_on, f"Episode opened: {episode.complaint}", kind="Episodes")


def _entry(row, on, what, url="", kind=""):
    return TimelineEntry(on=on, what=what, url=url, by=row.created_by, at=row.created_at, kind=kind)


def _corrected(row):
    return f" (corrected: {row.amendment_reason})" if row.replaces_id else ""
