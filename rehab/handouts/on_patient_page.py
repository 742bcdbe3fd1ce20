"""What the pages of the patient and of the programme show of handouts: entries of the timeline, and the one held."""

from django.urls import reverse

from rehab.handouts.given import held_handout
from rehab.handouts.models import IssuedHandout
from rehab.patients.timeline import EpisodeAction, EpisodePanel, TimelineEntry


def timeline_entries(patient):
    """The handouts that a patient was given."""
    rows = IssuedHandout.objects.filter(programme__episode__patient=patient).select_related("created_by")
    for row in rows.defer("pdf", "html", "context"):
        yield TimelineEntry(
            on=row.issued_on,
            what=f"Handout {row.number} issued",
            url=reverse("handouts:pdf", args=[row.pk]),
            by=row.created_by,
            at=row.created_at,
            kind="Handout",
        )


def episode_panel(episode, by):
    """The handout that the patient holds of an episode, and whether it still says what to do."""
    programme = episode.programmes.filter(ended_on__isnull=True).first() or episode.programmes.first()
    return programme and programme_panel(programme, by)


def programme_panel(programme, by):
    """The handout that the patient holds of a programme; None where an ended one never had any."""
    held = held_handout(programme, by.today(), by=by)
    if held is None and not programme.is_running:
        return None
    actions = (EpisodeAction("Handouts", reverse("handouts:handouts", args=[programme.pk])),)
    if held is None:
        return EpisodePanel("Handout", "None issued yet", "plain", actions)
    return EpisodePanel(f"Patient holds {held.words}", held.state, held.tone, actions, held.changed)
