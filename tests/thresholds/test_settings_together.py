"""Settings each allowed, beside each other: what no patient could follow is refused, the rest is pointed out."""

import itertools

import pytest

from rehab.rules import SETTINGS, effective_settings
from rehab.thresholds.sense import contradictions, doubts


def beside(**changes):
    return effective_settings(changes)


def test_the_defaults_go_together():
    assert contradictions(beside()) == {}
    assert doubts(beside()) == {}


@pytest.mark.parametrize(
    ("gap", "sessions", "refused"),
    [(2, 3, False), (2, 2, False), (3, 2, False), (3, 3, True), (4, 3, True), (4, 2, False)],
)
def test_more_sessions_than_fit_into_a_week_are_refused(gap, sessions, refused):
    found = contradictions(beside(min_gap_days=gap, sessions_per_week=sessions))
    assert ("sessions_per_week" in found) == refused
    if refused:
        assert "Ask for 2" in found["sessions_per_week"]


def test_the_longest_gap_is_allowed_with_a_word_of_warning():
    assert (
        "fit 1 time into every week, and 2 are asked for"
        in doubts(beside(min_gap_days=4, sessions_per_week=2))["min_gap_days"]
    )
    assert doubts(beside(min_gap_days=3, sessions_per_week=2)) == {}


@pytest.mark.parametrize(("window", "gap", "refused"), [(3, 4, True), (4, 4, False), (3, 3, False)])
def test_a_window_in_which_no_second_session_falls_is_refused(window, gap, refused):
    """It would switch off the pause after two raised mornings."""
    found = contradictions(beside(aggravation_window_days=window, min_gap_days=gap, sessions_per_week=2))
    assert ("aggravation_window_days" in found) == refused


@pytest.mark.parametrize(
    ("changes", "setting"),
    [
        ({"weak_at_or_below": "4-", "stage_3_min_grade": "4+"}, "stage_3_min_grade"),
        ({"stage_2_min_grade": "4-", "stage_3_min_grade": "4-"}, "stage_2_min_grade"),
        ({"symmetry_threshold_pct": 85, "stage_3_min_symmetry_pct": 86}, "stage_3_min_symmetry_pct"),
        ({"lapse_days": 21, "detraining_days": 21}, "lapse_days"),
    ],
)
def test_what_may_not_be_meant_is_pointed_out(changes, setting):
    assert list(doubts(beside(**changes))) == [setting]
    assert contradictions(beside(**changes)) == {}


@pytest.mark.parametrize(
    "changes",
    [
        {"weak_at_or_below": "4-", "stage_3_min_grade": "4"},
        {"stage_2_min_grade": "4-", "stage_3_min_grade": "4"},
        {"symmetry_threshold_pct": 85, "stage_3_min_symmetry_pct": 85},
        {"lapse_days": 20, "detraining_days": 21},
    ],
)
def test_just_beside_it_nothing_is_said(changes):
    assert doubts(beside(**changes)) == {}


def test_every_setting_can_be_set_to_both_its_limits_beside_some_others():
    """No check takes a limit away that the rules allow."""
    for name, setting in SETTINGS.items():
        for value in setting.choices or (setting.minimum, setting.maximum):
            others = itertools.product((2, 3, 4), (2, 3), (3, 14))
            assert any(
                not contradictions(
                    beside(min_gap_days=gap, sessions_per_week=sessions, aggravation_window_days=window) | {name: value}
                )
                for gap, sessions, window in others
            ), (name, value)
