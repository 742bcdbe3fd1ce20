"""A running programme moved to another version of the clinic's settings."""

from django.core.exceptions import ValidationError

from clinic.audit.amending import revise
from clinic.audit.recording import Action, once, record
from rehab.programmes.actions.prescribing import ensure_prescribed
from rehab.programmes.actions.shared import locked_running
from rehab.programmes.decisions import red_flags_first, standing, standing_with
from rehab.programmes.models import SettingsMove
from rehab.programmes.other_settings import may_move_to


@once
def move_settings(*, by, programme, version, to, reason):
    """Let a running programme follow version number `to` of its clinic's settings, and return the SettingsMove.

    0 stands for the defaults; `version` is that of the programme. Its whole history is read with the new settings; how
    it was started and what was prescribed stays. Raises ValidationError for a version that is neither in force nor one
    it followed before, and where a side that symptoms paused would go on unasked; EditConflict on a stale `version`.
    """
    programme = locked_running(programme)
    target = next((allowed for allowed in may_move_to(programme) if allowed.number == to), None)
    if target is None:
        raise ValidationError("A programme is moved to the settings in force, or back to settings it has followed.")
    _keep_symptom_pauses(programme, target, by.today())
    former = programme.settings_used
    moved = revise(programme, by=by, version=version, settings=target.settings, settings_version=target.stored)
    record(Action.AMEND, by=by, patient=programme.patient, obj=moved)
    move = SettingsMove.objects.create(
        programme=moved,
        moved_on=by.today(),
        from_version=former.stored,
        to_version=target.stored,
        former_settings=former.settings,
        reason=reason,
        created_by=by,
    )
    record(Action.CREATE, by=by, patient=programme.patient, obj=move)
    ensure_prescribed(by=by, programme=moved)
    return move


def _keep_symptom_pauses(programme, target, today):
    """After symptoms a side goes on only when the red flags were asked again: no threshold lifts its pause."""
    then = standing_with(programme, target.settings, today)["sides"]
    for side, stand in standing(programme, today)["sides"].items():
        if stand["paused"] and not then[side]["paused"] and red_flags_first(programme, side, today):
            raise ValidationError(
                f"Symptoms paused the {side} side, and under these settings it would go on by itself. Resume it "
                "first, where the red flags are asked again; then move the programme."
            )
