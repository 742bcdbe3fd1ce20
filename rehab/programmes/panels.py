"""What a programme's page shows of the apps above this one, without importing them: they register here, in ready()."""

from collections.abc import Callable

from clinic.accounts.models import Clinician
from rehab.patients.timeline import EpisodePanel
from rehab.programmes.models import Programme

Source = Callable[[Programme, Clinician], EpisodePanel | None]
_sources: list[Source] = []


def add_programme_panel(source: Source) -> Source:
    """Register a function (programme, clinician) that gives a panel of the page, or None where there is nothing."""
    _sources.append(source)
    return source


def programme_panels(programme, by) -> list[EpisodePanel]:
    """What the apps say of a programme to this clinician, in the order they registered."""
    return [panel for source in _sources if (panel := source(programme, by)) is not None]
