"""What the patient's page shows of assessments: entries of its timeline, and a panel beside each episode."""

from django.urls import reverse
from django.utils import timezone

from clinic.forms import spoken_date
from rehab.assessments.models import Assessment
from rehab.assessments.queries import open_amendment, open_draft, signed_assessments
from rehab.patients.timeline import EpisodeAction, EpisodePanel, TimelineEntry

KIND = "Assessments"


def timeline_entries(patient):
    """The patient's assessments that count or are being written, and drafts that were discarded."""
    rows = Assessment.objects.filter(episode__patient=patient).select_related("created_by", "signed_by")
    for row in rows.filter(is_current=True):
        by, at = (row.signed_by, row.signed_at) if row.is_signed else (row.created_by, row.created_at)
        yield TimelineEntry(row.examined_on, _what(row), _address(row), by, at, KIND)
    for row in rows.filter(discarded_at__isnull=False):
        on = timezone.localdate(row.discarded_at)
        yield TimelineEntry(on, "Draft of an assessment discarded", _address(row), None, row.discarded_at, KIND)


def episode_panel(episode, by):
    """The episode's last assessment or open draft, and the way to the next one."""
    last = signed_assessments(episode).first()
    draft = open_draft(episode) or (last and open_amendment(last))
    if draft:
        return _panel_of_draft(draft)
    begin = EpisodeAction(
        "Assess again" if last else "Assess",
        reverse("assessments:begin", args=[episode.pk]),
        post=True,
        primary=last is None,
    )
    actions = (begin,) if episode.is_open else ()
    if last is None:
        return EpisodePanel("Assessment", "Not examined yet", "plain", actions) if actions else None
    read = EpisodeAction("Read", _address(last))
    return EpisodePanel("Assessment", spoken_date(last.examined_on), "plain", (read, *actions))


def _panel_of_draft(draft):
    go_on = EpisodeAction("Go on with it", reverse("assessments:edit", args=[draft.pk]), primary=True)
    if any(draft.draft_screening.values()):
        return EpisodePanel("Assessment", "Red flag found, not signed yet", "stop", (go_on,))
    words = "Amendment not signed yet" if draft.replaces_id else f"Draft of {spoken_date(draft.examined_on)}"
    return EpisodePanel("Assessment", words, "ease", (go_on,))


def _what(row):
    if not row.is_signed:
        return "Amendment of an assessment, not signed yet" if row.replaces_id else "Assessment, not signed yet"
    return f"Assessment (amended: {row.amendment_reason})" if row.replaces_id else "Assessment"


def _address(row):
    return reverse("assessments:assessment", args=[row.pk])
