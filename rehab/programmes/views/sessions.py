"""One session that was logged: read with all its versions, corrected, taken back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clinic.audit.amending import newest, opened_at
from clinic.audit.queries import last_saved
from clinic.audit.recording import Action, EditConflict, record, stored_before
from clinic.conflict import compare
from clinic.forms import posted
from rehab.patients.access import get_visible
from rehab.programmes import actions
from rehab.programmes.decisions import happened, standing
from rehab.programmes.forms.log import CorrectionForm, SessionRow, WithdrawForm, row_of
from rehab.programmes.logbook import columns
from rehab.programmes.models import Programme, SessionLog
from rehab.programmes.views.shared import decision_page, tell, visible_programme
from rehab.programmes.words import event_words


@require_safe
def session(request, pk):
    """A session as it stands, what the rules made of it, and what it said before."""
    found = get_visible(SessionLog, request.user, pk)
    programme = visible_programme(request, found.programme_id)
    record(Action.READ, by=request.user, patient=programme.patient, obj=found)
    on = found.performed_on.isoformat()
    context = {
        "session": found,
        "newest": newest(found),
        "programme": programme,
        "patient": programme.patient,
        "because": [why for why in standing(programme, request.user.today())["because"] if why["on"] == on],
        "versions": _versions(found),
    }
    return render(request, "programmes/session.html", context)


def _versions(found):
    """All versions of the session, newest first."""
    row = newest(found)
    versions = [row]
    while row.replaces_id:
        row = row.replaces
        versions.append(row)
    return versions


@require_http_methods(["GET", "POST"])
def correct(request, pk):
    """Type a session anew; the old version stays readable."""
    found = newest(get_visible(SessionLog, request.user, pk))
    programme = visible_programme(request, found.programme_id)
    if earlier := stored_before(actions.correct_session, by=request.user, key=request.POST.get("key")):
        return redirect("programmes:session", earlier.pk)
    if found.withdrawn:
        return redirect("programmes:session", found.pk)
    today = request.user.today()
    initial = {"source": found.source, "version": found.version}
    form = CorrectionForm(posted(request), initial=initial)
    row = SessionRow(
        request.POST if request.method == "POST" else None,
        prefix="0",
        programme=programme,
        today=today,
        columns=columns(programme, today, earlier=True, session=found),
        initial=row_of(found),
    )
    if request.method == "POST":
        try:
            if corrected := _correct(request, programme, found, form, row):
                return redirect("programmes:session", corrected.pk)
        except EditConflict as conflict:
            return _conflict(request, programme, form, row, conflict.current)
    record(Action.READ, by=request.user, patient=programme.patient, obj=found)
    return render(request, "programmes/session_correct.html", _correction_page(programme, found, form, row))


def _correction_page(programme, found, form, row):
    return {
        "programme": programme,
        "patient": programme.patient,
        "session": found,
        "form": form,
        "row": row,
        "errors": [(field, error) for field in row for error in field.errors],
    }


def _correct(request, programme, found, form, row):
    """The new version, or None after putting the messages beside the fields."""
    if not (row.is_valid() & form.is_valid()):
        return None
    details = row.session() | {"source": form.cleaned_data["source"]}
    for entry in details["entries"]:
        if entry["level"] is None:
            row.add_error(f"{entry['side']}-{entry['exercise']}-level", "Enter the level that was done.")
    if row.errors:
        return None
    today = request.user.today()
    before = standing(programme, today)
    try:
        corrected = actions.correct_session(
            by=request.user,
            key=form.cleaned_data["key"],
            session=opened_at(found, form.cleaned_data["version"]),
            reason=form.cleaned_data["reason"],
            **details,
        )
    except ValidationError as error:
        for path, words in error.message_dict.items():
            row.refuse(path.removeprefix("sessions.0."), words)
        return None
    after = standing(Programme.objects.get(pk=programme.pk), today)
    for event in happened(after, before):
        messages.warning(
            request, f"{event['side'].capitalize()}: no longer holds: {event_words(event)} ({event['on']})."
        )
    tell(request, happened(before, after))
    return corrected


def _conflict(request, programme, form, row, current):
    """Both texts of the whole row; what was typed can be sent again over what is stored now."""
    stored = row_of(current) | {"performed_on": current.performed_on}
    comparisons = [
        *compare(row, stored),
        *compare(form, {"source": current.source, "reason": current.amendment_reason}),
    ]
    page = _correction_page(programme, current, form.opened_at(current.version), row) | {
        "comparisons": comparisons,
        "saved": last_saved(current),
        "action": reverse("programmes:correct_session", args=[current.pk]),
        "keep": reverse("programmes:session", args=[current.pk]),
    }
    return render(request, "programmes/session_correct.html", page, status=409)


@require_http_methods(["GET", "POST"])
def withdraw(request, pk):
    """Take a session back as entered in error."""
    found = newest(get_visible(SessionLog, request.user, pk))
    programme = visible_programme(request, found.programme_id)
    if found.withdrawn:
        return redirect("programmes:session", found.pk)
    form = WithdrawForm(posted(request), initial={"version": found.version})

    def save():
        actions.withdraw_session(
            by=request.user,
            key=form.cleaned_data["key"],
            session=opened_at(found, form.cleaned_data["version"]),
            reason=form.cleaned_data["reason"],
        )

    return decision_page(
        request,
        form,
        programme=programme,
        title=f"Take back the session of {found.performed_on:%-d %B %Y}",
        intro="It was entered in error. It stays readable and no longer counts.",
        submit="Take it back",
        save=save,
    )
