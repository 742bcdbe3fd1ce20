"""Why an exercise stands where it stands: read back from the reasons that `replay` gave, without replaying again.

The words stand with the rules in the reference data; here they are chosen and filled in.
"""

from dataclasses import dataclass, field

from rehab.rules.api import effective_settings
from rehab.rules.library import LIBRARY
from rehab.rules.standing import FIRST_LEVEL

STARTS_AGAIN = {"P2", "P3", "P4", "P6", "P15"}  # each of them leaves a streak of 0
LEAVES_THE_STREAK_OR_ADDS = {"P5", "P7"}
UNTIL_TODAY = "P15"
ENTERS_A_STAGE = {"stage_advanced", "stage_set"}
CLEAN = {"level_advanced", "mastered"}
WORDS = LIBRARY.words["standstill"]
BROKEN = LIBRARY.words["broken"]


def standstill(given: dict, answer: dict, side: str, exercise: str) -> dict:
    """Why an exercise of a side is at its level and not further, from an input of `replay` and the answer to it.

    {"side", "exercise", "level", "top_level", "streak", "needed", "mastered"}: where it stands, and how many clean
    sessions in a row are needed.
    "stands", "next": a sentence each: where it stands, what is needed next.
    "since": {"on", "reason"}: since when it is at this level, and the reason of the answer that brought it there,
    None where it began so.
    "sessions": what happened to it since then, in order, each {"on", "is_session", "counted", "starts_again",
    "streak_before", "streak_after", "reasons"}: the reasons of the answer about that day (P2–P8). `is_session` is
    False for a break that lasts until today (P15).
    "earned_by": the same of the clean sessions that brought this level, empty where nothing was earned.
    "broken": the last that started the streak again: {"on", "rule", "lost", "why"}, or None. `lost` is False where
    there was no streak and no mastery to lose.
    "side_wide": what holds the whole side: [{"code", "sentence", "reason"}], code paused | completed | gate_pending |
    blocked | others; `reason` is that of the answer, None for others, exercises that are not mastered yet.

    Raises KeyError where the side does not do the exercise.
    """
    stand = answer["sides"][side]
    shown = stand["exercises"][exercise]
    spell = _Reading(given, side, exercise).of(answer)
    about = {
        "side": side,
        "exercise": exercise,
        **shown,
        "top_level": LIBRARY.exercise(exercise).top_level,
        "needed": effective_settings(given.get("settings"))["clean_sessions_to_progress"],
    }
    side_wide = list(_side_wide(answer, side, exercise))
    return {
        **about,
        "stands": _stands(about),
        "next": _next(about, given, stand, side_wide),
        "since": {"on": spell.on, "reason": spell.reason},
        "sessions": [day.shown() for day in spell.days],
        "earned_by": [day.shown() for day in spell.earned_by],
        "broken": _broken(spell.days, given, side, exercise),
        "side_wide": side_wide,
    }


# What happened since the level began ---------------------------------------------------------------------------------


@dataclass
class _Day:
    """What one day did to the streak of an exercise."""

    on: str
    streak_before: int
    streak_after: int
    mastered_before: bool
    is_session: bool
    counted: bool = False
    starts_again: bool = False
    reasons: list = field(default_factory=list)

    def shown(self):
        """The day as the answer shows it."""
        names = ("on", "is_session", "counted", "starts_again", "streak_before", "streak_after", "reasons")
        return {name: getattr(self, name) for name in names}


@dataclass
class _Spell:
    """An exercise on one level: since when and why, what happened since, and what had earned it."""

    on: str
    reason: dict | None
    level: int | None
    days: list = field(default_factory=list)
    earned_by: list = field(default_factory=list)
    streak: int = 0
    mastered: bool = False


