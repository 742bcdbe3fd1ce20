"""This app's own entries in a patient's timeline."""

from django.urls import reverse
from django.utils import timezone

from clinic.audit.models import FormerVersion
from rehab.patients.models import Episode, Patient
from rehab.patients.queries import body_measurements, circumstances_history, equipment_of, precautions_of
from rehab.patients.timeline import TimelineEntry


def details(patient):
    """The patient added, and each edit of their details."""
    url = reverse("patients:history", args=[patient.pk])
    yield _entry(patient, timezone.localdate(patient.created_at), "Patient added", kind="Details")
    for former in _former(Patient, [patient]):
        yield _edit(former, "Details changed", url, "Details")


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
    """Episodes opened, edited and closed."""
    rows = {episode.pk: episode for episode in patient.episodes.select_related("created_by")}
    url = reverse("patients:history", args=[patient.pk])
    for episode in rows.values():
        yield _entry(episode, episode.started_on, f"Episode opened: {episode.complaint}", "", "Episodes")
        if not episode.is_open:
            words = f"Discharged: {episode.complaint}, {episode.get_outcome_display().lower()}"
            yield TimelineEntry(on=episode.discharged_on, what=words, kind="Episodes")
    for former in _former(Episode, rows.values()):
        yield _edit(former, f"Episode edited: {rows[former.object_id].complaint}", url, "Episodes")


def _entry(row, on, what, url="", kind=""):
    return TimelineEntry(on=on, what=what, url=url, by=row.created_by, at=row.created_at, kind=kind)


def _edit(former, what, url, kind):
    on = timezone.localdate(former.replaced_at)
    return TimelineEntry(on=on, what=what, url=url, by=former.replaced_by, at=former.replaced_at, kind=kind)


def _corrected(row):
    return f" (corrected: {row.amendment_reason})" if row.replaces_id else ""


def _former(model, rows):
    kept = FormerVersion.objects.filter(object_type=model._meta.label, object_id__in=[row.pk for row in rows])
    return kept.select_related("replaced_by")
