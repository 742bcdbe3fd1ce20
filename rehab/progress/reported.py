"""The charts of what the patient says: pain, each activity, the change as they rate it, and questionnaires."""

from rehab.progress.charts import SHAPES, Chart, Glyph, Mark, Series, broken
from rehab.progress.measures import said
from rehab.progress.models import ReviewScore
from rehab.progress.words import number
from rehab.rules import FIELDS, GLOBAL_CHANGE, LIBRARY, QUESTIONNAIRES

RATINGS = {value: (place - len(GLOBAL_CHANGE) // 2, label) for place, (value, label) in enumerate(GLOBAL_CHANGE)}


def reported_charts(programme, assessments) -> list[Chart]:
    """Pain and activities from the assessments, the rest from the signed reviews; only what was asked."""
    reviews = list(programme.reviews.filter(is_current=True, signed_at__isnull=False).order_by("reviewed_on"))
    charts = [
        _pain(assessments),
        _activities(assessments),
        _global_change(reviews),
        *_questionnaires(programme, reviews),
    ]
    return [chart for chart in charts if not chart.is_empty]


def _pain(assessments) -> Chart:
    limits, error = FIELDS["pain_nrs"], LIBRARY.constant("pain_change_points")
    marks = [
        Mark(one.examined_on, one.pain_nrs, said(one.examined_on, f"{one.pain_nrs}/{limits.maximum}"), error=error)
        for one in assessments
        if one.pain_nrs is not None
    ]
    unasked = [one.examined_on for one in assessments if one.pain_nrs is None]
    series = [Series("Pain", broken(marks, unasked))]
    return _chart(
        "pain", "Pain, worst in the last day", limits, 5, series, f"a smaller difference is no change, ±{error:g}"
    )


def _activities(assessments) -> Chart:
    limits = FIELDS["psfs_mean"]
    scored: dict[str, list] = {}
    for one in assessments:
        for score in one.psfs_scores.all():
            scored.setdefault(score.activity.activity, []).append((one.examined_on, score.score))
    days = [one.examined_on for one in assessments]
    return _chart("activities", "Activities (PSFS)", limits, 5, _lines(scored, f"/{limits.maximum}", days))


def _global_change(reviews) -> Chart:
    ends = RATINGS[GLOBAL_CHANGE[0][0]], RATINGS["same"], RATINGS[GLOBAL_CHANGE[-1][0]]
    marks = tuple(
        Mark(one.reviewed_on, RATINGS[one.global_change][0], said(one.reviewed_on, RATINGS[one.global_change][1]))
        for one in reviews
        if one.global_change
    )
    return Chart(
        id="global-change",
        title="Change since the start, as the patient rates it",
        scale=(ends[0][0], ends[2][0]),
        ticks=tuple((place, {0: "same"}.get(place, "worse" if place < 0 else "better")) for place, _ in ends),
        series=(Series("Rating", broken(marks, [one.reviewed_on for one in reviews if not one.global_change])),)
        if marks
        else (),
    )


def _questionnaires(programme, reviews):
    rows = ReviewScore.objects.filter(
        review__programme=programme, review__is_current=True, review__signed_at__isnull=False
    ).select_related("review")
    scored: dict[str, dict[str, list]] = {}
    for row in rows.order_by("review__reviewed_on", "pk"):
        one, _, scale = row.scale.partition(".")
        lines = scored.setdefault(one, {})
        lines.setdefault(QUESTIONNAIRES[one].scales[scale], []).append((row.review.reviewed_on, row.score))
    for one, lines in scored.items():
        limits = QUESTIONNAIRES[one]
        series = _lines(lines, f"/{limits.maximum}", [review.reviewed_on for review in reviews])
        yield _chart(one, f"{limits.name}: scores alone tell no change", limits, limits.maximum // 2, series)


def _lines(scored, out_of, days):
    """A line for each name, {name: [(day, score)]}; where it was not scored on one of the `days` it is broken."""
    for place, (name, values) in enumerate(scored.items()):
        glyph = Glyph(SHAPES[place % len(SHAPES)], words=name)
        marks = [Mark(on, float(score), said(on, f"{number(score)}{out_of}"), glyph=glyph) for on, score in values]
        yield Series(name, broken(marks, set(days) - {on for on, _ in values}))


def _chart(name, title, limits, step, series, band="") -> Chart:
    return Chart(
        id=f"reported-{name}",
        title=title,
        scale=(limits.minimum, limits.maximum),
        ticks=tuple((value, str(value)) for value in range(limits.minimum, limits.maximum + 1, step)),
        series=tuple(line for line in series if line.marks),
        band=band,
    )
