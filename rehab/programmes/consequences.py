"""What sessions that were logged, corrected or taken back bring about: events of the rules, with their reasons."""

import datetime
from dataclasses import dataclass

from rehab.programmes.decisions import happened
from rehab.programmes.words import event_words

BY_TIME_ALONE = "P15"  # the rule by which a long break until today costs; a late log only ends the break
SETBACKS = ("paused", "level_regressed", "streak_lapsed", "stage_blocked")


@dataclass(frozen=True)
class Consequence:
    """One event that came about, or (`undone`) holds no longer. `why` is the rule's sentence."""

    on: datetime.date
    side: str
    what: str
    why: str
    is_setback: bool
    undone: bool = False

    def __str__(self):
        when = f"{self.side.capitalize()}, {self.on.day} {self.on:%B}"
        if self.undone:
            return f"{when}: no longer holds: {self.what}."
        return f"{when}: {self.what}. {self.why}"


def consequences(before, after) -> list[Consequence]:
    """What holds in the standing `after` and not in `before`, in the order of the dates; first what is undone."""
    undone = [_consequence(event, before, undone=True) for event in happened(after, before)]
    new = [_consequence(event, after) for event in happened(before, after)]
    return [one for one in (*undone, *new) if one is not None]


def _consequence(event, answer, *, undone=False):
    place = next(place for place, other in enumerate(answer["events"]) if other is event)
    reason = next(reason for reason in answer["because"] if reason["event"] == place)
    if undone and reason["rule"] == BY_TIME_ALONE:
        return None
    return Consequence(
        on=datetime.date.fromisoformat(event["on"]),
        side=event["side"],
        what=event_words(event),
        why=reason["sentence"],
        is_setback=event["event"] in SETBACKS,
        undone=undone,
    )
