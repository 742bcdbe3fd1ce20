"""Reports of a programme: written, looked over, signed, read and printed again."""

import hashlib
import logging

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clinic.accounts.permissions import clinical
from clinic.audit.recording import Action, record
from clinic.drafts.offering import drafts_of
from clinic.forms import posted
from rehab.patients.access import get_visible
from rehab.patients.views.pages import show
from rehab.programmes.models import Programme
from rehab.programmes.paper import NotPrintedError, pdf_of
from rehab.progress import actions
from rehab.progress.forms import ReportForm
from rehab.progress.models import Report
from rehab.progress.reports.composing import composed
from rehab.progress.reports.document import document_html, told

log = logging.getLogger(__name__)
NOT_MADE = "The report could not be made. Nothing was stored: please try again."
CHANGED = "The record has changed since you opened this page. Look at the numbers beside the text, then sign again."


@clinical
@require_http_methods(["GET", "POST"])
def write(request, pk, kind):
    """Write a report of today, see how it prints, and sign it."""
    programme = _programme(request, pk)
    today = request.user.today()
    context = composed(programme, kind, by=request.user, today=today)
    drafts = drafts_of(request, programme)
    form = drafts.fill_in(ReportForm(posted(request), context=context))
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("then") == "preview":
                return _preview(request, programme, form, kind)
            return _issued(request, programme, form, kind)
        except actions.ChangedMeanwhileError:
            form.looked_over(context).add_error(None, CHANGED)
        except NotPrintedError as fault:
            log.error("A report was not issued: %s", fault)
            form.add_error(None, NOT_MADE)
    beside = told(context.to_json()) | {"programme": programme, "kind": kind, "label": Report.Kind(kind).label}
    return show(request, "progress/write_report.html", programme.patient, programme, form=form, drafts=drafts, **beside)


def _issued(request, programme, form, kind):
    given = form.content | {name: form.cleaned_data[name] for name in ("facts", "key")}
    report = actions.issue_report(by=request.user, programme=programme, kind=kind, **given)
    messages.success(request, f"{report.get_kind_display()} is signed. Print it from here.")
    return redirect("progress:report", report.pk)


def _preview(request, programme, form, kind):
    """The paper as it would be, marked as a preview. Nothing is stored."""
    given = form.content
    paper = given.pop("paper")
    context = composed(programme, kind, by=request.user, today=request.user.today(), **given)
    pdf = pdf_of(document_html(context.to_json() | {"is_preview": True}, paper))
    record(Action.READ, by=request.user, patient=programme.patient, obj=programme)
    return _pdf_response(pdf, "report-preview.pdf")


@clinical
@require_safe
def report(request, pk):
    """A report as it was signed, to be read on the screen."""
    found = _visible(request, pk)
    return show(request, "progress/report.html", found.patient, found, issued=found, **told(found.context))


@clinical
@require_safe
def pdf(request, pk):
    """An issued report, byte for byte; or a page that says that what is stored is not what was issued."""
    found = _visible(request, pk)
    stored = bytes(found.pdf)
    if hashlib.sha256(stored).hexdigest() != found.sha256:
        log.error("Report %s does not match its SHA-256.", found.pk)
        back = reverse("progress:report", args=[found.pk])
        return render(request, "progress/not_printed.html", {"patient": found.patient, "back": back}, status=409)
    record(Action.PRINT, by=request.user, patient=found.patient, obj=found)
    return _pdf_response(stored, f"report-{found.number}.pdf")


def _programme(request, pk):
    rows = Programme.objects.select_related(
        "episode__patient", "episode__clinician", "assessment__rater", "settings_version"
    )
    return get_visible(rows, request.user, pk)


def _visible(request, pk):
    return get_visible(Report.objects.select_related("programme__episode__patient", "created_by"), request.user, pk)


def _pdf_response(content, filename):
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
