"""What the apps above this one do when an assessment is signed, without being imported: they register in ready().

Each function runs inside the transaction of the signing, after it was stored; if one fails, nothing is stored.
"""

from collections.abc import Callable

from clinic.accounts.models import Clinician
from rehab.assessments.models import Assessment

_after_signing: list[Callable[..., None]] = []


def after_signing(hook):
    """Register hook(by=clinician, assessment=assessment): it was signed, perhaps in place of an earlier one."""
    _after_signing.append(hook)
    return hook


def assessment_signed(*, by: Clinician, assessment: Assessment) -> None:
    """Tell the apps above."""
    for hook in _after_signing:
        hook(by=by, assessment=assessment)
