"""The programme itself: when it is reviewed, and its end."""

from django.core.exceptions import ValidationError

from clinic.audit.amending import revise
from clinic.audit.recording import Action, once, record
from rehab.programmes.actions.shared import locked_running


@once
def plan_review(*, by, programme, version, next_review_on):
    """Set the day of the next review, or None for no date yet. Raises EditConflict on a stale `version`."""
    locked_running(programme)
    changed = revise(programme, by=by, version=version, next_review_on=next_review_on)
    record(Action.AMEND, by=by, patient=changed.patient, obj=changed)
    return changed


@once
def end_programme(*, by, programme, version, end_reason, end_note="", ended_on=None):
    """End a running programme; its logs stay, and can still be corrected. Raises EditConflict on a stale `version`."""
    programme = locked_running(programme)
    ended_on = ended_on or by.today()
    if not programme.started_on <= ended_on <= by.today():
        raise ValidationError({"ended_on": "Give a date between the start of the programme and today."})
    if programme.sessions.filter(is_current=True, performed_on__gt=ended_on).exists():
        raise ValidationError({"ended_on": "A session was logged after this date."})
    return end(by=by, programme=programme, version=version, on=ended_on, reason=end_reason, note=end_note)


def end(*, by, programme, version, on, reason, note=""):
    """Write the end of a programme, checked already. Raises EditConflict on a stale `version`."""
    ended = revise(programme, by=by, version=version, ended_on=on, end_reason=reason, end_note=note)
    record(Action.AMEND, by=by, patient=ended.patient, obj=ended)
    return ended
