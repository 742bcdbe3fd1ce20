"""What sessions that were logged, corrected or taken back bring about: events of the rules, with their reasons."""

import datetime
from dataclasses import dataclass

from rehab.programmes.decisions import happened
from rehab.programmes.words import event_words, exercise_name, in_a_sentence, no_longer_words

BY_TIME_ALONE = "P15"  # the rule by which a long break until today costs; a late log only ends the break
SETBACKS = ("paused", "level_regressed", "streak_lapsed", "stage_blocked")


@dataclass(frozen=True)
class Consequence:
    """One event that came about, or (`undone`) holds no longer: `no_longer` says so. `reason` is the rules' own."""

    on: datetime.date
    side: str
    what: str
    reason: dict
    is_setback: bool
    undone: bool = False
    no_longer: str = ""

    @property
    def why(self):
        return self.reason["sentence"]

    @property
    def rule(self):
        return self.reason["rule"]

    def __str__(self):
        if self.undone:
            return f"{self.side.capitalize()}: {self.no_longer}."
        return f"{self.side.capitalize()}, {self.on.day} {self.on:%B}: {self.what}. {self.why}"


@dataclass(frozen=True)
class Recount:
    """A session of one side that the rules read otherwise: what they say of `exercises` now, and what they said."""

    on: datetime.date
    side: str
    exercises: tuple[str, ...]
    reason: dict
    said: str
    is_setback: bool = True
    undone: bool = False

    @property
    def rule(self):
        return self.reason["rule"]

    def __str__(self):
        names = " and ".join(in_a_sentence(exercise_name(exercise)) for exercise in self.exercises)
        return (
            f"{self.side.capitalize()}, session of {self.on.day} {self.on:%B}, {names}: "
            f"{in_a_sentence(self.reason['sentence'])} Before: {in_a_sentence(self.said)}"
        )


def consequences(before, after) -> list[Consequence]:
    """What holds in the standing `after` and not in `before`, in the order of the dates; first what is undone.

    The two differ by what was logged. A late log that ends a break undoes nothing that was ever the case.
    """
    return [one for one in differences(before, after) if not (one.undone and one.rule == BY_TIME_ALONE)]


def recounts(before, after) -> list[Recount]:
    """The sessions that both standings read, and that another rule decides now or that count another amber in a row."""
    then, now = _readings(before), _readings(after)
    together = {}
    for (on, side, exercise), reason in now.items():
        former = then.get((on, side, exercise))
        if former is not None and _counted(former) != _counted(reason):
            words = (on, side, reason["sentence"], former["sentence"])
            together.setdefault(words, (reason, []))[1].append(exercise)
    return [
        Recount(datetime.date.fromisoformat(on), side, tuple(exercises), reason, said)
        for (on, side, _, said), (reason, exercises) in sorted(together.items(), key=lambda item: item[0][:2])
    ]


def _readings(answer):
    """{(date, side, exercise): the reason} of sessions that brought no event."""
    return {
        (reason["on"], reason["side"], reason["exercise"]): reason
        for reason in answer["because"]
        if reason["event"] is None and reason["exercise"]
    }


def _counted(reason):
    return reason["rule"], reason["values"].get("ambers")


def differences(before, after) -> list[Consequence]:
    """Every event in which two standings differ: first those of `before` alone (undone), then those of `after`."""
    undone = [_consequence(event, before, undone=True) for event in happened(after, before)]
    return undone + [_consequence(event, after) for event in happened(before, after)]


def _consequence(event, answer, *, undone=False):
    place = next(place for place, other in enumerate(answer["events"]) if other is event)
    reason = next(reason for reason in answer["because"] if reason["event"] == place)
    on = datetime.date.fromisoformat(event["on"])
    return Consequence(
        on=on,
        side=event["side"],
        what=event_words(event),
        no_longer=no_longer_words(event, on) if undone else "",
        reason=reason,
        is_setback=event["event"] in SETBACKS,
        undone=undone,
    )
