"""Every number and every word of the reference data that the rules decide with, against the second reading's tables.

What no rule computes with, dosage and the steps of a field, is typed out here.
"""

import pytest

from rehab.rules import CHOICES, FIELDS, LIBRARY, SETTINGS
from tests.proof.second_reading import tables

CONSTANTS = {
    "couch_level_deg": 0,
    "hip_extension_margin_deg": 5,
    "knee_flexion_margin_deg": 7,
    "mmt_margin_grades": 1,
    "force_margin_pct": 20,
    "no_movement_grade": "1",
    "antigravity_grade": "3",
    "exercises_a_side": 2,
    "ambers_to_step_back": 3,
    "adherence_weeks": 4,
    "review_opens_week": 8,
    "review_closes_week": 12,
    "plateau_weeks": 4,
    "plateau_sessions": 6,
    "length_retest_weeks": 4,
    "hip_extension_change_deg": 5,
    "knee_flexion_change_deg": 20,
    "mmt_change_grades": 1,
    "force_change_belt_pct": 10,
    "force_change_manual_pct": 20,
    "pain_change_points": 2,
    "pain_change_pct": 30,
    "psfs_change_points": 2,
}
# Exercise: repetitions a set, what is counted, sets, seconds of rest, both legs, seconds held by level.
DOSAGE = {
    "half_kneeling_activation": (5, "repetitions", 1, 10, False, [10, 10, 10]),
    "supine_hip_flexion_hold": (5, "repetitions", 1, 10, False, [10, 10, 10]),
    "seated_knee_raise": (12, "repetitions", 3, 60, False, [0, 0, 0, 3]),
    "standing_hip_flexion": (12, "repetitions", 3, 60, False, [0, 0, 0, 0]),
    "hanging_knee_raise": (8, "repetitions", 3, 90, True, [0, 0, 2, 2]),
    "step_over_drill": (8, "repetitions", 3, 60, True, [0, 0, 0, 0]),
    "resisted_march": (20, "steps", 3, 60, True, [0, 0, 0, 0]),
    "sprint_drill": (20, "metres", 3, 90, True, [0, 0, 0, 0]),
}
STEPS = {"force_n": 0.1, "lever_arm_m": 0.01, "symmetry_pct": 0.1, "psfs_mean": 0.1}


def test_settings_and_their_limits():
    in_numbers = {name: (s.default, s.minimum, s.maximum) for name, s in SETTINGS.items() if not s.choices}
    in_grades = {name: (s.default, s.choices) for name, s in SETTINGS.items() if s.choices}
    assert in_numbers == tables.SETTINGS_IN_NUMBERS
    assert in_grades == tables.SETTINGS_IN_GRADES


def test_constants():
    assert {name: constant.value for name, constant in LIBRARY.constants.items()} == CONSTANTS


def test_ranges():
    assert {name: (field.minimum, field.maximum) for name, field in FIELDS.items()} == tables.RANGES
    assert {name for name, field in FIELDS.items() if field.whole} == {"pain_nrs", "symptoms"}
    assert {name: field.step for name, field in FIELDS.items()} == dict.fromkeys(FIELDS, 1) | STEPS


def test_words_that_can_be_chosen():
    assert {name: tuple(value for value, _ in values) for name, values in CHOICES.items()} == {
        "mmt": tables.MMT,
        "position": tables.POSITIONS,
        "method": tables.METHODS,
        "fixation": tables.FIXATION,
        "quality": tables.QUALITY,
        "side": tables.SIDES,
        "override": tables.OVERRIDES,
    }


def test_grades_in_thirds():
    """A plus is a third of a grade more, a minus a third less."""
    thirds = {grade: 3 * int(grade[0]) + {"+": 1, "-": -1}.get(grade[1:], 0) for grade in tables.MMT}
    assert LIBRARY.grades == thirds


def test_red_flags_equipment_muscles_stages_and_tags():
    assert tuple(LIBRARY.red_flags) == tables.RED_FLAGS
    assert tuple(LIBRARY.equipment) == tables.EQUIPMENT
    assert tuple(LIBRARY.muscles) == tables.MUSCLES
    assert tuple(LIBRARY.stages) == tuple(range(1, tables.LAST_STAGE + 1))
    used = {tag for exercise in LIBRARY.exercises.values() for tag in exercise.tags}
    assert set(LIBRARY.tags) == used.union(*tables.PRECAUTIONS.values())


def test_exercises():
    """In order of preference; none is retired."""
    assert {
        e.id: (e.stage, e.equipment, tuple(e.tags), e.top_level) for e in LIBRARY.strengthening.values()
    } == tables.STRENGTHENING
    assert {e.id: (e.muscle, tuple(e.tags)) for e in LIBRARY.stretching.values()} == tables.STRETCHING
    assert list(LIBRARY.strengthening) == list(tables.STRENGTHENING)
    assert list(LIBRARY.stretching) == list(tables.STRETCHING)
    assert not [e.id for e in LIBRARY.exercises.values() if e.retired_on]
    assert not [stretch.id for stretch in LIBRARY.stretching.values() if stretch.equipment]


def test_precautions():
    assert {name: precaution.excludes for name, precaution in LIBRARY.precautions.items()} == tables.PRECAUTIONS
    assert list(LIBRARY.precautions) == list(tables.PRECAUTIONS)


@pytest.mark.parametrize("exercise", DOSAGE)
def test_dosage_of_every_level(exercise):
    repetitions, unit, sets, rest, both_legs, held = DOSAGE[exercise]
    dosages = [level.dosage for level in LIBRARY.strengthening[exercise].levels]
    assert {(d.repetitions, d.unit, d.sets, d.rest_seconds, d.sessions_per_week) for d in dosages} == {
        (repetitions, unit, sets, rest, 3)
    }
    assert [dosage.hold_seconds for dosage in dosages] == held
    assert LIBRARY.strengthening[exercise].both_legs is both_legs


@pytest.mark.parametrize("stretch", tables.STRETCHING)
def test_dosage_of_every_stretch(stretch):
    dosage = LIBRARY.dosage(stretch)
    assert (dosage.sets, dosage.repetitions, dosage.hold_seconds, dosage.rest_seconds) == (1, 4, 30, 15)
    assert dosage.sessions_per_week == 5


def test_combination_table():
    rules = {"stretch_and_strengthen": "C1", "stretch": "C2", "strengthen": "C3", "none": "C4", "undetermined": "C5"}
    table = {
        (length, strength): tables.COMBINATIONS.get((length, strength), "undetermined")
        for length in ("short", "normal", "indeterminate")
        for strength in ("weak", "normal", "indeterminate")
    }
    assert {verdicts: name for verdicts, (_, name) in LIBRARY.combination_table.items()} == table
    assert all(rule == rules[name] for rule, name in LIBRARY.combination_table.values())
