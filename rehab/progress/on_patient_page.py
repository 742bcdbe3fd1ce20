"""What the patient's page shows of reviews and reports: entries of its timeline."""

from django.urls import reverse
from django.utils import timezone

from rehab.patients.timeline import TimelineEntry
from rehab.progress.models import Report, Review

KIND = "Review"


def timeline_entries(patient):
    """The patient's reviews that count or are being written, and drafts that were discarded."""
    rows = Review.objects.filter(programme__episode__patient=patient).select_related("created_by", "signed_by")
    for row in rows.filter(is_current=True):
        by, at = (row.signed_by, row.signed_at) if row.is_signed else (row.created_by, row.created_at)
        yield TimelineEntry(row.reviewed_on, _what(row), _address(row), by, at, KIND)
    for row in rows.filter(discarded_at__isnull=False):
        on = timezone.localdate(row.discarded_at)
        yield TimelineEntry(on, "Draft of a review discarded", _address(row), None, row.discarded_at, KIND)

    reports = Report.objects.filter(programme__episode__patient=patient).select_related("created_by")
    for report in reports.defer("pdf", "context"):
        address = reverse("progress:report", args=[report.pk])
        words, by, at = report.get_kind_display(), report.created_by, report.created_at
        yield TimelineEntry(report.issued_on, words, address, by, at, "Report")


def _what(row):
    if not row.is_signed:
        return "Amendment of a review, not signed yet" if row.replaces_id else "Review, not signed yet"
    words = f"Review: {row.get_decision_display().lower()}"
    return f"{words} (amended: {row.amendment_reason})" if row.replaces_id else words


def _address(row):
    return reverse("progress:review", args=[row.pk])
