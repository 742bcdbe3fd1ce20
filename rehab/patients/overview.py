"""What the patient page shows, gathered."""

from rehab.patients.queries import (
    body_measurements,
    circumstances_history,
    circumstances_on,
    equipment_of,
    precautions_of,
)
from rehab.patients.timeline import episode_panels, timeline


def overview(patient, by, kind="") -> dict:
    """The context of the patient page as `by` sees it today. `kind` keeps one kind of timeline entries."""
    today = by.today()
    circumstances = circumstances_on(patient, today)
    entries = timeline(patient)
    kinds = sorted({entry.kind for entry in entries})
    episodes = patient.episodes.select_related("clinician").prefetch_related("psfs_activities")
    return {
        "today": today,
        "measurement": body_measurements(patient).first(),
        "circumstances": circumstances,
        "to_come": circumstances_history(patient).filter(holds_from__gt=today),
        "precautions": precautions_of(circumstances),
        "equipment": equipment_of(circumstances),
        "open_episodes": [(episode, episode_panels(episode, by)) for episode in episodes if episode.is_open],
        "closed_episodes": [(episode, episode_panels(episode, by)) for episode in episodes if not episode.is_open],
        "kinds": kinds,
        "kind": kind if kind in kinds else "",
        "entries": [entry for entry in entries if kind not in kinds or entry.kind == kind],
    }
