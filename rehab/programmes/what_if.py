"""What the rules would say if something else had been found: a trial beside what was recorded. Nothing is stored."""

from dataclasses import dataclass
from functools import cached_property

from rehab.assessments.findings_input import as_plan_input
from rehab.assessments.so_far import SideSoFar
from rehab.patients.models import Circumstances
from rehab.programmes.presentation import SideView, reasons_of
from rehab.rules import LIBRARY, plan

NO_PLAN = "No plan"
LISTS = ("Still needed", "Stretch", "Strengthen", "Left out", "Please note")
TRIED = ("screening", "precautions", "equipment", "sides")


def trial_input(recorded, findings, holding) -> dict:
    """The input of `plan` with other findings (see findings.whole) and circumstances {"precautions", "equipment"}.

    `recorded` is the input of the proposal; whatever else it holds stays.
    """
    tried = as_plan_input(findings, Circumstances(**holding))
    return recorded | {name: tried[name] for name in TRIED}


@dataclass(frozen=True)
class Line:
    """One thing that the rules say of a side: the texts they would say, and those they say as recorded.

    `is_list`: there may be several, each of which can come and go by itself.
    """

    label: str
    would: list
    recorded: list
    is_list: bool = False

    @property
    def is_changed(self):
        return self.would != self.recorded

    @property
    def texts(self):
        """[(text, True where it was not said as recorded)]"""
        return [(text, text not in self.recorded) for text in self.would]

    @property
    def gone(self):
        return [text for text in self.recorded if text not in self.would]


@dataclass(frozen=True)
class SideTrial:
    """One side of a trial beside what was recorded: its parts of both answers of `plan`.

    None where there is no such part: a red flag is there, or not all were asked.
    """

    side: str
    would: SideView | None
    recorded: SideView | None

    @property
    def combination(self) -> Line:
        """The combination, or that there is no plan."""
        would, recorded = (view.combination if view else NO_PLAN for view in (self.would, self.recorded))
        return Line("Combination", [would], [recorded])

    @property
    def tone(self):
        return self.would.tone if self.would else "stop"

    @cached_property
    def lines(self) -> list[Line]:
        """Everything else that the rules would say of the side; nothing stands beside it where it had no answer."""
        if self.would is None:
            return []
        would, recorded = _said(self.would), _said(self.recorded or self.would)
        lines = [Line(label, would[label], recorded[label], label in LISTS) for label in would]
        return [line for line in lines if line.would or line.recorded]

    @property
    def is_changed(self):
        return any(line.is_changed for line in (self.combination, *self.lines))

    @property
    def new_reasons(self):
        return _without(self.would, self.recorded) if self.is_compared else []

    @property
    def lost_reasons(self):
        return _without(self.recorded, self.would) if self.is_compared else []

    @property
    def kept_reasons(self):
        new = self.new_reasons
        return [reason for reason in self.would.because if reason not in new] if self.would else []

    @property
    def is_compared(self):
        """True where the side has an answer both times."""
        return self.would is not None and self.recorded is not None


@dataclass(frozen=True)
class Trial:
    """A trial's answer of `plan` beside the answer to what was recorded."""

    would: dict
    recorded: dict

    @property
    def status(self):
        return self.would["status"]

    @property
    def status_is_changed(self):
        return self.status != self.recorded["status"]

    @property
    def red_flags(self):
        return [LIBRARY.red_flags[flag] for flag in self.would["red_flags"]]

    @property
    def unanswered(self):
        return [LIBRARY.red_flags[flag] for flag in self.would["unanswered"]]

    @cached_property
    def sides(self) -> list[SideTrial]:
        """Both sides, left first; none where neither answer has any."""
        return [
            SideTrial(side, _view(self.would, side), _view(self.recorded, side))
            for side in dict.fromkeys([*self.would["sides"], *self.recorded["sides"]])
        ]

    @property
    def is_changed(self):
        return self.status_is_changed or any(side.is_changed for side in self.sides)


def trial_of(given, recorded) -> Trial:
    """The Trial of one input of `plan` against the input of what was recorded. Raises InvalidInput."""
    return Trial(plan(given), plan(recorded))


def _view(answer, side):
    if side not in answer["sides"]:
        return None
    return SideView(side, answer["sides"][side], reasons_of(side, answer["because"]), answer["unless"][side], None)


def _said(view) -> dict:
    """{label: what the rules say of a side, a list of texts}"""
    found = SideSoFar(view.side, view.answer, [])
    return {
        "Length": [found.length],
        "Strength": [found.strength],
        "Begins in": [view.stage] if view.stage else [],
        "Still needed": found.still_needed,
        "Stretch": [exercise.name for exercise in view.stretches],
        "Strengthen": [f"{row.name}, level {row.level} of {row.top_level}" for row in view.strengthening],
        "Left out": [f"{exercise} ({why})" for exercise, why in view.excluded],
        "Please note": view.notes,
    }


def _without(these, those):
    """The reasons of these that say something that none of those says."""
    said = {(reason["rule"], reason["sentence"]) for reason in those.because}
    return [reason for reason in these.because if (reason["rule"], reason["sentence"]) not in said]
