"""Everything that happened in a programme, newest first: what people did, and what the rules made of it and why."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from rehab.programmes.decisions import standing
from rehab.programmes.models import Prescription
from rehab.programmes.words import event_words, exercise_name, move_words, override_words
from rehab.rules import FIELDS

DECIDED = "P14"  # the rule by which the clinician's decisions hold
# On one date the rules take things in this order; newest first, so the page shows the reverse.
KINDS = ("start", "settings", "prescription", "retest", "override", "session", "end")
ORDER = {kind: place for place, kind in enumerate(KINDS)}


@dataclass
class Happening:
    """One thing that happened: by whom and why, or by the rules because of which. `because` are the rules' reasons."""

    on: datetime.date
    kind: str
    what: str
    side: str = ""
    reason: str = ""
    by: object = None
    row: object = None
    because: list = field(default_factory=list)

    @property
    def is_of_both_sides(self):
        """True where the reasons speak of both sides, so that each has to say of which."""
        return len({reason["side"] for reason in self.because}) > 1


def history(programme, today, answer=None) -> list:
    """The Happenings of a programme, newest first. `answer` spares computing the standing again."""
    answer = answer or standing(programme, today)
    people = [
        *_start_and_end(programme),
        *_overrides(programme),
        *_retests(programme),
        *_sessions(programme, answer),
        *_prescriptions(programme),
        *_settings_moves(programme),
    ]
    people.sort(key=lambda item: (item.on, ORDER[item.kind]))
    return sorted([*people, *_events(answer)], key=lambda item: item.on)[::-1]


def _events(answer):
    """What the rules did. What a clinician decided stands there already, with its author and reason."""
    reasons = defaultdict(list)
    for reason in answer["because"]:
        if reason["event"] is not None:
            reasons[reason["event"]].append(reason)
    for index, event in enumerate(answer["events"]):
        decided = any(reason["rule"] == DECIDED for reason in reasons[index])
        if not decided or event["event"] == "override_ignored":
            on = datetime.date.fromisoformat(event["on"])
            yield Happening(on, "event", event_words(event), event["side"], because=reasons[index])


def _start_and_end(programme):
    yield Happening(programme.started_on, "start", "Programme started", by=programme.created_by, row=programme)
    if programme.ended_on:
        what = f"Programme ended: {programme.get_end_reason_display().lower()}"
        yield Happening(programme.ended_on, "end", what, reason=programme.end_note, row=programme)


def _overrides(programme):
    for row in programme.overrides.filter(is_current=True).select_related("created_by"):
        yield Happening(row.decided_on, "override", override_words(row), row.side, row.reason, row.created_by, row)


def _retests(programme):
    for row in programme.strength_retests.filter(is_current=True).select_related("created_by"):
        found = [f"MMT {row.mmt}"] if row.mmt else []
        if row.symmetry_pct is not None:
            found.append(f"symmetry {row.symmetry_pct.normalize():f} %")
        if row.symptoms is not None:
            found.append(f"symptoms {row.symptoms}/{FIELDS['symptoms'].maximum:g}")
        what = "Strength test: " + ", ".join(found)
        yield Happening(row.tested_on, "retest", what, row.side, row.amendment_reason or row.note, row.created_by, row)


def _sessions(programme, answer):
    reasons = defaultdict(list)
    for reason in answer["because"]:
        if reason["event"] is None:
            reasons[reason["on"]].append(reason)
    for row in programme.sessions.filter(is_current=True).select_related("created_by").prefetch_related("entries"):
        yield Happening(
            on=row.performed_on,
            kind="session",
            what=_session_words(row),
            reason=row.amendment_reason,
            by=row.created_by,
            row=row,
            because=reasons[row.performed_on.isoformat()],
        )


def _session_words(session):
    worst = max((entry.symptoms for entry in session.entries.all()), default=None)
    if worst is None:
        return "Session"
    return f"Session, symptoms up to {worst}/{FIELDS['symptoms'].maximum:g}" if worst else "Session without symptoms"


def _prescriptions(programme):
    """Changed dosages and stretches; what the rules brought is told by their events."""
    for row in programme.prescriptions.exclude(amendment_reason="").select_related("created_by"):
        if row.dropped:
            what = "taken out"
        elif row.kind == Prescription.Kind.STRETCH and (row.replaces is None or row.replaces.dropped):
            what = "added"
        else:
            what = "dosage changed"
        yield Happening(
            *(row.from_on, "prescription", f"{exercise_name(row.exercise)}: {what}", row.side, row.amendment_reason),
            row.created_by,
            row,
        )


def _settings_moves(programme):
    rows = programme.settings_moves.select_related("created_by", "from_version", "to_version")
    for row in rows:
        yield Happening(row.moved_on, "settings", move_words(row), reason=row.reason, by=row.created_by, row=row)
