"""The values that the rules work on, as read from the input.

Grades are ranks (thirds of a grade), dates day numbers. None: not measured, not asked, not known.
"""

from collections.abc import Sequence
from typing import NamedTuple

from rehab.rules.settings import Settings


class LengthTest(NamedTuple):
    """A Thomas test or a modified Thomas test. Degrees; None where it was not measured."""

    hip_extension_deg: float
    pelvis_controlled: bool
    method: str | None = None
    hip_extension_knee_straight_deg: float | None = None
    knee_flexion_deg: float | None = None
    hip_abduction_deg: float | None = None


class StrengthTest(NamedTuple):
    """A test of hip flexion strength. `mmt` is a rank; newton, metres."""

    mmt: int | None
    force_n: float | None
    lever_arm_m: float | None
    position: str | None
    fixation: str | None
    symptoms: int | None

    @property
    def done(self):
        return self.mmt is not None or self.force_n is not None


class Trial(NamedTuple):
    """An exercise tried at a level before the programme begins."""

    exercise: str
    level: int
    quality: str
    symptoms: int


class Side(NamedTuple):
    """One side of an assessment."""

    thomas: LengthTest | None
    modified_thomas: LengthTest | None
    strength: StrengthTest | None
    trials: Sequence[Trial]
    pain_nrs: int | None = None
    psfs_mean: float | None = None


class Assessment(NamedTuple):
    """What `plan` decides from. `sides` holds both sides; `screening` True, False or None for every red flag."""

    screening: dict[str, bool | None]
    precautions: Sequence[str]
    equipment: Sequence[str]
    sides: dict[str, Side]
    settings: Settings


class Pair(NamedTuple):
    """What `change` compares."""

    before: Side
    after: Side
    settings: Settings


class Circumstances(NamedTuple):
    """What holds from a day on: kinds of equipment, and precautions."""

    on: int
    precautions: Sequence[str]
    equipment: Sequence[str]


class Given(NamedTuple):
    """An exercise at a level."""

    exercise: str
    level: int


class Start(NamedTuple):
    """How one side begins."""

    stage: int
    exercises: list[Given]
    mmt: int | None
    symmetry_pct: float | None


class Entry(NamedTuple):
    """One exercise on one side in a session."""

    exercise: str
    side: str
    level: int
    completed: bool
    compensated: bool
    symptoms: int


class Session(NamedTuple):
    """One day's training. `next_morning`: {side: symptoms}, of the sides where it is known."""

    performed_on: int
    next_morning: dict
    entries: list[Entry]


class Retest(NamedTuple):
    """A strength test during the programme. None: not measured."""

    on: int
    side: str
    mmt: int | None
    symmetry_pct: float | None
    symptoms: int | None


class Override(NamedTuple):
    """A clinician's decision. Of the last four it holds what its type needs."""

    on: int
    side: str
    type: str
    reason: str
    after_session: bool
    stage: int | None = None
    exercise: str | None = None
    level: int | None = None
    exercises: list[Given] | None = None


class History(NamedTuple):
    """Everything that a programme's state is computed from."""

    started_on: int
    today: int
    usual_morning_symptoms: int
    circumstances: Sequence[Circumstances]
    sides: dict[str, Start]
    sessions: Sequence[Session]
    strength_tests: Sequence[Retest]
    overrides: Sequence[Override]
    settings: Settings
