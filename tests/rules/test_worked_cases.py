"""The worked cases that every implementation of the rules must answer alike."""

import json
from pathlib import Path

import pytest

from rehab.rules import InvalidInput, change, plan, replay

CASES = Path(__file__).with_name("cases")
COMMANDS = {"plan": plan, "replay": replay, "change": change}


def worked_cases(name):
    lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    return [pytest.param(case, id=case["description"]) for case in cases]


def agrees(expected, found, field=None):
    """Whether the expected fields are there: numbers within 0.05, notes in any order, everything else exactly."""
    if isinstance(expected, dict):
        return isinstance(found, dict) and all(
            key in found and agrees(value, found[key], key) for key, value in expected.items()
        )
    if field == "notes":
        return sorted(expected) == sorted(found)
    if isinstance(expected, list):
        return len(expected) == len(found) and all(map(agrees, expected, found))
    if isinstance(expected, int | float) and not isinstance(expected, bool):
        return isinstance(found, int | float) and abs(expected - found) <= 0.05
    return expected == found and type(expected) is type(found)


@pytest.mark.parametrize("case", worked_cases("plan"))
def test_plan(case):
    answer = plan(case["input"])
    assert agrees(case["expected"], answer)
    assert answer["sides"].keys() == case["expected"]["sides"].keys()
    for side, expected in case["expected"]["sides"].items():
        assert answer["sides"][side].keys() == expected.keys()
        assert answer["sides"][side]["excluded"].keys() == expected["excluded"].keys()


@pytest.mark.parametrize("case", worked_cases("replay"))
def test_replay(case):
    answer = replay(case["input"])
    assert agrees(case["expected"], answer)
    for side, expected in case["expected"]["sides"].items():
        assert list(answer["sides"][side]["exercises"]) == list(expected["exercises"])


@pytest.mark.parametrize("case", worked_cases("change"))
def test_change(case):
    answer = change(case["input"])
    assert agrees(case["expected"], answer)
    assert answer.keys() == case["expected"].keys() | {"because"}


@pytest.mark.parametrize("case", worked_cases("errors"))
def test_unusable_input(case):
    with pytest.raises(InvalidInput) as raised:
        COMMANDS[case["command"]](case["input"])
    assert sorted(error["path"] for error in raised.value.errors) == sorted(case["error_paths"])
