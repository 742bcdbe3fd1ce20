"""Keeping a way of looking at the caseload, and putting it away."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from clinic.accounts.permissions import clinical
from clinic.forms import posted
from rehab.programmes import actions
from rehab.programmes.forms.caseload import CaseloadForm, SaveFilterForm
from rehab.programmes.models import SavedFilter
from rehab.programmes.views.shared import add_errors


@clinical
@require_http_methods(["GET", "HEAD", "POST"])
def save(request):
    """Give a name to what the address asks of the caseload."""
    asked = CaseloadForm(request.GET, by=request.user).asked()
    form = SaveFilterForm(posted(request), by=request.user, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_filter(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Saved as “{saved}”.")
            return redirect(saved)
    return render(request, "programmes/save_filter.html", {"form": form})


@clinical
@require_POST
def remove(request, pk):
    """Put away a filter of one's own; sent twice, it is put away once."""
    saved = get_object_or_404(SavedFilter, pk=pk, created_by=request.user)
    actions.remove_filter(by=request.user, saved=saved)
    messages.success(request, f"“{saved}” is removed.")
    return redirect("programmes:caseload")
