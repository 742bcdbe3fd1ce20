"""From logged sessions to the current state: the order of the history, and rules P9 to P15.

What one session does to a side is in sessions.py, what is counted for the summary in summary.py.
"""

from itertools import chain
from operator import itemgetter

from rehab.rules import explain
from rehab.rules.findings import below_antigravity
from rehab.rules.history import read_history
from rehab.rules.library import LIBRARY
from rehab.rules.selection import (
    EXERCISES_A_SIDE,
    LAST_STAGE,
    Circumstances,
    chosen_of_stage,
    eligible_of_stage,
    exclusions,
    gate_met,
    gate_of,
)
from rehab.rules.sessions import lapse, take_session
from rehab.rules.settings import GRADE_OF_RANK
from rehab.rules.standing import ExerciseStanding, Journal, SideStanding
from rehab.rules.summary import summary


def replay(given: dict) -> dict:
    """The state of a programme today, computed from its start and everything that happened since.

    `given` and the answer are those of the clinical contract; the answer carries `because` besides.
    Raises InvalidInput.
    """
    history = read_history(given)
    programme = Programme(history)
    programme.run()
    sides = programme.sides.values()
    return {
        "sides": {side.side: side.shown() for side in sides},
        "events": programme.journal.events,
        **summary(history, sides),
        "because": explain.replay(programme.journal.reasons),
    }


