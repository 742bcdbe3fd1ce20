"""The level of each session is the one the programme had on that day, shown before it is saved; a choice is kept."""

import datetime

import pytest

from rehab.programmes import actions
from rehab.programmes.logbook import Logbook
from rehab.programmes.models import ExerciseLog, SessionLog
from rehab.rules import LIBRARY
from tests.pages import text
from tests.programmes.conftest import START, TODAY
from tests.programmes.logs import STAGE_1, clean
from tests.programmes.sheets import HOLD, PUSH, address, held, messages_of, save, send, typed_row

DAYS = ("3/2", "5/2", "7/2", "9/2", "11/2")


def levels_of(programme):
    logged = ExerciseLog.objects.filter(session__programme=programme, exercise=STAGE_1[0])
    return list(logged.order_by("session__performed_on").values_list("level", flat=True))


def shown(response, column=PUSH):
    """The levels that stand on the page, one a row."""
    return [held(response)[f"{row.prefix}-{column}-level"] for row in response.context["sheet"].rows]


def test_a_new_sheet_shows_the_level_that_is_done_now(as_ana, programme, log):
    log(*(clean(datetime.date(2026, 2, day)) for day in (3, 5, 7)))
    assert shown(as_ana.get(address(programme))) == ["2"] * 12


def test_when_the_level_rises_on_the_sheet_the_rows_after_it_follow(as_ana, programme):
    page = send(as_ana, programme, *(typed_row(place, day) for place, day in enumerate(DAYS[:3])), then="check")
    assert shown(page) == ["1"] * 3 + ["2"] * 9


def test_a_level_that_was_filled_in_anew_is_shown_before_it_is_saved(as_ana, programme):
    page = send(as_ana, programme, *(typed_row(place, day) for place, day in enumerate(DAYS)))
    assert "Levels were filled in anew" in text(page)
    assert text(page).count('new-level"') >= 2
    assert not SessionLog.objects.exists()
    send(as_ana, programme, opened=page)
    assert levels_of(programme) == [1, 1, 1, 2, 2]


def test_a_sheet_whose_levels_were_on_the_page_is_saved_at_once(as_ana, programme):
    page = send(as_ana, programme, *(typed_row(place, day) for place, day in enumerate(DAYS[:3])), then="check")
    send(as_ana, programme, typed_row(3, DAYS[3]), opened=page)
    assert levels_of(programme) == [1, 1, 1, 2]


def test_a_level_that_was_chosen_is_kept_whatever_the_rules_would_offer(as_ana, programme):
    rows = [typed_row(place, day) for place, day in enumerate(DAYS)]
    rows[0][f"0-{PUSH}-level"] = "3"
    page = send(as_ana, programme, *rows)
    rechosen = {f"4-{PUSH}-level": "1"}
    save(as_ana, programme, rechosen, opened=page)
    assert levels_of(programme) == [3, 1, 1, 1, 1]


def test_a_level_put_back_after_it_was_filled_in_anew_stays_put_back(as_ana, programme):
    page = send(as_ana, programme, *(typed_row(place, day) for place, day in enumerate(DAYS[:4])))
    assert shown(page)[3] == "2"
    again = send(as_ana, programme, {f"3-{PUSH}-level": "1"}, opened=page, then="check")
    assert shown(again)[3] == "1"
    send(as_ana, programme, opened=again)
    assert levels_of(programme) == [1, 1, 1, 1]


def test_while_typing_only_levels_that_changed_are_sent_to_the_page(as_ana, programme):
    sheet = held(as_ana.get(address(programme)))
    for place, day in enumerate(DAYS[:3]):
        sheet |= typed_row(place, day)
    response = text(as_ana.post(address(programme), sheet, headers={"HX-Request": "true"}))
    assert f'id="place-3-{PUSH}-level" hx-swap-oob="true"' in response
    assert f'id="place-2-{PUSH}-level"' not in response


def test_a_late_sheet_is_given_the_levels_of_its_own_days(as_ana, ana, programme, log):
    """The sessions of the second week are logged; those of the first come later."""
    log(*(clean(datetime.date(2026, 2, day)) for day in (10, 12, 14)))
    assert shown(as_ana.get(address(programme)))[0] == "2"
    page = send(as_ana, programme, *(typed_row(place, day) for place, day in enumerate(("3/2", "5/2"))), then="check")
    assert shown(page)[:3] == ["1", "1", "2"]


