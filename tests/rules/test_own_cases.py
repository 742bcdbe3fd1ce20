"""Described cases beside the worked ones: each threshold, limit and exclusion that those leave out."""

import pytest

from tests.proof import compare, coverage, second_reading

CASES = [pytest.param(case, id=case["description"]) for case in coverage.described_cases() if "own" in case["name"]]


@pytest.mark.parametrize("case", CASES)
def test_the_answer_is_the_one_that_was_read_out_of_the_contract(case):
    answer = compare.decided(case["command"], case["input"])
    if "error_paths" in case:
        assert sorted(error["path"] for error in answer["errors"]) == case["error_paths"]
    else:
        assert compare.reduced(case["command"], answer) == compare.in_set_order(case["expected"])


@pytest.mark.parametrize("case", CASES)
def test_the_second_reading_gives_it_too(case):
    answer = second_reading.answer(case["command"], case["input"])
    if "error_paths" in case:
        assert sorted(error["path"] for error in answer["errors"]) == case["error_paths"]
        assert compare.differences(case["command"], case["input"]) == []
    else:
        assert answer == case["expected"]
