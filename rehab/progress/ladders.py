"""The chart of one side's exercises: the level of each over the weeks, the stages behind, every event marked."""

import datetime
import itertools
from dataclasses import dataclass

from rehab.programmes.words import event_words, exercise_name, override_words, stage_name
from rehab.progress.charts import OUTLINES, Axis, shade, week_labels
from rehab.progress.measures import said
from rehab.rules import LIBRARY, replay

WIDTH, LEFT, RIGHT = 420, 30, 8
BANNER, SIDE_LANE, NAME, RUNG, GAP, FOOT = 16, 18, 13, 9, 8, 20
LAST_LETTERS = 46
# Shape, hollow and what it stands for. What the clinician decided is a diamond, whatever came of it: going on after
# a pause is always that.
SIGNS = {
    "level_advanced": ("triangle", False, "level up"),
    "level_regressed": ("wedge", False, "level down"),
    "mastered": ("circle", False, "mastered"),
    "streak_lapsed": ("circle", True, "streak lapsed"),
    "exercise_added": ("cross", False, "added"),
    "exercise_removed": ("cross", True, "taken out"),
    "stage_advanced": ("triangle", True, "next stage"),
    "gate_pending": ("square", True, "waits for a strength test"),
    "stage_blocked": ("wedge", True, "no exercise fits"),
    "paused": ("square", False, "paused"),
    "completed": ("bar", False, "completed"),
    "override": ("diamond", False, "clinician’s decision"),
}
DECIDED = "P14"  # the rule by which the clinician's decisions hold


@dataclass(frozen=True)
class Event:
    """One thing that happened, on the lane of its exercise or, with none, on that of the side."""

    on: datetime.date
    sign: str
    words: str
    exercise: str = ""

    @property
    def legend(self) -> str:
        """What its sign stands for."""
        return SIGNS[self.sign][2]


@dataclass(frozen=True)
class Lane:
    """One exercise: the level that it had from each day on, None from a day on which it was no longer done."""

    exercise: str
    top_level: int
    levels: tuple[tuple[datetime.date, int | None], ...]


@dataclass(frozen=True)
class LadderChart:
    """What is drawn: `stages` and `pauses` are (first day, last day, stage or None); `until` is the last day shown."""

    id: str
    title: str
    until: datetime.date
    stages: tuple[tuple, ...]
    pauses: tuple[tuple, ...]
    lanes: tuple[Lane, ...]
    events: tuple[Event, ...]

    @property
    def description(self) -> str:
        """The chart in words, for somebody who cannot see it."""
        return " ".join(f"{event.words}." for event in self.events) or "Nothing has changed since the start."

    @property
    def rows(self) -> list[str]:
        """What the table behind the chart says, in order of time."""
        stages = [(first, f"{stage_name(stage)} from here on") for first, _, stage in self.stages]
        levels = [
            (on, f"{exercise_name(lane.exercise)}: {f'level {level}' if level else 'no longer done'}")
            for lane in self.lanes
            for on, level in lane.levels
        ]
        events = [(event.on, event.words.partition(": ")[2]) for event in self.events]
        told = dict.fromkeys([*sorted(stages), *sorted([*levels, *events], key=lambda row: row[0])])
        return [said(on, words) for on, words in sorted(told, key=lambda row: row[0])]


def ladder_chart(side, given, answer, overrides) -> LadderChart:
    """The chart of one strengthened side. `overrides` are the programme's decisions that hold (Override)."""
    until = datetime.date.fromisoformat(given["today"])
    events = sorted([*_events(side, answer), *_decisions(side, overrides, until)], key=lambda event: event.on)
    states = _states(side, given, answer, {event.on for event in events})
    return LadderChart(
        id=f"{side}-levels",
        title="Level of each exercise",
        until=until,
        stages=_spans([(on, state["stage"]) for on, state in states], until),
        pauses=tuple(
            span for span in _spans([(on, state["paused"] or None) for on, state in states], until) if span[2]
        ),
        lanes=_lanes(states),
        events=tuple(events),
    )


def _states(side, given, answer, days):
    """[(day, the side as it stood that day)]: at the start, and on every day on which something happened."""
    start = datetime.date.fromisoformat(given["started_on"])
    told = {datetime.date.fromisoformat(event["on"]) for event in answer["events"] if event["side"] == side}
    today = datetime.date.fromisoformat(given["today"])
    found = [
        (day, replay(given | {"today": day.isoformat()})["sides"][side]) for day in sorted({*days, *told} - {today})
    ]
    begun = given["sides"][side]
    first = {
        "stage": begun["stage"],
        "paused": False,
        "exercises": {row["exercise"]: {"level": row["level"]} for row in begun["exercises"]},
    }
    return [(start, first), *found, (today, answer["sides"][side])]


def _spans(states, until):
    """(first day, last day, value) of each stretch of equal values."""
    spans = []
    for value, stretch in itertools.groupby(states, key=lambda state: state[1]):
        spans.append([next(stretch)[0], until, value])
        if len(spans) > 1:
            spans[-2][1] = spans[-1][0]
    return tuple(tuple(span) for span in spans)


