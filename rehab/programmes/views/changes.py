"""Changing what is prescribed, testing strength again, planning the review, ending the programme."""

from django.http import Http404
from django.views.decorators.http import require_http_methods

from clinic.accounts.permissions import clinical
from clinic.audit.amending import newest, opened_at
from clinic.drafts.offering import drafts_of
from clinic.forms import posted
from rehab.patients.access import get_visible
from rehab.programmes import actions
from rehab.programmes.effects import of_withdrawing_a_test
from rehab.programmes.eligibility import alternatives, known_of
from rehab.programmes.forms import changes as forms
from rehab.programmes.models import Prescription, StrengthRetest
from rehab.programmes.queries import offered
from rehab.programmes.views.shared import decision_page, nothing_to_change, visible_programme
from rehab.programmes.words import exercise_name
from rehab.rules import LIBRARY


@clinical
@require_http_methods(["GET", "POST"])
def dosage(request, pk):
    """Prescribe another dosage."""
    prescription = newest(get_visible(Prescription, request.user, pk))
    programme = visible_programme(request, prescription.programme_id)
    if not programme.is_running:
        return nothing_to_change(request, programme, "This programme has ended.")
    form = forms.DosageForm(posted(request), prescription=prescription)

    def save():
        actions.set_dosage(
            by=request.user,
            key=form.cleaned_data["key"],
            prescription=opened_at(prescription, form.cleaned_data["version"]),
            reason=form.cleaned_data["reason"],
            **form.dosage,
        )

    level = f", level {prescription.level}" if prescription.level else ""
    return decision_page(
        request,
        form,
        programme=programme,
        title=f"Dosage: {exercise_name(prescription.exercise)}, {prescription.side}{level}",
        intro="From today on. What was prescribed until now stays in the record.",
        submit="Save the dosage",
        save=save,
    )


@clinical
@require_http_methods(["GET", "POST"])
def swap(request, pk, side, exercise):
    """Give a side another exercise instead of one, or take it out."""
    programme = visible_programme(request, pk)
    if not programme.is_running:
        return nothing_to_change(request, programme, "This programme has ended.")
    today = request.user.today()
    offer = offered(programme, today).get(side)
    doing = [item.prescription.exercise for item in offer.exercises] if offer else []
    if exercise not in LIBRARY.exercises:
        raise Http404("There is no such exercise.")
    if exercise not in doing:
        return nothing_to_change(request, programme, "The side does not do this exercise now.")
    others = [item for item in alternatives(exercise, known_of(programme, side, today)) if item.id not in doing]
    form = forms.SwapForm(posted(request), alternatives=others)

    def save():
        data = form.cleaned_data
        change = {
            "by": request.user,
            "key": data["key"],
            "programme": programme,
            "side": side,
            "reason": data["reason"],
        }
        if data["to"] == forms.TAKE_OUT:
            actions.drop_exercise(**change, exercise=exercise)
        else:
            actions.swap_exercise(**change, exercise=exercise, to=data["to"])

    return decision_page(
        request,
        form,
        programme=programme,
        title=f"Swap: {exercise_name(exercise)}, {side}",
        intro="Only exercises that nothing excludes are listed. A strengthening exercise begins at level 1.",
        submit="Save",
        save=save,
    )


@clinical
@require_http_methods(["GET", "POST"])
def retest(request, pk):
    """Test strength again while the programme runs."""
    programme = visible_programme(request, pk)
    if not programme.is_running:
        return nothing_to_change(request, programme, "This programme has ended.")
    drafts = drafts_of(request, programme)
    form = drafts.fill_in(forms.RetestForm(posted(request), programme=programme, today=request.user.today()))

    def save():
        data = form.cleaned_data
        actions.retest_strength(
            by=request.user,
            programme=programme,
            tests=form.tests,
            **{name: data[name] for name in ("key", "tested_on", "position", "note", "reason")},
        )

    return decision_page(
        request,
        form,
        programme=programme,
        title="Strength test",
        intro="Enter what you tested. For the symmetry measure both sides in the same position.",
        submit="Save the test",
        save=save,
        template="programmes/retest.html",
        drafts=drafts,
    )


@clinical
@require_http_methods(["GET", "POST"])
def withdraw_retest(request, pk):
    """Take a strength test back that was entered in error."""
    row = get_visible(StrengthRetest, request.user, pk)
    programme = visible_programme(request, row.programme_id)
    if not row.is_current:
        return nothing_to_change(request, programme, "This test was corrected or withdrawn already.")
    form = forms.WithdrawForm(posted(request))

    def save():
        actions.withdraw_retest(
            by=request.user, key=form.cleaned_data["key"], retest=row, reason=form.cleaned_data["reason"]
        )

    return decision_page(
        request,
        form,
        programme=programme,
        title=f"Withdraw the strength test of the {row.side} side",
        intro="It stays readable in the record and no longer counts.",
        submit="Withdraw",
        save=save,
        effect=of_withdrawing_a_test(row, request.user.today()),
    )


@clinical
@require_http_methods(["GET", "POST"])
def review(request, pk):
    """Set the day of the next review."""
    programme = visible_programme(request, pk)
    if not programme.is_running:
        return nothing_to_change(request, programme, "This programme has ended.")
    form = forms.ReviewForm(posted(request), programme=programme, today=request.user.today())

    def save():
        actions.plan_review(by=request.user, programme=programme, **form.cleaned_data)

    return decision_page(request, form, programme=programme, title="Next review", submit="Save the date", save=save)


@clinical
@require_http_methods(["GET", "POST"])
def end(request, pk):
    """End a programme."""
    programme = visible_programme(request, pk)
    if not programme.is_running:
        return nothing_to_change(request, programme, "This programme has ended.")
    form = forms.EndForm(posted(request), programme=programme, today=request.user.today())

    def save():
        actions.end_programme(by=request.user, programme=programme, **form.cleaned_data)

    return decision_page(
        request,
        form,
        programme=programme,
        title="End the programme",
        intro="Its logs stay, and can still be corrected. A new programme starts from a new assessment.",
        submit="End the programme",
        save=save,
    )
