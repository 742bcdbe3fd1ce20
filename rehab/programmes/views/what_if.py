"""A trial on a page of its own: change any finding and see what the rules would say. Nothing is stored."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from clinic.accounts.permissions import clinical
from clinic.audit.recording import Action, record
from clinic.forms import posted
from rehab.assessments.findings import findings_of
from rehab.assessments.queries import with_findings
from rehab.assessments.sheet import red_flag_entries, test_parts, trial_part
from rehab.assessments.unfinished import unfinished
from rehab.patients.access import get_visible
from rehab.programmes.forms.what_if import CIRCUMSTANCES, WhatIfForm
from rehab.programmes.proposal import start_input
from rehab.programmes.views.proposal import instead_of_a_proposal
from rehab.programmes.what_if import trial_input, trial_of
from rehab.rules import LIBRARY
from rehab.thresholds.queries import in_force


@clinical
@require_http_methods(["GET", "POST"])
def what_if(request, pk):
    """Every finding of a signed assessment as recorded, to be changed, with what the rules would say beside it.

    A field that htmx sends is answered with the answer alone; it belongs to the page, whose reading is recorded.
    """
    assessment = get_visible(with_findings(), request.user, pk)
    if elsewhere := instead_of_a_proposal(request, assessment):
        return elsewhere
    version = in_force(assessment.patient.clinic_id)
    recorded = start_input(assessment, request.user.today(), version)
    form = WhatIfForm(posted(request), findings=findings_of(assessment), holding=recorded)
    context = {
        "assessment": assessment,
        "patient": assessment.patient,
        "settings_version": version,
        "form": form,
        **_answer(form, recorded),
    }
    if request.method == "POST" and request.htmx:
        return render(request, "programmes/what_if_answer.html", context)
    record(Action.READ, by=request.user, patient=assessment.patient, obj=assessment)
    return render(request, "programmes/what_if.html", context | _fields(form))


def _answer(form, recorded):
    """The trial where everything can be read; else the fields to look at, and a red flag whatever else is wrong."""
    if not form.is_bound:
        return {"trial": trial_of(recorded, recorded)}
    form.full_clean()
    findings, changed = form.findings(), form.changed()
    form.point_out(unfinished(findings))
    if form.errors:
        return {"wrong": [field for field in form.visible_fields() if field.errors], "red_flags": _found(findings)}
    return {"trial": trial_of(trial_input(recorded, findings, form.holding()), recorded), "changed": changed}


def _found(findings):
    return [flag for flag in LIBRARY.red_flags.values() if findings["screening"][flag.id]]


def _fields(form):
    return {
        "red_flag_entries": red_flag_entries(form),
        "tests": test_parts(form, None),
        "trials": trial_part(form, None),
        "circumstances": [form[name] for name in CIRCUMSTANCES],
    }
