"""What the apps above do when an assessment begins or ceases to count; not imported, they register in ready().

Each function runs inside the transaction of the signing, after it was stored; if one fails, nothing is stored.
"""

from collections.abc import Callable

from clinic.accounts.models import Clinician
from rehab.assessments.models import Assessment

_after_signing: list[Callable[..., None]] = []


def after_signing(hook):
    """Register hook(by=clinician, assessment=assessment): it was signed, moved here, or counts no longer."""
    _after_signing.append(hook)
    return hook


_before_striking: list[Callable[..., None]] = []


def before_striking(hook):
    """Register hook(assessment=assessment), which raises CannotBeMoved where something still builds on it."""
    _before_striking.append(hook)
    return hook


def assessment_is_to_be_struck(*, assessment: Assessment) -> None:
    """Ask the apps above."""
    for hook in _before_striking:
        hook(assessment=assessment)


def assessment_signed(*, by: Clinician, assessment: Assessment) -> None:
    """Tell the apps above."""
    for hook in _after_signing:
        hook(by=by, assessment=assessment)
