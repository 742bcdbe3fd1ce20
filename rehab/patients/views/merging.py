"""Two records of one person: found, compared and made one, by the lead of the clinic."""

from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from clinic.accounts.permissions import lead_only
from clinic.audit.recording import Action, EditConflict, record
from clinic.audit.sending import answers_again
from clinic.forms import posted
from rehab.patients import hooks
from rehab.patients.access import get_visible
from rehab.patients.duplicates import compared
from rehab.patients.merge_form import MergeForm, OtherRecordForm
from rehab.patients.merging import CannotBeMerged, merge_patients
from rehab.patients.models import Patient
from rehab.patients.queries import lookalikes
from rehab.patients.views.pages import done, elsewhere, show, tell_what_followed

CHANGED = "One of the two records was changed meanwhile. Compare them again; what you chose is still there."


@lead_only
@require_http_methods(["GET", "POST"])
def find_duplicate(request, pk):
    """Name the other record of the same person."""
    patient = _record_of(request, pk)
    if patient.merged_into:
        return elsewhere(request, patient)
    form = OtherRecordForm(posted(request), by=request.user, patient=patient)
    if request.method == "POST" and form.is_valid():
        return redirect("patients:merge", patient.pk, form.other.pk)
    who = {name: getattr(patient, name) for name in ("given_name", "family_name", "date_of_birth")}
    alike = [one for one in lookalikes(patient.clinic, besides=patient, **who) if not one.merged_into_id]
    for one in alike:
        record(Action.READ, by=request.user, patient=one, obj=one)
    return show(request, "patients/find_duplicate.html", patient, form=form, alike=alike)


@lead_only
@require_http_methods(["GET", "POST"])
@answers_again(merge_patients, lambda request, merged: redirect("patients:patient", merged.kept_id))
def merge(request, pk, other):
    """Both records side by side, and the form that makes them one."""
    patient, other = _record_of(request, pk), _record_of(request, other)
    for one in (patient, other):
        if one.merged_into:
            return elsewhere(request, one)
    if patient == other:
        return redirect("patients:find_duplicate", patient.pk)
    today = request.user.today()
    form = MergeForm(posted(request), one=patient, other=other, today=today)
    if request.method == "POST" and form.is_valid():
        what_followed = [hooks.watching(one, today) for one in (patient, other)]
        try:
            made = merge_patients(by=request.user, **form.details())
        except CannotBeMerged as why:
            form.add_error(None, str(why))
        except EditConflict:
            _look_again(form, patient, other)
        else:
            tell_what_followed(request, [sentence for tell in what_followed for sentence in tell()])
            return done(request, "The two records are one now.", made.kept)
    record(Action.READ, by=request.user, patient=other, obj=other)
    context = {"form": form, "other": other, "lines": compared(patient, other, today)}
    return show(request, "patients/merge.html", patient, **context)


def _record_of(request, pk):
    return get_visible(Patient.objects.select_related("merged_into"), request.user, pk)


def _look_again(form, patient, other):
    form.opened_at(patient.version)
    form.data["other_version"] = str(other.version)
    form.add_error(None, CHANGED)
