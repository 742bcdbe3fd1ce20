"""The hazard log is complete, and each test that it names exists."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOG = ROOT / "docs/safety/hazards.md"
FIELDS = ("Cause", "Effect", "Severity", "Control", "Proved by")
SEVERITIES = {"minor", "moderate", "severe"}
LEAST_HAZARDS = 25


def hazards(text):
    """{heading: its text}"""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def field(text, name):
    found = re.search(rf"^- \*\*{name}:\*\*(.*?)(?=^- \*\*|\Z)", text, flags=re.MULTILINE | re.DOTALL)
    return found.group(1).strip() if found else ""


def faults(text) -> list[str]:
    """Everything that is wrong with a hazard log."""
    found = []
    for number, (heading, hazard) in enumerate(hazards(text).items(), start=1):
        if not heading.startswith(f"H{number} "):
            found.append(f"{heading}: should be H{number}")
        found += [f"{heading}: no {name}" for name in FIELDS if not field(hazard, name)]
        if field(hazard, "Severity") not in SEVERITIES:
            found.append(f"{heading}: severity is one of {', '.join(sorted(SEVERITIES))}")
        named = re.findall(r"`(.+?)`", field(hazard, "Proved by"))
        found += [f"{heading}: there is no test {name}" for name in named if not exists(name)]
        if not named:
            found.append(f"{heading}: no test is named")
    return found


def exists(name) -> bool:
    path, _, test = name.partition("::")
    return test in names_of_tests_in(ROOT / path)


@cache
def names_of_tests_in(path):
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[:5] == "test_")


def test_the_hazards_of_this_product_are_in_the_log():
    assert len(hazards(LOG.read_text(encoding="utf-8"))) >= LEAST_HAZARDS


def test_each_hazard_is_complete_and_its_tests_exist():
    assert faults(LOG.read_text(encoding="utf-8")) == []


COMPLETE = (
    "## H1 Wrong side\n\n- **Cause:** a\n- **Effect:** b\n- **Severity:** minor\n- **Control:** c\n- **Proved by:**\n"
    "  - `tests/safety/test_hazard_log.py::test_a_fault_in_the_log_is_found`\n"
)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("test_a_fault_in_the_log_is_found", "test_that_was_removed", "there is no test"),
        ("test_hazard_log.py", "test_that_was_moved.py", "there is no test"),
        (
            "  - `tests/safety/test_hazard_log.py::test_a_fault_in_the_log_is_found`\n",
            "  - later\n",
            "no test is named",
        ),
        ("- **Control:** c\n", "", "no Control"),
        ("minor", "small", "severity is one of"),
        ("## H1", "## H2", "should be H1"),
    ],
)
def test_a_fault_in_the_log_is_found(right, wrong, said):
    assert faults(COMPLETE) == []
    found = faults(COMPLETE.replace(right, wrong))
    assert len(found) == 1
    assert said in found[0]
