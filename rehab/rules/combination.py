"""What the findings of a side ask for: rules C0, C5, C6 and the table of C1 to C4."""

from typing import NamedTuple

from rehab.rules.library import LIBRARY
from rehab.rules.settings import RANKS

NO_MOVEMENT = RANKS[LIBRARY.constant("no_movement_grade")]


class Combination(NamedTuple):
    """What a side's findings ask for, and the rule that says so."""

    rule: str
    name: str


def was_examined(side) -> bool:
    """At least one of the side's three tests was done."""
    tested_strength = side.strength is not None and side.strength.done
    return tested_strength or side.thomas is not None or side.modified_thomas is not None


def combine(examined, length, strength, mmt) -> Combination:
    """The combination of two verdicts: without movement or without any test there is none."""
    if mmt is not None and mmt <= NO_MOVEMENT:
        return REFER
    if not examined:
        return NOT_ASSESSED
    return COMBINATIONS[length, strength]


REFER = Combination("C0", "refer")
NOT_ASSESSED = Combination("C6", "not_assessed")
COMBINATIONS = {verdicts: Combination(rule, name) for verdicts, (rule, name) in LIBRARY.combination_table.items()}


def missing(combination, length, strength) -> list[str]:
    """C5: what has to be tested before an undetermined side can be treated."""
    if combination != "undetermined":
        return []
    verdicts = {"length": length, "strength": strength}
    return [name for name, verdict in verdicts.items() if verdict == "indeterminate"]
