"""What the apps above this one do when something changes here, without being imported: they register in ready().

Each function runs inside the transaction of the change, after it was stored; if one fails, nothing is stored.
"""

import datetime
from collections.abc import Callable

from clinic.accounts.models import Clinician
from rehab.patients.models import Episode, Patient

_after_circumstances: list[Callable[..., None]] = []
_after_discharge: list[Callable[..., None]] = []
_before_merge: list[Callable[..., None]] = []
_watching: list[Callable[..., Callable[[], list[str]]]] = []


def after_circumstances(hook):
    """Register hook(by=clinician, patient=patient): the patient's precautions or equipment changed."""
    _after_circumstances.append(hook)
    return hook


def after_discharge(hook):
    """Register hook(by=clinician, episode=episode): the episode was closed."""
    _after_discharge.append(hook)
    return hook


def before_merge(hook):
    """Register hook(kept=patient, merged=patient), which raises CannotBeMerged where something stands in the way."""
    _before_merge.append(hook)
    return hook


def watches(hook):
    """Register hook(patient=patient, today=date): it returns a function that, once the record was changed, tells what
    that changed in what is worked out from it, a sentence each."""
    _watching.append(hook)
    return hook


def watching(patient: Patient, today: datetime.date) -> Callable[[], list[str]]:
    """Call it before the patient's record is changed, and what it returns afterwards: sentences of the apps above."""
    tellers = [hook(patient=patient, today=today) for hook in _watching]
    return lambda: [sentence for tell in tellers for sentence in tell()]


def circumstances_changed(*, by: Clinician, patient: Patient) -> None:
    """Tell the apps above."""
    for hook in _after_circumstances:
        hook(by=by, patient=patient)


def episode_discharged(*, by: Clinician, episode: Episode) -> None:
    """Tell the apps above."""
    for hook in _after_discharge:
        hook(by=by, episode=episode)


def merge_is_asked(*, kept: Patient, merged: Patient) -> None:
    """Ask the apps above."""
    for hook in _before_merge:
        hook(kept=kept, merged=merged)
