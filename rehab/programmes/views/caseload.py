"""The first page after signing in: who needs somebody today."""

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from clinic.accounts.permissions import everyone
from clinic.accounts.queries import treating
from clinic.audit.recording import Action, record
from rehab.patients.looking import address_of, asked_of, forgotten
from rehab.patients.models import Patient
from rehab.programmes.caseload import CLINIC, MINE, NEED_WORDS, ORDERS, STATES, narrowed, open_rows
from rehab.programmes.glance import glance

ROWS_A_PAGE = 25


class CaseloadForm(forms.Form):
    """What is asked of the caseload. What is not understood counts as not asked."""

    q = forms.CharField(label="Name or number", required=False, max_length=100)
    whose = forms.ChoiceField(label="Patients of", required=False)
    need = forms.ChoiceField(label="Waiting for", required=False, choices=[("", "Anything"), *NEED_WORDS.items()])
    state = forms.ChoiceField(label="Show", required=False, choices=[("", "All episodes"), *STATES.items()])
    order = forms.ChoiceField(required=False, choices=[(order, order) for order in ORDERS])

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        colleagues = treating(by.clinic).exclude(pk=by.pk)
        self.fields["whose"].choices = [
            (MINE, "Mine"),
            (CLINIC, "The whole clinic"),
            *((str(colleague.pk), str(colleague)) for colleague in colleagues),
        ]

    def asked(self) -> dict:
        """The arguments of caseload()."""
        self.full_clean()
        given = self.cleaned_data
        return {
            "words": given.get("q", ""),
            "whose": given.get("whose") or MINE,
            "need": given.get("need", ""),
            "state": given.get("state", ""),
            "order": given.get("order") or "need",
        }


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def caseload(request):
    """The open episodes, those first that need somebody; reception begins with who comes when."""
    if not request.user.is_clinical:
        return redirect("patients:reviews")
    form = CaseloadForm(asked_of(request), by=request.user)
    asked = form.asked()
    if request.method == "POST" and "q" not in form.errors:
        return redirect(address_of(request, form))
    record(Action.SEARCH if asked["words"] else Action.LIST, by=request.user)
    every = open_rows(request.user, words=asked["words"], whose=asked["whose"])
    rows = narrowed(every, **{name: asked[name] for name in ("need", "state", "order")})
    # On paper stands the whole list, not a page of it.
    on_paper = "print" in request.GET
    page = Paginator(rows, max(len(rows), 1) if on_paper else ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "glance": glance(every, request.user.today()),
        "on_paper": on_paper,
        "asked": asked,
        "forgotten": forgotten(request),
        "page": page,
        "narrowed": bool(asked["words"] or asked["need"] or asked["state"]),
        "anybody": page.paginator.count > 0 or Patient.objects.visible_to(request.user).exists(),
        "today": request.user.today(),
    }
    return render(request, "programmes/caseload.html", context)
