"""Everything about a patient, to hand over to them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from clinic.accounts.permissions import lead_only
from clinic.audit.recording import Action, record, stored_before
from clinic.forms import posted
from rehab.patients.access import get_visible
from rehab.patients.models import Patient
from rehab.records.actions import disclose
from rehab.records.archive import archive_of
from rehab.records.forms import DiscloseForm


@lead_only
@require_http_methods(["GET", "POST"])
def everything(request, pk):
    """Ask why, then give the file. Whoever took a copy before, when and why is shown."""
    patient = get_visible(Patient.objects.select_related("clinic"), request.user, pk)
    form = DiscloseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        if not stored_before(disclose, by=request.user, key=key):
            file = archive_of(patient, by=request.user)
            disclose(by=request.user, key=key, patient=patient, reason=form.cleaned_data["reason"], file=file)
            return _download(file, request.user.today())
        form.made_already()
    record(Action.READ, by=request.user, patient=patient, obj=patient)
    disclosures = patient.disclosures.select_related("created_by")
    return render(request, "records/disclose.html", {"patient": patient, "form": form, "disclosures": disclosures})


def _download(file, today):
    """The name of the file names nobody: it stays behind in lists of downloads."""
    response = HttpResponse(file, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="patient-record-{today}.zip"'
    return response
