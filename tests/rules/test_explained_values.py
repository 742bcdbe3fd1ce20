"""The values that a reason gives beside its sentence are those that the rule compared."""

from rehab.rules import plan, replay
from tests.rules.given import (
    LONG,
    PUSH,
    assessment,
    entry,
    findings,
    override,
    programme,
    session,
    start,
    strength,
    strength_test,
    trial,
)

TOP = ((PUSH, 3),)


def values(answer, rule):
    return [reason["values"] for reason in answer["because"] if reason["rule"] == rule]


def test_a_painful_test_that_is_better_says_what_it_found_and_what_stands():
    answer = replay(
        programme(tests=[strength_test(1, "4", symmetry=95, symptoms=3)], right=start(mmt="3", symmetry=80))
    )
    assert values(answer, "P12") == [{"mmt": "4", "known": "3"}, {"symmetry_pct": 95, "known": 80}]


def test_a_painful_test_that_finds_the_same_is_not_called_disbelieved():
    answer = replay(
        programme(tests=[strength_test(1, "3", symmetry=80, symptoms=3)], right=start(mmt="3", symmetry=80))
    )
    assert values(answer, "P12") == []


def test_a_side_that_has_not_trained_for_long_is_told_for_how_long():
    mastered = [session(day, entry(PUSH, 3)) for day in (0, 2, 4)]
    again = override(20, "resume")
    answer = replay(programme(mastered, right=start(1, TOP, "3"), overrides=[again]))
    assert {"idle_days": 16, "limit": 14} in values(answer, "P9")


def test_the_second_raised_morning_says_how_many_days_after_the_first():
    answer = replay(programme([session(2, morning=3), session(7, morning=3)]))
    assert values(answer, "P8") == [{"days": 5, "limit": 7, "cause": "symptoms"}]


def test_where_pain_sets_the_level_no_trial_is_said_to_set_it():
    hurts = findings(LONG, strength=strength("4-", symptoms=3), trials=[trial(PUSH, 2)])
    rules = [reason["rule"] for reason in plan(assessment(hurts))["because"]]
    assert "B1" in rules
    assert "B3" not in rules


def test_a_gate_that_is_open_is_no_reason():
    rules = {reason["rule"] for reason in plan(assessment(findings(LONG, strength=strength("5"))))["because"]}
    assert rules == {"L5", "S3", "C4", "C6"}  # the left side was not examined


def test_a_clinicians_reason_is_told_in_the_clinicians_words():
    """Even where they happen to be a word of the rules."""
    answer = replay(programme(overrides=[override(1, "pause", reason="equipment")]))
    assert answer["because"][-1]["sentence"] == "Paused by the clinician: equipment"
