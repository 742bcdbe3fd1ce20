"""The clinical rules: from findings to a plan, from logged sessions to the current state, from two examinations to
what really changed.

Pure: standard library only. There is no clock, no database and no randomness here; today is an argument.
"""

from rehab.rules.api import (
    effective_settings,
    errors_of_change,
    errors_of_plan,
    errors_of_replay,
    symmetry,
)
from rehab.rules.change import change
from rehab.rules.chapters import chapter_of, decision, neighbours, rule_told, tables_of
from rehab.rules.due import flare, length_retest_due, plateau
from rehab.rules.eligibility import exclusions, known_today
from rehab.rules.inputs import CHOICES, FIELDS, SIDES, InvalidInput
from rehab.rules.library import LIBRARY, RULES_VERSION, LibraryError
from rehab.rules.progression import replay
from rehab.rules.questionnaires import GLOBAL_CHANGE, GLOBAL_CHANGE_QUESTION, QUESTIONNAIRES
from rehab.rules.selection import plan
from rehab.rules.settings import GRADES, SETTINGS
from rehab.rules.standstill import standstill
from rehab.rules.used import values_used
from rehab.rules.words import describe_exclusion, describe_note

__all__ = [
    "CHOICES",
    "FIELDS",
    "GLOBAL_CHANGE",
    "GLOBAL_CHANGE_QUESTION",
    "GRADES",
    "LIBRARY",
    "QUESTIONNAIRES",
    "RULES_VERSION",
    "SETTINGS",
    "SIDES",
    "InvalidInput",
    "LibraryError",
    "change",
    "chapter_of",
    "decision",
    "describe_exclusion",
    "describe_note",
    "effective_settings",
    "errors_of_change",
    "errors_of_plan",
    "errors_of_replay",
    "exclusions",
    "flare",
    "known_today",
    "length_retest_due",
    "neighbours",
    "plan",
    "plateau",
    "replay",
    "rule_told",
    "standstill",
    "symmetry",
    "tables_of",
    "values_used",
]
