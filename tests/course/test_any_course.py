"""Whatever is done in whatever order, by the real actions: the stored history replays to what the pages show.

A machine makes up courses of treatment: it records and signs examinations, starts a programme, logs, corrects and
withdraws sessions, decides, tests strength again, amends, changes circumstances and settings, and lets days pass.
Beside it a plain list of the same events is kept by hand (history.py). After each step the answer from the rows, the
programme page and the caseload's memory must be what the contract makes of that list, and no row that was ever written
may have gone or changed.

COURSES says how many are made up (10 in the normal suite); each has up to STEPS steps.
"""

import os
from collections import Counter
from datetime import date, datetime, timedelta
from datetime import time as time_of_day

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import make_aware
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from rehab.assessments.actions import amend_assessment, save_draft, sign_assessment
from rehab.assessments.models import Assessment
from rehab.patients.actions import set_circumstances
from rehab.patients.models import Circumstances, Screening
from rehab.programmes import actions
from rehab.programmes.decisions import standing
from rehab.programmes.models import ExerciseLog, Override, Prescription, Programme, SessionLog, StrengthRetest
from rehab.programmes.remembered import brief_standings
from rehab.rules import effective_settings
from rehab.thresholds.actions import make_version
from rehab.thresholds.models import SettingsVersion
from tests.course.history import NO_RED_FLAG, Course
from tests.course.shown import sides_expected, sides_shown
from tests.programmes.findings import examined
from tests.proof.compare import ANSWER
from tests.proof.second_reading.tables import MMT, PRECAUTIONS, STRENGTHENING

COURSES = int(os.environ.get("COURSES", "10"))
STEPS = int(os.environ.get("STEPS", "20"))
START = date(2026, 2, 2)
REASON = "Seen in clinic"
SIDES = ("left", "right")
EQUIPMENT = ["band", "cable"]
KEPT = (SessionLog, ExerciseLog, Override, StrengthRetest, Circumstances, Screening, Prescription, SettingsVersion)
MAY_CHANGE = {"is_current"}
SETTINGS = [{}, {"clean_sessions_to_progress": 4}, {"lapse_days": 10, "green_max": 1}, {"stage_2_min_grade": "4-"}]

grades = st.sampled_from(("3-", "3+", "4-", "4", "5"))
entries = st.fixed_dictionaries(
    {
        "completed": st.sampled_from((True, True, True, True, False)),
        "compensated": st.sampled_from((False, False, False, False, True)),
        "symptoms": st.sampled_from((0, 0, 0, 0, 0, 1, 2, 3, 5, 6)),
    }
)
mornings = st.sampled_from((None, 0, 0, 0, 3, 7))


def findings(grade, trials=()):
    return {
        "thomas": {"hip_extension_deg": -12, "pelvis_controlled": True},
        "strength": {"mmt": grade},
        "trials": [dict(trial) for trial in trials],
    }


PASSED = {"exercise": "seated_knee_raise", "level": 2, "quality": "excellent", "symptoms": 1}
BEGINNINGS = [
    {"right": findings("4-")},
    {"right": findings("4", [PASSED]), "left": findings("3+")},
    {"left": findings("4-"), "right": findings("4-")},
]


