"""What becomes of a draft: signed or discarded; and of a signed assessment: amended."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from clinic.accounts.permissions import clinical
from clinic.audit.recording import EditConflict
from clinic.audit.rehearsing import rehearsal
from clinic.forms import posted
from rehab.assessments import actions
from rehab.assessments.findings import findings_of
from rehab.assessments.forms import AmendForm, ConfirmForm
from rehab.assessments.queries import with_findings
from rehab.assessments.unfinished import unfinished
from rehab.assessments.views.reading import summary
from rehab.patients import hooks
from rehab.patients.access import get_visible
from rehab.patients.views.pages import done, show, tell_what_followed

CHANGED = "Somebody else changed this assessment meanwhile. Please look again."


@clinical
@require_http_methods(["GET", "POST"])
def sign(request, pk):
    """Look over a draft and sign it."""
    assessment = get_visible(with_findings(), request.user, pk)
    if not assessment.is_open_draft:
        return redirect("assessments:assessment", assessment.pk)
    form = ConfirmForm(posted(request), initial={"version": assessment.version})
    if request.method == "POST" and form.is_valid():
        what_followed = hooks.watching(assessment.patient, request.user.today())
        try:
            actions.sign_assessment(by=request.user, assessment=assessment, **form.stamp)
        except EditConflict:
            messages.warning(request, CHANGED)
            return redirect("assessments:sign", assessment.pk)
        except actions.NotReady:
            return redirect("assessments:sign", assessment.pk)
        messages.success(request, "The assessment is signed.")
        tell_what_followed(request, what_followed())
        return redirect("programmes:proposal", assessment.pk)
    missing = unfinished(findings_of(assessment))
    would_follow = [] if missing else _foreseen(request, assessment)
    context = summary(assessment) | {"form": form, "unfinished": missing, "would_follow": would_follow}
    return show(request, "assessments/sign.html", assessment.patient, assessment, **context)


def _foreseen(request, draft) -> list[str]:
    """What signing the draft would change in the programmes of the patient."""
    what_would_follow = hooks.watching(draft.patient, request.user.today())
    try:
        with rehearsal():
            actions.sign_assessment(by=request.user, assessment=draft, version=draft.version)
            return what_would_follow()
    except EditConflict:
        return []


@clinical
@require_http_methods(["GET", "POST"])
def discard(request, pk):
    """Put a draft away that is not to be signed."""
    assessment = get_visible(with_findings(), request.user, pk)
    if not assessment.is_open_draft:
        return redirect("assessments:assessment", assessment.pk)
    form = ConfirmForm(posted(request), initial={"version": assessment.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.discard_draft(by=request.user, assessment=assessment, **form.stamp)
        except EditConflict:
            messages.warning(request, CHANGED)
            return redirect("assessments:discard", assessment.pk)
        return done(request, "The draft is discarded. It can still be read.", assessment.patient)
    return show(request, "assessments/discard.html", assessment.patient, assessment, form=form, assessment=assessment)


@clinical
@require_http_methods(["GET", "POST"])
def amend(request, pk):
    """Begin the amendment of a signed assessment, with the reason."""
    assessment = get_visible(with_findings(), request.user, pk)
    newest = assessment.replaced_by
    if not assessment.is_signed or newest is not None:
        return redirect("assessments:assessment", (newest or assessment).pk)
    form = AmendForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            draft = actions.amend_assessment(by=request.user, assessment=assessment, **form.cleaned_data)
        except EditConflict as conflict:
            return redirect("assessments:assessment", conflict.current.pk)
        return redirect("assessments:edit", draft.pk)
    return show(request, "assessments/amend.html", assessment.patient, assessment, form=form, assessment=assessment)
