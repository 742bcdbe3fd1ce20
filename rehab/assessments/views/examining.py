"""The assessment page: one examination filled in, saved as it goes, with what the rules make of it so far."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from clinic.accounts.permissions import clinical
from clinic.audit.queries import last_saved
from clinic.audit.recording import EditConflict
from clinic.forms import posted
from rehab.assessments import actions
from rehab.assessments.comparing import compared_with_last
from rehab.assessments.findings import findings_of
from rehab.assessments.forms import AssessmentForm
from rehab.assessments.models import Assessment
from rehab.assessments.queries import assessment_before, with_findings
from rehab.assessments.sheet import red_flag_entries, score_entries, test_parts, trial_part
from rehab.assessments.so_far import so_far as made_of
from rehab.assessments.unfinished import unfinished
from rehab.patients.access import get_visible
from rehab.patients.models import Episode
from rehab.patients.queries import circumstances_on, precautions_of
from rehab.patients.views.pages import refused, show, show_conflict
from rehab.rules import LIBRARY
from rehab.thresholds.queries import in_force

PAGE = "assessments/edit.html"
# Where the page goes on after a button that only saves on the way.
GO_ON_AT = {"no_others": "#red-flags", "more_rows": "#trials"}


@clinical
@require_POST
def begin(request, pk):
    """Begin an assessment of the episode, or go on with the one that is open."""
    episode = get_visible(Episode.objects.select_related("patient"), request.user, pk)
    try:
        draft = actions.begin_assessment(by=request.user, episode=episode)
    except actions.EpisodeClosed:
        return refused(request, "This episode is closed. Open it again, or open a new one.", episode.patient)
    return redirect("assessments:edit", draft.pk)


@clinical
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """A draft, filled in. What was signed or discarded is only read."""
    assessment = get_visible(with_findings(), request.user, pk)
    if request.method == "GET" and not assessment.is_open_draft:
        return redirect("assessments:assessment", assessment.pk)
    form = AssessmentForm(_typed(request), assessment=assessment, today=request.user.today())
    if request.method == "POST" and form.is_valid():
        return _save(request, assessment, form)
    context = _page(assessment, form) | {"form": form, "unsaved": form.is_bound}
    return show(request, PAGE, assessment.patient, assessment, **context)


@clinical
@require_POST
def so_far(request, pk):
    """The panel beside the form, from what is typed at the moment, which is saved where it can be."""
    assessment = get_visible(with_findings(), request.user, pk)
    form = AssessmentForm(request.POST, assessment=assessment, today=request.user.today())
    version, conflict = form.data.get("version", ""), False
    if form.is_valid():
        try:
            saved = actions.save_draft(
                by=request.user, assessment=assessment, findings=form.findings(), is_autosave=True, **_stamp(form)
            )
            version = saved.version
        except EditConflict:
            conflict = True
    context = {
        "assessment": assessment,
        "form": form,
        "version": version,
        "conflict": conflict,
        "wrong": [field for field in form.visible_fields() if field.errors],
        "now": timezone.now(),
        "so_far": _so_far(assessment, form),
        "last_time": _last_time(assessment, form, assessment_before(assessment)),
        "checked": [field for field in form.visible_fields() if not hasattr(field.field, "choices")],
    }
    return render(request, "assessments/so_far_response.html", context)


def _typed(request):
    """What was sent; the button for it answers the red flags that are still open with no."""
    data = posted(request)
    if data is None or data.get("then") != "no_others":
        return data
    data = data.copy()
    for flag in LIBRARY.red_flags:
        data[f"red_flag_{flag}"] = data.get(f"red_flag_{flag}") or "no"
    return data


def _stamp(form):
    return {"version": form.cleaned_data["version"], "form": form.cleaned_data["key"]}


def _save(request, assessment, form):
    then = request.POST.get("then", "")
    try:
        saved = actions.save_draft(by=request.user, assessment=assessment, findings=form.findings(), **_stamp(form))
    except EditConflict as conflict:
        return _conflict(request, form, conflict)
    address = reverse("assessments:edit", args=[saved.pk])
    if then == "sign":
        missing = unfinished(form.findings())
        if not missing:
            return redirect("assessments:sign", saved.pk)
        form.opened_at(saved.version)
        form.point_out(missing)
        return show(request, PAGE, saved.patient, saved, form=form, **_page(saved, form))
    if then not in GO_ON_AT:
        messages.success(request, "The draft is saved.")
    return redirect(address + GO_ON_AT.get(then, ""))


def _conflict(request, form, conflict):
    current = get_visible(with_findings(), request.user, conflict.current.pk)
    stored = AssessmentForm(assessment=current, today=request.user.today())
    return show_conflict(
        request,
        form,
        conflict,
        keep=reverse("assessments:edit", args=[current.pk]),
        stored=stored.initial,
        template=PAGE,
        **_page(current, form),
    )


def _page(assessment: Assessment, form: AssessmentForm) -> dict:
    before = assessment_before(assessment)
    found_before = findings_of(before) if before else None
    precautions = precautions_of(circumstances_on(assessment.patient, assessment.examined_on))
    return {
        "assessment": assessment,
        "red_flags": red_flag_entries(form),
        "scores": score_entries(form, found_before),
        "tests": test_parts(form, found_before),
        "trials": trial_part(form, found_before),
        "precautions": [precaution for precaution in precautions if precaution.before_testing],
        "so_far": _so_far(assessment, form),
        "last_time": _last_time(assessment, form, before),
        "saved": last_saved(assessment),
    }


def _last_time(assessment, form, before):
    findings = form.findings() if form.is_bound else findings_of(assessment)
    return compared_with_last(findings, assessment.rater, before)


def _so_far(assessment, form):
    """Of what is typed; a field that cannot be read counts as not filled in, and its message says so already."""
    findings = form.findings() if form.is_bound else findings_of(assessment)
    held = circumstances_on(assessment.patient, assessment.examined_on)
    return made_of(findings, held, in_force(assessment.patient.clinic_id))
