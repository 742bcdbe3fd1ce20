"""One side of a programme while its history goes by: rules P1 to P12 and P14, one method each."""

from tests.proof.second_reading.choosing import first_two, gate, of_stage, reasons_against
from tests.proof.second_reading.tables import LAST_STAGE, RANK, STRENGTHENING


class Exercise:
    """An exercise that the side does now."""

    def __init__(self, level=1):
        self.level, self.streak, self.mastered, self.ambers = level, 0, False, 0

    def lose(self):
        self.streak, self.mastered = 0, False


class Side:
    """`known` is {"precautions", "equipment"}, the same for both sides; `events` is the list of all."""

    def __init__(self, name, start, known, limits, events):
        self.name, self.known, self.limits, self.events = name, known, limits, events
        self.stage, exercises, self.mmt, self.symmetry = start
        self.exercises = {exercise: Exercise(level) for exercise, level in exercises}
        self.paused = self.completed = self.gate_pending = False
        self.blocked = not self.exercises
        self.last_raised = self.last_session = None
        self.last_entry, self.level_set_on = {}, {}

    def event(self, on, event, **more):
        self.events.append({"on": on.isoformat(), "side": self.name, "event": event, **more})

    def choice(self):
        """What the choice of exercises depends on."""
        return self.known["precautions"], self.known["equipment"], self.mmt, self.limits

    def all_mastered(self):
        return all(exercise.mastered for exercise in self.exercises.values())

    def settle(self):
        if self.completed:
            return
        if not self.exercises:
            self.gate_pending = False
        elif not self.all_mastered():
            self.gate_pending = self.blocked = False

    def pause(self, on, cause):
        if not self.paused:
            self.event(on, "paused", cause=cause)
        self.paused = True

    # One session

    def session(self, on, morning, usual, entries):
        raised = morning is not None and morning > self.limits["green_max"] and morning > usual
        stuck = False
        for exercise, _, *done in entries:
            before = self.last_entry.get(exercise)
            if exercise in self.exercises and not self.completed:  # else P1
                stuck = self.entry(on, exercise, before, raised, *done) or stuck
            self.last_entry[exercise] = on
        self.last_session = on
        self.settle()
        self.pause_for_symptoms(on, [row[-1] for row in entries], morning if raised else None, stuck)
        self.advance(on)

    def entry(self, on, name, before, raised, level, completed, compensated, symptoms):
        """P2 to P7. True where the side is stuck."""
        exercise = self.exercises[name]
        cost = self.lapse(on, name)
        if symptoms > self.limits["amber_max"] or raised:  # P3
            exercise.lose()
            exercise.ambers = 0
            if not cost:
                self.one_level_down(on, name)
        elif symptoms > self.limits["green_max"]:  # P4
            return self.amber(on, name, cost)
        elif level == exercise.level:  # else P5
            exercise.ambers = 0
            if not completed or compensated:  # P6
                exercise.lose()
            elif before is None or (on - before).days >= self.limits["min_gap_days"]:
                self.clean(on, name)
        return False

    def lapse(self, on, name):
        """P2. True where it cost a level."""
        if name not in self.last_entry:
            return False
        since = max(self.last_entry[name], self.level_set_on.get(name, self.last_entry[name]))
        idle, exercise = (on - since).days, self.exercises[name]
        if idle > self.limits["lapse_days"]:
            if exercise.streak or exercise.mastered:
                self.event(on, "streak_lapsed", exercise=name)
            exercise.lose()
            exercise.ambers = 0
        return idle > self.limits["detraining_days"] and self.one_level_down(on, name)

    def one_level_down(self, on, name):
        exercise = self.exercises[name]
        if exercise.level == 1:
            return False
        exercise.level -= 1
        self.event(on, "level_regressed", exercise=name, level=exercise.level)
        return True

    def amber(self, on, name, cost):
        """P4. True where the side is stuck."""
        exercise = self.exercises[name]
        exercise.lose()
        exercise.ambers += 1
        if exercise.ambers < self.limits["ambers_to_step_back"]:
            return False
        exercise.ambers = 0
        if exercise.level == 1:
            return True
        if not cost:
            self.one_level_down(on, name)
        return False

    def clean(self, on, name):
        """P7, after enough recovery."""
        exercise = self.exercises[name]
        if self.paused or exercise.mastered:
            return
        exercise.streak += 1
        if exercise.streak < self.limits["clean_sessions_to_progress"]:
            return
        exercise.streak = 0
        if exercise.level == STRENGTHENING[name][3]:
            exercise.mastered = True
            self.event(on, "mastered", exercise=name)
        else:
            exercise.level += 1
            self.event(on, "level_advanced", exercise=name, level=exercise.level)

    def pause_for_symptoms(self, on, symptoms, raised, stuck):
        """P8. `raised`: the next morning's symptoms where they are raised."""
        most = self.limits["amber_max"]
        again = False
        if raised is not None:
            window = self.limits["aggravation_window_days"]
            again = self.last_raised is not None and (on - self.last_raised).days <= window
            self.last_raised = on
        if max(symptoms) > most or (raised or 0) > most or stuck or again:
            self.pause(on, "symptoms")

    # Stages

    def advance(self, on):
        """P9"""
        if self.paused or self.completed or not self.exercises or not self.all_mastered():
            return
        if self.last_session is None or (on - self.last_session).days > self.limits["lapse_days"]:
            return
        if self.stage == LAST_STAGE:
            self.completed = True
            self.event(on, "completed")
            return
        stage, waited = self.stage + 1, self.gate_pending
        self.gate_pending = not gate(stage, self.mmt, self.symmetry, self.limits)
        if self.gate_pending:
            self.blocked = False
            if not waited:
                self.event(on, "gate_pending", stage=stage)
        elif first_two(stage, *self.choice()):
            self.event(on, "stage_advanced", stage=stage)
            self.enter(on, stage)
        else:
            if not self.blocked:
                self.event(on, "stage_blocked", stage=stage)
            self.blocked = True

    def enter(self, on, stage):
        """P10"""
        self.stage = stage
        self.exercises = {name: Exercise() for name in first_two(stage, *self.choice())}
        self.gate_pending = self.completed = False
        self.blocked = not self.exercises
        if self.blocked:
            self.event(on, "stage_blocked", stage=stage)

    # Circumstances and strength

    def reasons_now(self):
        """{exercise: reasons against it} of all of the library."""
        return {name: reasons_against(name, *self.choice()) for name in STRENGTHENING}

    def fit(self, on, reasons_before):
        """P11"""
        if self.completed:
            return
        now, had = self.reasons_now(), len(self.exercises)
        gone = [name for name in self.exercises if not set(now[name]) <= set(reasons_before[name])]
        for name in gone:
            del self.exercises[name]
            self.event(on, "exercise_removed", exercise=name)
        came = []
        if gone or not self.exercises:
            next_ones = [name for name in of_stage(self.stage) if not now[name]]
            next_ones = [name for name in next_ones if name not in self.exercises and name not in gone]
            came = next_ones[: (had or int(self.limits["exercises_a_side"])) - len(self.exercises)]
        for name in came:
            self.exercises[name] = Exercise()
            self.event(on, "exercise_added", exercise=name, level=1)
        if not self.exercises:
            self.blocked = True
            if gone:
                self.event(on, "stage_blocked", stage=self.stage)
        elif gone or came:
            self.blocked = False
        self.settle()

    def strength_test(self, on, mmt, symmetry, symptoms):
        """P12 and P13"""
        reasons_before = self.reasons_now()
        painful = symptoms is not None and symptoms > self.limits["green_max"]
        if mmt is not None and not (painful and self.mmt is not None and RANK[mmt] > RANK[self.mmt]):
            self.mmt = mmt
        if symmetry is not None and not (painful and self.symmetry is not None and symmetry > self.symmetry):
            self.symmetry = symmetry
        self.fit(on, reasons_before)
        known = self.mmt is not None and not self.completed
        if known and not gate(self.stage, self.mmt, self.symmetry, self.limits):
            self.pause(on, "strength")
        if not painful:
            self.advance(on)

    # The clinician's overrides, P14

    def override(self, on, kind, needed):
        if kind == "pause":
            self.event(on, "paused", cause="clinician")
            self.paused = True
        elif kind == "resume":
            self.paused, self.last_raised = False, None
            self.event(on, "resumed")
            self.advance(on)
        elif kind == "set_stage":
            self.event(on, "stage_set", stage=needed)
            self.enter(on, needed)
        elif kind == "set_level":
            self.set_level(on, *needed)
        else:
            self.set_exercises(on, needed)

    def set_level(self, on, name, level):
        if name not in self.exercises:
            self.event(on, "override_ignored", exercise=name)
            return
        self.completed = False
        self.exercises[name] = Exercise(level)
        self.level_set_on[name] = on
        self.event(on, "level_set", exercise=name, level=level)
        self.settle()

    def set_exercises(self, on, rows):
        fitting = [(name, level) for name, level in rows if STRENGTHENING[name][0] == self.stage]
        for name, level in rows:
            if (name, level) not in fitting:
                self.event(on, "override_ignored", exercise=name)
        if not fitting:
            return
        before, self.exercises = self.exercises, {}
        for name, level in fitting:
            if name in before and before[name].level == level:
                self.exercises[name] = before[name]
            else:
                self.exercises[name] = Exercise(level)
                self.level_set_on[name] = on
        self.blocked = self.completed = False
        self.event(on, "exercises_set")
        self.settle()
        self.advance(on)

    def shown(self):
        exercises = {
            name: {"level": exercise.level, "streak": exercise.streak, "mastered": exercise.mastered}
            for name, exercise in self.exercises.items()
        }
        flags = ("stage", "paused", "gate_pending", "blocked", "completed")
        return {flag: getattr(self, flag) for flag in flags} | {"exercises": exercises}
