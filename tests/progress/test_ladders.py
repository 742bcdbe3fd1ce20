"""The chart of levels: each exercise where the rules had it on each day, stages, pauses and every event."""

import datetime

import pytest
from django.urls import reverse

from rehab.programmes import actions
from rehab.progress.ladders import SIGNS
from tests.programmes.conftest import START, TODAY
from tests.programmes.logs import STAGE_1, clean

DAY = datetime.timedelta(days=1)


@pytest.fixture
def ladder(as_ana, programme):
    """The drawn chart of Maria's right side, as the page shows it now."""

    def read():
        response = as_ana.get(reverse("progress:progress", args=[programme.pk]))
        (side,) = response.context["progress"].sides
        return side.ladder

    return read


def decide(ana, programme, on, **what):
    actions.decide_override(by=ana, programme=programme, side="right", reason="As agreed", decided_on=on, **what)


def levels(drawing):
    return {lane.exercise: list(lane.levels) for lane in drawing["chart"].lanes}


def test_a_level_rises_on_the_day_of_the_session_that_earned_it(log, ladder):
    days = [START, START + 2 * DAY, START + 4 * DAY]
    log(*(clean(day) for day in days))
    assert levels(ladder()) == {exercise: [(START, 1), (days[-1], 2)] for exercise in STAGE_1}
    assert [(event.on, event.sign) for event in ladder()["chart"].events] == [(days[-1], "level_advanced")] * 2


def test_entering_a_stage_ends_its_exercises_and_begins_those_of_the_next(ana, programme, ladder):
    decide(ana, programme, START + 7 * DAY, type="set_stage", stage=2)
    shown = ladder()["chart"]
    assert [(first, stage) for first, _, stage in shown.stages] == [(START, 1), (START + 7 * DAY, 2)]
    assert levels(ladder())["seated_knee_raise"] == [(START + 7 * DAY, 1)]
    assert levels(ladder())[STAGE_1[0]] == [(START, 1), (START + 7 * DAY, None)]


def test_a_pause_lasts_from_the_day_it_began_to_the_day_the_side_was_resumed(ana, programme, ladder):
    decide(ana, programme, START + 3 * DAY, type="pause")
    assert ladder()["chart"].pauses == ((START + 3 * DAY, TODAY, True),)
    decide(ana, programme, START + 9 * DAY, type="resume")
    assert ladder()["chart"].pauses == ((START + 3 * DAY, START + 9 * DAY, True),)
    assert len(ladder()["pauses"]) == 1


def test_a_decision_is_marked_once_with_its_author_and_reason(ana, programme, ladder):
    decide(ana, programme, START + 3 * DAY, type="set_level", exercise=STAGE_1[0], level=3)
    (event,) = ladder()["chart"].events
    assert event.sign == "override"
    assert "by Ana Ruiz: As agreed" in event.words
    lane = next(lane for lane in ladder()["lanes"] if lane["marks"])
    assert len(lane["marks"]) == 1
    assert ladder()["marks"] == []


def test_a_pause_that_symptoms_brought_is_on_the_lane_of_the_side(paused, ladder):
    drawing = ladder()
    assert [event.sign for event in drawing["chart"].events if not event.exercise] == ["paused"]
    assert len(drawing["marks"]) == 1
    assert "6 February 2026: Paused: symptoms." in drawing["chart"].description


def test_no_two_events_have_the_same_sign():
    assert len({(shape, hollow) for shape, hollow, _ in SIGNS.values()}) == len(SIGNS)


def test_going_on_after_a_pause_is_marked_as_the_clinician_s_decision(ana, programme, ladder):
    decide(ana, programme, START + 3 * DAY, type="pause")
    decide(ana, programme, START + 9 * DAY, type="resume")
    shown = ladder()["chart"].events
    assert [(event.on, event.sign) for event in shown] == [
        (START + 3 * DAY, "override"),
        (START + 9 * DAY, "override"),
    ]
    assert "Go on" in shown[1].words or "Resume" in shown[1].words


def test_the_table_behind_it_tells_everything_in_order_of_time(log, ladder):
    log(clean(START), clean(START + 2 * DAY), clean(START + 4 * DAY))
    rows = ladder()["chart"].rows
    assert rows[0].startswith("2 February 2026: Stage 1, activation")
    assert sum("level 2" in row for row in rows) == 4
    assert rows.index("6 February 2026: Kneeling knee push: level 2") > 0


def test_nothing_is_drawn_beyond_today(ladder):
    drawing = ladder()
    today = drawing["left"] + (drawing["right"] - drawing["left"]) * (TODAY - START).days / (12 * 7)
    ends = [float(lane["path"].rpartition("H")[2]) for lane in drawing["lanes"]]
    assert ends == pytest.approx([today] * 2, abs=0.06)
