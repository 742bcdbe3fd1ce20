"""The page of a programme: where each side stands, what waits, and everything that happened."""

import datetime

from django.shortcuts import render
from django.views.decorators.http import require_safe

from clinic.accounts.permissions import clinical
from clinic.audit.recording import Action, record
from rehab.programmes.decisions import replay_input
from rehab.programmes.history import history
from rehab.programmes.panels import programme_panels
from rehab.programmes.presentation import StandView, citations_of, reasons_of, window_words
from rehab.programmes.queries import further_needs, needs, offered
from rehab.programmes.views.shared import visible_programme
from rehab.programmes.why import whys
from rehab.rules import LIBRARY, replay
from rehab.thresholds.queries import in_force


@clinical
@require_safe
def programme(request, pk):
    """Where a programme stands today."""
    programme = visible_programme(request, pk)
    today = request.user.today()
    given = replay_input(programme, today)
    answer = replay(given)
    offers = offered(programme, today, answer)
    record(Action.READ, by=request.user, patient=programme.patient, obj=programme)
    clean_sessions = programme.settings["clean_sessions_to_progress"]
    start = programme.basis["answer"]["because"]
    happenings = history(programme, today, answer)
    why = whys(given, answer, happenings)
    context = {
        "programme": programme,
        "patient": programme.patient,
        "settings_in_force": in_force(programme.patient.clinic_id),
        "answer": answer,
        "needs": [*further_needs(programme, offers, today, given), *needs(programme, answer, today)],
        "sides": [
            StandView(offer, clean_sessions, reasons_of(side, start), why.get(side, {}))
            for side, offer in offers.items()
        ],
        "next_session_on": answer["next_session_on"] and datetime.date.fromisoformat(answer["next_session_on"]),
        "window_weeks": [LIBRARY.constant(name) for name in ("review_opens_week", "review_closes_week")],
        "window_words": window_words(answer["review_window"]),
        "history": happenings,
        "panels": programme_panels(programme, request.user),
        "citations": citations_of(answer["because"]),
    }
    return render(request, "programmes/programme.html", context)
