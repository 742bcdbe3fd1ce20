"""Changing what a clinic prints at the head of its handouts. Only its lead does."""

from django.core.exceptions import PermissionDenied

from clinic.accounts.models import Clinic, Logo
from clinic.audit.models import FormerVersion
from clinic.audit.recording import Action, EditConflict, once, record

DETAILS = ("name", "address", "telephone", "email", "colour")
KEPT = (*DETAILS, "logo_id")


@once
def set_letterhead(*, by, version, details, picture=None, without_logo=False) -> Clinic:
    """Store the DETAILS of the clinic of `by`, and its new logo where there is one; what was before is kept.

    `picture` is a logos.Picture; with `without_logo` the clinic has none from now on. Handouts that were issued stay as
    they are. Raises PermissionDenied unless `by` is a lead, and EditConflict with the clinic as it is stored.
    """
    if not by.is_lead:
        raise PermissionDenied("Only the clinic's lead changes its letterhead.")
    clinic = Clinic.objects.select_for_update(of=("self",), no_key=True).get(pk=by.clinic_id)
    if clinic.version != version:
        raise EditConflict(clinic)
    _keep_former(clinic, by)
    for name in DETAILS:
        setattr(clinic, name, details[name])
    if picture or without_logo:
        clinic.logo = Logo.objects.create(png=picture.png, created_by=by) if picture else None
    clinic.version += 1
    clinic.save(update_fields=[*DETAILS, "logo", "version"])
    record(Action.AMEND, by=by, obj=clinic)
    return clinic


def _keep_former(clinic, by):
    FormerVersion.objects.create(
        object_type=clinic._meta.label,
        object_id=clinic.pk,
        version=clinic.version,
        values={name: getattr(clinic, name) for name in KEPT},
        replaced_by=by,
    )
