"""Every rule, outcome, threshold, cell, exercise, note, event, verdict and error is shown by a described case."""

import pytest

from tests.proof import coverage, covered
from tests.proof.second_reading.tables import FIXED, SETTINGS_IN_GRADES, SETTINGS_IN_NUMBERS

CASES = coverage.described_cases()
FOUND = coverage.report(CASES)


def test_nothing_is_left_uncovered():
    assert coverage.gaps(FOUND) == []


def test_nothing_is_called_impossible_that_a_case_shows():
    assert [what for what in covered.IMPOSSIBLE if FOUND[what]] == []


@pytest.mark.parametrize("threshold", [*FIXED, *SETTINGS_IN_NUMBERS, *SETTINGS_IN_GRADES])
def test_every_threshold_is_compared_with_what_is_just_below_it(threshold):
    assert FOUND["threshold", f"{threshold} just below"]


@pytest.mark.parametrize("what", [("rule", "P12"), ("cell", "normal, weak"), ("threshold", "lapse_days at")])
def test_a_gap_is_found_where_the_cases_that_cover_something_are_missing(what):
    left = [case for case in CASES if case["name"] not in FOUND[what]]
    assert what in coverage.gaps(coverage.report(left))
