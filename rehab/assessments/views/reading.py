"""A signed assessment, or a discarded draft, as it is read."""

from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from clinic.accounts.permissions import clinical
from rehab.assessments.findings import findings_of
from rehab.assessments.models import Assessment
from rehab.assessments.queries import with_findings
from rehab.assessments.so_far import so_far
from rehab.assessments.summary import screening_lines, test_summaries, trial_lines
from rehab.patients.access import get_visible
from rehab.patients.queries import circumstances_on
from rehab.patients.views.pages import show
from rehab.thresholds.queries import in_force


@clinical
@require_safe
def assessment(request, pk):
    """What was found, and what the rules answer to it. An open draft is filled in instead."""
    found = get_visible(with_findings(), request.user, pk)
    if found.is_open_draft:
        return redirect("assessments:edit", found.pk)
    return show(request, "assessments/assessment.html", found.patient, found, **summary(found))


def summary(assessment: Assessment) -> dict:
    """The context in which findings are read."""
    findings = findings_of(assessment)
    held = circumstances_on(assessment.patient, assessment.examined_on)
    return {
        "assessment": assessment,
        "findings": findings,
        "screening": screening_lines(findings),
        "scores": assessment.psfs_scores.select_related("activity"),
        "tests": test_summaries(findings),
        "trials": trial_lines(findings),
        "so_far": so_far(findings, held, in_force(assessment.patient.clinic_id)),
    }
