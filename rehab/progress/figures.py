"""The clinic's own figures: how its programmes went, as numbers of groups and never of one patient.

A group of fewer than `SMALLEST_GROUP` is not told, nor what would let it be reckoned from the rest.
"""

import datetime
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from rehab.assessments.models import Assessment
from rehab.programmes.decisions import replay_inputs
from rehab.programmes.models import Programme
from rehab.progress.verdicts import MEASURES, verdicts
from rehab.rules import LIBRARY, replay

SMALLEST_GROUP = 5
PERCENT = 100
DAYS_A_WEEK = 7
WINDOW_WEEKS = LIBRARY.constant("review_closes_week")
WINDOW_DAYS = WINDOW_WEEKS * DAYS_A_WEEK
VERDICTS = {"improved": "improved", "within_error": "within measurement error", "worse": "worse"}
MEANINGS = {
    "completion": f"Programmes begun at least {WINDOW_WEEKS} weeks ago: those that ran to the end of week "
    f"{WINDOW_WEEKS}, or ended before as completed, and the others.",
    "sessions": f"Sessions logged in a week, on average over the weeks of each programme, up to week {WINDOW_WEEKS}.",
    "stage": "Days from entering a stage to entering the next, of the sides that went on.",
    "change": "Sides (or patients) with two comparable assessments, first against latest, judged by the rules: "
    "smaller than measurement error is no change.",
}
HEADINGS = {
    "completion": "Completion",
    "sessions": "Sessions a week",
    "stage": "Time in a stage",
    "change": "Real change",
}
BANDS = ((1, "fewer than 1 a week"), (2, "1 to 2 a week"), (3, "2 to 3 a week"), (None, "3 or more a week"))


@dataclass(frozen=True)
class Part:
    """One part of a group: how many, None where that is not told."""

    name: str
    count: int | None
    percent: int | None


@dataclass(frozen=True)
class Figure:
    """One group in parts, or with one `value` (a median with its unit); `total` is None where it is not told."""

    measure: str
    group: str
    total: int | None
    parts: tuple[Part, ...] = ()
    value: float | None = None
    unit: str = ""

    @property
    def heading(self) -> str:
        return HEADINGS[self.measure]

    @property
    def meaning(self) -> str:
        return MEANINGS[self.measure]


def figures(clinician, today: datetime.date, first: datetime.date, last: datetime.date) -> list[Figure]:
    """The figures of the clinic's programmes begun from `first` to `last`, both included."""
    programmes = _programmes(clinician, first, last)
    inputs = replay_inputs(programmes, today)
    answers = {pk: replay(given) for pk, given in inputs.items()}
    return [
        in_parts("completion", "programmes", _completion(programmes, today)),
        in_parts("sessions", "programmes", _sessions(answers.values())),
        *_stages(inputs, answers),
        *_changes(programmes),
    ]


def in_parts(measure, group, names: Iterable[str]) -> Figure:
    """A group told in parts, from the name of the part that each member is in; small ones are not told."""
    counted = Counter(names)
    total = sum(counted.values())
    if total < SMALLEST_GROUP:
        return Figure(measure, group, None)
    told = _without_small(counted)
    parts = tuple(
        Part(name, count, None if count is None else round(PERCENT * count / total)) for name, count in told.items()
    )
    return Figure(measure, group, total, parts)


def middle(measure, group, values, unit) -> Figure:
    """The median of a group that is large enough."""
    if len(values) < SMALLEST_GROUP:
        return Figure(measure, group, None)
    return Figure(measure, group, len(values), value=statistics.median(values), unit=unit)


def _without_small(counted):
    """{part: count}, None for small ones; never for one alone, which the total would give away."""
    hidden = {name for name, count in counted.items() if count < SMALLEST_GROUP}
    if len(hidden) == 1 and len(counted) > 1:
        hidden.add(min((name for name in counted if name not in hidden), key=lambda name: counted[name]))
    return {name: None if name in hidden else count for name, count in counted.items()}


def _programmes(clinician, first, last):
    signed = Assessment.objects.filter(is_current=True, signed_at__isnull=False).order_by("examined_on", "created_at")
    signed = signed.prefetch_related("thomastests", "modifiedthomastests", "strengthtests", "trials", "psfs_scores")
    found = Programme.objects.visible_to(clinician).filter(started_on__range=(first, last))
    return list(
        found.select_related("assessment").prefetch_related(
            "sides", Prefetch("episode__assessments", signed.select_related("screening"), to_attr="examinations")
        )
    )


def _completion(programmes, today):
    for programme in programmes:
        end = programme.started_on + datetime.timedelta(days=WINDOW_DAYS)
        if end <= today:
            early = programme.ended_on is not None and programme.ended_on < end
            completed = not early or programme.end_reason == Programme.EndReason.COMPLETED
            yield "completed" if completed else "ended earlier"


def _sessions(answers):
    for answer in answers:
        weeks = answer["sessions_per_week"][:WINDOW_WEEKS]
        mean = sum(weeks) / len(weeks)
        yield next(name for limit, name in BANDS if limit is None or mean < limit)


def _stages(inputs, answers):
    """Median days in each stage of the sides that went on from it."""
    days = defaultdict(list)
    for pk, answer in answers.items():
        for side, begun in inputs[pk]["sides"].items():
            entered, stage = inputs[pk]["started_on"], begun["stage"]
            for event in answer["events"]:
                if event["side"] == side and event["event"] in ("stage_advanced", "stage_set"):
                    if event["event"] == "stage_advanced":
                        days[stage].append(_days(entered, event["on"]))
                    entered, stage = event["on"], event["stage"]
    for stage in list(LIBRARY.stages)[:-1]:
        yield middle("stage", f"stage {stage}", days[stage], "days")


def _days(first, last):
    return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days


def _changes(programmes):
    """What the rules say of each measure, over every side and patient with a first and a latest assessment."""
    judged = defaultdict(list)
    for programme in programmes:
        since = programme.assessment.examined_on
        until = programme.ended_on or datetime.date.max
        found = [one for one in programme.episode.examinations if since <= one.examined_on <= until]
        if len(found) > 1:
            for measure, verdict in _judged(programme, found[0], found[-1]):
                judged[measure].append(VERDICTS[verdict])
    for measure, (label, _) in MEASURES.items():
        yield in_parts("change", label, judged[measure])


def _judged(programme, first, latest):
    """(measure, verdict) of every side; what belongs to no side once."""
    seen = set()
    for row in programme.sides.all():
        for one in verdicts(first, latest, row.side):
            if one.verdict in VERDICTS and one.measure not in seen:
                yield one.measure, one.verdict
                if "." not in one.measure:
                    seen.add(one.measure)
