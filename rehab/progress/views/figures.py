"""The clinic's own figures on a page and as a table to be downloaded, with what each column means."""

import csv
import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clinic.accounts.permissions import clinical
from clinic.audit.recording import Action, record
from rehab.progress.figures import MEANINGS, SMALLEST_GROUP, figures
from rehab.progress.forms import PeriodForm

HEADS = ("measure", "group", "total", "part", "count", "percent", "median", "unit")
COLUMNS = {
    "measure": "What is counted: " + " ".join(f"{name}: {meaning}" for name, meaning in MEANINGS.items()),
    "group": "Of which group: programmes, a stage, or a measure.",
    "total": f"How many are in the group. Empty where there are fewer than {SMALLEST_GROUP}.",
    "part": "A part of the group; empty where the figure is a median.",
    "count": f"How many are in the part. Empty where there are fewer than {SMALLEST_GROUP}, or where the count would "
    "give away another one.",
    "percent": "The part in whole percent of the group.",
    "median": "The middle value of the group.",
    "unit": "The unit of the median.",
}


@clinical
@require_safe
def page(request):
    """The figures of the programmes begun in a period."""
    form, found = _asked(request)
    record(Action.LIST, by=request.user, object_type="programmes.Programme")
    context = {"form": form, "figures": found, "smallest": SMALLEST_GROUP, "query": request.GET.urlencode()}
    return render(request, "progress/figures.html", context)


@clinical
@require_safe
def table(request):
    """The same figures as CSV."""
    _, found = _asked(request)
    record(Action.EXPORT, by=request.user, object_type="programmes.Programme")
    return _csv("figures.csv", HEADS, (row for figure in found for row in _rows(figure)))


@clinical
@require_safe
def dictionary(request):
    """What each column of the table means, as CSV."""
    record(Action.LIST, by=request.user, object_type="programmes.Programme")
    return _csv("figures-dictionary.csv", ("column", "meaning"), COLUMNS.items())


def _asked(request):
    """The form, and the figures of the period it names; of the last two years where it names none."""
    today = request.user.today()
    form = PeriodForm(request.GET if request.GET else None, today=today)
    given = form.cleaned_data if form.is_bound and form.is_valid() else {}
    first = given.get("first") or today - datetime.timedelta(days=PeriodForm.DAYS)
    last = given.get("last") or today
    return form, [] if form.is_bound and form.errors else figures(request.user, today, first, last)


def _rows(figure):
    about = (figure.measure, figure.group, _told(figure.total))
    if figure.parts:
        for part in figure.parts:
            yield (*about, part.name, _told(part.count), _told(part.percent), "", "")
    else:
        yield (*about, "", "", "", _told(figure.value), figure.unit)


def _told(value):
    return "" if value is None else value


def _csv(name, heads, rows):
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow(heads)
    writer.writerows(rows)
    return response
