"""The first page after signing in: who needs somebody today."""

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clinic.audit.recording import Action, record
from rehab.patients.models import Patient
from rehab.programmes.caseload import NEED_WORDS, ORDERS
from rehab.programmes.caseload import caseload as find

ROWS_A_PAGE = 25


class CaseloadForm(forms.Form):
    """What is asked of the caseload. What is not understood counts as not asked."""

    q = forms.CharField(label="Name or number", required=False, max_length=100)
    whose = forms.ChoiceField(
        label="Patients of", required=False, choices=[("mine", "mine"), ("clinic", "the whole clinic")]
    )
    need = forms.ChoiceField(label="Waiting for", required=False, choices=[("", "anything"), *NEED_WORDS.items()])
    order = forms.ChoiceField(required=False, choices=[(order, order) for order in ORDERS])

    def asked(self) -> dict:
        """The arguments of caseload()."""
        self.full_clean()
        given = self.cleaned_data
        return {
            "words": given.get("q", ""),
            "whose": given.get("whose") or "mine",
            "need": given.get("need", ""),
            "order": given.get("order") or "need",
        }


@require_safe
def caseload(request):
    """The open episodes, those first that need somebody."""
    form = CaseloadForm(request.GET)
    asked = form.asked()
    record(Action.SEARCH if asked["words"] else Action.LIST, by=request.user)
    page = Paginator(find(request.user, **asked), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "asked": asked,
        "page": page,
        "narrowed": bool(asked["words"] or asked["need"]),
        "anybody": page.paginator.count > 0 or Patient.objects.visible_to(request.user).exists(),
        "today": request.user.today(),
    }
    return render(request, "programmes/caseload.html", context)
