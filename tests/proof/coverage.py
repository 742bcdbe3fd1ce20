"""Which described case covers what: rule × case. Fails where a rule, a threshold or a cell is covered by none.

The cases are those of tests/rules/cases: each an input, what is special about it, and its answer.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

from tests.proof.covered import IMPOSSIBLE, covered, everything

CASES = Path(__file__).parents[1] / "rules" / "cases"


def described_cases() -> list[dict]:
    """Every case with its `command`, and its `name`: file and line."""
    cases = []
    for path in sorted(CASES.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            cases.append({"command": path.stem, **json.loads(line), "name": f"{path.stem}:{number}"})
    return cases


def report(cases) -> dict[tuple[str, str], list[str]]:
    """{(kind, what): names of the cases that cover it} of all there is to cover."""
    by_what = defaultdict(list)
    for case in cases:
        for what in covered(case):
            by_what[what].append(case["name"])
    return {what: by_what[what] for what in everything()}


def gaps(found) -> list[tuple[str, str]]:
    """What no case covers, though one could."""
    return [what for what, names in found.items() if not names and what not in IMPOSSIBLE]


def main(arguments) -> int:
    parser = argparse.ArgumentParser(prog="prove coverage", description=__doc__.partition("\n")[0])
    parser.add_argument("--gaps", action="store_true", help="only what is not covered")
    options = parser.parse_args(arguments)
    cases = described_cases()
    found = report(cases)
    missing = gaps(found)
    for what in missing if options.gaps else found:
        print(_row(what, found[what]))
    print(f"{len(cases)} described cases; {len(found)} things to cover, {len(missing)} not covered")
    return 1 if missing else 0


def _row(what, names):
    kind, label = what
    if not names:
        cases = IMPOSSIBLE.get(what, "NOT COVERED")
    else:
        cases = f"{len(names):>4}  {', '.join(names[:4])}{' …' if len(names) > 4 else ''}"
    return f"{kind:<14} {label:<66} {cases}"
