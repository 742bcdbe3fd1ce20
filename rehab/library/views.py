"""The reference data as pages: every exercise card, the whole decision, and each of its rules."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clinic.accounts.permissions import clinical
from rehab.drawings.pictures import SIDES
from rehab.library.cards import Card, shelves
from rehab.rules import LIBRARY, chapter_of, decision, neighbours, rule_told, tables_of
from rehab.thresholds.queries import in_force


@clinical
@require_safe
def exercises(request):
    """All cards, strengthening by stage and stretches by muscle; `q` keeps those that hold every word."""
    wanted = request.GET.get("q", "")[:100]
    return render(request, "library/exercises.html", {"shelves": shelves(wanted), "q": wanted, "library": LIBRARY})


@clinical
@require_safe
def drawings(request):
    """Every drawing of both sides on one page, to look through and to print."""
    return render(request, "library/drawings.html", {"shelves": shelves(), "sides": SIDES})


@clinical
@require_safe
def exercise(request, exercise):
    """One card in full."""
    if exercise not in LIBRARY.exercises:
        raise Http404("No such exercise.")
    return render(request, "library/exercise.html", {"card": Card.of(exercise), "sides": SIDES})


@clinical
@require_safe
def rules(request):
    """The whole decision in its order, with the settings that are in force in the reader's clinic."""
    version = in_force(request.user.clinic_id)
    return render(request, "library/rules.html", {"chapters": decision(version.settings), "settings_version": version})


@clinical
@require_safe
def rule(request, rule):
    """One rule: what it says, its thresholds, its source, and the rows that concern it."""
    if rule not in LIBRARY.rules:
        raise Http404("No such rule.")
    version = in_force(request.user.clinic_id)
    before, after = neighbours(rule)
    return render(
        request,
        "library/rule.html",
        {
            "rule": rule_told(rule, version.settings),
            "chapter": chapter_of(rule),
            "tables": tables_of(rule, version.settings),
            "before": before,
            "after": after,
            "settings_version": version,
        },
    )
