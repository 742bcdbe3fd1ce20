"""The lead's page for what the clinic prints at the head of its handouts."""

from django.contrib import messages
from django.forms.models import model_to_dict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from clinic.accounts.permissions import lead_only
from clinic.audit.recording import EditConflict
from clinic.conflict import conflict_response
from clinic.letterhead.actions import DETAILS, set_letterhead
from clinic.letterhead.forms import LetterheadForm


def letterhead_form(request) -> LetterheadForm:
    """The form with what is stored, or with what was sent."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    return LetterheadForm(*sent, instance=request.user.clinic)


@lead_only
@require_http_methods(["GET", "POST"])
def letterhead(request):
    """See and change the letterhead."""
    form = letterhead_form(request)
    if request.method == "POST" and form.is_valid():
        try:
            set_letterhead(by=request.user, details=form.details, **form.logo_chosen, **form.stamp)
        except EditConflict as conflict:
            return _conflict(request, form, conflict)
        messages.success(request, "The letterhead is saved. Handouts that are issued from now on carry it.")
        return redirect("letterhead:letterhead")
    return show_letterhead(request, form)


def show_letterhead(request, form):
    """The page with this form, and the errors in it."""
    return render(request, "letterhead/letterhead.html", {"form": form, "logo": request.user.clinic.logo})


def _conflict(request, form, conflict):
    chosen, logo = form.cleaned_data["logo"], conflict.current.logo
    stored = model_to_dict(conflict.current, DETAILS)
    stored |= {"logo": "the one below" if chosen and logo else "", "without_logo": False}
    return conflict_response(
        request,
        form,
        conflict,
        keep=reverse("letterhead:letterhead"),
        stored=stored,
        template="letterhead/conflict.html",
        logo=logo,
        logo_chosen=chosen,
    )
