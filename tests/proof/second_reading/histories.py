"""What the contract's `replay` is given, read and checked."""

from dataclasses import dataclass

from tests.proof.second_reading.reader import Reader, Unusable
from tests.proof.second_reading.tables import EQUIPMENT, LAST_STAGE, MMT, OVERRIDES, PRECAUTIONS, SIDES, STRENGTHENING


@dataclass
class History:
    """Rows are tuples that begin with their date."""

    limits: dict
    start: object
    today: object
    usual: int
    circumstances: list  # (on, precautions, equipment)
    sides: dict  # side: (stage, [(exercise, level)], mmt, symmetry)
    sessions: list  # (on, {side: next morning}, [(exercise, side, level, completed, compensated, symptoms)])
    tests: list  # (on, side, mmt, symmetry, symptoms)
    overrides: list  # (on, side, type, what the type needs, after the session)


def read_history(given):
    if not isinstance(given, dict):
        raise Unusable([("", "missing" if given is None else "type")])
    reader = HistoryReader(given)
    history = History(
        limits=reader.limits(given),
        start=reader.start,
        today=reader.today(),
        usual=reader.number(given, "usual_morning_symptoms", "", (0, 10), whole=True) or 0,
        circumstances=reader.circumstances(),
        sides=reader.treated_sides(),
        sessions=reader.sessions(),
        tests=reader.strength_tests(),
        overrides=reader.overrides(),
    )
    if reader.errors:
        raise Unusable(reader.errors)
    return history


class HistoryReader(Reader):
    """Reads one history. Of two rows that clash the later is named."""

    def __init__(self, given):
        super().__init__()
        self.given = given
        self.start = self.day(given, "started_on")
        sides = given.get("sides")
        self.treated = [side for side in SIDES if isinstance(sides, dict) and sides.get(side) is not None]
        self.sides_told = isinstance(sides, dict)

    def today(self):
        today = self.day(self.given, "today")
        if today and self.start and today < self.start:
            self.fault("today", "order")
        return today

    def dated(self, row, path, key="on"):
        """A date that is not before the start."""
        on = self.day(row, key, path)
        if on and self.start and on < self.start:
            self.fault(path + key, "order")
        return on

    def once(self, key, seen, path):
        if key in seen:
            self.fault(path, "duplicate")
        seen.add(key)

    def circumstances(self):
        before = len(self.errors)
        rows = self.rows(self.given, "circumstances", required=True)
        usable = len(self.errors) == before
        found, seen = [], set()
        for row, path in self.things({"circumstances": rows}, "circumstances"):
            on = self.day(row, "on", path)
            if on is not None:
                self.once(on, seen, path + "on")
            precautions = self.words(row, "precautions", path, PRECAUTIONS)
            found.append((on, precautions, self.words(row, "equipment", path, EQUIPMENT)))
        told = usable and self.start and len(seen) and len(found) == len(rows) and all(on for on, *_ in found)
        if (told and min(seen) > self.start) or (usable and not rows):
            self.fault("circumstances", "missing")
        return found

    def treated_sides(self):
        sides = self.thing(self.given.get("sides"), "sides", required=True) or {}
        found = {}
        for side in SIDES:
            given, path = self.thing(sides.get(side), f"sides.{side}"), f"sides.{side}."
            if given is None:
                continue
            stage = self.number(given, "stage", path, (1, LAST_STAGE), whole=True, required=True)
            exercises = self.exercises(given, path, stage)
            mmt = self.word(given, "mmt", path, MMT)
            found[side] = (stage, exercises, mmt, self.measured(given, "symmetry_pct", path))
        return found

    def exercises(self, given, base, stage=None):
        """[(exercise, level)]; where a stage is told each must be of it."""
        found, seen = [], set()
        for row, path in self.things(given, "exercises", base, required=True):
            exercise, level = self.exercise_and_level(row, path)
            if exercise is not None:
                self.once(exercise, seen, path + "exercise")
                if stage is not None and STRENGTHENING[exercise][0] != stage:
                    self.fault(path + "exercise", "choice")
            found.append((exercise, level))
        return found

    def side(self, row, path):
        side = self.word(row, "side", path, SIDES, required=True)
        if side is not None and side not in self.treated and self.sides_told:
            self.fault(path + "side", "unknown")
        return side

    def sessions(self):
        found, seen = [], set()
        for row, path in self.things(self.given, "sessions"):
            on = self.dated(row, path, "performed_on")
            if on is not None:
                self.once(on, seen, path + "performed_on")
            mornings = self.thing(row.get("next_morning"), path + "next_morning") or {}
            mornings = {
                side: self.number(mornings, side, path + "next_morning.", (0, 10), whole=True) for side in self.treated
            }
            found.append((on, mornings, self.entries(row, path)))
        return found

    def entries(self, session, base):
        found, seen = [], set()
        for row, path in self.things(session, "entries", base, required=True):
            exercise, level = self.exercise_and_level(row, path)
            side = self.side(row, path)
            if exercise is not None and side is not None:
                self.once((exercise, side), seen, path + "exercise")
            completed = self.yes_or_no(row, "completed", path, required=True)
            compensated = self.yes_or_no(row, "compensated", path, required=True)
            symptoms = self.measured(row, "symptoms", path, required=True)
            found.append((exercise, side, level, completed, compensated, symptoms))
        return found

    def strength_tests(self):
        return [
            (
                self.dated(row, path),
                self.side(row, path),
                self.word(row, "mmt", path, MMT),
                self.measured(row, "symmetry_pct", path),
                self.measured(row, "symptoms", path),
            )
            for row, path in self.things(self.given, "strength_tests")
        ]

    def overrides(self):
        found = []
        for row, path in self.things(self.given, "overrides"):
            on, side = self.dated(row, path), self.side(row, path)
            kind = self.word(row, "type", path, OVERRIDES, required=True)
            self.reason(row, path)
            after_session = self.yes_or_no(row, "after_session", path) or False
            found.append((on, side, kind, self.needed(kind, row, path), after_session))
        return found

    def reason(self, row, path):
        reason = row.get("reason")
        if reason is not None and not isinstance(reason, str):
            self.fault(path + "reason", "type")
        elif not (reason or "").strip():
            self.fault(path + "reason", "reason")

    def needed(self, kind, row, path):
        if kind == "set_stage":
            return self.number(row, "stage", path, (1, LAST_STAGE), whole=True, required=True)
        if kind == "set_level":
            return self.exercise_and_level(row, path)
        return self.exercises(row, path) if kind == "set_exercises" else None
