"""Pages of a programme's handouts: which were issued, a preview, issuing one, and printing it again."""

import logging
from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from clinic.accounts.permissions import clinical
from clinic.audit.recording import Action, record
from rehab.handouts.actions import ChangedMeanwhileError, issue_handout
from rehab.handouts.context import HandoutContext
from rehab.handouts.forms import IssueForm
from rehab.handouts.given import issued_handouts, next_handout, status_of
from rehab.handouts.models import IssuedHandout
from rehab.handouts.pdf import MEGABYTES, SECONDS, NotRenderedError, renderer
from rehab.handouts.queries import NothingToIssueError, language_words
from rehab.handouts.sheet import sheet_body, sheet_html
from rehab.patients.access import get_visible
from rehab.programmes.models import Programme

log = logging.getLogger(__name__)
NOT_MADE = (
    f"The sheet could not be made. Nothing was stored. Making one may take {SECONDS} seconds and {MEGABYTES} MB of "
    "memory at most. Please try again; if it happens again, tell whoever looks after this system."
)
KEEPS_CHANGING = "The programme was being changed while the sheet was made. Nothing was stored: please try again."


@clinical
@require_http_methods(["GET", "HEAD", "POST"])
def handouts(request, pk):
    """The issued handouts of a programme; by POST, one more."""
    programme = _visible_programme(request, pk)
    form = IssueForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            return _issued(request, programme, form.cleaned_data)
        except (NotRenderedError, ChangedMeanwhileError) as fault:
            log.error("A handout was not issued: %s", fault)
            form.add_error(None, KEEPS_CHANGING if isinstance(fault, ChangedMeanwhileError) else NOT_MADE)
        except NothingToIssueError:
            pass
    record(Action.READ, by=request.user, patient=programme.patient, obj=programme)
    issued = issued_handouts(programme, request.user.today(), by=request.user)
    coming, reasons = _coming(programme, request.user)
    context = {
        "programme": programme,
        "patient": programme.patient,
        "form": form,
        "language": language_words(programme.patient),
        "issued": issued,
        "held": issued[0] if issued else None,
        "coming": coming,
        "reasons": reasons,
    }
    return render(request, "handouts/handouts.html", context)


def _issued(request, programme, cleaned):
    chosen = {name: cleaned[name] for name in ("paper", "large_print", "note", "key")}
    handout = issue_handout(
        by=request.user, programme=programme, log_address=_log_address(request, programme), **chosen
    )
    messages.success(request, f"Handout {handout.number} is issued. Print it from the list.")
    return redirect("handouts:handouts", programme.pk)


def _coming(programme, by):
    """(the handout that would be issued now, reasons why there can be none)"""
    try:
        return next_handout(programme, by.today(), by=by), []
    except NothingToIssueError as nothing:
        return None, nothing.reasons


@clinical
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request, pk):
    """The sheet as it would be issued now, marked as a preview. Nothing is stored.

    By POST with what the form holds: a note to the patient never stands in an address.
    """
    return _previewed(request, pk, _preview_pdf)


@clinical
@require_http_methods(["GET", "HEAD", "POST"])
def preview_page(request, pk):
    """The same as a web page."""
    return _previewed(request, pk, _preview_page)


def _previewed(request, pk, answer):
    programme = _visible_programme(request, pk)
    form = IssueForm(request.POST) if request.method == "POST" else None
    if form is not None and not form.is_valid():
        return handouts(request, pk)
    chosen = form.cleaned_data if form else {"paper": IssuedHandout.Paper.A4, "large_print": False, "note": ""}
    try:
        context = next_handout(
            programme,
            request.user.today(),
            by=request.user,
            note=chosen["note"],
            log_address=_log_address(request, programme),
        )
        response = answer(request, programme, replace(context, number=None), chosen)
    except NothingToIssueError:
        return redirect("handouts:handouts", programme.pk)
    except NotRenderedError as fault:
        log.error("A preview was not made: %s", fault)
        return _apology(request, programme, NOT_MADE, status=503)
    record(Action.READ, by=request.user, patient=programme.patient, obj=programme)
    return response


def _preview_pdf(request, programme, context, chosen):
    html = sheet_html(context, chosen["paper"], large=chosen["large_print"])
    return pdf_response(renderer.render(html), "handout-preview.pdf")


def _preview_page(request, programme, context, chosen):
    body = sheet_body(context, large=chosen["large_print"])
    return _page(
        request,
        programme,
        body,
        language=context.language,
        large=chosen["large_print"],
        number=None,
        colour=context.clinic.colour,
    )


@clinical
@require_safe
def page(request, pk):
    """An issued handout as a web page: what its paper says."""
    handout = get_visible(_issued_handouts().defer("pdf"), request.user, pk)
    large = handout.large_print
    if handout.html and not handout.html_is_as_issued:
        return _not_as_issued(request, handout)
    # What was issued came out of our own template, which escapes whatever was typed.
    context = HandoutContext.from_json(handout.context)
    body = mark_safe(handout.html) or sheet_body(context, large=large)  # noqa: S308
    record(Action.READ, by=request.user, patient=handout.patient, obj=handout)
    return _page(
        request,
        handout.programme,
        body,
        language=handout.language,
        large=large,
        number=handout.number,
        colour=context.clinic.colour,
        status=status_of(handout, request.user.today(), by=request.user),
    )


def _page(request, programme, body, **shown):
    context = {"handout_body": body, "back": reverse("handouts:handouts", args=[programme.pk]), **shown}
    return render(request, "handouts/page.html", context)


def _issued_handouts():
    return IssuedHandout.objects.select_related("programme__episode__patient")


def _log_address(request, programme):
    return request.build_absolute_uri(reverse("programmes:log", args=[programme.pk]))


@clinical
@require_safe
def pdf(request, pk):
    """An issued handout, byte for byte; or a page that says that what is stored is not what was issued."""
    handout = get_visible(_issued_handouts(), request.user, pk)
    if not handout.pdf_is_as_issued:
        return _not_as_issued(request, handout)
    record(Action.PRINT, by=request.user, patient=handout.patient, obj=handout)
    return pdf_response(bytes(handout.pdf), f"handout-{handout.number}.pdf")


def _not_as_issued(request, handout):
    log.error("Handout %s does not match its SHA-256.", handout.pk)
    words = (
        f"Handout {handout.number} cannot be shown: what is stored is no longer what was issued. "
        "Issue a new one, and tell whoever looks after this system."
    )
    return _apology(request, handout.programme, words, status=409)


def _visible_programme(request, pk):
    rows = Programme.objects.select_related("episode__patient", "episode__clinician", "assessment")
    return get_visible(rows, request.user, pk)


def pdf_response(content, filename):
    """A PDF that opens in the browser."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _apology(request, programme, words, status):
    context = {
        "programme": programme,
        "patient": programme.patient,
        "words": words,
        "back": reverse("handouts:handouts", args=[programme.pk]),
    }
    return render(request, "handouts/not_printed.html", context, status=status)
