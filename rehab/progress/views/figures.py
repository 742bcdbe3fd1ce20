"""The clinic's own figures on a page and as a table to be downloaded, with what each column means."""

import csv

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clinic.accounts.permissions import clinical
from clinic.audit.recording import Action, record
from rehab.progress.figures import HEADINGS, MEANINGS, figures, year_to_begin_with, years
from rehab.progress.forms import PeriodForm
from rehab.progress.groups import SMALLEST_GROUP

HEADS = ("year", "measure", "group", "total", "part", "count", "percent", "median", "unit")
COLUMNS = {
    "year": "The year in which the programmes began.",
    "measure": "What is counted: " + " ".join(f"{name}: {meaning}" for name, meaning in MEANINGS.items()),
    "group": "Of which group: programmes, a stage, or a measure.",
    "total": f"How many are in the group. Empty where they are of fewer than {SMALLEST_GROUP} patients.",
    "part": "A part of the group; empty where the figure is a median.",
    "count": f"How many are in the part. Empty where they are of fewer than {SMALLEST_GROUP} patients, or where the "
    "count would give away another one. A part that is not named has nobody in it.",
    "percent": "The part in whole percent of the group.",
    "median": "The middle value of the group.",
    "unit": "The unit of the median.",
}


@clinical
@require_safe
def page(request):
    """The figures of the programmes begun in a year."""
    form, year, found = _asked(request)
    record(Action.LIST, by=request.user, object_type="programmes.Programme")
    context = {
        "form": form,
        "year": year,
        "measures": [_measure(name, found) for name in HEADINGS],
        "is_told": any(figure.total is not None for figure in found),
        "smallest": SMALLEST_GROUP,
    }
    return render(request, "progress/figures.html", context)


@clinical
@require_safe
def table(request):
    """The same figures as CSV; the heads alone where the year is none of the clinic's."""
    _, year, found = _asked(request)
    record(Action.EXPORT, by=request.user, object_type="programmes.Programme")
    return _csv(f"figures-{year}.csv", HEADS, ((year, *row) for figure in found for row in _rows(figure)))


@clinical
@require_safe
def dictionary(request):
    """What each column of the table means, as CSV."""
    record(Action.LIST, by=request.user, object_type="programmes.Programme")
    return _csv("figures-dictionary.csv", ("column", "meaning"), COLUMNS.items())


def _asked(request):
    """The form, the year it names and the figures of that; no figures where the year is none of those offered."""
    today = request.user.today()
    offered = years(request.user, today)
    begin = max(year_to_begin_with(today), offered[-1])
    form = PeriodForm(request.GET if "year" in request.GET else None, years=offered, initial={"year": begin})
    if form.is_bound and not form.is_valid():
        return form, begin, []
    year = form.cleaned_data["year"] if form.is_bound else begin
    return form, year, figures(request.user, today, year)


def _measure(name, found):
    own = [figure for figure in found if figure.measure == name]
    return {"id": name, "heading": HEADINGS[name], "meaning": MEANINGS[name], "figures": own}


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
