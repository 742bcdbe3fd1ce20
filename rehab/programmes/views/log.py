"""Typing in the patient's paper log, many sessions at once."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from clinic.audit.recording import Action, record, stored_before
from clinic.forms import posted
from rehab.programmes import actions
from rehab.programmes.decisions import happened, standing
from rehab.programmes.forms.log import SessionRow, SheetForm
from rehab.programmes.logbook import columns, with_levels
from rehab.programmes.models import Programme
from rehab.programmes.views.shared import tell, visible_programme

ROWS = 6
MOST_ROWS = 48


@require_http_methods(["GET", "POST"])
def log(request, pk):
    """The grid of sessions and exercises, with the sessions stored so far below it."""
    programme = visible_programme(request, pk)
    if stored_before(actions.log_sessions, by=request.user, key=request.POST.get("key")):
        return redirect("programmes:log", programme.pk)
    today = request.user.today()
    earlier = request.GET.get("earlier") == "yes"
    sheet = SheetForm(posted(request))
    rows = _rows(request, programme, columns(programme, today, earlier=earlier), today)
    if request.method == "POST" and request.POST.get("then") != "more_rows" and _save(request, programme, sheet, rows):
        return redirect("programmes:log", programme.pk)
    record(Action.READ, by=request.user, patient=programme.patient, obj=programme)
    return render(request, "programmes/log.html", _page(request, programme, sheet, rows, today) | {"earlier": earlier})


def _page(request, programme, sheet, rows, today):
    stored = programme.sessions.filter(is_current=True).select_related("created_by").prefetch_related("entries")
    errors = [(field, error) for row in rows for field in row for error in field.errors]
    return {
        "programme": programme,
        "patient": programme.patient,
        "sheet": sheet,
        "rows": rows,
        "columns": rows[0].columns,
        "sides": rows[0].sides,
        "counting": request.GET.get("count") == "yes",
        "errors": errors,
        "has_errors": bool(errors or sheet.errors),
        "stored": stored.order_by("-performed_on"),
        "today": today,
    }


def _rows(request, programme, cells, today):
    """The rows of the page; as many as were sent, and more where that was asked for."""
    if request.method == "GET":
        return [SessionRow(prefix=str(place), programme=programme, columns=cells, today=today) for place in range(ROWS)]
    sent = request.POST.get("rows", "")
    count = min(int(sent), MOST_ROWS) if sent.isascii() and sent.isdigit() and int(sent) > 0 else ROWS
    more = ROWS if request.POST.get("then") == "more_rows" else 0
    return [
        SessionRow(request.POST, prefix=str(place), programme=programme, columns=cells, today=today)
        for place in range(min(count + more, MOST_ROWS))
    ]


def _save(request, programme, sheet, rows) -> bool:
    """Store what the grid holds, or put the messages beside its fields."""
    are_valid = [row.is_valid() for row in rows]
    if not (sheet.is_valid() and all(are_valid)):
        return False
    filled = [row for row in rows if not row.is_blank]
    if not filled:
        sheet.add_error(None, "Nothing was typed yet.")
        return False
    if not _dates_differ(filled) or not _levels_known(programme, filled):
        return False
    sessions = [
        {**session, "source": sheet.cleaned_data["source"]}
        for session in with_levels(programme, [row.session() for row in filled])
    ]
    today = request.user.today()
    before = standing(programme, today)
    try:
        actions.log_sessions(by=request.user, key=sheet.cleaned_data["key"], programme=programme, sessions=sessions)
    except ValidationError as error:
        _refuse(sheet, filled, error)
        return False
    tell(request, happened(before, standing(Programme.objects.get(pk=programme.pk), today)))
    return True


def _dates_differ(rows) -> bool:
    seen = set()
    for row in rows:
        day = row.cleaned_data["performed_on"]
        if day in seen:
            row.add_error("performed_on", "This date stands twice on the sheet.")
        seen.add(day)
    return not any(row.errors for row in rows)


def _levels_known(programme, rows) -> bool:
    """Ask for the level where the exercise was not on the programme on that day."""
    for row, session in zip(rows, with_levels(programme, [row.session() for row in rows]), strict=True):
        for entry in session["entries"]:
            if entry["level"] is None:
                words = "It was not on the programme on this date: enter the level that was done."
                row.add_error(f"{entry['side']}-{entry['exercise']}-level", words)
    return not any(row.errors for row in rows)


def _refuse(sheet, rows, error):
    if not hasattr(error, "error_dict"):
        sheet.add_error(None, error)
        return
    for path, words in error.message_dict.items():
        steps = path.split(".", 2)
        if steps[0] == "sessions" and len(steps) == 3:
            rows[int(steps[1])].refuse(steps[2], words)
        else:
            sheet.add_error(None, words)
