"""What reception opens in place of the clinical pages: who comes when, and a patient's names and contacts."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from clinic.accounts.permissions import everyone
from clinic.audit.recording import Action, record
from rehab.patients.care import care_of, planned_reviews
from rehab.patients.views.pages import show


@everyone
@require_safe
def reviews(request):
    """The planned reviews of the clinic, day by day."""
    record(Action.LIST, by=request.user, object_type="patients.Patient")
    context = {"planned": planned_reviews(request.user), "today": request.user.today()}
    return render(request, "patients/reviews.html", context)


def contacts(request, patient):
    """A patient's page as reception sees it."""
    return show(request, "patients/contacts.html", patient, cares=care_of([patient]))
