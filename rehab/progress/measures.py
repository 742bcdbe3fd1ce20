"""The charts of what was measured on one side: length and strength, each point with its error."""

import datetime
import math
from decimal import Decimal

from clinic.forms import spoken_date
from rehab.progress.charts import SHAPES, Chart, Glyph, Mark, Series, broken
from rehab.progress.words import grade_words, number
from rehab.rules import CHOICES, GRADES, LIBRARY

TESTS = {"modifiedthomastests": "Modified Thomas test", "thomastests": "Thomas test"}
BELT = "belt"
PERCENT = 100
WORDS = {name: dict(values) for name, values in CHOICES.items()}


def measured_charts(side, given, assessments, masses) -> list[Chart]:
    """Hip extension, knee flexion, grade, torque and force of one side; torque and force where they were measured.

    `masses` are the (day, kg) at which the patient was weighed, in order of date.
    """
    forces = [_torque(side, assessments, masses), _force(side, assessments)]
    return [
        _angle_chart(side, assessments, "hip_extension_deg", "Hip extension", TESTS),
        _angle_chart(side, assessments, "knee_flexion_deg", "Knee flexion", ["modifiedthomastests"]),
        _grades(side, given, assessments),
        *(chart for chart in forces if not chart.is_empty),
    ]


def said(on, words) -> str:
    """A value with its day, as tables and screen readers say it."""
    return f"{spoken_date(on)}: {words}"


class Glyphs:
    """One glyph for each way of measuring, in the order in which they are met."""

    def __init__(self):
        self.known: dict[tuple, Glyph] = {}

    def of(self, *ways, hollow=False) -> Glyph:
        """The glyph of what was measured in these ways; a shape is only used twice when all are taken."""
        if (ways, hollow) not in self.known:
            shape = SHAPES[len(self.known) % len(SHAPES)]
            self.known[ways, hollow] = Glyph(shape, hollow, ", ".join(way for way in ways if way))
        return self.known[ways, hollow]


def _of_side(rows, side):
    return next((row for row in rows.all() if row.side == side), None)


def _done(assessments, tests, side):
    """(assessment, test of the side) of every assessment in which the test was done."""
    for assessment in assessments:
        if (test := _of_side(getattr(assessment, tests), side)) is not None:
            yield assessment, test


def _angle_chart(side, assessments, measure, title, tests) -> Chart:
    margin = LIBRARY.constants[measure.replace("_deg", "_margin_deg")].value
    glyphs = Glyphs()
    series = tuple(_angles(side, assessments, name, measure, margin, glyphs) for name in tests)
    low, high = _scale(measure, [mark.value for line in series for mark in line.marks])
    is_hip = measure == "hip_extension_deg"
    return Chart(
        id=f"{side}-{measure.removesuffix('_deg').replace('_', '-')}",
        title=title,
        scale=(low, high),
        ticks=tuple((value, _degrees(value)) for value in range(low, high + 1, 10 if is_hip else 20)),
        series=tuple(line for line in series if line.marks),
        line=(LIBRARY.constants["couch_level_deg"].value, "level of the couch") if is_hip else None,
        band=f"measurement error, ±{number(margin)}°",
    )


def _scale(measure, values):
    """Whole tens around the values; never so narrow that a small difference looks large."""
    low, high = (-20, 20) if measure == "hip_extension_deg" else (40, 120)
    step = 10 if measure == "hip_extension_deg" else 20
    lowest = min([low, *(math.floor(value / step) * step for value in values)])
    return lowest, max([high, *(math.ceil(value / step) * step for value in values)])


def _angles(side, assessments, tests, measure, margin, glyphs) -> Series:
    marks, before = [], None
    for assessment, test in _done(assessments, tests, side):
        value = getattr(test, measure)
        if value is None:
            continue
        ways = (
            TESTS[tests],
            WORDS["method"].get(test.method, "method not stated").lower(),
            str(assessment.rater),
            "" if test.pelvis_controlled else "pelvis not controlled",
        )
        marks.append(
            Mark(
                on=assessment.examined_on,
                value=float(value),
                words=said(assessment.examined_on, ", ".join([_degrees(value), *filter(None, ways[1:])])),
                error=margin,
                apart=not test.pelvis_controlled or (before is not None and not _comparable(before, test)),
                glyph=glyphs.of(*ways, hollow=not test.pelvis_controlled),
            )
        )
        before = test
    return Series(TESTS[tests], broken(marks, _untested(assessments, marks)), dashed=tests != "modifiedthomastests")


def _untested(assessments, marks):
    """The days of the assessments in which this was not measured."""
    return {assessment.examined_on for assessment in assessments} - {mark.on for mark in marks}


