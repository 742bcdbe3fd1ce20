"""The thresholds that a clinic may change, and those in force for one decision."""

from typing import NamedTuple

from rehab.rules.library import LIBRARY, Setting
from rehab.rules.reading import one_of, optional, record, whole_number

SETTINGS = LIBRARY.settings
GRADES = tuple(LIBRARY.grades)
RANKS = LIBRARY.grades  # thirds of a grade: a plus or minus is one third
GRADE_OF_RANK = {rank: grade for grade, rank in RANKS.items()}
GRADES_IN_ONE = RANKS["1"]  # thirds in a whole grade


class Settings(NamedTuple):
    """The thresholds in force for one decision. Grades are ranks, so that they compare."""

    knee_flexion_threshold_deg: int
    abduction_threshold_deg: int
    symmetry_threshold_pct: int
    weak_at_or_below: int
    stage_2_min_grade: int
    stage_3_min_grade: int
    stage_3_min_symmetry_pct: int
    clean_sessions_to_progress: int
    green_max: int
    amber_max: int
    min_gap_days: int
    sessions_per_week: int
    lapse_days: int
    detraining_days: int
    aggravation_window_days: int


def _in_force(setting: Setting, value):
    return RANKS[value] if setting.choices else value


DEFAULTS = Settings(**{setting.name: _in_force(setting, setting.default) for setting in SETTINGS.values()})


def _reader(setting: Setting):
    if setting.choices:
        reader = one_of({grade: RANKS[grade] for grade in setting.choices})
    else:
        reader = whole_number(setting.minimum, setting.maximum, f" {setting.unit}")
    return optional(reader, default=getattr(DEFAULTS, setting.name))


settings = optional(record(Settings, {setting.name: _reader(setting) for setting in SETTINGS.values()}), DEFAULTS)


def as_written(in_force) -> dict:
    """{name: value} as a clinician writes them: grades as grades."""
    values = {name: getattr(in_force, name) for name in SETTINGS}
    return {name: GRADE_OF_RANK[value] if SETTINGS[name].choices else value for name, value in values.items()}
