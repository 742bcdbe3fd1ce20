"""Changing a clinic's settings: always by a new version, which its lead makes and gives a reason for."""

from django.core.exceptions import PermissionDenied, ValidationError

from clinic.accounts.models import Clinic
from clinic.audit.recording import Action, EditConflict, once, record
from rehab.rules import RULES_VERSION, InvalidInput, effective_settings
from rehab.thresholds.models import SettingsVersion
from rehab.thresholds.queries import changes, in_force
from rehab.thresholds.sense import contradictions


@once
def make_version(*, by, settings, reason, version) -> SettingsVersion:
    """Store the next settings version of the clinic of `by` and return it. It holds from now on.

    `settings` are those that differ from the defaults, or all; `version` is the number that was in force when the
    form was opened. Raises PermissionDenied unless `by` is a lead, EditConflict with the version in force when
    another one was made meanwhile, ValidationError (keyed by setting where it can be) for settings outside their
    limits, that contradict each other, or that are in force already.
    """
    if not by.is_lead:
        raise PermissionDenied("Only the clinic's lead changes its settings.")
    clinic = Clinic.objects.select_for_update(of=("self",), no_key=True).get(pk=by.clinic_id)
    current = in_force(clinic)
    if current.number != version:
        raise EditConflict(current)
    effective = checked(settings)
    if not changes(current.settings, effective):
        raise ValidationError("Nothing is changed: these are the settings in force.")
    made = SettingsVersion.objects.create(
        clinic=clinic,
        number=current.number + 1,
        settings=effective,
        rules_version=RULES_VERSION,
        reason=reason,
        created_by=by,
    )
    record(Action.CREATE, by=by, obj=made)
    return made


def checked(settings) -> dict:
    """All settings, defaults filled in. Raises ValidationError as make_version() does for what cannot be set."""
    try:
        effective = effective_settings(settings)
    except InvalidInput as invalid:
        raise ValidationError(
            {error["path"].removeprefix("settings."): error["message"] for error in invalid.errors}
        ) from invalid
    if refused := contradictions(effective):
        raise ValidationError(refused)
    return effective