def _lanes(states):
    lanes: dict[str, list] = {}
    for on, state in states:
        doing = {exercise: stand["level"] for exercise, stand in state["exercises"].items()}
        for exercise in dict.fromkeys([*lanes, *doing]):
            levels = lanes.setdefault(exercise, [])
            level = doing.get(exercise)
            if (levels[-1][1] if levels else None) != level:
                levels.append((on, level))
    return tuple(
        Lane(exercise, LIBRARY.exercise(exercise).top_level, tuple(levels)) for exercise, levels in lanes.items()
    )


def _events(side, answer):
    """What the rules did. What the clinician decided is told by the decision itself."""
    decided = {reason["event"] for reason in answer["because"] if reason["rule"] == DECIDED}
    for index, event in enumerate(answer["events"]):
        if event["side"] == side and index not in decided and event["event"] in SIGNS:
            on = datetime.date.fromisoformat(event["on"])
            yield Event(on, event["event"], said(on, event_words(event)), event.get("exercise", ""))


def _decisions(side, overrides, until):
    for row in overrides:
        if row.side == side and row.type != row.Type.COMBINATION and row.decided_on <= until:
            words = f"{override_words(row)} by {row.created_by}: {row.reason}"
            yield Event(row.decided_on, "override", said(row.decided_on, words), row.exercise)


# Where everything goes -----------------------------------------------------------------------------------------------


def drawn_ladder(chart: LadderChart, axis: Axis) -> dict:
    """The chart with every position worked out, as the template `progress/ladder.svg` wants it."""
    axis = axis.on(LEFT, WIDTH - RIGHT)
    lanes, top = [], BANNER + SIDE_LANE
    for lane in chart.lanes:
        lanes.append(_drawn_lane(lane, chart, axis, top))
        top = lanes[-1]["foot"] + GAP
    floor = top
    side_y = BANNER + SIDE_LANE / 2
    return {
        "chart": chart,
        "width": WIDTH,
        "height": floor + FOOT,
        "left": LEFT,
        "right": WIDTH - RIGHT,
        "floor": floor,
        "side_y": side_y,
        "shade": shade(axis, floor - BANNER),
        "banner": BANNER,
        "banner_text": BANNER - 5,
        "week_text": floor + 12,
        "weeks": week_labels(axis),
        "stages": [_drawn_stage(span, axis) for span in chart.stages],
        "pauses": [_drawn_pause(span, axis, side_y) for span in chart.pauses],
        "lanes": lanes,
        "marks": [_sign(event, axis.x(event.on), side_y) for event in chart.events if not _on_a_lane(event, chart)],
        "legend": _legend(chart),
    }


def _on_a_lane(event, chart):
    return any(lane.exercise == event.exercise for lane in chart.lanes)


def _drawn_stage(span, axis):
    first, last, stage = span
    left, right = axis.x(first), axis.x(last)
    name = f"Stage {stage}" if right - left > 42 else str(stage)
    return {"x": left, "width": round(max(right - left, 1), 1), "name": name, "middle": round((left + right) / 2, 1)}


def _drawn_pause(span, axis, y):
    first, last, _ = span
    return {"x": axis.x(first), "width": round(max(axis.x(last) - axis.x(first), 2), 1), "y": y - 3}


def _drawn_lane(lane, chart, axis, top):
    floor = top + NAME + RUNG * lane.top_level

    def y(level):
        return floor - RUNG * (level - 0.5)

    name = exercise_name(lane.exercise)
    here = [event for event in chart.events if event.exercise == lane.exercise]
    return {
        "name": name if len(name) <= LAST_LETTERS else f"{name[: LAST_LETTERS - 1]}…",
        "name_y": top + NAME - 4,
        "top": top + NAME,
        "foot": floor,
        "height": RUNG * lane.top_level,
        "rungs": [{"y": y(level), "level": level} for level in (1, lane.top_level)],
        "path": _stairs(lane.levels, chart.until, axis, y),
        "marks": [_sign(event, axis.x(event.on), y(_level_on(lane, event.on))) for event in here],
    }


def _level_on(lane, on):
    """The level that the exercise had come to by that day, or had when it was taken out."""
    levels = [level for day, level in lane.levels if day <= on and level]
    return levels[-1] if levels else 1


def _stairs(levels, until, axis, y):
    """Along each level to the day on which it changed, then up or down; nothing while the exercise is not done."""
    draw, open_ = "", False
    for (on, level), (last, _) in itertools.pairwise([*levels, (until, None)]):
        if level is None:
            open_ = False
            continue
        draw += f"{'V' if open_ else f'M{axis.x(on)} '}{y(level)}H{axis.x(last)}"
        open_ = True
    return draw


def _sign(event, x, y):
    shape, hollow, _ = SIGNS[event.sign]
    return {"outline": f"M{x} {y}{OUTLINES[shape]}", "hollow": hollow, "words": event.words}


def _legend(chart):
    used = dict.fromkeys(event.sign for event in chart.events)
    return [
        {"outline": f"M6 6{OUTLINES[shape]}", "hollow": hollow, "words": words}
        for shape, hollow, words in dict.fromkeys(SIGNS[sign] for sign in used)
    ]
