"""A programme and its settings: which version it follows, what the others would make of it, and moving it."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from clinic.accounts.permissions import clinical
from clinic.audit.recording import Action, record
from clinic.audit.sending import answers_again
from clinic.forms import posted
from rehab.programmes import actions
from rehab.programmes.forms.changes import MoveForm
from rehab.programmes.other_settings import compared, known_version, known_versions, may_move_to
from rehab.programmes.views.shared import decision_page, nothing_to_change, visible_programme
from rehab.thresholds.queries import in_force


@clinical
@require_safe
def overview(request, pk):
    """Where the programme would stand under every version of the clinic, and its moves."""
    programme = visible_programme(request, pk)
    record(Action.READ, by=request.user, patient=programme.patient, obj=programme)
    context = {
        "programme": programme,
        "patient": programme.patient,
        "settings_version": programme.settings_used,
        "current": in_force(programme.patient.clinic_id),
        "comparisons": compared(programme, known_versions(programme), request.user.today()),
        "moves": programme.settings_moves.select_related("created_by", "from_version", "to_version"),
    }
    return render(request, "programmes/settings.html", context)


@clinical
@require_http_methods(["GET", "POST"])
@answers_again(actions.move_settings, lambda request, move: redirect(move.programme))
def compare(request, pk, number):
    """The programme under another version beside what it is, and the form that moves it there."""
    programme = visible_programme(request, pk)
    version = known_version(programme, number)
    if version is None:
        raise Http404("No such version.")
    if version.number == programme.settings_used.number:
        return nothing_to_change(request, programme, f"The programme follows {version.name} already.")
    form = MoveForm(posted(request), programme=programme)

    def save():
        data = form.cleaned_data
        actions.move_settings(
            by=request.user,
            programme=programme,
            to=number,
            **{name: data[name] for name in ("key", "version", "reason")},
        )

    movable = programme.is_running and number in {allowed.number for allowed in may_move_to(programme)}
    return decision_page(
        request,
        form,
        programme=programme,
        title=f"Compare with {version.name}",
        submit=f"Move to {version.name}",
        save=save,
        template="programmes/compare_settings.html",
        settings_version=programme.settings_used,
        comparison=compared(programme, [version], request.user.today())[0],
        may_move=movable,
        is_in_force=number == in_force(programme.patient.clinic_id).number,
    )
