"""A review of a programme: begun, written, signed, read, amended, discarded."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clinic.accounts.permissions import clinical
from clinic.audit.recording import EditConflict
from clinic.drafts.offering import drafts_of
from clinic.forms import posted
from rehab.patients.access import get_visible
from rehab.patients.views.pages import show, show_conflict
from rehab.programmes.models import Programme
from rehab.programmes.views.shared import add_errors
from rehab.progress import actions
from rehab.progress.due import due
from rehab.progress.forms import AmendForm, ConfirmForm, ReviewForm
from rehab.progress.models import Review
from rehab.progress.queries import progress_of
from rehab.progress.reading import told

PAGE = "progress/edit_review.html"
CHANGED = "Somebody else changed this review meanwhile. Please look again."


@clinical
@require_POST
def begin(request, pk):
    """Begin a review of the programme, or go on with the one that is open."""
    programme = get_visible(Programme.objects.select_related("episode__patient"), request.user, pk)
    draft = actions.begin_review(by=request.user, programme=programme)
    return redirect("progress:edit_review", draft.pk)


@clinical
@require_safe
def review(request, pk):
    """A review as it was signed, with what it rests on."""
    found = _visible(request, pk)
    if found.is_open_draft:
        return redirect("progress:edit_review", found.pk)
    return show(request, "progress/review.html", found.patient, found, review=found, told=told(found))


@clinical
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """A draft, filled in beside what the review page says; saved, or signed. What was signed is only read."""
    found = _visible(request, pk)
    if request.method == "GET" and not found.is_open_draft:
        return redirect("progress:review", found.pk)
    drafts = drafts_of(request, found)
    form = drafts.fill_in(ReviewForm(posted(request), review=found, today=request.user.today()))
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, found, form)
        except ValidationError as error:
            add_errors(form, error)
        except EditConflict as conflict:
            return _conflict(request, form, conflict)
    return show(request, PAGE, found.patient, found, form=form, drafts=drafts, **_beside(request, found))


def _saved(request, found, form):
    by, content = request.user, form.content | form.stamp
    if request.POST.get("then") == "sign":
        signed = actions.sign_review(by=by, review=found, **content)
        messages.success(request, "The review is signed.")
        return redirect("progress:review", signed.pk)
    actions.save_review(by=by, review=found, **content)
    messages.success(request, "The draft is saved.")
    return redirect("progress:edit_review", found.pk)


def _conflict(request, form, conflict):
    current = _visible(request, conflict.current.pk)
    stored = ReviewForm(review=current, today=request.user.today()).initial
    context = _beside(request, current) | {"drafts": None}
    keep = reverse("progress:edit_review", args=[current.pk])
    return show_conflict(request, form, conflict, keep=keep, stored=stored, template=PAGE, **context)


def _beside(request, found):
    """What stands beside the form: what is due, and what has changed."""
    today = request.user.today()
    shown = progress_of(found.programme, today)
    return {
        "review": found,
        "programme": found.programme,
        "progress": shown,
        "due": due(found.programme, shown, today),
    }


@clinical
@require_http_methods(["GET", "POST"])
def amend(request, pk):
    """Begin the amendment of a signed review, with the reason."""
    found = _visible(request, pk)
    newest = found.replaced_by
    if not found.is_signed or newest is not None:
        return redirect("progress:review", (newest or found).pk)
    form = AmendForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            draft = actions.amend_review(by=request.user, review=found, **form.cleaned_data)
        except EditConflict as conflict:
            return redirect("progress:review", conflict.current.pk)
        return redirect("progress:edit_review", draft.pk)
    return show(request, "progress/amend_review.html", found.patient, found, form=form, review=found)


@clinical
@require_http_methods(["GET", "POST"])
def discard(request, pk):
    """Put a draft away that is not to be signed."""
    found = _visible(request, pk)
    if not found.is_open_draft:
        return redirect("progress:review", found.pk)
    form = ConfirmForm(posted(request), initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.discard_review(by=request.user, review=found, **form.stamp)
        except EditConflict:
            messages.warning(request, CHANGED)
            return redirect("progress:discard_review", found.pk)
        messages.success(request, "The draft is discarded. It can still be read.")
        return redirect("progress:progress", found.programme_id)
    return show(request, "progress/discard_review.html", found.patient, found, form=form, review=found)


def _visible(request, pk):
    rows = Review.objects.select_related(
        *("programme__episode__patient", "programme__assessment", "programme__settings_version"),
        *("signed_by", "created_by", "replaces__signed_by"),
    )
    return get_visible(rows, request.user, pk)
