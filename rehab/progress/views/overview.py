"""What changed over the weeks of a programme, what is only measurement error, and what is to be done now."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from clinic.accounts.permissions import clinical
from clinic.audit.recording import Action, record
from rehab.patients.access import get_visible
from rehab.programmes.models import Programme
from rehab.progress.due import due
from rehab.progress.queries import open_reviews, progress_of, signed_reviews


@clinical
@require_safe
def progress(request, pk):
    """What is due now, charts on one axis for each side, and what the rules say of each measure."""
    programmes = Programme.objects.select_related("episode__patient", "assessment", "settings_version")
    programme = get_visible(programmes, request.user, pk)
    record(Action.READ, by=request.user, patient=programme.patient, obj=programme)
    today = request.user.today()
    shown = progress_of(programme, today)
    context = {
        "programme": programme,
        "patient": programme.patient,
        "progress": shown,
        "due": due(programme, shown, today),
        "today": today,
        "reviews": signed_reviews(programme),
        "open_reviews": open_reviews(programme),
        "reports": programme.reports.select_related("created_by").defer("pdf", "context"),
    }
    return render(request, "progress/progress.html", context)
