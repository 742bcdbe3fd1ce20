"""What the pages of a patient's record share."""

from django.contrib import messages
from django.shortcuts import redirect, render

from clinic.audit.recording import Action, record
from clinic.conflict import conflict_response
from clinic.drafts.actions import follow
from rehab.patients.models import Patient


def show(request, template, patient, obj=None, **context):
    """Render a page of the patient's record, after the audit trail has it that `obj` (the patient) was read."""
    record(Action.READ, by=request.user, patient=patient, obj=obj or patient)
    return render(request, template, {"patient": patient} | context)


def show_conflict(request, form, conflict, *, keep, **context):
    """Render the page with both texts of an edit, after the audit trail has it that the stored one was read."""
    current = conflict.current
    record(Action.READ, by=request.user, patient=current.patient, obj=current)
    return conflict_response(request, form, conflict, keep=keep, patient=current.patient, **context)


def tell_what_followed(request, sentences):
    """A message for each thing that a change brought about in what is worked out from the record."""
    for sentence in sentences:
        messages.warning(request, sentence)


def elsewhere(request, patient):
    """To the record that this one was merged into: nothing is entered here any more."""
    kept = Patient.objects.select_related("merged_into").get(pk=patient.pk).merged_into
    follow(object_id=patient.pk, to=kept.pk)
    messages.warning(request, f"Record {patient.record_number} was merged into this one: make the entry here.")
    return redirect("patients:patient", kept.pk)


def done(request, message, patient):
    """Back to the patient's page with a message."""
    messages.success(request, message)
    return redirect("patients:patient", patient.pk)


def refused(request, message, patient):
    """Back to the patient's page with what stands in the way."""
    messages.warning(request, message)
    return redirect("patients:patient", patient.pk)
