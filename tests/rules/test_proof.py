"""The commands of `bin/prove` do what they say: on small examples, and on a small sample of the rules' own mutants."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.proof import compare, million, mutants, mutate_code, mutate_data
from tests.proof.mutation import Mutant, distinct

ROOT = Path(__file__).parents[2]


def prove(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "tests.proof", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def changes_of(code):
    """What each mutant of a function of this body makes of its code."""
    body = "".join(f"    {line}\n" for line in code.splitlines())
    return {(mutant.before, mutant.after) for mutant in mutate_code.mutants("x.py", f"def f(a, b):\n{body}")}


# Mutants of code -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("return a < b", {("a < b", "(a <= b)"), ("a < b", "(a >= b)")}),
        ("return a is None", {("a is None", "(a is not None)")}),
        ("return a not in b", {("a not in b", "(a in b)")}),
        ("return a and b", {("a and b", "b"), ("a and b", "a")}),
        ("return not a", {("not a", "a")}),
        ("return 3", {("3", "(2)"), ("3", "(4)")}),
        ("return False", {("False", "True")}),
        ("if a:\n    return b", {("a", "True"), ("a", "False"), ("return b", "pass")}),
        ("return [one for one in a if b]", {("b", "True")}),
        ("a.sort()", {("a.sort()", "pass")}),
        ("a += b", {("a += b", "pass")}),
        ("return min(a, b)", {("min", "max")}),
        ("return a - b", {("a - b", "(a + b)")}),
        ("return {'x', 'y'}", {("{'x', 'y'}", "{'y'}"), ("{'x', 'y'}", "{'x'}")}),
    ],
)
def test_each_small_thing_of_code_is_changed(code, changes):
    assert changes <= changes_of(code)


def test_everything_else_of_the_file_stays_as_it_is():
    text = "X = 1  # é\n\n\ndef f(a):\n    # why\n    return a < X\n"
    flipped = next(mutant for mutant in mutate_code.mutants("x.py", text) if mutant.after == "(a <= X)")
    assert flipped.text == text.replace("a < X", "(a <= X)")
    assert (flipped.line, flipped.name) == (6, "x.py f: a < X → (a <= X)")


def test_words_are_not_mutated():
    assert changes_of('"""Says what it does."""\nreturn f"{a} of {b:>3}"') == {('return f"{a} of {b:>3}"', "pass")}


def test_mutants_of_one_name_are_told_apart():
    made = distinct(mutate_code.mutants("x.py", "def f(a):\n    return [a == 0, a == 0]\n"))
    assert [mutant.name for mutant in made if "!=" in mutant.after] == [
        "x.py f: a == 0 → (a != 0)",
        "x.py f (2): a == 0 → (a != 0)",
    ]


# Mutants of the data -------------------------------------------------------------------------------------------------

DATA = """\
# Words above.
[settings.limit]
label = "Limit"
default = "4"
choices = ["4-", "4"]

[ranges.arm_m]
minimum = 0.1
step = 0.01 # metres

[[precaution]]
id = "one"
excludes = ["kneeling"]

[[precaution]]
id = "two"
excludes = []
"""


def test_each_value_of_the_data_is_changed_on_its_line():
    made = {mutant.name: mutant for mutant in mutate_data.mutants("x.toml", DATA)}
    lower = made["reference/x.toml ranges.arm_m.minimum: 0.1 → 0.09"]
    assert (lower.line, lower.text) == (8, DATA.replace("minimum = 0.1\n", "minimum = 0.09\n"))
    assert made["reference/x.toml settings.limit.default: 4 → 4-"].text == DATA.replace('"4"\nch', '"4-"\nch')
    assert made["reference/x.toml settings.limit.default: 4 → 4+"].text == DATA.replace('"4"\nch', '"4+"\nch')
    assert '["4"]' in made["reference/x.toml settings.limit.choices.4-: 4- → gone"].text
    assert '["4-", "4", "3+"]' in made["reference/x.toml settings.limit.choices: no more → 3+"].text
    assert "excludes = []" in made["reference/x.toml precaution.one.excludes.kneeling: kneeling → gone"].text
    assert not any("label" in name for name in made)


def test_rows_of_the_data_are_dropped_and_swapped():
    made = {mutant.name: mutant.text for mutant in mutate_data.mutants("x.toml", DATA)}
    assert 'id = "one"' not in made["reference/x.toml precaution.one: one → gone"]
    swapped = made["reference/x.toml precaution.two: one before two → after it"]
    assert swapped.index('id = "two"') < swapped.index('id = "one"')
    assert swapped.startswith("# Words above.")


def test_every_mutant_differs_from_the_file():
    whole = (mutants.RULES / "reference" / "precautions.toml").read_text(encoding="utf-8")
    made = mutate_data.mutants("precautions.toml", whole)
    assert len(made) > 40
    assert all(mutant.text != whole for mutant in made)


# The command ---------------------------------------------------------------------------------------------------------


def test_a_sample_of_the_mutants_is_killed(tmp_path):
    done = prove("mutants", "--file", "combination.py", "--sample", 4, "--quick", "--jobs", 1, "--scratch", tmp_path)
    assert "4 killed, 0 equivalent, 0 survived" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0


def test_a_mutant_that_no_test_notices_is_told_and_fails_unless_it_is_listed(tmp_path):
    nothing = tmp_path / "none.toml"
    nothing.write_text("")
    chosen = ("mutants", "--file", "inputs.py", "--only", "inputs.py module: True → False", "--quick", "--jobs", 1)
    unlisted = prove(*chosen, "--scratch", tmp_path, "--equivalents", nothing)
    assert "0 killed, 0 equivalent, 1 survived" in unlisted.stdout, unlisted.stdout + unlisted.stderr
    assert "SURVIVED  rehab/rules/inputs.py:" in unlisted.stdout
    assert unlisted.returncode == 1
    listed = prove(*chosen, "--scratch", tmp_path)
    assert "0 killed, 1 equivalent, 0 survived" in listed.stdout, listed.stdout + listed.stderr
    assert listed.returncode == 0


def mutant(change):
    return Mutant("x.py", 1, "f", "a", change, change)


def test_an_equivalent_that_is_killed_or_no_longer_there_is_told():
    alive, dead = mutant("b"), mutant("c")
    reasons = {alive.name: "why", dead.name: "why", "x.py f: a → d": "why"}
    assert list(mutants.stale(reasons, [alive, dead], [alive, dead], [alive])) == [
        (dead.name, "it is killed"),
        ("x.py f: a → d", "there is no such mutant"),
    ]


def test_every_equivalent_has_its_reason():
    assert all(len(reason) > 20 for reason in mutants.equivalents().values())


def test_a_difference_between_the_readings_is_found(monkeypatch):
    monkeypatch.setitem(compare.COMMANDS, "plan", lambda given: {**compare.plan(given), "status": "refer"})
    _, found = million.check(1, range(40))
    assert any(".status: 'refer'" in " ".join(what) for _, what in found)


def test_the_million_says_its_count_and_seed():
    done = prove("million", "--cases", 60, "--seed", 9, "--jobs", 1)
    assert done.stdout.startswith("60 cases, seed 9, ")
    assert done.stdout.splitlines()[0].endswith("0 differences")


def test_a_case_is_had_again_by_its_seed_and_number():
    assert million.case(3, 41) == million.case(3, 41) != million.case(4, 41)


def test_the_coverage_report_says_rule_by_case():
    done = prove("coverage")
    assert "0 not covered" in done.stdout
    assert re.search(r"^rule +P7 +[1-9]\d* +(own|replay):\d+", done.stdout, re.MULTILINE)
