"""What the patient is given to do: every exercise and level once with its full dosage, and changes to it."""

from clinic.audit.amending import amend
from clinic.audit.recording import Action, once, record
from rehab.programmes.actions.shared import locked_running
from rehab.programmes.decisions import standing
from rehab.programmes.dosage import missing_prescriptions


def ensure_prescribed(*, by, programme):
    """Write down, with the dosage of today's library, every exercise and level that the rules now offer.

    What was prescribed before keeps its dosage, also when the patient comes back to that level. Call it inside the
    transaction of what may have changed the offer.
    """
    if programme.is_running:
        for prescription in missing_prescriptions(programme, standing(programme, by.today())):
            prescription.created_by = by
            prescription.save(force_insert=True)
            record(Action.CREATE, by=by, patient=programme.patient, obj=prescription)


@once
def set_dosage(*, by, prescription, reason, **dosage):
    """Prescribe the same exercise and level with another dosage from today on; the old one stays readable.

    `dosage` holds the fields to change: counts, seconds, `load`, `note`. Raises EditConflict when somebody else has
    changed it.
    """
    programme = locked_running(prescription.programme)
    changed = amend(prescription, by=by, reason=reason, from_on=by.today(), **dosage)
    record(Action.AMEND, by=by, patient=programme.patient, obj=changed)
    return changed
