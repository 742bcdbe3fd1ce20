"""One session that was logged: read with all its versions, corrected, taken back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clinic.accounts.permissions import clinical
from clinic.audit.amending import newest, opened_at
from clinic.audit.queries import last_saved
from clinic.audit.recording import Action, EditConflict, record
from clinic.audit.sending import answers_again
from clinic.conflict import compare, open_again
from clinic.drafts.offering import drafts_of
from clinic.forms import posted, spoken_date
from rehab.patients.access import get_visible
from rehab.patients.queries import equipment_at_hand
from rehab.programmes import actions
from rehab.programmes.decisions import session_input, standing
from rehab.programmes.effects import of_a_session, of_a_version, watched
from rehab.programmes.forms.log import CorrectionForm, SessionRow, WithdrawForm, levels_filled_in, row_of
from rehab.programmes.forms.log_fields import Days
from rehab.programmes.logbook import Logbook, columns_of, in_order
from rehab.programmes.models import SessionLog
from rehab.programmes.views.shared import tell_effect, visible_programme

TAKEN_BACK = "This session was taken back. If it was right after all, enter it again as a new one."


@clinical
@require_safe
def session(request, pk):
    """A session as it stands, what the rules made of it, and what it said before."""
    found = get_visible(SessionLog, request.user, pk)
    programme = visible_programme(request, found.programme_id)
    record(Action.READ, by=request.user, patient=programme.patient, obj=found)
    last = newest(found)
    on = last.performed_on.isoformat()
    because = standing(programme, request.user.today())["because"] if last.is_current else []
    context = {
        "newest": last,
        "versions": _with_effects(_versions(last), programme, request.user.today()),
        "because": [reason for reason in because if reason["on"] == on],
        "programme": programme,
        "patient": programme.patient,
    }
    return render(request, "programmes/session.html", context)


def _versions(row):
    """The session and every version before it, newest first."""
    versions = [row]
    while versions[-1].replaces is not None:
        versions.append(versions[-1].replaces)
    return versions


def _with_effects(versions, programme, today):
    """The versions, each but the first with the `effect` that it had on the programme."""
    for row in versions[:-1]:
        row.effect = of_a_version(row, programme, today)
    return versions


@clinical
@require_http_methods(["GET", "POST"])
@answers_again(actions.correct_session, lambda request, corrected: redirect("programmes:session", corrected.pk))
def correct(request, pk):
    """Type a session anew, with a reason; the old version stays readable.

    While it is being typed, or before it is sent to be saved, the page says what it would change; that stores nothing.
    """
    found = newest(get_visible(SessionLog, request.user, pk))
    programme = visible_programme(request, found.programme_id)
    if found.withdrawn and request.method == "GET":
        messages.info(request, TAKEN_BACK)
        return redirect("programmes:session", found.pk)
    drafts = drafts_of(request, _versions(found)[-1])
    form = CorrectionForm(posted(request), initial={"source": found.source, "version": found.version})
    row = _row(request, programme, found)
    for part in (form, row):
        drafts.fill_in(part)
    if (request.htmx or request.POST.get("then") == "look") and not found.withdrawn:
        return _look_ahead(request, programme, found, form, row, drafts)
    if request.method == "POST" and row.is_valid() & form.is_valid():
        if found.withdrawn:
            form.add_error(None, TAKEN_BACK)
        else:
            try:
                return _correct(request, programme, found, form, row)
            except ValidationError as error:
                _refuse(form, row, error)
            except EditConflict as conflict:
                return _conflict(request, programme, form, row, conflict.current)
    record(Action.READ, by=request.user, patient=programme.patient, obj=found)
    page = _correction_page(programme, found, form, row) | {"drafts": drafts}
    return render(request, "programmes/session_correct.html", page)


def _row(request, programme, found):
    """The session in the fields of the log, with every exercise of the programme."""
    today = request.user.today()
    logbook = Logbook(programme, today, without=found)
    levels = logbook.levels(min(found.performed_on, logbook.last_day))
    columns = in_order([*columns_of(found), *levels, *logbook.known])
    return SessionRow(
        posted(request),
        prefix="0",
        initial=levels_filled_in(columns, levels) | row_of(found),
        columns=columns,
        sides=[row.side for row in programme.sides.all()],
        days=Days(
            first=programme.started_on,
            last=logbook.last_day,
            today=today,
            logged=_days_of_others(programme, found),
        ),
        previous=found.performed_on,
    )


def _days_of_others(programme, found):
    """{day: where its session is corrected}. A correction of this one that was saved meanwhile is no other session."""
    logged = list(programme.sessions.filter(is_current=True).values_list("performed_on", "pk"))
    # Asked for after the list: whatever correction stands in the list is known by then.
    itself = newest(SessionLog.objects.get(pk=found.pk)).pk
    return {day: reverse("programmes:correct_session", args=[pk]) for day, pk in logged if pk not in (found.pk, itself)}


def _look_ahead(request, programme, found, form, row, drafts):
    """What the correction would change, as it is typed so far."""
    record(Action.READ, by=request.user, patient=programme.patient, obj=found)
    context = {"looked": True, "effect": _effect_of(row, programme, found, request.user.today())}
    if request.htmx:
        return render(request, "programmes/includes/effect.html", context)
    form.errors.clear()  # the reason is asked for when it is saved
    page = _correction_page(programme, found, form, row) | {"drafts": drafts} | context
    return render(request, "programmes/session_correct.html", page)


def _effect_of(row, programme, found, today):
    """The Effect of a correction as it is typed; None while it could not be saved."""
    if not row.is_valid():
        return None
    try:
        actions.check_sessions(programme, [row.session()], today=today, instead_of=found)
    except ValidationError:
        return None
    return of_a_session(programme, today, stored=found, typed=session_input(row.session()))


def _correct(request, programme, found, form, row):
    effect = watched(programme, request.user.today())
    corrected = actions.correct_session(
        by=request.user,
        key=form.cleaned_data["key"],
        session=opened_at(found, form.cleaned_data["version"]),
        reason=form.cleaned_data["reason"],
        source=form.cleaned_data["source"],
        **row.session(),
    )
    messages.success(request, "The correction is saved.")
    tell_effect(request, effect())
    return redirect("programmes:session", corrected.pk)


def _refuse(form, row, error):
    for path, words in error.message_dict.items():
        kind, _, field = path.partition("sessions.0.")
        if field and not kind:
            row.refuse(field, words)
        else:
            form.add_error(None, words)


def _correction_page(programme, found, form, row):
    return {
        "programme": programme,
        "patient": programme.patient,
        "session": found,
        "form": form,
        "row": row,
        "equipment": equipment_at_hand(programme.patient, found.performed_on),
        "errors": [(field, error, None) for field in row for error in field.errors],
    }


def _conflict(request, programme, form, row, current):
    """Both texts of the whole session; what was typed can be sent again over what is stored now."""
    record(Action.READ, by=request.user, patient=programme.patient, obj=current)
    # A level that is filled in beforehand where nothing was done is neither typed nor stored.
    not_done = {f"{column.id}-level" for column in row.columns if column not in row.done}
    stored = {name: row.cleaned_data[name] for name in not_done} | row_of(current)
    stored |= {"performed_on": current.performed_on}
    page = _correction_page(programme, current, open_again(request, form, current.version), row) | {
        "comparisons": [*compare(row, stored), *compare(form, {"source": current.source})],
        "saved": last_saved(current),
        "action": reverse("programmes:correct_session", args=[current.pk]),
        "keep": reverse("programmes:session", args=[current.pk]),
    }
    return render(request, "programmes/session_correct.html", page, status=409)


@clinical
@require_http_methods(["GET", "POST"])
def withdraw(request, pk):
    """Take a session back as entered in error, with a reason."""
    found = newest(get_visible(SessionLog, request.user, pk))
    programme = visible_programme(request, found.programme_id)
    if found.withdrawn:
        messages.info(request, "This session is taken back already.")
        return redirect("programmes:session", found.pk)
    form = WithdrawForm(posted(request), initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            return _withdraw(request, programme, found, form)
        except EditConflict:
            form.opened_at(found.version)
            form.add_error(None, "Somebody corrected this session meanwhile. This is how it stands now.")
    record(Action.READ, by=request.user, patient=programme.patient, obj=found)
    context = {
        "programme": programme,
        "patient": programme.patient,
        "session": found,
        "form": form,
        "effect": of_a_session(programme, request.user.today(), stored=found),
        "title": f"Take back the session of {spoken_date(found.performed_on)}",
    }
    return render(request, "programmes/session_withdraw.html", context)


def _withdraw(request, programme, found, form):
    effect = watched(programme, request.user.today())
    withdrawn = actions.withdraw_session(
        by=request.user,
        key=form.cleaned_data["key"],
        session=opened_at(found, form.cleaned_data["version"]),
        reason=form.cleaned_data["reason"],
    )
    messages.success(request, "The session is taken back. It stays readable and no longer counts.")
    tell_effect(request, effect())
    return redirect("programmes:session", withdrawn.pk)
