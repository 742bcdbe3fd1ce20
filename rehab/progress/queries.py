"""The progress page's content: one axis of weeks, charts for each side, verdicts between assessments."""

import datetime
from dataclasses import dataclass

from rehab.assessments.models import Assessment
from rehab.programmes.decisions import replay_input, standing
from rehab.progress.charts import Axis, Chart, drawn
from rehab.progress.measures import sessions_chart, side_charts
from rehab.progress.verdicts import Verdict, verdicts
from rehab.rules import LIBRARY


@dataclass(frozen=True)
class SideProgress:
    """One side: its charts ready to draw, and what changed from the first assessment to the latest."""

    side: str
    drawings: tuple[dict, ...]
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True)
class Progress:
    """Everything the progress page shows. `first` and `latest` are the same assessment until there is a second one."""

    week: int
    review_window: str
    window: tuple[int, int]
    adherence_pct: int | None
    wanted_a_week: int
    sessions: dict
    sides: tuple[SideProgress, ...]
    first: Assessment
    latest: Assessment
    assessments: tuple[Assessment, ...]


def progress_of(programme, today: datetime.date) -> Progress:
    """The progress of a programme up to a day, or to its last day where it has ended."""
    answer = standing(programme, today)
    given = replay_input(programme, today)
    assessments = assessments_of(programme)
    axis = axis_of(programme, answer["week"])
    sessions = sessions_chart(answer, given, axis)
    return Progress(
        week=answer["week"],
        review_window=answer["review_window"],
        window=axis.shaded_weeks,
        adherence_pct=answer["recent_adherence_pct"],
        wanted_a_week=sessions.line[0],
        sessions=drawn(sessions, axis),
        sides=tuple(_side(row.side, answer, given, assessments, axis) for row in programme.sides.all()),
        first=assessments[0],
        latest=assessments[-1],
        assessments=tuple(assessments),
    )


def assessments_of(programme) -> list[Assessment]:
    """The signed, current assessments of the programme by date, from the one it was started from."""
    return list(
        Assessment.objects.filter(
            episode=programme.episode_id,
            is_current=True,
            signed_at__isnull=False,
            examined_on__gte=programme.assessment.examined_on,
        )
        .order_by("examined_on", "created_at")
        .prefetch_related("thomastests", "modifiedthomastests", "strengthtests", "psfs_scores")
    ) or [programme.assessment]


def axis_of(programme, week: int) -> Axis:
    """The weeks shown: at least to the end of the review window, and on to the present week."""
    window = (LIBRARY.constants["review_opens_week"].value, LIBRARY.constants["review_closes_week"].value)
    return Axis(start=programme.started_on, weeks=max(window[1], week), shaded_weeks=window)


def _side(side, answer, given, assessments, axis) -> SideProgress:
    charts: list[Chart] = side_charts(side, answer, given, assessments)
    return SideProgress(
        side=side,
        drawings=tuple(drawn(chart, axis) for chart in charts),
        verdicts=tuple(verdicts(assessments[0], assessments[-1], side)) if len(assessments) > 1 else (),
    )
