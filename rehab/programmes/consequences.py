"""What sessions that were logged, corrected or taken back bring about: events of the rules, with their reasons."""

import datetime
from dataclasses import dataclass

from rehab.programmes.decisions import happened
from rehab.programmes.words import event_words

BY_TIME_ALONE = "P15"  # the rule by which a long break until today costs; a late log only ends the break
SETBACKS = ("paused", "level_regressed", "streak_lapsed", "stage_blocked")


@dataclass(frozen=True)
class Consequence:
    """One event that came about, or (`undone`) holds no longer. `reason` is the rules' own."""

    on: datetime.date
    side: str
    what: str
    reason: dict
    is_setback: bool
    undone: bool = False

    @property
    def why(self):
        return self.reason["sentence"]

    @property
    def rule(self):
        return self.reason["rule"]

    def __str__(self):
        when = f"{self.side.capitalize()}, {self.on.day} {self.on:%B}"
        if self.undone:
            return f"{when}: no longer holds: {self.what}."
        return f"{when}: {self.what}. {self.why}"


def consequences(before, after) -> list[Consequence]:
    """What holds in the standing `after` and not in `before`, in the order of the dates; first what is undone.

    The two differ by what was logged. A late log that ends a break undoes nothing that was ever the case.
    """
    return [one for one in differences(before, after) if not (one.undone and one.rule == BY_TIME_ALONE)]


def differences(before, after) -> list[Consequence]:
    """Every event in which two standings differ: first those of `before` alone (undone), then those of `after`."""
    undone = [_consequence(event, before, undone=True) for event in happened(after, before)]
    return undone + [_consequence(event, after) for event in happened(before, after)]


def _consequence(event, answer, *, undone=False):
    place = next(place for place, other in enumerate(answer["events"]) if other is event)
    reason = next(reason for reason in answer["because"] if reason["event"] == place)
    return Consequence(
        on=datetime.date.fromisoformat(event["on"]),
        side=event["side"],
        what=event_words(event),
        reason=reason,
        is_setback=event["event"] in SETBACKS,
        undone=undone,
    )
