"""A course of treatment kept by hand: plain lists of what was done, and what the contract makes of them.

It knows no table and no action of the product. Its answer is that of the second reading of the contract.
"""

from tests.proof import second_reading
from tests.proof.second_reading.tables import RED_FLAGS

NO_RED_FLAG = dict.fromkeys(RED_FLAGS, False)


class Course:
    """One programme from its start on. Days are dates; a strength test is (kind, day, side, what was found)."""

    def __init__(self, started_on, findings, equipment):
        self.started_on = started_on
        self.circumstances = {started_on: {"precautions": [], "equipment": equipment}}
        self.sides = dict(_begun(findings, equipment))
        self.sessions = {}
        self.assessed = []
        self.retests = []
        self.decisions = []
        self.settings = {}

    def standing(self, today) -> dict:
        return second_reading.answer("replay", self.given(today))

    def given(self, today) -> dict:
        """The whole history in the words of the contract."""
        tests = sorted([*self.assessed, *self.retests], key=lambda test: test["on"])
        return {
            "started_on": self.started_on.isoformat(),
            "today": today.isoformat(),
            "settings": self.settings,
            "circumstances": [{"on": day.isoformat(), **held} for day, held in self.circumstances.items()],
            "sides": self.sides,
            "sessions": [
                {
                    "performed_on": day.isoformat(),
                    "next_morning": {side: done.get(f"next_morning_{side}") for side in ("left", "right")},
                    "entries": done["entries"],
                }
                for day, done in self.sessions.items()
            ],
            "strength_tests": [{**test, "on": test["on"].isoformat()} for test in tests if test["side"] in self.sides],
            "overrides": [{**decision, "on": decision["on"].isoformat()} for decision in self.decisions],
        }

    # What happens ----------------------------------------------------------------------------------------------------

    def examine(self, day, grades):
        """An assessment with these grades takes the place of the one of that day. One of the start counts as begun."""
        self.assessed = [test for test in self.assessed if test["on"] != day]
        if day > self.started_on:
            self.assessed += [_test(day, side, mmt=grade) for side, grade in sorted(grades.items())]

    def retest(self, day, side, found):
        """A later test of a side on one day takes the place of the former."""
        self.withdraw_retest(day, side)
        self.retests.append(_test(day, side, **found))

    def withdraw_retest(self, day, side):
        self.retests = [test for test in self.retests if (test["on"], test["side"]) != (day, side)]

    def decide(self, day, side, kind, **what):
        """A decision of today comes after the session of that day, if that is logged already."""
        after_session = day in self.sessions
        self.decisions.append({"on": day, "side": side, "type": kind, "after_session": after_session, **what})


def _begun(findings, equipment):
    given = {"screening": NO_RED_FLAG, "precautions": [], "equipment": equipment, "sides": findings}
    for side, answer in second_reading.answer("plan", given)["sides"].items():
        if answer["start_stage"]:
            yield (
                side,
                {
                    "stage": answer["start_stage"],
                    "exercises": answer["strengthen"],
                    "mmt": findings[side]["strength"]["mmt"],
                    "symmetry_pct": None,
                },
            )


def _test(day, side, mmt=None, symmetry_pct=None, symptoms=None):
    return {"on": day, "side": side, "mmt": mmt, "symmetry_pct": symmetry_pct, "symptoms": symptoms}
