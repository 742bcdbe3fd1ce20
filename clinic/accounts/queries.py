"""Finding people of a clinic."""

from clinic.accounts.models import CLINICAL, Clinician


def treating(clinic):
    """Those of the clinic who treat patients now."""
    return Clinician.objects.filter(clinic=clinic, is_active=True, role__in=CLINICAL)