def _degrees(value):
    return f"{number(value)}°"


def _comparable(before, after):
    """As the rules compare two angles: the pelvis controlled both times and the same stated method."""
    same_method = before.method == after.method != ""
    return before.pelvis_controlled and after.pelvis_controlled and same_method


def _grades(side, given, assessments) -> Chart:
    margin = LIBRARY.constants["mmt_margin_grades"].value
    glyphs = Glyphs()
    at_assessment = {
        assessment.examined_on: (test.mmt, str(assessment.rater))
        for assessment, test in _done(assessments, "strengthtests", side)
        if test.mmt
    }
    between = {
        datetime.date.fromisoformat(test["on"]): (test["mmt"], "")
        for test in given["strength_tests"]
        if test["side"] == side and test["mmt"]
    }
    # Of one day the assessment says who tested; an assessment is also among the tests that the rules were given.
    tested = between | {on: found for on, found in at_assessment.items() if between.get(on, found)[0] == found[0]}
    marks = tuple(
        Mark(
            on=on,
            value=_in_grades(mmt),
            words=said(on, ", ".join(filter(None, [f"MMT {grade_words(mmt)}", rater or "strength test"]))),
            error=margin,
            glyph=glyphs.of("Manual test", rater or "strength test between assessments"),
        )
        for on, (mmt, rater) in sorted(tested.items())
    )
    whole = [grade for grade in GRADES if grade.isdigit()]
    return Chart(
        id=f"{side}-strength",
        title="Strength, manual grade",
        scale=(0, _in_grades(GRADES[-1])),
        ticks=tuple((_in_grades(grade), grade) for grade in whole),
        series=_unless_empty(Series("Manual grade", broken(marks, _untested(assessments, marks)))),
        band=f"measurement error, ±{number(margin)} grade",
    )


def _in_grades(mmt):
    """A grade as a number: a plus or a minus is a third of one."""
    return LIBRARY.grades[mmt] / LIBRARY.grades["1"]


def _torque(side, assessments, masses) -> Chart:
    return _forces(side, assessments, "torque", "Strength, torque", "N·m", lambda test: _newton_metres(test), masses)


def _force(side, assessments) -> Chart:
    return _forces(
        side, assessments, "force", "Strength, force", "N", lambda test: None if test.lever_arm_m else test.force_n, ()
    )


def _newton_metres(test):
    return None if test.lever_arm_m is None else round(test.force_n * test.lever_arm_m, 1)


def _forces(side, assessments, name, title, unit, value_of, masses) -> Chart:
    glyphs, marks, before = Glyphs(), [], None
    for assessment, test in _done(assessments, "strengthtests", side):
        value = None if test.force_n is None else value_of(test)
        if value is None:
            continue
        on = assessment.examined_on
        ways = (
            WORDS["position"].get(test.position, "position not stated").lower(),
            WORDS["fixation"].get(test.fixation, "fixation not stated").lower(),
            str(assessment.rater),
        )
        words = [f"{number(value)} {unit}", *_for_body_mass(value, on, masses), *ways]
        marks.append(
            Mark(
                on=on,
                value=float(value),
                words=said(on, ", ".join(words)),
                error=float(value) * _force_margin(test) / PERCENT,
                apart=before is not None and (before.position != test.position or test.position == ""),
                glyph=glyphs.of(*ways),
            )
        )
        before = test
    highest, step = _round_scale(max([mark.value for mark in marks], default=0))
    return Chart(
        id=f"{side}-{name}",
        title=f"{title} ({unit})",
        scale=(0, highest),
        ticks=tuple((value, str(value)) for value in range(0, highest + 1, step)),
        series=_unless_empty(Series(title, broken(marks, _untested(assessments, marks)))),
        band="measurement error",
    )


def _force_margin(test):
    """Measurement error in percent: smaller where a belt, not the examiner, holds the dynamometer."""
    name = "force_change_belt_pct" if test.fixation == BELT else "force_margin_pct"
    return LIBRARY.constants[name].value


def _for_body_mass(torque, on, masses):
    """The torque for each kilogram of body mass, by the last weighing up to that day; nothing without one."""
    known = [(day, kg) for day, kg in masses if day <= on]
    if not known:
        return
    day, kg = known[-1]
    yield f"{number(round(Decimal(torque) / kg, 2))} N·m/kg (body mass {number(kg)} kg on {spoken_date(day)})"


def _round_scale(highest):
    """(end of the scale, step) that hold the highest value with at most five steps."""
    for step in (10, 20, 50, 100, 200):
        if highest <= step * 5:
            break
    return max(step * 2, math.ceil(highest / step) * step), step


def _unless_empty(series):
    return (series,) if series.marks else ()
