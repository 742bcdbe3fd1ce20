"""The clinic's own figures: how the programmes begun in a year went, as numbers of groups and never of one patient.

A year is the only period there is: the figures of two periods that overlap could be taken from each other.
"""

import datetime
from collections import defaultdict

from django.db.models import Min, Prefetch

from rehab.assessments.models import Assessment
from rehab.programmes.decisions import replay_inputs
from rehab.programmes.models import Programme
from rehab.progress.groups import Figure, in_parts, middle
from rehab.progress.verdicts import MEASURES, verdicts
from rehab.rules import LIBRARY, effective_settings, replay

DAYS_A_WEEK = 7
WINDOW_WEEKS = LIBRARY.constant("review_closes_week")
WINDOW_DAYS = WINDOW_WEEKS * DAYS_A_WEEK
VERDICTS = {"improved": "improved", "within_error": "within measurement error", "worse": "worse"}
HEADINGS = {
    "completion": f"Completion at {WINDOW_WEEKS} weeks",
    "sessions": "Sessions a week",
    "stage": "Time in a stage",
    "change": "Real change",
}
MEANINGS = {
    "completion": f"Programmes begun at least {WINDOW_WEEKS} weeks ago. Completed: still followed at the end of week "
    f"{WINDOW_WEEKS}, or ended before as completed. Lapsed: still open then, but the last session was too long ago.",
    "sessions": "Programmes that train: the sessions logged in a full week, on average over their full weeks, up to "
    f"week {WINDOW_WEEKS}.",
    "stage": "Days from entering a stage to the next, or from the last stage to completion, of the sides that went on. "
    "Sides that did not, or not yet, are not in it: it says nothing of how many go on.",
    "change": "Sides (for pain and activities: patients) with two comparable assessments, the first of the programme "
    "against the latest. Improved and worse are changes larger than measurement error; the rest is no change.",
}
BANDS = ((1, "fewer than 1 a week"), (2, "1 to 2 a week"), (3, "2 to 3 a week"), (None, "3 or more a week"))


def years(clinician, today: datetime.date) -> list[int]:
    """The years in which the clinic's programmes began, the present one first."""
    first = Programme.objects.visible_to(clinician).aggregate(first=Min("started_on"))["first"] or today
    return list(range(today.year, min(first.year, today.year) - 1, -1))


def year_to_begin_with(today: datetime.date) -> int:
    """That of the programmes that have just come to the end of their weeks."""
    return (today - datetime.timedelta(days=WINDOW_DAYS)).year


def figures(clinician, today: datetime.date, year: int) -> list[Figure]:
    """The figures of the clinic's programmes begun in a year, as far as today."""
    programmes = _programmes(clinician, year)
    inputs = replay_inputs(programmes, today)
    answers = {pk: replay(given) for pk, given in inputs.items()}
    return [
        in_parts("completion", "programmes", _completion(programmes, inputs, today)),
        in_parts("sessions", "programmes", _sessions(programmes, inputs, answers)),
        *_stages(programmes, inputs, answers),
        *_changes(programmes),
    ]


def _programmes(clinician, year):
    signed = Assessment.objects.filter(is_current=True, signed_at__isnull=False).order_by("examined_on", "created_at")
    signed = signed.prefetch_related("thomastests", "modifiedthomastests", "strengthtests", "trials", "psfs_scores")
    found = Programme.objects.visible_to(clinician).filter(started_on__year=year)
    return list(
        found.select_related("assessment", "episode__patient").prefetch_related(
            "sides", Prefetch("episode__assessments", signed.select_related("screening"), to_attr="examinations")
        )
    )


def _person(programme):
    """Whose programme it is: a second record of somebody is nobody else."""
    return programme.patient.merged_into_id or programme.patient.pk


def _completion(programmes, inputs, today):
    for programme in programmes:
        end = programme.started_on + datetime.timedelta(days=WINDOW_DAYS)
        if end <= today:
            yield _person(programme), _how_it_stood(programme, inputs[programme.pk], end)


def _how_it_stood(programme, given, end):
    """At the end of the weeks: completed, ended earlier, or lapsed as the rules say it of a day."""
    if programme.ended_on is not None and programme.ended_on < end:
        return "completed" if programme.end_reason == Programme.EndReason.COMPLETED else "ended earlier"
    return "lapsed" if given["sides"] and _idle(given, end) > _lapse_days(given) else "completed"


def _idle(given, end):
    trained = [day for day in map(_day, _days_trained(given)) if day <= end]
    return (end - max(trained, default=_day(given["started_on"]))).days


def _days_trained(given):
    return (session["performed_on"] for session in given["sessions"])


def _lapse_days(given):
    return effective_settings(given["settings"])["lapse_days"]


def _sessions(programmes, inputs, answers):
    """Of those that train and have a full week behind them."""
    for programme in programmes:
        weeks = answers[programme.pk]["sessions_per_week"][:-1][:WINDOW_WEEKS]
        if weeks and inputs[programme.pk]["sides"]:
            mean = sum(weeks) / len(weeks)
            yield _person(programme), next(name for limit, name in BANDS if limit is None or mean < limit)


def _stages(programmes, inputs, answers):
    """The median of the days in each stage, of the sides that went on from it."""
    days = defaultdict(list)
    for programme in programmes:
        given, answer = inputs[programme.pk], answers[programme.pk]
        for side in given["sides"]:
            for stage, spent in time_in_stages(given, answer["events"], side):
                days[stage].append((_person(programme), spent))
    for stage in LIBRARY.stages:
        yield middle("stage", f"stage {stage}", days[stage], "days")


def time_in_stages(given, events, side):
    """(stage, days) of each stage that a side went on from: to the next one, or to completion."""
    entered, stage = given["started_on"], given["sides"][side]["stage"]
    for event in events:
        if event["side"] == side and event["event"] in ("stage_advanced", "stage_set", "completed"):
            if event["event"] != "stage_set" and entered is not None:
                yield stage, (_day(event["on"]) - _day(entered)).days
            # A side that is completed a second time without entering a stage anew was not in it all the while.
            entered = None if event["event"] == "completed" else event["on"]
            stage = event.get("stage", stage)


def _day(iso):
    return datetime.date.fromisoformat(iso)


def _changes(programmes):
    """What the rules say of each measure, over every side and patient with a first and a latest assessment."""
    judged = defaultdict(list)
    for programme in programmes:
        since = programme.assessment.examined_on
        until = programme.ended_on or datetime.date.max
        found = [one for one in programme.episode.examinations if since <= one.examined_on <= until]
        if len(found) > 1:
            for measure, verdict in _judged(programme, found[0], found[-1]):
                judged[measure].append((_person(programme), VERDICTS[verdict]))
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
