"""Only a clinic's lead sees who did what, and takes a whole record away."""

from functools import wraps

from django.core.exceptions import PermissionDenied

from clinic.accounts.models import Clinician


def may_inspect(clinician) -> bool:
    """Whether this person answers for the records of their clinic."""
    return clinician.role == Clinician.Role.LEAD and clinician.clinic_id is not None


def lead_only(view):
    """Refuse everybody but the lead. The refusal is in the audit trail."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not may_inspect(request.user):
            raise PermissionDenied("Only the clinic's lead sees who did what.")
        return view(request, *args, **kwargs)

    return guarded
