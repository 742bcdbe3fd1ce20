"""What happens to running programmes when something changes in the patient's record."""

from rehab.patients.merging import CannotBeMerged
from rehab.programmes.actions.ending import end
from rehab.programmes.actions.prescribing import ensure_prescribed
from rehab.programmes.actions.shared import locked
from rehab.programmes.models import Programme


def follow_circumstances(*, by, patient):
    """Write down what the rules offer under the new circumstances."""
    for programme in Programme.objects.filter(episode__patient=patient, ended_on__isnull=True):
        ensure_prescribed(by=by, programme=locked(programme))


def follow_discharge(*, by, episode):
    """End the episode's running programme, not before what was logged in it."""
    running = episode.programmes.filter(ended_on__isnull=True).first()
    if running is None:
        return
    programme = locked(running)
    logged = programme.sessions.filter(is_current=True).values_list("performed_on", flat=True)
    last_day = max([episode.discharged_on, programme.started_on, *logged])
    end(by=by, programme=programme, version=programme.version, on=last_day, reason=Programme.EndReason.DISCHARGED)


def refuse_two_running(*, kept, merged):
    """Refuse to merge records in both of which a programme is running: one person does not do two at once."""
    running = Programme.objects.filter(episode__patient__in=[kept, merged], ended_on__isnull=True)
    if len(set(running.values_list("episode__patient_id", flat=True))) > 1:
        raise CannotBeMerged("A programme is running in both records. End the one that is not to go on, then merge.")


def follow_assessment(*, by, assessment):
    """Write down what the rules offer now that strength was examined again."""
    running = assessment.episode.programmes.filter(ended_on__isnull=True).first()
    if running is not None:
        ensure_prescribed(by=by, programme=locked(running))
