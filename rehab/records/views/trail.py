"""Who saw this patient, what did this person do, and is the trail as it was written."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from clinic.accounts.models import Clinician
from clinic.accounts.permissions import lead_only
from clinic.audit.chain import chain_of
from clinic.audit.models import AuditEvent
from clinic.audit.queries import acts_of, acts_on, colleagues, state_of_chain
from clinic.audit.recording import Action, record
from clinic.audit.refusals import NotVisible
from clinic.audit.verifying import check
from rehab.patients.access import get_visible
from rehab.patients.models import Patient
from rehab.records.csv_file import csv_of
from rehab.records.forms import TrailForm
from rehab.records.gathering import records_of_the_person
from rehab.records.queries import by_patient, by_person, filtered, in_words

EVENTS_A_PAGE = 100
TRAIL = AuditEvent._meta.label


@lead_only
@require_safe
def trail(request):
    """Where a lead begins: the state of the trail, and the people of the clinic."""
    record(Action.LIST, by=request.user, object_type=TRAIL)
    clinic = request.user.clinic
    context = {"state": state_of_chain(clinic), "colleagues": colleagues(clinic)}
    return render(request, "records/trail.html", context)


@lead_only
@require_POST
def look(request):
    """Look at every event of the clinic's trail now."""
    record(Action.READ, by=request.user, object_type=TRAIL)
    if check(chain_of(request.user.clinic_id)):
        messages.warning(request, "Something in the audit trail is not as it was written. See below.")
    else:
        messages.success(request, "Every event was looked at. All are as they were written.")
    return redirect("records:trail")


@lead_only
@require_safe
def who_saw(request, pk):
    """Everybody who did anything with one patient's record."""
    patient = get_visible(Patient, request.user, pk)
    record(Action.READ, by=request.user, patient=patient, object_type=TRAIL)
    context = {"patient": patient, "csv": reverse("records:who_saw_csv", args=[patient.pk])}
    return _page(request, "records/who_saw.html", acts_on(records_of_the_person(patient)), by_person, context)


@lead_only
@require_safe
def colleague(request, pk):
    """Everything that one person of the clinic did."""
    person = _colleague(request, pk)
    record(Action.READ, by=request.user, object_type=TRAIL, object_id=person.pk)
    context = {"person": person, "csv": reverse("records:colleague_csv", args=[person.pk])}
    return _page(request, "records/colleague.html", acts_of(person), by_patient, context)


@lead_only
@require_safe
def who_saw_csv(request, pk):
    """The same as a CSV file, all pages of it."""
    patient = get_visible(Patient, request.user, pk)
    record(Action.EXPORT, by=request.user, patient=patient, object_type=TRAIL)
    return _csv(request, acts_on(records_of_the_person(patient)), "who-saw-this-patient")


@lead_only
@require_safe
def colleague_csv(request, pk):
    """The same as a CSV file, all pages of it."""
    person = _colleague(request, pk)
    record(Action.EXPORT, by=request.user, object_type=TRAIL, object_id=person.pk)
    return _csv(request, acts_of(person), "what-this-person-did")


def _colleague(request, pk):
    try:
        return Clinician.objects.get(clinic=request.user.clinic, pk=pk)
    except (Clinician.DoesNotExist, ValidationError):
        raise NotVisible(Clinician, pk) from None


def _page(request, template, events, grouped, context):
    form = TrailForm(request.GET)
    page = Paginator(filtered(events, **form.asked()), EVENTS_A_PAGE).get_page(request.GET.get("page"))
    groups = grouped(in_words(page, request.user.clinic))
    return render(request, template, {"form": form, "page": page, "groups": groups} | context)


def _csv(request, events, name):
    acts = in_words(filtered(events, **TrailForm(request.GET).asked()).iterator(), request.user.clinic)
    response = HttpResponse(csv_of(acts), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
