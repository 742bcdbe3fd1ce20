"""The decision as it is told: every rule and number once, nothing typed twice, a clinic's own numbers in place."""

import json
import re
import shutil
from pathlib import Path

import pytest

from rehab.rules import (
    LIBRARY,
    InvalidInput,
    LibraryError,
    change,
    chapter_of,
    decision,
    effective_settings,
    neighbours,
    plan,
    replay,
    rule_told,
    tables_of,
)
from rehab.rules.chapters import Place
from rehab.rules.library import REFERENCE, load
from rehab.rules.numbers import default_of, in_force, limits_of, with_unit
from rehab.rules.used import number_behind, places_of

CASES = Path(__file__).parent / "cases"
ANSWERS = {"plan": plan, "replay": replay, "change": change}


def reasons_of_worked_cases():
    """(settings, reason) of every worked case that has an answer."""
    for name, answer in ANSWERS.items():
        for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            given = json.loads(line)["input"]
            try:
                settings = effective_settings(given.get("settings"))
                yield from ((settings, reason) for reason in answer(given)["because"])
            except InvalidInput:
                continue


# Chapters ------------------------------------------------------------------------------------------------------------


def test_the_chapters_hold_every_rule_once_in_the_order_of_the_decision():
    assert [rule.id for chapter in decision() for rule in chapter.rules] == list(LIBRARY.rules)


def test_every_table_has_rows_as_wide_as_its_head():
    tables = [table for chapter in decision() for table in chapter.tables]
    assert tables
    for table in tables:
        assert table.rows, table.title
        assert {len(row.cells) for row in table.rows} == {len(table.heads)}, table.title


def test_every_setting_and_constant_has_a_row_and_every_exercise_too():
    chapters = {chapter.id: chapter for chapter in decision()}
    heads = [row.cells[0][0] for name in ("settings", "constants") for row in chapters[name].tables[0].rows]
    assert heads == [number.label for number in LIBRARY.numbers.values()]
    links = [
        part.id
        for table in chapters["exercises"].tables
        for row in table.rows
        for part in row.cells[0]
        if not isinstance(part, str)
    ]
    assert links == list(LIBRARY.exercises)


def test_the_table_of_combinations_has_the_nine_cells_of_the_rules():
    chapter = next(chapter for chapter in decision() if chapter.id == "combination")
    cells = [cell[0].id for row in chapter.tables[0].rows for cell in row.cells[1:]]
    assert cells == ["C1", "C2", "C5", "C3", "C4", "C5", "C5", "C5", "C5"]


def test_what_counts_as_a_change_is_told_for_every_measure_of_change():
    measures = LIBRARY.chapters["change"].measures
    seen = {reason["measure"]: reason["rule"] for _, reason in reasons_of_worked_cases() if "measure" in reason}
    assert seen == dict(measures)


@pytest.mark.parametrize(("first", "rule", "last"), [(None, "G1", "G2"), ("S4", "C0", "C1"), ("M5", "M6", None)])
def test_a_rule_has_the_rules_before_and_after_it(first, rule, last):
    assert neighbours(rule) == (first, last)


def test_a_rule_has_the_rows_that_concern_it():
    [changes] = tables_of("M2")
    assert [row.cells[0][0] for row in changes.rows] == ["Modified Thomas test: knee flexion"]
    assert [table.title for table in tables_of("E2")][:2] == ["Stretches: iliopsoas", "Stretches: rectus femoris"]
    assert tables_of("P6")[0].rows[0].cells[0] == ("0 to 2/10",)
    assert chapter_of("P6").id == "sessions"


# Numbers -------------------------------------------------------------------------------------------------------------


def test_no_number_of_the_rules_is_typed_into_a_sentence():
    """Stage 1 and level 1 are names, and the scale's "/10"; every other number is filled in."""
    allowed = re.compile(r"{\w+}|/10|level 1\b|[Ss]tage [123]\b|P8")
    told = [rule.sentence for rule in LIBRARY.rules.values()] + [field.sentence for field in LIBRARY.summary]
    told += [chapter.opening for chapter in LIBRARY.chapters.values()]
    for sentence in told:
        assert not re.search(r"\d|\bzero\b|\btwo\b|\bthree\b|\bfour\b", allowed.sub("", sentence)) or (
            sentence in SAID_IN_WORDS
        ), sentence


SAID_IN_WORDS = {
    LIBRARY.rules["C6"].sentence,  # a side has three tests
    LIBRARY.chapters["change"].opening,  # a change is between two assessments
    LIBRARY.summary[0].sentence,  # before week 1 is over there is no full week
}


