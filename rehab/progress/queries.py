"""The review page's content: one axis of weeks, charts for each side, verdicts between assessments."""

import datetime
import itertools
from dataclasses import dataclass

from rehab.assessments.models import Assessment
from rehab.patients.models import Side
from rehab.patients.queries import body_measurements
from rehab.programmes.decisions import replay_input
from rehab.progress.charts import Axis, Chart, drawn
from rehab.progress.ladders import drawn_ladder, ladder_chart
from rehab.progress.measures import measured_charts
from rehab.progress.models import Review
from rehab.progress.reported import reported_charts
from rehab.progress.training import sessions_of, training_charts
from rehab.progress.verdicts import OF_THE_SIDE, Verdict, verdicts
from rehab.rules import LIBRARY, effective_settings, replay

# Which measures of `change` a chart shows.
SHOWN_IN = {
    "hip-extension": ("modified_thomas.hip_extension_deg", "thomas.hip_extension_deg"),
    "knee-flexion": ("modified_thomas.knee_flexion_deg",),
    "strength": ("strength.mmt",),
    "torque": ("strength.force",),
    "force": ("strength.force",),
}


@dataclass(frozen=True)
class Drawing:
    """One chart ready to draw, with the verdicts between each two assessments that follow each other."""

    drawing: dict
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True)
class SideProgress:
    """One side: its charts ready to draw, and what changed from the first assessment to the latest.

    `ladder` is None for a side that is only stretched.
    """

    side: str
    drawings: tuple[Drawing, ...]
    ladder: dict | None
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True)
class Progress:
    """Everything the review page shows. `first` and `latest` are the same assessment until there is a second one.

    `verdicts` and `reported` are the verdicts on and the charts of what the patient says: pain, activities, the change.
    `sessions` counts those of the whole programme, on `last_session_on` the last of them, None where there is none.
    `given` and `answer` are what the rules were given and what they answered.
    """

    week: int
    review_window: str
    window: tuple[int, int]
    adherence_pct: int | None
    wanted_a_week: int
    sessions: int
    last_session_on: datetime.date | None
    sides: tuple[SideProgress, ...]
    first: Assessment
    latest: Assessment
    assessments: tuple[Assessment, ...]
    verdicts: tuple[Verdict, ...]
    reported: tuple[Drawing, ...]
    given: dict
    answer: dict


def progress_of(programme, today: datetime.date) -> Progress:
    """The progress of a programme up to a day, or to its last day where it has ended."""
    given = replay_input(programme, today)
    answer = replay(given)
    assessments = assessments_of(programme, today)
    axis = axis_of(programme, answer["week"])
    of_sides = _SideReader(programme, given, answer, assessments, axis)
    days = sorted({day for side in given["sides"] for day in sessions_of(side, given)})
    return Progress(
        week=answer["week"],
        review_window=answer["review_window"],
        window=axis.shaded_weeks,
        adherence_pct=answer["recent_adherence_pct"],
        wanted_a_week=effective_settings(given["settings"])["sessions_per_week"],
        sessions=sum(answer["sessions_per_week"]),
        last_session_on=days[-1] if days else None,
        sides=tuple(of_sides.read(row.side) for row in programme.sides.all()),
        first=assessments[0],
        latest=assessments[-1],
        assessments=tuple(assessments),
        verdicts=tuple(_of_the_patient(assessments)),
        reported=tuple(Drawing(drawn(chart, axis)) for chart in reported_charts(programme, assessments)),
        given=given,
        answer=answer,
    )


def assessments_of(programme, today: datetime.date) -> list[Assessment]:
    """The signed, current assessments by date, from the one that the programme was started from up to a day."""
    found = Assessment.objects.filter(
        episode=programme.episode_id,
        is_current=True,
        signed_at__isnull=False,
        examined_on__range=(programme.assessment.examined_on, today),
    )
    return list(
        found.order_by("examined_on", "created_at")
        .select_related("rater", "screening", "episode")
        .prefetch_related("thomastests", "modifiedthomastests", "strengthtests", "trials", "psfs_scores__activity")
    ) or [programme.assessment]


def _of_the_patient(assessments) -> list[Verdict]:
    """Of pain and activities, which belong to no side, from the first assessment to the latest."""
    if len(assessments) < 2:
        return []
    found = verdicts(assessments[0], assessments[-1], Side.RIGHT)
    return [one for one in found if one.measure not in OF_THE_SIDE]


def open_review(programme) -> Review | None:
    """The programme's new review that is neither signed nor discarded."""
    return open_reviews(programme).filter(replaces__isnull=True).first()


def open_reviews(programme):
    """Every review of the programme that is begun and neither signed nor discarded, amendments too."""
    return programme.reviews.filter(signed_at__isnull=True, discarded_at__isnull=True)


def open_amendment(review) -> Review | None:
    """The draft that is to replace this signed review, if one has been begun."""
    return open_reviews(review.programme).filter(replaces=review).first()


def signed_reviews(programme):
    """The programme's signed reviews that count, newest first."""
    return programme.reviews.filter(is_current=True, signed_at__isnull=False).select_related("signed_by")


def axis_of(programme, week: int) -> Axis:
    """The weeks shown: at least to the end of the review window, and on to the present week."""
    window = (LIBRARY.constants["review_opens_week"].value, LIBRARY.constants["review_closes_week"].value)
    return Axis(start=programme.started_on, weeks=max(window[1], week), shaded_weeks=window)


class _SideReader:
    """What is read once for a programme and then for each of its sides."""

    def __init__(self, programme, given, answer, assessments, axis):
        self.given, self.answer, self.assessments, self.axis = given, answer, assessments, axis
        weighed = body_measurements(programme.patient).filter(mass_kg__isnull=False)
        self.masses = sorted(weighed.values_list("measured_on", "mass_kg"))
        self.overrides = list(programme.overrides.filter(is_current=True).select_related("created_by"))

    def read(self, side) -> SideProgress:
        is_trained = side in self.given["sides"]
        charts = measured_charts(side, self.given, self.assessments, self.masses)
        if is_trained:
            charts += training_charts(side, self.answer, self.given, self.axis)
        pairs = [verdicts(*pair, side) for pair in itertools.pairwise(self.assessments)]
        whole = verdicts(self.assessments[0], self.assessments[-1], side) if pairs else []
        ladder = ladder_chart(side, self.given, self.answer, self.overrides) if is_trained else None
        return SideProgress(
            side=side,
            drawings=tuple(self._drawing(chart, side, pairs) for chart in charts),
            ladder=None if ladder is None else drawn_ladder(ladder, self.axis),
            verdicts=tuple(one for one in whole if one.measure in OF_THE_SIDE),
        )

    def _drawing(self, chart: Chart, side, pairs) -> Drawing:
        shown = SHOWN_IN.get(chart.id.removeprefix(f"{side}-"), ())
        between = tuple(one for found in pairs for one in found if one.measure in shown)
        return Drawing(drawn(chart, self.axis), between)
