"""Why each exercise of a programme stands where it stands, with the days that decided, as the page shows it."""

import datetime
from dataclasses import dataclass

from django.urls import reverse

from rehab.rules import standstill


@dataclass(frozen=True)
class Day:
    """One day of an exercise: what it did to the streak, and by which rules. `url` is its session's page, or ""."""

    told: dict
    needed: int
    url: str

    @property
    def on(self):
        return _date(self.told["on"])

    @property
    def reasons(self):
        return _of_one_exercise(self.told["reasons"])

    @property
    def effect(self):
        """What became of the day: (tone, words)."""
        lost = self.told["streak_before"] > self.told["streak_after"]
        if self.told["counted"]:
            return "go", "Streak broken, then counted" if self.told["starts_again"] else "Counted"
        if self.told["starts_again"]:
            return "ease", "Streak broken" if lost else "Starts again"
        return "plain", "Not counted"

    @property
    def streak(self):
        """The streak before and after; the last of the clean sessions that are needed is told before it is spent."""
        spent = self.told["counted"] and self.told["streak_after"] == 0
        return self.told["streak_before"], self.needed if spent else self.told["streak_after"]


@dataclass(frozen=True)
class Why:
    """Why one exercise is where it is: the answer of standstill(), and the pages of the sessions by their dates."""

    told: dict
    session_urls: dict

    @property
    def question(self):
        """The question that a clinician would ask here."""
        held = {one["code"] for one in self.told["side_wide"]}
        if self.told["mastered"] and "completed" not in held:
            return "What is it waiting for?"
        if self.told["sessions"] and "completed" not in held:
            return "Why did this not advance?"
        if self.told["since"]["reason"] or "completed" in held:
            return f"Why level {self.told['level']}?"
        at_top = self.told["level"] == self.told["top_level"]
        return "What brings mastery?" if at_top else f"What brings level {self.told['level'] + 1}?"

    @property
    def since(self):
        return _date(self.told["since"]["on"])

    @property
    def began_by(self):
        """The reason that brought the level, as a list for the page."""
        reason = self.told["since"]["reason"]
        return _of_one_exercise([reason]) if reason else []

    @property
    def broken(self):
        """The last break: (when, why), or None."""
        broken = self.told["broken"]
        return broken and (_date(broken["on"]), broken["why"])

    @property
    def side_wide(self):
        """What holds the whole side: [(sentence, since when, reasons)]; the last two empty where no rule says it."""
        return [
            (one["sentence"], _date(one["reason"]["on"]), [one["reason"]])
            if one["reason"]
            else (one["sentence"], None, [])
            for one in self.told["side_wide"]
        ]

    @property
    def days(self):
        """What happened since the level began, newest first."""
        return self._days("sessions")

    @property
    def earned_by(self):
        """The clean sessions that brought the level, newest first."""
        return self._days("earned_by")

    def _days(self, what):
        return [
            Day(told, self.told["needed"], self.session_urls.get(told["on"], "") if told["is_session"] else "")
            for told in reversed(self.told[what])
        ]


def whys(given, answer, happenings) -> dict:
    """{side: {exercise: Why}} of every exercise that is strengthened now.

    `given` is the input of `replay` that brought the `answer`; `happenings` are those of the programme's history.
    """
    urls = {
        item.on.isoformat(): reverse("programmes:session", args=[item.row.pk])
        for item in happenings
        if item.kind == "session"
    }
    return {
        side: {exercise: Why(standstill(given, answer, side, exercise), urls) for exercise in stand["exercises"]}
        for side, stand in answer["sides"].items()
    }


def _date(written):
    return datetime.date.fromisoformat(written)


def _of_one_exercise(reasons):
    """The reasons where the exercise is named around them already."""
    return [reason | {"exercise": None} for reason in reasons]