def test_a_sentence_tells_the_numbers_that_are_in_force():
    assert "knee flexion below 80° " in rule_told("L2").sentence
    assert "knee flexion below 72° " in rule_told("L2", {"knee_flexion_threshold_deg": 72}).sentence
    assert "more than 10 days" in rule_told("P2", {"lapse_days": 10}).sentence


def test_a_threshold_that_a_clinic_changed_is_told_beside_its_default():
    [lapse, detraining] = rule_told("P2", {"lapse_days": 10}).thresholds
    assert (lapse.value, lapse.default, lapse.limits, lapse.is_changed) == ("10 days", "14 days", "7 to 21 days", True)
    assert not detraining.is_changed
    row = next(
        row
        for chapter in decision({"lapse_days": 10})
        if chapter.id == "settings"
        for row in chapter.tables[0].rows
        if row.cells[0] == (lapse.number.label,)
    )
    assert row.cells[1] == ("10 days (default 14 days)",)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (80, "°", "80°"),
        (-5, "°", "−5°"),
        (90, "%", "90 %"),
        ("4-", "MMT", "MMT 4-"),
        (5, "/10", "5/10"),
        (1, "grades", "1 grade"),
        (2.4, "points", "2.4 points"),
        (0, "", "0"),
    ],
)
def test_a_number_stands_with_its_unit(value, unit, words):
    assert with_unit(value, unit) == words


@pytest.mark.parametrize("setting", LIBRARY.settings.values(), ids=lambda setting: setting.name)
def test_a_setting_says_its_limits(setting):
    ends = setting.choices or (setting.minimum, setting.maximum)
    assert all(str(end) in limits_of(setting) for end in ends)
    assert in_force(setting.name, {}) == default_of(setting) == setting.default


def test_a_place_that_a_sentence_compares_with_is_what_the_rules_compared_with():
    """`compares` of the reference data against the values of every reason in the worked cases."""
    checked = set()
    for settings, reason in reasons_of_worked_cases():
        rule = LIBRARY.rules[reason["rule"]]
        for outcome, sentence in rule.says.items():
            pattern = re.sub(r"\\{\w+\\}", ".+", re.escape(sentence))
            if not re.fullmatch(pattern, reason["sentence"], re.DOTALL):
                continue
            for place in places_of(sentence):
                number = number_behind(rule.id, outcome, place)
                if number:
                    assert reason["values"][place] == in_force(number, settings), (rule.id, outcome, place)
                    checked.add(f"{rule.id} {number}")
    assert checked == {f"{rule.id} {number}" for rule in LIBRARY.rules.values() for number in rule.compares.values()}


def test_only_what_is_found_is_left_open_in_a_sentence():
    left_open = {
        part.name
        for chapter in decision()
        for rule in chapter.rules
        for outcome in rule.outcomes
        for part in outcome
        if isinstance(part, Place)
    }
    assert left_open & {"threshold", "limit", "clean sessions needed"} == {"threshold"}
    rules = [
        rule.id
        for chapter in decision()
        for rule in chapter.rules
        if any(Place("threshold") in outcome for outcome in rule.outcomes)
    ]
    assert rules == ["M4", "M5"], "theirs depends on the fixation and on the first value"


# Faults --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("description", "file", "old", "new", "fault"),
    [
        ("a rule in no chapter", "chapters.toml", '["G1", "G2"]', '["G1"]', "not every rule once"),
        ("a summary of no number", "chapters.toml", 'uses = ["lapse_days"]', 'uses = ["x_days"]', "no number 'x_days'"),
        ("a number told by a rule that is not said to use it", "thresholds.toml", 'used_by = ["S1", "S3"]',
         'used_by = ["S1"]', "weak_at_or_below: S3 tells it"),
        ("a number that no rule and no summary uses", "thresholds.toml", 'used_by = ["P8"]', "used_by = []",
         "aggravation_window_days: used by nothing"),
        ("a sentence with a number that is none", "rules.toml", "{lapse_days} days without", "{laps} days without",
         "no number 'laps'"),
        ("a note that is none", "chapters.toml", 'tests_disagree = ""', 'tests_agree = ""', "no note 'tests_agree'"),
    ],
)  # fmt: skip
def test_a_fault_in_what_is_told_is_refused(tmp_path, description, file, old, new, fault):
    folder = tmp_path / "reference"
    shutil.copytree(REFERENCE, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LibraryError, match=fault):
        load(folder)
