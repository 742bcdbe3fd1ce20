"""The programme itself: when it is reviewed, and its end."""

from django.core.exceptions import ValidationError

from clinic.audit.recording import Action, locked_at_version, once, record
from rehab.programmes.models import Programme


@once
def plan_review(*, by, programme, version, next_review_on):
    """Set the day of the next review, or None for no date yet. Raises EditConflict on a stale `version`."""
    programme = _running_at_version(programme, version)
    programme.next_review_on = next_review_on
    programme.save(update_fields=["next_review_on", "version"])
    record(Action.AMEND, by=by, patient=programme.patient, obj=programme)
    return programme


@once
def end_programme(*, by, programme, version, end_reason, end_note="", ended_on=None):
    """End a running programme; its logs stay, and can still be corrected. Raises EditConflict on a stale `version`."""
    programme = _running_at_version(programme, version)
    ended_on = ended_on or by.today()
    if not programme.started_on <= ended_on <= by.today():
        raise ValidationError({"ended_on": "Give a date between the start of the programme and today."})
    if programme.sessions.filter(is_current=True, performed_on__gt=ended_on).exists():
        raise ValidationError({"ended_on": "A session was logged after this date."})
    end(by=by, programme=programme, on=ended_on, reason=end_reason, note=end_note)
    return programme


def end(*, by, programme, on, reason, note=""):
    """Write the end of a programme whose row is locked and whose version is raised already."""
    programme.ended_on, programme.end_reason, programme.end_note = on, reason, note
    programme.save(update_fields=["ended_on", "end_reason", "end_note", "version"])
    record(Action.AMEND, by=by, patient=programme.patient, obj=programme)


def _running_at_version(programme, version):
    programme = locked_at_version(Programme.objects.select_related("episode__patient"), programme.pk, version)
    if not programme.is_running:
        raise ValidationError("This programme has ended already.")
    return programme
