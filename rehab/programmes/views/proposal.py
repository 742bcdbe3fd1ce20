"""From findings to a programme: what the rules propose, with their reasons, and starting it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from clinic.accounts.permissions import clinical
from clinic.audit.recording import Action, record
from clinic.audit.sending import answers_again
from clinic.drafts.offering import drafts_of
from clinic.forms import posted
from rehab.assessments.models import Assessment
from rehab.patients.access import get_visible
from rehab.patients.models import Screening
from rehab.programmes import actions
from rehab.programmes.choice import MOST_ON_A_HANDOUT, NEVER_STARTED, proposed
from rehab.programmes.forms.start import SideForm, StartForm
from rehab.programmes.presentation import SideView, reasons_of
from rehab.programmes.proposal import known_at_start, red_flags_found_since, start_input
from rehab.programmes.queries import running_programme
from rehab.rules import LIBRARY, plan
from rehab.thresholds.queries import in_force


@clinical
@require_http_methods(["GET", "POST"])
@answers_again(actions.start_programme, lambda request, programme: redirect(programme))
def proposal(request, pk):
    """What the rules make of a signed assessment: a programme to start, or what is in the way of one."""
    assessments = Assessment.objects.select_related("episode__patient", "screening")
    assessment = get_visible(assessments, request.user, pk)
    if elsewhere := instead_of_a_proposal(request, assessment):
        return elsewhere
    version = in_force(assessment.patient.clinic_id)
    drafts = drafts_of(request, assessment)
    start_form = drafts.fill_in(_start_form(request, assessment, version))
    started_on = (start_form.is_valid() and start_form.cleaned_data["started_on"]) or request.user.today()
    given = start_input(assessment, started_on, version)
    answer = plan(given)
    side_forms = {side: drafts.fill_in(form) for side, form in _side_forms(request, given, answer).items()}
    if request.method == "POST" and _all_valid(start_form, side_forms):
        try:
            return redirect(_start(request, assessment, start_form, side_forms))
        except ValidationError as error:
            _show(error, start_form, side_forms)
    if request.method == "GET":
        record(Action.READ, by=request.user, patient=assessment.patient, obj=assessment)
    exercises = {row.exercise for found in answer["sides"].values() for row in proposed(found).exercises}
    context = {
        "assessment": assessment,
        "patient": assessment.patient,
        "settings_version": version,
        "equipment": given["equipment"],
        "answer": answer,
        "sides": [
            SideView(
                *(side, found, reasons_of(side, answer["because"]), answer["unless"][side]),
                form=side_forms.get(side),
                settings=version.settings,
            )
            for side, found in answer["sides"].items()
        ],
        "can_start": bool(side_forms) and assessment.is_current and assessment.episode.is_open,
        "is_proposed": bool(exercises),
        "exercise_count": len(exercises),
        "most_exercises": MOST_ON_A_HANDOUT,
        "too_many": len(exercises) > MOST_ON_A_HANDOUT,
        "has_errors": any(form.errors for form in (start_form, *side_forms.values())),
        "unanswered": [LIBRARY.red_flags[flag] for flag in answer["unanswered"]],
        "start_form": start_form,
        "drafts": drafts,
        "running": running_programme(assessment.episode),
    }
    return render(request, "programmes/proposal.html", context)


def instead_of_a_proposal(request, assessment):
    """The redirect to what comes before a proposal: the signature, or the referral for a red flag. Else None."""
    if not assessment.is_signed:
        messages.info(request, "Sign the assessment first: the proposal is made from signed findings.")
        return redirect("assessments:edit", assessment.pk)
    flagged = red_flags_found_since(assessment)
    return redirect("programmes:referral", flagged.pk) if flagged else None


@clinical
@require_safe
def referral(request, pk):
    """A screening that found a red flag: what to do now, and that no programme goes on."""
    screening = get_visible(Screening.objects.select_related("episode__patient"), request.user, pk)
    if not any(screening.answers.values()):
        raise Http404("No red flag was found.")
    record(Action.READ, by=request.user, patient=screening.patient, obj=screening)
    context = {
        "screening": screening,
        "patient": screening.patient,
        "red_flags": [flag for flag in LIBRARY.red_flags.values() if screening.answers.get(flag.id)],
        "running": running_programme(screening.episode),
    }
    return render(request, "programmes/referral.html", context)


def _start_form(request, assessment, version):
    return StartForm(
        posted(request),
        examined_on=assessment.examined_on,
        today=request.user.today(),
        settings_version=version,
        running=running_programme(assessment.episode),
    )


def _side_forms(request, given, answer):
    return {
        side: SideForm(posted(request), prefix=side, answer=found, known=known_at_start(given, side))
        for side, found in answer["sides"].items()
        if found["combination"] not in NEVER_STARTED
    }


def _all_valid(start_form, side_forms):
    return all([form.is_valid() for form in (start_form, *side_forms.values())])  # noqa: C419 - each shows its errors


def _start(request, assessment, start_form, side_forms):
    programme = actions.start_programme(
        by=request.user,
        key=start_form.cleaned_data["key"],
        assessment=assessment,
        sides={side: form.choice for side, form in side_forms.items()},
        started_on=start_form.cleaned_data["started_on"],
        next_review_on=start_form.cleaned_data["next_review_on"],
        settings_seen=start_form.cleaned_data["settings_seen"],
        replacing=running_programme(assessment.episode) if start_form.cleaned_data.get("replace") else None,
    )
    messages.success(request, "Programme started. Next: issue the handout.")
    return programme


def _show(error, start_form, side_forms):
    """Put what the action refused beside the form it belongs to."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
    for field, texts in by_field.items():
        if field in side_forms:
            side_forms[field].add_error(None, texts)
        else:
            start_form.add_error(field if field in start_form.fields else None, texts)
