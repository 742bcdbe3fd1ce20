"""An entry that was made for the wrong patient: struck through, and moved to the right one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from clinic.accounts.permissions import clinical
from clinic.audit.recording import Action, EditConflict, record, stored_before
from clinic.audit.rehearsing import rehearsal
from clinic.forms import posted
from rehab.patients import hooks
from rehab.patients.access import get_visible
from rehab.patients.misfiled import KINDS, CannotBeMoved, misfiling_of
from rehab.patients.misfiled_form import WrongPatientForm
from rehab.patients.putting_right import put_right
from rehab.patients.views.pages import tell_what_followed

STRUCK = "The entry is struck through. It stays readable and no longer counts."
MOVED = "The entry is in the right record now. Where it was, it stays readable and struck through."


@clinical
@require_http_methods(["GET", "POST"])
def wrong_patient(request, kind, pk):
    """Strike an entry through with a reason; with the right patient's number, confirmed, move it there as well."""
    if kind not in KINDS:
        raise Http404("No such kind of entry.")
    movable = KINDS[kind]
    row = get_visible(movable.model, request.user, pk)
    if stored_before(put_right, by=request.user, key=request.POST.get("key")):
        return redirect("patients:patient", row.patient.pk)
    misfiling = misfiling_of(row)
    if not row.is_current and (misfiling is None or misfiling.moved_to):
        messages.info(request, "This entry no longer counts in this record: there is nothing to strike through.")
        return redirect(movable.url(row))
    form = WrongPatientForm(posted(request), by=request.user, row=row, kind=movable, misfiling=misfiling)
    if request.method == "POST" and form.is_valid() and not form.is_to_be_confirmed:
        try:
            return _put_right(request, movable, row, form)
        except CannotBeMoved as why:
            form.add_error(None, str(why))
        except EditConflict:
            messages.warning(request, "Somebody changed this entry meanwhile. Please look again.")
            return redirect(movable.url(row))
    record(Action.READ, by=request.user, patient=row.patient, obj=row)
    if form.right:
        record(Action.READ, by=request.user, patient=form.right, obj=form.right)
    context = {
        "patient": row.patient,
        "words": movable.words(row),
        "lines": movable.lines(row),
        "misfiling": misfiling,
        "form": form,
        "back": movable.url(row),
        "would_follow": _foreseen(request, movable, row, form),
    }
    return render(request, "patients/wrong_patient.html", context)


def _put_right(request, movable, row, form):
    what_followed = _watching(request, row, form.right)
    put_right(by=request.user, kind=movable.name, row=row, **form.details())
    messages.success(request, MOVED if form.right else STRUCK)
    tell_what_followed(request, what_followed())
    return redirect("patients:patient", row.patient.pk)


def _foreseen(request, movable, row, form) -> list[str]:
    """What it would change in the programmes of both records, or why it cannot be done."""
    to, place = form.right, form.only_place
    what_would_follow = _watching(request, row, to)
    try:
        with rehearsal():
            put_right(
                by=request.user, kind=movable.name, row=row, reason="Foreseen", to=to if place else None, place=place
            )
            return what_would_follow()
    except CannotBeMoved as why:
        return [str(why)]
    except EditConflict:
        return []


def _watching(request, row, to):
    """A function that tells what followed in this record, and under the name of the other one in that."""
    today = request.user.today()
    here = hooks.watching(row.patient, today)
    there = hooks.watching(to, today) if to else list
    return lambda: [*here(), *(f"{to}, {to.record_number}: {sentence}" for sentence in there())]
