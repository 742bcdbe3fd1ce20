"""The findings of an assessment as they are read: one line a value, left beside right."""

from dataclasses import dataclass

from rehab.assessments.findings import TEST_FIELDS, TESTS
from rehab.assessments.words import label_of, test_name, trial_words, value_words
from rehab.patients.models import Side
from rehab.rules import LIBRARY

NOT_DONE = "not done"
ANSWERS = {True: "Yes", False: "No", None: "Not asked"}


@dataclass(frozen=True, slots=True)
class Line:
    """One value on both sides, in words; – where it was not taken."""

    label: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class TestSummary:
    """One test: its lines, none where it was not done on either side."""

    name: str
    done: dict
    lines: list[Line]


def test_summaries(findings: dict) -> list[TestSummary]:
    """The three tests in the order in which they are examined."""
    return [_test(test, {side: found[test] for side, found in findings["sides"].items()}) for test in TESTS]


def trial_lines(findings: dict) -> dict:
    """{side: [the exercises that were tried, in words]}"""
    return {side: [trial_words(trial) for trial in found["trials"]] for side, found in findings["sides"].items()}


def screening_lines(findings: dict) -> list:
    """[(red flag, answer in words, answer)]"""
    answers = findings["screening"]
    return [(flag.label, ANSWERS[answers[flag.id]], answers[flag.id]) for flag in LIBRARY.red_flags.values()]


def _test(test, found):
    taken = [name for name in TEST_FIELDS[test] if any(one and one[name] not in (None, "") for one in found.values())]
    return TestSummary(
        name=test_name(test),
        done={side: bool(one) for side, one in found.items()},
        lines=[Line(label_of(name), *(_value(found[side], name) for side in Side.values)) for name in taken],
    )


def _value(values, name):
    return (values and value_words(name, values[name])) or ("–" if values else NOT_DONE)
