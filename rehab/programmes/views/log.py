"""Typing in the patient's paper log, many sessions at once."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from clinic.accounts.permissions import clinical
from clinic.audit.recording import Action, record
from clinic.audit.sending import answers_again
from clinic.drafts.offering import drafts_of
from clinic.forms import posted
from rehab.patients.queries import equipment_at_hand
from rehab.programmes import actions
from rehab.programmes.consequences import consequences
from rehab.programmes.effects import watched
from rehab.programmes.forms.sheet import LogSheet
from rehab.programmes.views.shared import tell_what_came, visible_programme


def _saved_already(request, programme):
    messages.info(request, "This sheet is saved already.")
    return redirect("programmes:log", programme.pk)


@clinical
@require_http_methods(["GET", "POST"])
@answers_again(actions.log_sessions, _saved_already)
def log(request, pk):
    """The grid of sessions and exercises, with the sessions stored so far below it.

    While it is being typed the page asks what the rules make of it so far; that alone never stores anything.
    """
    programme = visible_programme(request, pk)
    drafts = drafts_of(request, programme)
    typed = posted(request) if request.method == "POST" else drafts.data
    sheet = LogSheet(typed, programme=programme, today=request.user.today())
    wanted = request.POST.get("then") == "save" and not request.htmx
    if wanted and sheet.is_ready() and _save(request, programme, sheet):
        return redirect("programmes:log", programme.pk)
    record(Action.READ, by=request.user, patient=programme.patient, obj=programme)
    context = {"programme": programme, "patient": programme.patient, "sheet": sheet} | _so_far(request, sheet)
    if request.htmx:
        return render(request, "programmes/log_so_far.html", context)
    context |= {"drafts": drafts, "stored": _stored(programme)} | _looked_over(request, sheet)
    context["equipment"] = equipment_at_hand(programme.patient, request.user.today())
    return render(request, "programmes/log.html", context)


def _save(request, programme, sheet) -> bool:
    """Store every session of the sheet, or none and say why beside the fields."""
    today = request.user.today()
    effect = watched(programme, today)
    sessions = sheet.sessions()
    try:
        actions.log_sessions(
            by=request.user, key=sheet.form.cleaned_data["key"], programme=programme, sessions=sessions
        )
    except ValidationError as error:
        sheet.refuse(error)
        return False
    messages.success(request, f"{len(sessions)} session{'s' if len(sessions) > 1 else ''} saved.")
    tell_what_came(request, effect().brought)
    return True


def _so_far(request, sheet):
    """What the rules make of the sheet as it is typed so far."""
    shown = request.POST.getlist("column")
    return {
        "brought": consequences(sheet.logbook.standing_with([]), sheet.logbook.standing_with(sheet.typed)),
        "further": [column for column in sheet.columns if shown and column.id not in shown],
    }


def _looked_over(request, sheet):
    """The messages of the sheet; not yet while it is being typed, opened again or made larger."""
    still_typing = request.method == "GET" or request.POST.get("then") in ("more_rows", "more_columns")
    return {"errors": [] if still_typing else sheet.errors}


def _stored(programme):
    """The sessions that count and those taken back, newest first."""
    rows = programme.sessions.filter(Q(is_current=True) | Q(withdrawn=True, replaced_by__isnull=True))
    return rows.select_related("created_by").prefetch_related("entries").order_by("-performed_on", "-created_at")
