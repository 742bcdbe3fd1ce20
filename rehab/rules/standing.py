"""Where a programme stands while its history is replayed, and the journal of what happened."""

from dataclasses import dataclass, field
from datetime import date

FIRST_LEVEL = 1


@dataclass(slots=True)
class ExerciseStanding:
    """One exercise of a side. `level_set_on`: the day an override last set its level, None if none did."""

    level: int = FIRST_LEVEL
    streak: int = 0
    mastered: bool = False
    ambers: int = 0
    level_set_on: int | None = None

    def start_again(self):
        """The streak and the mastery are lost."""
        self.streak = 0
        self.mastered = False


@dataclass(slots=True)
class SideStanding:
    """One side. Days are day numbers; `last_done` holds the last entry of every exercise ever logged."""

    side: str
    stage: int
    exercises: dict[str, ExerciseStanding]
    mmt: int | None
    symmetry_pct: float | None
    blocked: bool
    paused: bool = False
    completed: bool = False
    gate_pending: bool = False
    last_session: int | None = None
    last_raised: int | None = None
    last_done: dict[str, int] = field(default_factory=dict)

    @property
    def all_mastered(self):
        return all(standing.mastered for standing in self.exercises.values())

    def settle(self):
        """What waits for a side that has mastered everything no longer waits when it has not."""
        if self.completed:
            return
        if not self.all_mastered:
            self.gate_pending = self.blocked = False
        elif not self.exercises:
            self.gate_pending = False

    def shown(self) -> dict:
        """The side as the answer shows it."""
        return {
            "stage": self.stage,
            "exercises": {
                exercise: {"level": standing.level, "streak": standing.streak, "mastered": standing.mastered}
                for exercise, standing in self.exercises.items()
            },
            "paused": self.paused,
            "gate_pending": self.gate_pending,
            "blocked": self.blocked,
            "completed": self.completed,
        }


class Journal:
    """Events and reasons in the order they happened. A reason is a tuple
    (on, side, exercise, position of its event or None, rule, outcome, values)."""

    def __init__(self):
        self.events = []
        self.reasons = []
        self._on = None

    def turn_to(self, day: int):
        """What is written from now on happened on this day."""
        self._on = date.fromordinal(day).isoformat()

    def event(self, side, event, rule, exercise=None, values=None, outcome=None, **shown):
        """Something changed. `shown` are the event's own fields; `values` is what else the reason says.

        The reason's outcome has the name of the event unless another is given.
        """
        written = {"on": self._on, "side": side.side, "event": event}
        if exercise is not None:
            written["exercise"] = exercise
        written |= shown
        position = len(self.events)
        self.events.append(written)
        said = shown if values is None else shown | values
        self.reasons.append((self._on, side.side, exercise, position, rule, outcome or event, said))

    def reason(self, side, rule, outcome, exercise=None, values=None):
        """Something is explained that is no event."""
        self.reasons.append((self._on, side.side, exercise, None, rule, outcome, values or {}))