class Programme:
    """A programme while its history is replayed."""

    def __init__(self, history):
        self.history = history
        self.settings = history.settings
        self.journal = Journal()
        before = [row for row in history.circumstances if row.on <= history.started_on]
        self.circumstances = _known(max(before, key=lambda row: row.on))
        self.sides = {
            side: SideStanding(
                side=side,
                stage=start.stage,
                exercises={row.exercise: ExerciseStanding(row.level) for row in start.exercises},
                mmt=start.mmt,
                symmetry_pct=start.symmetry_pct,
                blocked=not start.exercises,
            )
            for side, start in history.sides.items()
        }

    def run(self):
        """Take everything up to today in its order."""
        for day, _, take, row in self._in_order():
            self.journal.turn_to(day)
            take(day, row)
        self.journal.turn_to(self.history.today)
        for side in self.sides.values():
            self._lapse_until_today(side)

    def _in_order(self):
        """(day, kind, how it is taken, row). Sorting keeps the given order within a kind."""
        history = self.history
        overrides = history.overrides
        later = [row for row in history.circumstances if row.on > history.started_on]
        happened = chain(
            ((row.on, 0, self.change_circumstances, row) for row in later),
            ((row.on, 1, self.take_strength_test, row) for row in history.strength_tests),
            ((row.on, 2, self.override, row) for row in overrides if not row.after_session),
            ((row.performed_on, 3, self.take_session, row) for row in history.sessions),
            ((row.on, 4, self.override, row) for row in overrides if row.after_session),
        )
        return sorted((one for one in happened if one[0] <= history.today), key=itemgetter(0, 1))

    # Sessions --------------------------------------------------------------------------------------------------------

    def take_session(self, day, session):
        for side in self.sides.values():
            entries = [entry for entry in session.entries if entry.side == side.side]
            if entries:
                usual = self.history.usual_morning_symptoms
                take_session(side, session, entries, usual, self.settings, self.journal)
                self.advance(side, day)

    def _lapse_until_today(self, side):
        """P15: what is offered after a long break is already the lower level."""
        if side.completed:
            return
        today = self.history.today
        for exercise, standing in side.exercises.items():
            lapse(side, exercise, standing, side.last_done.get(exercise), today, self.settings, self.journal, "P15")
        side.settle()

    # Stages ----------------------------------------------------------------------------------------------------------

    def advance(self, side, day):
        """P9: the next stage, where everything is mastered and its gate is met."""
        if side.paused or side.completed or not side.exercises or not side.all_mastered:
            return
        if day - side.last_session > self.settings.lapse_days:
            values = {"idle_days": day - side.last_session, "limit": self.settings.lapse_days}
            self.journal.reason(side, "P9", "no_recent_session", None, values)
        elif side.stage == LAST_STAGE:
            side.completed = True
            self.journal.event(side, "completed", "P9")
        else:
            self._try_stage(side, side.stage + 1)

    def _try_stage(self, side, stage):
        if not gate_met(stage, side.mmt, side.symmetry_pct, self.settings):
            side.blocked = False
            if not side.gate_pending:
                side.gate_pending = True
                self.journal.event(side, "gate_pending", "P9", values=self._strength(side, stage), stage=stage)
            return
        side.gate_pending = False
        if not chosen_of_stage(stage, self.circumstances, side.mmt):
            if not side.blocked:
                side.blocked = True
                self.journal.event(side, "stage_blocked", "P9", stage=stage)
            return
        self.journal.event(side, "stage_advanced", "P9", values=self._strength(side, stage), stage=stage)
        self.enter(side, stage)

    def enter(self, side, stage):
        """P10"""
        chosen = chosen_of_stage(stage, self.circumstances, side.mmt)
        side.stage = stage
        side.exercises = {exercise: ExerciseStanding() for exercise in chosen}
        side.gate_pending = side.completed = False
        side.blocked = not chosen
        if side.blocked:
            self.journal.event(side, "stage_blocked", "P10", stage=stage)

    # Circumstances and strength --------------------------------------------------------------------------------------

    def change_circumstances(self, day, row):
        before, self.circumstances = self.circumstances, _known(row)
        for side in self.sides.values():
            self.fit_exercises(side, before, side.mmt)
            self.advance(side, day)

    def take_strength_test(self, day, test):
        """P12, P13"""
        side = self.sides[test.side]
        painful = test.symptoms is not None and test.symptoms > self.settings.green_max
        mmt_before = side.mmt
        side.mmt = self._believed(side, "mmt", test.mmt, painful)
        side.symmetry_pct = self._believed(side, "symmetry_pct", test.symmetry_pct, painful)
        self.fit_exercises(side, self.circumstances, mmt_before)
        self._pause_if_too_weak(side)
        if not painful:
            self.advance(side, day)

    def _believed(self, side, what, tested, painful):
        """What is known of a side's MMT or symmetry after a test: a painful one is not believed where it is better."""
        known = getattr(side, what)
        if tested is None:
            return known
        if painful and known is not None and tested > known:
            values = {what: tested, "known": known}
            if what == "mmt":
                values = {name: GRADE_OF_RANK[rank] for name, rank in values.items()}
            self.journal.reason(side, "P12", f"{what}_not_believed", None, values)
            return known
        return tested

    def _pause_if_too_weak(self, side):
        """P12"""
        if side.completed or side.paused or side.mmt is None:
            return
        if not gate_met(side.stage, side.mmt, side.symmetry_pct, self.settings):
            side.paused = True
            values = {"stage": side.stage, **self._strength(side, side.stage)}
            self.journal.event(side, "paused", "P12", None, values, cause="strength")

    def fit_exercises(self, side, circumstances_before, mmt_before):
        """P11: what is newly excluded goes, and the next eligible exercises come in its place."""
        if side.completed:
            return
        had = len(side.exercises)
        gone = self._remove_excluded(side, circumstances_before, mmt_before)
        came = self._fill(side, gone, had or EXERCISES_A_SIDE) if gone or not had else []
        if not side.exercises:
            side.blocked = True
            if gone:
                self.journal.event(side, "stage_blocked", "P11", stage=side.stage)
        elif gone or came:
            side.blocked = False
        side.settle()

    def _remove_excluded(self, side, circumstances_before, mmt_before):
        gone = []
        for exercise in list(side.exercises):
            before = exclusions(exercise, circumstances_before, below_antigravity(mmt_before))
            now = exclusions(exercise, self.circumstances, below_antigravity(side.mmt))
            new = [reason for reason in now if reason not in before]
            if new:
                del side.exercises[exercise]
                gone.append(exercise)
                self.journal.event(side, "exercise_removed", "P11", exercise, {"reasons": new})
        return gone

    def _fill(self, side, gone, places):
        came = []
        for exercise in eligible_of_stage(side.stage, self.circumstances, below_antigravity(side.mmt)):
            if len(side.exercises) >= places:
                break
            if exercise not in side.exercises and exercise not in gone:
                side.exercises[exercise] = ExerciseStanding()
                came.append(exercise)
                level = side.exercises[exercise].level
                self.journal.event(side, "exercise_added", "P11", exercise, level=level)
        return came

    def _strength(self, side, stage):
        """What is known of a side's strength, and what the stage asks for."""
        gate = gate_of(stage, self.settings)
        values = {"mmt": side.mmt, "symmetry_pct": side.symmetry_pct, "mmt_needed": gate.mmt}
        if gate.symmetry_pct is not None:
            values["symmetry_pct_needed"] = gate.symmetry_pct
        return values | {name: GRADE_OF_RANK.get(values[name]) for name in ("mmt", "mmt_needed")}

    # Overrides -------------------------------------------------------------------------------------------------------

    def override(self, day, decision):
        """P14"""
        side = self.sides[decision.side]
        getattr(self, f"_{decision.type}")(side, day, decision)

    def _pause(self, side, day, decision):
        side.paused = True
        self.journal.event(side, "paused", "P14", values={"reason": decision.reason}, cause="clinician")

    def _resume(self, side, day, decision):
        side.paused = False
        side.last_raised = None
        self.journal.event(side, "resumed", "P14", values={"reason": decision.reason})
        self.advance(side, day)

    def _set_stage(self, side, day, decision):
        values = {"reason": decision.reason}
        self.journal.event(side, "stage_set", "P14", values=values, stage=decision.stage)
        self.enter(side, decision.stage)

    def _set_level(self, side, day, decision):
        standing = side.exercises.get(decision.exercise)
        if standing is None:
            self._ignore(side, decision.exercise, "not_done_now")
            return
        side.exercises[decision.exercise] = ExerciseStanding(decision.level, level_set_on=day)
        side.completed = False
        values = {"reason": decision.reason}
        self.journal.event(side, "level_set", "P14", decision.exercise, values, level=decision.level)
        side.settle()

    def _set_exercises(self, side, day, decision):
        kept = {}
        for exercise, level in decision.exercises:
            if LIBRARY.strengthening[exercise].stage != side.stage:
                self._ignore(side, exercise, "not_of_the_stage")
                continue
            standing = side.exercises.get(exercise)
            unchanged = standing is not None and standing.level == level
            kept[exercise] = standing if unchanged else ExerciseStanding(level, level_set_on=day)
        if not kept:
            return
        side.exercises = kept
        side.blocked = side.completed = False
        self.journal.event(side, "exercises_set", "P14", values={"reason": decision.reason, "exercises": list(kept)})
        side.settle()
        self.advance(side, day)

    def _ignore(self, side, exercise, why):
        self.journal.event(side, "override_ignored", "P14", exercise, outcome=f"override_ignored_{why}")


def _known(row):
    return Circumstances(frozenset(row.precautions), frozenset(row.equipment))
