"""The list of patients, and one patient: added, read, edited, put into the archive and taken back."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from clinic.accounts.permissions import clinical, everyone
from clinic.audit.recording import Action, EditConflict, record
from clinic.audit.sending import answers_again
from clinic.drafts.offering import drafts_of
from clinic.forms import VersionedForm, posted
from rehab.patients.access import get_visible
from rehab.patients.actions import (
    MergedAway,
    RecordNumberTaken,
    StillInCare,
    add_patient,
    archive_patient,
    edit_patient,
    restore_patient,
)
from rehab.patients.care import care_of
from rehab.patients.forms import ArchiveForm, EditPatientForm, FindForm, PatientForm
from rehab.patients.history import edits
from rehab.patients.looking import address_of, asked_of, forgotten
from rehab.patients.models import Patient
from rehab.patients.overview import overview
from rehab.patients.queries import find_patients
from rehab.patients.views.pages import done, elsewhere, refused, show, show_conflict
from rehab.patients.views.reception import contacts

PATIENTS_A_PAGE = 25


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def patients(request):
    """The clinic's patients: searched (by POST), filtered, sorted, page by page."""
    form = FindForm(asked_of(request))
    asked = form.asked()
    if request.method == "POST" and "q" not in form.errors:
        return redirect(address_of(request, form))
    record(Action.SEARCH if asked["words"] else Action.LIST, by=request.user)
    found = find_patients(request.user, **asked)
    page = Paginator(found, PATIENTS_A_PAGE).get_page(request.GET.get("page"))
    anybody = page.paginator.count > 0 or Patient.objects.visible_to(request.user).exists()
    cares = [] if request.user.is_clinical else care_of(list(page))
    context = {
        "form": form,
        "asked": asked,
        "forgotten": forgotten(request),
        "page": page,
        "cares": cares,
        "anybody": anybody,
    }
    return render(request, "patients/patients.html", context)


def _added(request, patient):
    return done(request, "The patient is added.", patient)


@everyone
@require_http_methods(["GET", "POST"])
@answers_again(add_patient, _added)
def add(request):
    """A new patient of the clinic."""
    drafts = drafts_of(request)
    form = drafts.fill_in(PatientForm(posted(request), by=request.user))
    if request.method == "POST" and form.is_valid():
        try:
            patient = add_patient(by=request.user, key=form.cleaned_data["key"], **form.details())
        except RecordNumberTaken as taken:
            form.number_taken(taken.patient)
        else:
            return _added(request, patient)
    _record_reading(form.alike, request.user)
    return render(request, "patients/add.html", {"form": form, "drafts": drafts, "today": request.user.today()})


@everyone
@require_safe
def patient(request, pk):
    """Everything about one patient; for reception, their contacts and planned reviews."""
    found = get_visible(Patient, request.user, pk)
    if not request.user.is_clinical:
        return contacts(request, found)
    return show(request, "patients/patient.html", found, **overview(found, request.user, request.GET.get("kind", "")))


@clinical
@require_safe
def history(request, pk):
    """What the patient's details and episodes said before they were edited."""
    found = get_visible(Patient, request.user, pk)
    return show(request, "patients/history.html", found, edits=edits(found))


@everyone
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """The patient's details, edited."""
    found = get_visible(Patient, request.user, pk)
    if found.merged_into:
        return elsewhere(request, found)
    drafts = drafts_of(request, found)
    form = drafts.fill_in(EditPatientForm(posted(request), instance=found, by=request.user))
    if request.method == "POST" and form.is_valid():
        try:
            edit_patient(by=request.user, patient=found, **form.stamp, **form.details())
        except RecordNumberTaken as taken:
            form.number_taken(taken.patient)
        except MergedAway:
            return elsewhere(request, found)
        except EditConflict as conflict:
            return show_conflict(request, form, conflict, keep=_page(found))
        else:
            return done(request, "The details are saved.", found)
    _record_reading(form.alike, request.user)
    return show(request, "patients/edit.html", found, form=form, drafts=drafts)


@clinical
@require_http_methods(["GET", "POST"])
def archive(request, pk):
    """Put the patient into the archive, with a reason."""
    found = get_visible(Patient, request.user, pk)
    if found.archived_at:
        return redirect(_page(found))
    form = ArchiveForm(posted(request), initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            archive_patient(by=request.user, patient=found, reason=form.cleaned_data["reason"], **form.stamp)
        except StillInCare:
            form.add_error(None, "An episode is still open. Discharge it first, then archive the patient.")
        except EditConflict as conflict:
            stored = {"reason": conflict.current.archived_reason}
            return show_conflict(request, form, conflict, keep=_page(found), stored=stored)
        else:
            undo = reverse("patients:restore", args=[found.pk])
            return done(request, format_html('The patient is archived. <a href="{}">Undo</a>', undo), found)
    return show(request, "patients/archive.html", found, form=form)


@clinical
@require_http_methods(["GET", "POST"])
def restore(request, pk):
    """Take the patient back from the archive."""
    found = get_visible(Patient, request.user, pk)
    if found.merged_into:
        return elsewhere(request, found)
    if not found.archived_at:
        return redirect(_page(found))
    form = VersionedForm(posted(request), initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            restore_patient(by=request.user, patient=found, **form.stamp)
        except (EditConflict, MergedAway):
            return refused(request, "Somebody changed this patient meanwhile. Please look again.", found)
        return done(request, "The patient is active again.", found)
    return show(request, "patients/restore.html", found, form=form)


def _record_reading(patients, by):
    for one in patients:
        record(Action.READ, by=by, patient=one, obj=one)


def _page(patient):
    return reverse("patients:patient", args=[patient.pk])
