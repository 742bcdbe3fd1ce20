"""Each promise of the list of trust names its tests, and they exist."""

import re

import pytest

from tests.safety.test_hazard_log import ROOT, exists

LIST = ROOT / "docs/safety/trust.md"
NO_ROWS = {"Promise", "---"}


def promises(text) -> dict[str, list[str]]:
    """{promise: the tests that are named beside it}"""
    rows = re.findall(r"^\| (.+?) \| (.*) \|$", text, flags=re.MULTILINE)
    return {promise: re.findall(r"`(.+?)`", tests) for promise, tests in rows if promise not in NO_ROWS}


def faults(text) -> list[str]:
    found = [f"{promise}: no test is named" for promise, tests in promises(text).items() if not tests]
    return found + [
        f"{promise}: there is no test {test}"
        for promise, tests in promises(text).items()
        for test in tests
        if not exists(test)
    ]


def test_each_promise_names_tests_that_exist():
    text = LIST.read_text(encoding="utf-8")
    assert faults(text) == []
    assert len(promises(text)) > 40


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("| Nothing is lost | later |", "no test is named"),
        ("| Nothing is lost | `tests/safety/test_trust_list.py::test_that_was_removed` |", "there is no test"),
    ],
)
def test_a_fault_in_the_list_is_found(row, said):
    assert len(faults(row)) == 1
    assert said in faults(row)[0]
