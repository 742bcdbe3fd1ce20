"""The exercise library as pages: every card with its ladder, dosage, exclusions and source."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rehab.library.cards import Card, shelves
from rehab.rules import LIBRARY


@require_safe
def exercises(request):
    """All cards, strengthening by stage and stretches by muscle; `q` keeps those that hold every word."""
    wanted = request.GET.get("q", "")[:100]
    return render(request, "library/exercises.html", {"shelves": shelves(wanted), "q": wanted, "library": LIBRARY})


@require_safe
def exercise(request, exercise):
    """One card in full."""
    if exercise not in LIBRARY.exercises:
        raise Http404("No such exercise.")
    return render(request, "library/exercise.html", {"card": Card.of(exercise)})
