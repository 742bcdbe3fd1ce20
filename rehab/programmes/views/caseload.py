"""The first page after signing in: who needs somebody today; and the same on paper, for the day."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from clinic.accounts.permissions import clinical, everyone
from clinic.audit.recording import Action, record
from rehab.patients.looking import address_of, asked_of, forgotten
from rehab.patients.models import Patient
from rehab.programmes.caseload import narrowed, open_rows
from rehab.programmes.forms.caseload import CaseloadForm
from rehab.programmes.glance import glance, of_the_day
from rehab.programmes.queries import saved_filters

ROWS_A_PAGE = 25


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
    every, rows = _looked_through(request, asked)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    today = request.user.today()
    context = {
        "form": form,
        "glance": glance(every, today, form.day_of_week or today),
        "saved": _saved(request.user, form, asked),
        "asked": asked,
        "forgotten": forgotten(request),
        "page": page,
        "narrowed": bool(asked["words"] or asked["need"] or asked["state"]),
        "anybody": page.paginator.count > 0 or Patient.objects.visible_to(request.user).exists(),
        "today": today,
    }
    return render(request, "programmes/caseload.html", context)


@clinical
@require_safe
def day(request):
    """Of the same rows those that wait for somebody today, with the reasons, to be printed."""
    form = CaseloadForm(asked_of(request), by=request.user)
    asked = form.asked()
    _, rows = _looked_through(request, asked)
    today = request.user.today()
    whose = dict(form.fields["whose"].choices)[asked["whose"]]
    context = {"rows": of_the_day(rows, today), "asked": asked, "whose": whose, "form": form, "today": today}
    return render(request, "programmes/day.html", context)


def _looked_through(request, asked):
    """Every row of whom is asked for, and those that are kept of them, after the audit trail has it."""
    record(Action.SEARCH if asked["words"] else Action.LIST, by=request.user)
    every = open_rows(request.user, words=asked["words"], whose=asked["whose"])
    return every, narrowed(every, **{name: asked[name] for name in ("need", "state", "order")})


def _saved(clinician, form, asked):
    """Each saved filter: whether it is the one that is asked now, and whether its colleague still treats here."""
    now = {name: value for name, value in asked.items() if value and name != "words"}
    known = dict(form.fields["whose"].choices)
    return [
        {"filter": one, "is_asked": one.asks == now and not asked["words"], "is_known": one.whose in known}
        for one in saved_filters(clinician)
    ]
