"""What one handout says, as frozen data: made from a programme, kept with the issued handout, read by the template.

Every text is a finished sentence for the patient, so that an old handout never changes with the library.
Sides are "left", "right" or "both"; dates are ISO dates.
"""

import types
import typing
from dataclasses import MISSING, asdict, dataclass, fields, is_dataclass


@dataclass(frozen=True, slots=True)
class Clinic:
    """Where the handout comes from, how to reach it, and how it looks.

    `colour` is that of headings and lines as #rrggbb, `logo` a `data:` address. Both are empty on handouts from before
    there were any.
    """

    name: str
    address: str
    telephone: str
    email: str
    clinician: str
    job_title: str
    colour: str = ""
    logo: str = ""

    @property
    def whereabouts(self) -> tuple[str, ...]:
        """Its address and telephone, where they are known."""
        return tuple(known for known in (self.address, self.telephone) if known)

    @property
    def ways(self) -> tuple[str, ...]:
        """Each way to reach it that is known, the quickest first."""
        return tuple(way for way in (*self.from_afar, self.address) if way)

    @property
    def from_afar(self) -> tuple[str, ...]:
        """Each way to reach it without going there."""
        return tuple(way for way in (self.telephone, self.email) if way)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whose handout it is."""

    name: str
    born_on: str
    record_number: str


@dataclass(frozen=True, slots=True)
class Track:
    """One side on one rung: `here` where it is now, `passed` where it is above; `ticks` are clean sessions so far."""

    side: str
    here: bool
    passed: bool
    ticks: int


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One level of a ladder. `dosage` is empty where it is that of the level below."""

    level: int
    title: str
    what: str
    dosage: str
    tracks: tuple[Track, ...]


@dataclass(frozen=True, slots=True)
class Dose:
    """How one side does an exercise now, or both sides where they do the same.

    `load` and `note` are the clinician's own words; `what` says how it is done at the level. `level` is None, `title`
    and `what` are empty for a stretch.
    """

    side: str
    level: int | None
    title: str
    what: str
    dosage: str
    load: str
    note: str
    days_a_week: int

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides that do it, left first."""
        return ("left", "right") if self.side == "both" else (self.side,)


@dataclass(frozen=True, slots=True)
class HandoutPicture:
    """The drawing of how one side does an exercise, or both sides; `file` is its name among the drawings."""

    side: str
    file: str


@dataclass(frozen=True, slots=True)
class HandoutExercise:
    """One exercise with its number on the sheet. `start` is the starting position in words.

    `works_both_legs`: both legs work whichever side it is for. `pictures` are empty on sheets from before there were
    any.
    """

    number: int
    exercise: str
    kind: str
    name: str
    set_up: str
    start: str
    steps: tuple[str, ...]
    feel: str
    mistake: str
    works_both_legs: bool
    doses: tuple[Dose, ...]
    ladder: tuple[LadderStep, ...]
    pictures: tuple[HandoutPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A row of the weekly plan: for which exercises, by number and side, and on which days, Monday first."""

    kind: str
    numbers: tuple[int, ...]
    side: str
    days: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers that the patient watches: symptoms 0–`worst`, sessions and days, from the programme's settings.

    A session goes on up to `green_max` and is eased up to `amber_max`; a morning is raised above `morning_max`, and
    twice within `again_days` is too often. `clean_sessions` in a row bring the next level, with `rest_days` between.
    """

    worst: int
    green_max: int
    amber_max: int
    morning_max: int
    again_days: int
    clean_sessions: int
    rest_days: int


@dataclass(frozen=True, slots=True)
class LogColumn:
    """One exercise on one side in the log of sessions."""

    number: int
    name: str
    side: str


@dataclass(frozen=True, slots=True)
class Log:
    """What the patient writes down: `sessions` in rows, and the days of `stretch_weeks`; 0 where there is none."""

    columns: tuple[LogColumn, ...]
    sessions: int
    stretch_weeks: int
    stretch_days: int

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides that are strengthened, left first: each has its own next morning."""
        return tuple(dict.fromkeys(column.side for column in self.columns))


@dataclass(frozen=True, slots=True)
class HandoutContext:
    """Everything that is printed. `number` is None in a preview; `review_on` is empty without a date.

    `sheets` holds at most four exercises each. `aims` say what each side's exercises are for, `not_now` which side
    rests, `warnings` what holds for this patient, `emergency` and `urgent` when to get help. `rules_version` and
    `settings_version` (0 for the defaults) are those that it was made with; "" and None where it was not kept.
    `log_address` is where the clinic types in the log; "" where that is not known. `completed` are the sides of
    `not_now` that have come to the end. `news` says to the patient what is new since the last sheet, `changes` says it
    to the clinician and is not printed; both are empty on a first sheet, and on those from before they were kept.
    """

    language: str
    number: int | None
    issued_on: str
    clinic: Clinic
    recipient: Recipient
    goal: str
    note: str
    aims: tuple[str, ...]
    not_now: tuple[str, ...]
    review_on: str
    strength_weeks: tuple[int, ...]
    sheets: tuple[tuple[HandoutExercise, ...], ...]
    plan: tuple[PlanRow, ...]
    limits: Limits
    warnings: tuple[str, ...]
    emergency: tuple[str, ...]
    urgent: tuple[str, ...]
    log: Log
    rules_version: str = ""
    settings_version: int | None = None
    log_address: str = ""
    completed: tuple[str, ...] = ()
    news: str = ""
    changes: tuple[str, ...] = ()

    @property
    def exercises(self) -> tuple[HandoutExercise, ...]:
        """Every exercise of every sheet, in order."""
        return tuple(exercise for sheet in self.sheets for exercise in sheet)

    @property
    def strengthening(self) -> tuple[HandoutExercise, ...]:
        """The exercises that have a ladder."""
        return tuple(exercise for exercise in self.exercises if exercise.ladder)

    @property
    def by_side(self) -> dict[tuple[str, str], Dose]:
        """What each side does of each exercise: {(exercise, side): Dose}, in the order of the sheet."""
        return {
            (exercise.exercise, side): dose
            for exercise in self.exercises
            for dose in exercise.doses
            for side in dose.sides
        }

    @property
    def working(self) -> frozenset[str]:
        """The sides that do an exercise."""
        return frozenset(side for _, side in self.by_side)

    @property
    def resting(self) -> frozenset[str]:
        """The sides that rest: with a break, or at the end. One side works on every sheet, so it is the other one."""
        return frozenset({"left", "right"} - self.working) if self.not_now else frozenset()

    def to_json(self) -> dict:
        """As plain dicts and lists, for IssuedHandout.context."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict) -> "HandoutContext":
        """The context that to_json() gave. Raises KeyError or TypeError where `stored` is none."""
        return _read(cls, stored)


def _read(wanted, value):
    """`value` as the annotated type: dataclasses from dicts, tuples from lists, all the way down."""
    if is_dataclass(wanted):
        hints = typing.get_type_hints(wanted)
        given = [field.name for field in fields(wanted) if field.name in value or field.default is MISSING]
        return wanted(**{name: _read(hints[name], value[name]) for name in given})
    if typing.get_origin(wanted) is tuple:
        item, _ = typing.get_args(wanted)
        return tuple(_read(item, one) for one in value)
    allowed = typing.get_args(wanted) if isinstance(wanted, types.UnionType) else (wanted,)
    if type(value) not in allowed:
        raise TypeError(f"{value!r} is not {wanted}")
    return value
