"""What the patient's page shows of handouts: entries of its timeline."""

from django.urls import reverse

from rehab.handouts.models import IssuedHandout
from rehab.patients.timeline import TimelineEntry


def timeline_entries(patient):
    """The handouts that a patient was given."""
    rows = IssuedHandout.objects.filter(programme__episode__patient=patient).select_related("created_by")
    for row in rows.defer("pdf", "context"):
        yield TimelineEntry(
            on=row.issued_on,
            what=f"Handout {row.number} issued",
            url=reverse("handouts:pdf", args=[row.pk]),
            by=row.created_by,
            at=row.created_at,
            kind="Handout",
        )