class _Reading:
    """Goes through the reasons of an answer as they happened; `level` None: the side does not do the exercise."""

    def __init__(self, given, side, exercise):
        self.side, self.exercise = side, exercise
        begun = given["sides"][side]["exercises"]
        level = next((row["level"] for row in begun if row["exercise"] == exercise), None)
        self.spell = _Spell(given["started_on"], None, level)
        overrides = [row for row in given.get("overrides") or [] if row["side"] == side]
        self.chosen = sorted(
            (row for row in overrides if row["type"] == "set_exercises"),
            key=lambda row: (row["on"], bool(row.get("after_session"))),
        )

    def of(self, answer) -> _Spell:
        for reason in answer["because"]:
            if reason["side"] == self.side:
                event = {} if reason["event"] is None else answer["events"][reason["event"]]
                if reason["exercise"] is None:
                    self._of_the_side(reason, event)
                elif reason["exercise"] == self.exercise:
                    self._of_the_exercise(reason, event)
        return self.spell

    def _of_the_side(self, reason, event):
        happened = event.get("event")
        if happened in ENTERS_A_STAGE:
            self._begin(reason, FIRST_LEVEL)
        elif happened == "exercises_set":
            level = self._level_chosen(reason)
            if level != self.spell.level:
                self._begin(reason, level)
        elif reason["rule"] == "P8" and self.spell.days and self.spell.days[-1].on == reason["on"]:
            self.spell.days[-1].reasons.append(reason)

    def _of_the_exercise(self, reason, event):
        if reason["rule"] in STARTS_AGAIN | LEAVES_THE_STREAK_OR_ADDS:
            self._take(reason, event)
        else:  # it goes or comes, or was named while it was none of the side's
            self._begin(reason, None)
        if "level" in event:
            self._begin(reason, event["level"], self._earned())

    def _begin(self, reason, level, earned_by=()):
        self.spell = _Spell(reason["on"], reason, level, earned_by=list(earned_by))

    def _take(self, reason, event):
        spell, day = self.spell, self._day(reason)
        day.reasons.append(reason)
        if reason["rule"] in STARTS_AGAIN:
            day.starts_again, spell.streak, spell.mastered = True, 0, False
        elif event.get("event") in CLEAN:
            day.counted, spell.streak, spell.mastered = True, 0, event["event"] == "mastered"
        elif "streak" in reason["values"]:
            day.counted, spell.streak = True, reason["values"]["streak"]
        day.streak_after = spell.streak

    def _day(self, reason):
        spell, on = self.spell, reason["on"]
        if not spell.days or spell.days[-1].on != on:
            is_session = reason["rule"] != UNTIL_TODAY
            spell.days.append(_Day(on, spell.streak, spell.streak, spell.mastered, is_session))
        return spell.days[-1]

    def _earned(self):
        return [day for day in _since_the_break(self.spell.days) if day.counted]

    def _level_chosen(self, reason):
        """At which level the clinician's choice of exercises names this one; None where it does not."""
        kept = set(reason["values"]["exercises"])
        choice = next(
            row
            for row in self.chosen
            if row["on"] == reason["on"] and kept <= {item["exercise"] for item in row["exercises"]}
        )
        self.chosen.remove(choice)
        return next((item["level"] for item in choice["exercises"] if item["exercise"] == self.exercise), None)


def _since_the_break(days):
    """The days from the last one on that started the streak again."""
    breaks = [place for place, day in enumerate(days) if day.starts_again]
    return days[breaks[-1] :] if breaks else days


# In words ------------------------------------------------------------------------------------------------------------


def _say(words, key, **values):
    return words[key].label.format(**values)


def _stands(about):
    return _say(WORDS, "mastered" if about["mastered"] else "counting", **about)


def _next(about, given, stand, side_wide):
    for code in ("completed", "paused"):
        if stand[code]:
            return _say(WORDS, f"next_{code}")
    if about["mastered"]:
        code = next((held["code"] for held in side_wide), "stage")
        return _say(WORDS, f"next_{code}", stage=stand["stage"] + 1)
    missing = about["needed"] - about["streak"]
    at_top = about["level"] == about["top_level"]
    return _say(
        WORDS,
        "next_one" if missing == 1 else "next_more",
        missing=missing,
        gap=effective_settings(given.get("settings"))["min_gap_days"],
        reward=_say(WORDS, "reward_mastery" if at_top else "reward_level", level=about["level"] + 1),
    )


def _broken(days, given, side, exercise):
    breaks = [day for day in days if day.starts_again]
    if not breaks:
        return None
    day = breaks[-1]
    reason = next(reason for reason in reversed(day.reasons) if reason["rule"] in STARTS_AGAIN)
    return {
        "on": day.on,
        "rule": reason["rule"],
        "lost": day.streak_before > 0 or day.mastered_before,
        "why": _say(BROKEN, _what_broke_it(reason, given, side, exercise), **reason["values"]),
    }


def _what_broke_it(reason, given, side, exercise):
    rule, values = reason["rule"], reason["values"]
    if rule == "P3":
        return "next_morning" if "next_morning" in values else "symptoms"
    if rule == "P6":
        return "compensated" if _entry(given, reason["on"], side, exercise)["completed"] else "not_completed"
    return "symptoms" if rule == "P4" else "idle"


def _entry(given, on, side, exercise):
    session = next(session for session in given["sessions"] if session["performed_on"] == on)
    return next(row for row in session["entries"] if (row["side"], row["exercise"]) == (side, exercise))


# What holds the whole side -------------------------------------------------------------------------------------------

HELD_BY = {"paused": "paused", "completed": "completed", "gate_pending": "gate_pending", "blocked": "stage_blocked"}


def _side_wide(answer, side, exercise):
    stand = answer["sides"][side]
    for code, event in HELD_BY.items():
        if stand[code]:
            reason = _last_reason(answer, side, event)
            yield {"code": code, "sentence": reason["sentence"], "reason": reason}
    others = [LIBRARY.card(other)["name"] for other, shown in stand["exercises"].items() if not shown["mastered"]]
    if others and stand["exercises"][exercise]["mastered"]:
        yield {"code": "others", "sentence": _say(WORDS, "others", others=", ".join(others)), "reason": None}


def _last_reason(answer, side, event):
    """The reason of the last event of this name on a side."""
    positions = {
        position
        for position, happened in enumerate(answer["events"])
        if (happened["side"], happened["event"]) == (side, event)
    }
    return [reason for reason in answer["because"] if reason["event"] in positions][-1]
