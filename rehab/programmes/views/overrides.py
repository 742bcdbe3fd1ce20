"""Decisions on one side of a programme."""

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from clinic.accounts.permissions import clinical
from clinic.forms import posted
from rehab.patients.models import Screening
from rehab.programmes import actions
from rehab.programmes.decisions import red_flags_first, standing
from rehab.programmes.eligibility import eligible, known_of
from rehab.programmes.forms import overrides as forms
from rehab.programmes.models import Override
from rehab.programmes.views.shared import decision_page, nothing_to_change, visible_programme
from rehab.rules import LIBRARY

PAGES = {
    Override.Type.PAUSE: (forms.PauseForm, "Pause the {side} side", "Pause"),
    Override.Type.RESUME: (forms.ResumeForm, "Resume the {side} side", "Resume"),
    Override.Type.SET_STAGE: (forms.StageForm, "Set the stage of the {side} side", "Set the stage"),
    Override.Type.SET_LEVEL: (forms.LevelForm, "Set a level on the {side} side", "Set the level"),
    Override.Type.SET_EXERCISES: (forms.ExercisesForm, "Choose the exercises of the {side} side", "Save the choice"),
}
INTRO = {
    Override.Type.PAUSE: "While a side is paused its streaks can fall but never rise. It goes on when you resume it.",
    Override.Type.SET_STAGE: "The side begins the stage with its first suitable exercises, at level 1, "
    "whatever the stage's strength gate says.",
    Override.Type.SET_LEVEL: "The streak starts again at the new level.",
    Override.Type.SET_EXERCISES: "Only exercises of the present stage that nothing excludes are listed.",
}


@clinical
@require_http_methods(["GET", "POST"])
def override(request, pk, side, override_type):
    """Decide on a side against or ahead of the rules, with a reason."""
    programme = visible_programme(request, pk)
    today = request.user.today()
    stand = standing(programme, today)["sides"].get(side)
    if stand is None:
        raise Http404("This side has no stage to decide on.")
    if not programme.is_running:
        return nothing_to_change(request, programme, "This programme has ended.")
    form_class, title, submit = PAGES[override_type]
    ask = override_type == Override.Type.RESUME and red_flags_first(programme, side, today)
    form = form_class(
        posted(request),
        programme=programme,
        side=side,
        today=today,
        stand=stand,
        eligible=eligible(LIBRARY.strengthening.values(), known_of(programme, side, today)),
        **{"ask_red_flags": ask} if override_type == Override.Type.RESUME else {},
    )

    def save():
        result = actions.decide_override(
            by=request.user,
            key=form.cleaned_data["key"],
            programme=programme,
            side=side,
            type=override_type,
            reason=form.cleaned_data["reason"],
            decided_on=form.cleaned_data["decided_on"],
            **form.what,
        )
        return redirect("programmes:referral", result.pk) if isinstance(result, Screening) else None

    intro = "Symptoms paused this side, so the red flags are asked again first." if ask else INTRO.get(override_type)
    return decision_page(
        request,
        form,
        programme=programme,
        title=title.format(side=side),
        intro=intro,
        submit=submit,
        save=save,
        template="programmes/resume.html" if override_type == Override.Type.RESUME else "programmes/decision.html",
    )
