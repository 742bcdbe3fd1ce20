"""The charts of what one side did: sessions in each week, symptoms with them and the morning after."""

import datetime

from rehab.progress.charts import DAYS_A_WEEK, Axis, Chart, Glyph, Mark, Series, broken
from rehab.progress.measures import said
from rehab.rules import FIELDS, effective_settings

A_DAY = datetime.timedelta(days=1)
DURING, MORNING = Glyph("dot", words="during the session"), Glyph("box", hollow=True, words="next morning")


def training_charts(side, answer, given, axis) -> list[Chart]:
    """Symptoms and sessions of one side."""
    return [_symptoms(side, given), _sessions(side, answer, given, axis)]


def sessions_of(side, given) -> list[datetime.date]:
    """The days up to today on which the side trained."""
    days = (
        datetime.date.fromisoformat(session["performed_on"])
        for session in given["sessions"]
        if session["performed_on"] <= given["today"] and any(entry["side"] == side for entry in session["entries"])
    )
    return list(days)


def _sessions(side, answer, given, axis: Axis) -> Chart:
    """Sessions in each week so far against those wanted; a week that has begun without one counts 0."""
    wanted = effective_settings(given["settings"])["sessions_per_week"]
    counts = [0] * answer["week"]
    for day in sessions_of(side, given):
        counts[(day - axis.start).days // DAYS_A_WEEK] += 1
    highest = max([wanted + 1, *counts])
    return Chart(
        id=f"{side}-sessions",
        title="Sessions a week",
        scale=(0, highest),
        ticks=tuple((count, str(count)) for count in range(highest + 1)),
        bars=tuple(
            Mark(axis.start + DAYS_A_WEEK * A_DAY * week, count, f"week {week + 1}: {count}")
            for week, count in enumerate(counts)
        ),
        line=(wanted, f"{wanted} a week"),
    )


def _symptoms(side, given) -> Chart:
    settings = effective_settings(given["settings"])
    lowest, highest = FIELDS["symptoms"].minimum, FIELDS["symptoms"].maximum
    during, mornings, unknown = [], [], []
    for session in given["sessions"]:
        on = datetime.date.fromisoformat(session["performed_on"])
        felt = [entry["symptoms"] for entry in session["entries"] if entry["side"] == side]
        if felt:
            during.append(Mark(on, max(felt), said(on, f"{max(felt)}/{highest}"), glyph=DURING))
        if (morning := session["next_morning"][side]) is None:
            unknown += [on + A_DAY] if felt else []
        else:
            mornings.append(Mark(on + A_DAY, morning, said(on + A_DAY, f"{morning}/{highest}"), glyph=MORNING))
    series = (
        Series("During the session", tuple(during)),
        Series("Next morning", broken(mornings, unknown), dashed=True),
    )
    marks = sorted({lowest, settings["green_max"], settings["amber_max"], highest})
    return Chart(
        id=f"{side}-symptoms",
        title="Symptoms",
        scale=(lowest, highest),
        ticks=tuple((value, f"{value:g}") for value in marks),
        series=tuple(line for line in series if line.marks),
        line=(settings["green_max"], "safe up to here"),
        wide=True,
    )
