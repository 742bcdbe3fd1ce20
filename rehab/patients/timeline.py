"""What the patient page shows of the apps above this one, without importing them: they register here, in ready()."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from clinic.accounts.models import Clinician
from rehab.patients.models import Episode, Patient


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened to a patient: the day, what it was in a few words, where to read it, who entered it.

    `at` is when it was entered; it orders the entries of one day. `kind` groups entries for the filter ("Sessions").
    """

    on: datetime.date
    what: str
    url: str = ""
    by: Clinician | None = None
    at: datetime.datetime | None = None
    kind: str = "Record"


@dataclass(frozen=True, slots=True)
class EpisodeAction:
    """A link beside an episode, or a button where following it writes (`post`). One of them may be `primary`."""

    label: str
    url: str
    post: bool = False
    primary: bool = False


@dataclass(frozen=True, slots=True)
class EpisodePanel:
    """What an app says of one episode: a title, the state in words with its tone, and what can be done.

    `tone` is go, ease, stop or plain, as the states of the stylesheet. `lines` say more of the state, a sentence each.
    """

    title: str
    state: str = ""
    tone: str = "plain"
    actions: tuple[EpisodeAction, ...] = ()
    lines: tuple[str, ...] = ()


Source = Callable[[Patient], Iterable[TimelineEntry]]
PanelSource = Callable[[Episode, Clinician], EpisodePanel | None]

_sources: list[Source] = []
_panels: list[PanelSource] = []


def add_source(source: Source) -> Source:
    """Register a function that gives a patient's timeline entries."""
    _sources.append(source)
    return source


def add_episode_panel(panel: PanelSource) -> PanelSource:
    """Register a function (episode, clinician) that gives the episode's panel, or None where there is nothing."""
    _panels.append(panel)
    return panel


def timeline(patient) -> list[TimelineEntry]:
    """Everything that happened to the patient, newest first."""
    entries = [entry for source in _sources for entry in source(patient)]
    return sorted(entries, key=_moment, reverse=True)


def episode_panels(episode, by) -> list[EpisodePanel]:
    """What the apps say of an episode to this clinician, in the order they registered."""
    return [found for panel in _panels if (found := panel(episode, by)) is not None]


def _moment(entry):
    entered = entry.at or datetime.datetime.min.replace(tzinfo=datetime.UTC)
    return entry.on, entered
