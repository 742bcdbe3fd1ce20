"""The charts of a programme, made from the same input and answer that the rules work with."""

import datetime
import math

from rehab.progress.charts import Chart, Mark, Series
from rehab.rules import FIELDS, GRADES, LIBRARY, effective_settings

DAYS_A_WEEK = 7
A_DAY = datetime.timedelta(days=1)
TESTS = {"modifiedthomastests": ("Modified Thomas test", "circle"), "thomastests": ("Thomas test", "square")}


def sessions_chart(answer, given, axis) -> Chart:
    """Sessions in each week so far against those wanted."""
    wanted = effective_settings(given["settings"])["sessions_per_week"]
    counts = answer["sessions_per_week"]
    highest = max([wanted + 1, *counts])
    return Chart(
        id="sessions",
        title="Sessions a week",
        scale=(0, highest),
        ticks=tuple((count, str(count)) for count in range(highest + 1)),
        bars=tuple(
            Mark(axis.start + DAYS_A_WEEK * A_DAY * week, count, f"week {week + 1}: {count}")
            for week, count in enumerate(counts)
        ),
        line=(wanted, f"{wanted} a week"),
    )


def side_charts(side, answer, given, assessments) -> list[Chart]:
    """Hip extension, strength, symptoms and stage of one side, as far as they apply to it."""
    charts = [_hip_extension(side, assessments), _grades(side, given, assessments)]
    force = _force(side, assessments)
    if not force.is_empty:
        charts.append(force)
    charts.append(_symptoms(side, given))
    if side in given["sides"]:
        charts.append(_stages(side, answer, given))
    return charts


def _said(on, words):
    return f"{on:%-d %B}: {words}"


def _of_side(rows, side):
    return next((row for row in rows.all() if row.side == side), None)


def _hip_extension(side, assessments) -> Chart:
    series = tuple(_angles(side, assessments, tests, name, shape) for tests, (name, shape) in TESTS.items())
    values = [mark.value for line in series for mark in line.marks]
    low = min([-20, *(math.floor(value / 10) * 10 for value in values)])
    high = max([20, *(math.ceil(value / 10) * 10 for value in values)])
    return Chart(
        id=f"{side}-hip-extension",
        title="Hip extension",
        scale=(low, high),
        ticks=tuple((value, f"{value}°".replace("-", "−")) for value in range(low, high + 1, 10)),
        series=tuple(line for line in series if line.marks),
        line=(LIBRARY.constants["couch_level_deg"].value, "level of the couch"),
    )


def _angles(side, assessments, tests, name, shape) -> Series:
    margin = LIBRARY.constants["hip_extension_margin_deg"].value
    marks, before = [], None
    for assessment in assessments:
        test = _of_side(getattr(assessment, tests), side)
        if test is None or test.hip_extension_deg is None:
            continue
        value = float(test.hip_extension_deg)
        words = f"{value:g}°".replace("-", "−")
        if not test.pelvis_controlled:
            words += ", pelvis not controlled"
        apart = not test.pelvis_controlled or (before is not None and not _comparable(before, test))
        marks.append(Mark(assessment.examined_on, value, _said(assessment.examined_on, words), margin, apart))
        before = test
    return Series(name, tuple(marks), shape)


def _comparable(before, after):
    """As the rules compare two angles: the pelvis controlled both times and the same stated method."""
    same_method = before.method == after.method != ""
    return before.pelvis_controlled and after.pelvis_controlled and same_method


def _grades(side, given, assessments) -> Chart:
    tested = {
        (assessment.examined_on, test.mmt)
        for assessment in assessments
        if (test := _of_side(assessment.strengthtests, side)) is not None and test.mmt
    }
    tested |= {
        (datetime.date.fromisoformat(test["on"]), test["mmt"])
        for test in given["strength_tests"]
        if test["side"] == side and test["mmt"]
    }
    whole = [grade for grade in GRADES if grade.isdigit()]
    return Chart(
        id=f"{side}-strength",
        title="Strength, manual grade",
        scale=(0, len(GRADES) - 1),
        ticks=tuple((GRADES.index(grade), grade) for grade in whole),
        series=_unless_empty(
            Series(
                "Manual grade",
                tuple(Mark(on, GRADES.index(mmt), _said(on, f"MMT {mmt}")) for on, mmt in sorted(tested)),
            )
        ),
    )


def _force(side, assessments) -> Chart:
    marks, before = [], None
    for assessment in assessments:
        test = _of_side(assessment.strengthtests, side)
        if test is None or test.force_n is None:
            continue
        apart = before is not None and (before.position != test.position or test.position == "")
        said = _said(assessment.examined_on, f"{test.force_n.normalize():f} N")
        marks.append(Mark(assessment.examined_on, float(test.force_n), said, apart=apart))
        before = test
    highest = math.ceil(max([100, *(mark.value for mark in marks)]) / 100) * 100
    step = 50 if highest <= 200 else 100
    return Chart(
        id=f"{side}-force",
        title="Strength, measured force",
        scale=(0, highest),
        ticks=tuple((value, f"{value} N") for value in range(0, highest + 1, step)),
        series=_unless_empty(Series("Force", tuple(marks))),
    )


def _symptoms(side, given) -> Chart:
    settings = effective_settings(given["settings"])
    lowest, highest = FIELDS["symptoms"].minimum, FIELDS["symptoms"].maximum
    during, mornings = [], []
    for session in given["sessions"]:
        on = datetime.date.fromisoformat(session["performed_on"])
        felt = [entry["symptoms"] for entry in session["entries"] if entry["side"] == side]
        if felt:
            during.append(Mark(on, max(felt), _said(on, f"{max(felt)}/{highest}")))
        if (morning := session["next_morning"][side]) is not None:
            mornings.append(Mark(on + A_DAY, morning, _said(on + A_DAY, f"{morning}/{highest}")))
    series = Series("During the session", tuple(during)), Series("Next morning", tuple(mornings), "square")
    marks = sorted({lowest, settings["green_max"], settings["amber_max"], highest})
    return Chart(
        id=f"{side}-symptoms",
        title="Symptoms",
        scale=(lowest, highest),
        ticks=tuple((value, f"{value:g}") for value in marks),
        series=tuple(line for line in series if line.marks),
        line=(settings["green_max"], "safe up to here"),
    )


def _stages(side, answer, given) -> Chart:
    began = datetime.date.fromisoformat(given["started_on"])
    steps = [(began, given["sides"][side]["stage"])]
    steps += [
        (datetime.date.fromisoformat(event["on"]), event["stage"])
        for event in answer["events"]
        if event["side"] == side and event["event"] in {"stage_advanced", "stage_set"}
    ]
    marks = [Mark(on, stage, _said(on, f"stage {stage}")) for on, stage in steps]
    until = datetime.date.fromisoformat(given["today"])
    if until > marks[-1].on:
        marks.append(Mark(until, marks[-1].value, _said(until, f"stage {marks[-1].value}")))
    return Chart(
        id=f"{side}-stage",
        title="Stage",
        scale=(min(LIBRARY.stages) - 0.5, max(LIBRARY.stages) + 0.5),
        ticks=tuple((number, str(number)) for number in LIBRARY.stages),
        series=(Series("Stage", tuple(marks), stepped=True),),
    )


def _unless_empty(series):
    return (series,) if series.marks else ()