class Treatment(RuleBasedStateMachine):
    """Fixtures are set on the class by the test."""

    done: Counter

    def __init__(self):
        super().__init__()
        self.all_or_nothing = transaction.atomic()
        self.all_or_nothing.__enter__()
        self.written = {}

    def teardown(self):
        transaction.set_rollback(True)
        self.all_or_nothing.__exit__(None, None, None)

    @property
    def today(self):
        return self.by.today()

    @initialize(begun=st.sampled_from(BEGINNINGS))
    def start(self, begun):
        self.set_day(START)
        Circumstances.objects.filter(patient=self.episode.patient).delete()
        set_circumstances(
            by=self.by, patient=self.episode.patient, holds_from=START, precautions=[], equipment=EQUIPMENT
        )
        assessment = examined(self.episode, by=self.by, on=START, **begun)
        self.programme = actions.start_programme(by=self.by, assessment=assessment, started_on=START)
        self.course = Course(START, begun, EQUIPMENT)

    def set_day(self, day):
        self.clock.move_to(make_aware(datetime.combine(day, time_of_day(10))))

    def stored(self):
        return Programme.objects.select_related("episode").get(pk=self.programme.pk)

    def tried(self, what, action, **arguments) -> bool:
        """Whether the action was taken; a refusal is all right, and leaves nothing (see the invariants)."""
        try:
            with transaction.atomic():
                self.result = action(by=self.by, **arguments)
        except ValidationError:
            self.done[f"{what} refused"] += 1
            return False
        self.done[what] += 1
        return True

    # Steps -----------------------------------------------------------------------------------------------------------

    @rule(days=st.sampled_from((1, 2, 2, 3, 7, 16, 30)))
    def let_days_pass(self, days):
        self.set_day(self.today + timedelta(days=days))

    @rule(weeks=st.integers(1, 3), data=st.data())
    def train_well(self, weeks, data):
        """Three clean sessions a week, at the levels of each day: without it courses rarely leave level 1."""
        for gap in (2, 2, 3) * weeks:
            self.set_day(self.today + timedelta(days=gap))
            self._log(
                self.today,
                dict.fromkeys(SIDES, 0),
                lambda: {"completed": True, "compensated": False, "symptoms": 0},
            )

    @rule(days_ago=st.integers(0, 9), left=mornings, right=mornings, data=st.data())
    def log_a_session(self, days_ago, left, right, data):
        day = max(START, self.today - timedelta(days=days_ago))
        self._log(day, {"left": left, "right": right}, lambda: data.draw(entries))

    def _log(self, day, next_mornings, done):
        if day in self.course.sessions:
            return
        session = self._session(day, next_mornings, done)
        if session["entries"]:
            actions.log_sessions(by=self.by, programme=self.programme, sessions=[session])
            self.course.sessions[day] = session
            self.done["log"] += 1

    def _session(self, day, next_mornings, done):
        """A session of that day, at the levels that the patient had been given then."""
        sides = self.course.standing(day)["sides"]
        return {
            "performed_on": day,
            **{f"next_morning_{side}": morning for side, morning in next_mornings.items() if side in sides},
            "entries": [
                {"exercise": exercise, "side": side, "level": one["level"], **done()}
                for side, stand in sides.items()
                for exercise, one in stand["exercises"].items()
            ],
        }

    @precondition(lambda self: self.course.sessions)
    @rule(data=st.data(), left=mornings, right=mornings, later=st.integers(0, 2))
    def correct_a_session(self, data, left, right, later):
        was = data.draw(st.sampled_from(sorted(self.course.sessions)))
        day = min(was + timedelta(days=later), self.today)
        if day != was and day in self.course.sessions:
            return
        session = self._session(day, {"left": left, "right": right}, lambda: data.draw(entries))
        if session["entries"]:
            actions.correct_session(by=self.by, session=self._stored_session(was), reason=REASON, **session)
            del self.course.sessions[was]
            self.course.sessions[day] = session
            self.done["correct"] += 1

    @precondition(lambda self: self.course.sessions)
    @rule(data=st.data())
    def withdraw_a_session(self, data):
        day = data.draw(st.sampled_from(sorted(self.course.sessions)))
        actions.withdraw_session(by=self.by, session=self._stored_session(day), reason=REASON)
        del self.course.sessions[day]
        self.done["withdraw"] += 1

    def _stored_session(self, day):
        return SessionLog.objects.get(programme=self.programme, performed_on=day, is_current=True)

    @rule(side=st.sampled_from(SIDES))
    def pause_or_resume(self, side):
        stand = self.course.standing(self.today)["sides"].get(side)
        if stand is not None:
            kind = "resume" if stand["paused"] else "pause"
            assert self._decide(side, kind, answers=NO_RED_FLAG)

    @rule()
    def train_until_it_hurts(self):
        hurts = {"completed": True, "compensated": False, "symptoms": 7}
        self._log(self.today, dict.fromkeys(SIDES), lambda: hurts)

    @precondition(lambda self: self._paused_sides())
    @rule(data=st.data())
    def find_a_red_flag_on_resuming(self, data):
        """Where symptoms paused the side, a red flag keeps it paused: nothing of its course changes."""
        side = data.draw(st.sampled_from(self._paused_sides()))
        answers = NO_RED_FLAG | {"malignancy": True}
        with transaction.atomic():
            kept = actions.decide_override(
                by=self.by, programme=self.programme, side=side, type="resume", reason=REASON, answers=answers
            )
        if isinstance(kept, Override):
            self.course.decide(self.today, side, "resume", reason=REASON)
        else:
            self.done["red flag"] += 1

    def _paused_sides(self):
        return [side for side, stand in self.course.standing(self.today)["sides"].items() if stand["paused"]]

    @rule(side=st.sampled_from(SIDES), stage=st.sampled_from((1, 2, 3)))
    def set_the_stage(self, side, stage):
        self._decide(side, "set_stage", stage=stage)

    @rule(side=st.sampled_from(SIDES), data=st.data())
    def set_a_level(self, side, data):
        stand = self.course.standing(self.today)["sides"].get(side)
        if stand and stand["exercises"]:
            exercise = data.draw(st.sampled_from(list(stand["exercises"])))
            level = data.draw(st.integers(1, STRENGTHENING[exercise][3]))
            self._decide(side, "set_level", exercise=exercise, level=level)

    @rule(side=st.sampled_from(SIDES), data=st.data())
    def choose_exercises(self, side, data):
        stand = self.course.standing(self.today)["sides"].get(side)
        if stand is None:
            return
        of_stage = [name for name, row in STRENGTHENING.items() if row[0] == stand["stage"]]
        chosen = data.draw(st.lists(st.sampled_from(of_stage), min_size=1, max_size=2, unique=True))
        listed = [{"exercise": name, "level": data.draw(st.integers(1, 2))} for name in chosen]
        self._decide(side, "set_exercises", exercises=listed)

    def _decide(self, side, kind, answers=None, **what):
        if side not in self.course.sides:
            return True
        taken = self.tried(
            kind,
            actions.decide_override,
            programme=self.programme,
            side=side,
            type=kind,
            reason=REASON,
            answers=answers,
            **what,
        )
        if taken:
            self.course.decide(self.today, side, kind, reason=REASON, **what)
        return taken

    @rule(side=st.sampled_from(SIDES), grade=st.sampled_from(MMT[4:]), symptoms=st.sampled_from((None, 0, 4)))
    def test_strength_again(self, side, grade, symptoms):
        if side in self.course.sides:
            test = {"mmt": grade, "symptoms": symptoms}
            actions.retest_strength(by=self.by, programme=self.programme, tests={side: test}, reason=REASON)
            self.course.retest(self.today, side, test)
            self.done["retest"] += 1

    @rule(own=st.sampled_from((160, 190, 200)))
    def test_both_forces(self, own):
        tests = {"right": {"force_n": own}, "left": {"force_n": 200}}
        actions.retest_strength(by=self.by, programme=self.programme, tests=tests, position="seated", reason=REASON)
        symmetry = {"right": round(own / 200 * 100, 1), "left": round(200 / own * 100, 1)}
        for side in sorted(self.course.sides):
            self.course.retest(self.today, side, {"symmetry_pct": symmetry[side]})
        self.done["forces"] += 1

    @precondition(lambda self: self.course.retests)
    @rule(data=st.data())
    def withdraw_a_strength_test(self, data):
        test = data.draw(st.sampled_from(self.course.retests))
        row = StrengthRetest.objects.get(
            programme=self.programme, tested_on=test["on"], side=test["side"], is_current=True
        )
        actions.withdraw_retest(by=self.by, retest=row, reason=REASON)
        self.course.withdraw_retest(test["on"], test["side"])
        self.done["withdraw retest"] += 1

    @rule(left=grades, right=grades)
    def examine_again(self, left, right):
        if not self._signed(self.today).exists():
            found = {"left": {"strength": {"mmt": left}}, "right": {"strength": {"mmt": right}}}
            examined(self.episode, by=self.by, on=self.today, **found)
            self.course.examine(self.today, {"left": left, "right": right})
            self.done["examine"] += 1

    @rule(data=st.data(), left=grades, right=grades)
    def amend_an_examination(self, data, left, right):
        signed = data.draw(st.sampled_from(sorted(self._signed(), key=lambda row: row.examined_on)))
        draft = amend_assessment(by=self.by, assessment=signed, reason=REASON)
        found = {"left": {"strength": {"mmt": left}}, "right": {"strength": {"mmt": right}}}
        said = {"examined_on": signed.examined_on, "screening": NO_RED_FLAG, "sides": found}
        draft = save_draft(by=self.by, assessment=draft, version=draft.version, findings=said)
        sign_assessment(by=self.by, assessment=draft, version=draft.version)
        self.course.examine(signed.examined_on, {"left": left, "right": right})
        self.done["amend"] += 1

    def _signed(self, day=None):
        rows = Assessment.objects.filter(episode=self.episode, is_current=True, signed_at__isnull=False)
        return rows if day is None else rows.filter(examined_on=day)

    @rule(precaution=st.sampled_from((None, *PRECAUTIONS)), equipment=st.sampled_from(([], ["band"], EQUIPMENT)))
    def change_circumstances(self, precaution, equipment):
        if self.today not in self.course.circumstances:
            held = {"precautions": [precaution] if precaution else [], "equipment": equipment}
            set_circumstances(by=self.by, patient=self.episode.patient, holds_from=self.today, **held)
            self.course.circumstances[self.today] = held
            self.done["circumstances"] += 1

    @rule(changed=st.sampled_from(SETTINGS))
    def move_to_other_settings(self, changed):
        newest = SettingsVersion.objects.filter(clinic=self.by.clinic).order_by("-number").first()
        number = newest.number if newest else 0
        try:
            with transaction.atomic():
                made = make_version(by=self.lead, settings=effective_settings(changed), reason=REASON, version=number)
        except ValidationError:
            return
        arguments = {"programme": self.programme, "version": self.stored().version, "to": made.number}
        if self.tried("settings", actions.move_settings, reason=REASON, **arguments):
            self.course.settings = changed

    # What holds after each step --------------------------------------------------------------------------------------

    @invariant()
    def the_rows_replay_to_what_was_done(self):
        answer = standing(self.stored(), self.today)
        expected = self.course.standing(self.today)
        assert {name: answer[name] for name in ANSWER["replay"]} == expected

    @invariant()
    def the_pages_show_it(self):
        self.client.force_login(self.by)  # weeks pass, and a session does not last that long
        page = self.client.get(self.programme.get_absolute_url()).content.decode()
        expected = self.course.standing(self.today)
        needed = self.stored().settings["clean_sessions_to_progress"]
        assert sides_shown(page) == sides_expected(expected, needed)

    @invariant()
    def the_caseload_remembers_nothing_old(self):
        brief = brief_standings([self.stored()], self.today)[self.programme.pk]
        assert brief["sides"] == self.course.standing(self.today)["sides"]

    @invariant()
    def nothing_written_is_gone_or_changed(self):
        now = {
            (model.__name__, row.pop("id")): {name: value for name, value in row.items() if name not in MAY_CHANGE}
            for model in KEPT
            for row in model.objects.values()
        }
        changed = {key: values for key, values in self.written.items() if now.get(key) != values}
        assert not changed
        self.written = now


EVERY_KIND = {
    *("log", "correct", "withdraw", "pause", "resume", "set_stage", "set_level", "set_exercises", "red flag"),
    *("retest", "forces", "withdraw retest", "examine", "amend", "circumstances", "settings"),
}


@pytest.fixture
def treatment(clock, ana, lena, marias_episode, as_ana):
    """The machine with Ana treating Maria; it counts what was done."""
    fixtures = {"clock": clock, "by": ana, "lead": lena, "episode": marias_episode, "client": as_ana, "done": Counter()}
    return type("MariasTreatment", (Treatment,), fixtures)


def test_the_stored_history_replays_to_what_the_pages_show(treatment):
    many = settings(
        max_examples=COURSES,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=COURSES == 10,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],  # shrinking takes minutes; a course of 25 steps can be read
    )
    run_state_machine_as_test(treatment, settings=many)
    assert set(treatment.done) >= EVERY_KIND