def test_a_long_break_shows_the_lower_level_that_follows_from_it(programme, log):
    log(*(clean(datetime.date(2026, 2, day)) for day in (2, 4, 6)))
    logbook = Logbook(programme, TODAY + datetime.timedelta(weeks=8))
    of_push = {column.id: level for column, level in logbook.levels(datetime.date(2026, 3, 30)).items()}
    assert of_push[PUSH] == 1
    assert {column.id: level for column, level in logbook.levels(datetime.date(2026, 2, 10)).items()}[PUSH] == 2


def test_a_decision_counts_from_its_day_and_after_its_session_only_from_the_next(ana, programme):
    day = datetime.date(2026, 2, 10)
    actions.decide_override(
        by=ana,
        programme=programme,
        side="right",
        type="set_level",
        exercise=STAGE_1[0],
        level=3,
        reason="Easy",
        decided_on=day,
    )
    logbook = Logbook(programme, TODAY)

    def level_on(when):
        return {column.id: level for column, level in logbook.levels(when).items()}[PUSH]

    assert (level_on(day - datetime.timedelta(days=1)), level_on(day)) == (1, 3)
    programme.overrides.update(after_session=True)
    logbook = Logbook(programme, TODAY)
    assert (level_on(day), level_on(day + datetime.timedelta(days=1))) == (1, 3)


@pytest.fixture
def in_stage_2(ana, programme, log):
    """The right side since 16 February in stage 2, with sessions of stage 1 before."""
    log(clean(datetime.date(2026, 2, 13)))
    actions.decide_override(
        by=ana,
        programme=programme,
        side="right",
        type="set_stage",
        stage=2,
        reason="Ready",
        decided_on=datetime.date(2026, 2, 16),
    )
    return programme


def columns(response):
    return [column.id for column in response.context["sheet"].columns]


def test_exercises_done_since_the_last_session_have_their_columns(as_ana, in_stage_2):
    """The next session may be of 15 February still, or of today."""
    now = columns(as_ana.get(address(in_stage_2)))
    assert now[:2] == [PUSH, HOLD]
    assert len(now) == 4


def test_an_earlier_exercise_is_given_a_column_on_demand_and_nothing_typed_is_lost(as_ana, in_stage_2, log):
    stage_2 = [exercise.id for exercise in LIBRARY.of_stage(2)][:2]
    log(clean(datetime.date(2026, 2, 18), exercises=[column.removeprefix("right-") for column in stage_2]))
    opened = as_ana.get(address(in_stage_2))
    assert PUSH not in columns(opened)
    assert PUSH in [column.id for column in opened.context["sheet"].further_columns]
    typed = {"0-performed_on": "20/2", "0-note": "Tired"}
    page = send(as_ana, in_stage_2, typed, opened=opened, column=[*columns(opened), PUSH], then="more_columns")
    assert PUSH in columns(page)
    assert {name: held(page)[name] for name in typed} == typed
    assert not page.context["errors"]


def test_an_earlier_day_brings_its_own_columns(as_ana, in_stage_2, log):
    stage_2 = [exercise.id for exercise in LIBRARY.of_stage(2)][:2]
    log(clean(datetime.date(2026, 2, 18), exercises=stage_2))
    page = send(as_ana, in_stage_2, {"0-performed_on": "5/2"}, then="check")
    assert PUSH in columns(page)


def test_what_was_not_on_the_programme_that_day_needs_a_level_of_its_own(as_ana, in_stage_2):
    page = send(as_ana, in_stage_2, typed_row(0, "20/2"))
    words = "This was not on the programme on that date: choose the level that was done."
    assert messages_of(page) == [(f"0-{PUSH}-level", words), (f"0-{HOLD}-level", words)]
    send(as_ana, in_stage_2, {f"0-{PUSH}-level": "2", f"0-{HOLD}-level": "1"}, opened=page)
    assert list(SessionLog.objects.get(performed_on="2026-02-20").entries.values_list("level", flat=True)) == [2, 1]


def test_a_stage_gained_on_the_sheet_brings_its_exercises(as_ana, ana, programme):
    """Nine clean sessions master stage 1; the strength test lets the side go on."""
    actions.retest_strength(by=ana, programme=programme, tests={"right": {"mmt": "4"}}, tested_on=START)
    days = [(START + datetime.timedelta(days=2 * place)).isoformat() for place in range(9)]
    page = send(as_ana, programme, *(typed_row(place, day) for place, day in enumerate(days)), then="check")
    assert columns(page)[:2] == [PUSH, HOLD]
    assert len(columns(page)) == 4
    assert "Stage 2, progressive loading begins" in text(page)
