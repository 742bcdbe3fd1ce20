"""The entries of the library: what is known of an exercise, a precaution, a threshold, a rule and its source."""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Dosage:
    """How much, how often. `unit` says what `repetitions` counts; hold_seconds is 0 where nothing is held.

    sessions_per_week counts days a week.
    """

    sets: int
    repetitions: int
    hold_seconds: int
    rest_seconds: int
    unit: str
    sessions_per_week: int


@dataclass(frozen=True, slots=True)
class Level:
    """One rung of a ladder. `changes` names what is harder than one level down: load, range or complexity."""

    level: int
    changes: str
    load: str
    range: str
    complexity: str
    dosage: Dosage


@dataclass(frozen=True, slots=True)
class StrengtheningExercise:
    """An exercise with its ladder. Needs one of `equipment`, where any is listed. Level n is `levels[n - 1]`."""

    id: str
    stage: int
    equipment: tuple[str, ...]
    tags: tuple[str, ...]
    levels: tuple[Level, ...]
    both_legs: bool
    source: str
    rest_source: str
    retired_on: str | None = None
    kind = "strengthen"

    @property
    def top_level(self) -> int:
        return len(self.levels)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch for one muscle. It has one dosage and no ladder."""

    id: str
    muscle: str
    equipment: tuple[str, ...]
    tags: tuple[str, ...]
    dosage: Dosage
    source: str
    rest_source: str
    retired_on: str | None = None
    kind = "stretch"


@dataclass(frozen=True, slots=True)
class Precaution:
    """What holds for a patient with this precaution: tags of exercises it excludes, and what is said of it."""

    id: str
    label: str
    excludes: tuple[str, ...]
    before_testing: str
    warning_therapist: str
    warning_patient: str
    source: str


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A question that must be answered before a plan. `urgency` is "emergency" or "urgent"."""

    id: str
    label: str
    ask: str
    urgency: str
    action: str
    patient_words: str
    source: str


@dataclass(frozen=True, slots=True)
class Named:
    """A word of the rules with its label, and what a patient is told it is called ("" where it is not said)."""

    id: str | int
    label: str
    patient_words: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """A language that has cards. `reviewed_by`: the clinician who speaks it from birth and read them, "" for nobody."""

    code: str
    name: str
    reviewed_by: str = ""
    reviewed_on: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """What a number or a sentence rests on. `disagrees`: what other literature says ("" where nothing was found)."""

    id: str
    text: str
    strength: str
    says: str
    read: str
    disagrees: str = ""
    doi: str = ""
    url: str = ""
    n: int | None = None

    @property
    def address(self) -> str:
        """Where it is found; "" where nothing is known."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url


@dataclass(frozen=True, slots=True)
class Setting:
    """A threshold that a clinic may change: to a number from minimum to maximum, or to one of `choices` (grades)."""

    name: str
    label: str
    default: int | str
    unit: str
    source: str
    used_by: tuple[str, ...]
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Constant:
    """A number of the rules that is not a setting."""

    name: str
    label: str
    value: float | str
    unit: str
    source: str
    used_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """What can be measured at all, for a form: from minimum to maximum in `unit`, whole numbers only or not."""

    name: str
    label: str
    help: str
    minimum: float
    maximum: float
    unit: str
    step: float
    whole: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the contract. `says` holds the sentence given with each outcome, to be filled with its values.

    `compares` names the number behind a place in those sentences: {"limit": "amber_max"}, or {"stuck.ambers": …}
    where it holds for one outcome only.
    """

    id: str
    group: str
    title: str
    sentence: str
    source: str
    strength: str
    says: MappingProxyType
    compares: MappingProxyType
    disagrees: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the decision as it is told: its rules, its notes with what each is about, and measures with rules."""

    id: str
    title: str
    opening: str
    rules: tuple[str, ...]
    notes: MappingProxyType
    measures: MappingProxyType


@dataclass(frozen=True, slots=True)
class SummaryField:
    """A field of replay that no rule decides, and the numbers its sentence uses."""

    field: str
    label: str
    sentence: str
    uses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotEncoded:
    """Something that the rules do not decide, and why."""

    about: str
    why: str
