"""Rows → the rules' input → their answer: the one place where the records of a programme meet `replay`.

Nothing of the answer is stored. A late log, a correction or a withdrawn row is therefore always taken into account.
"""

from collections import defaultdict
from itertools import groupby

from rehab.assessments.models import StrengthTest
from rehab.patients.models import Circumstances
from rehab.programmes.models import (
    ExerciseLog,
    Override,
    Prescription,
    Programme,
    ProgrammeSide,
    SessionLog,
    StrengthRetest,
)
from rehab.rules import replay, symmetry

PAUSED_BY_SYMPTOMS = "P8"  # the rule; it is also among the reasons where the side was paused already
ENTRY = ("exercise", "side", "level", "completed", "compensated", "symptoms")


def standing(programme, today) -> dict:
    """Where the programme stands on that day: the answer of `replay`.

    A programme that has ended stands where it stood on its last day.
    """
    return standings([programme], today)[programme.pk]


def standings(programmes, today) -> dict:
    """{programme.pk: standing} for any number of programmes, with the same handful of queries."""
    inputs = replay_inputs(programmes, today)
    return {pk: replay(given) for pk, given in inputs.items()}


def replay_input(programme, today) -> dict:
    """What `replay` is given for one programme: see the clinical contract for its shape."""
    return replay_inputs([programme], today)[programme.pk]


def standing_with(programme, settings, today) -> dict:
    """Where the programme would stand with other settings (a dict of them): the same records, replayed."""
    return replay(replay_input(programme, today) | {"settings": settings})


def replay_inputs(programmes, today) -> dict:
    """{programme.pk: input of `replay`} with nine queries for any number of programmes."""
    programmes = list(programmes)
    episodes = Programme.objects.filter(pk__in=[p.pk for p in programmes]).values_list(
        "pk", "episode_id", "episode__patient_id"
    )
    episode_of = {pk: episode for pk, episode, _ in episodes}
    patient_of = {pk: patient for pk, _, patient in episodes}
    sides = _sides(programmes)
    circumstances = _circumstances(set(patient_of.values()))
    sessions = _sessions(programmes)
    retests = _retests(programmes)
    assessed = _assessed_strength(set(episode_of.values()))
    overrides = _overrides(programmes)
    return {
        programme.pk: {
            "started_on": programme.started_on.isoformat(),
            "today": _as_of(programme, today).isoformat(),
            "usual_morning_symptoms": programme.usual_morning_symptoms,
            "settings": programme.settings,
            "circumstances": _since_the_start(circumstances[patient_of[programme.pk]], programme.started_on),
            "sides": sides[programme.pk],
            "sessions": sessions[programme.pk],
            "strength_tests": _tests_of(
                programme, sides[programme.pk], assessed[episode_of[programme.pk]], retests[programme.pk]
            ),
            "overrides": overrides[programme.pk],
        }
        for programme in programmes
    }


def _as_of(programme, today):
    return today if programme.ended_on is None else min(today, programme.ended_on)


def _grouped(rows, by):
    groups = defaultdict(list)
    for row in rows:
        groups[row.pop(by)].append(row)
    return groups


def _sides(programmes):
    """{programme: {side: how it began}} of the sides that are strengthened; stretching has no stage and no level."""
    exercises = _grouped(
        Prescription.objects.filter(
            programme__in=programmes, kind=Prescription.Kind.STRENGTHEN, starts_here=True, is_current=True
        )
        .order_by("position")
        .values("programme_id", "side", "exercise", "level"),
        by="programme_id",
    )
    sides: dict = defaultdict(dict)
    for row in ProgrammeSide.objects.filter(programme__in=programmes, start_stage__isnull=False).order_by("side"):
        sides[row.programme_id][row.side] = {
            "stage": row.start_stage,
            "exercises": [
                {"exercise": given["exercise"], "level": given["level"]}
                for given in exercises[row.programme_id]
                if given["side"] == row.side
            ],
            "mmt": row.mmt or None,
            "symmetry_pct": _number(row.symmetry_pct),
        }
    return sides


def _circumstances(patients):
    rows = Circumstances.objects.filter(patient__in=patients, is_current=True).order_by("holds_from")
    return _grouped(rows.values("patient_id", "holds_from", "precautions", "equipment"), by="patient_id")


def _since_the_start(circumstances, started_on):
    """The latest at or before the start, then every later one. Where none was recorded by the start, nothing held."""
    before = [row for row in circumstances if row["holds_from"] <= started_on]
    later = [row for row in circumstances if row["holds_from"] > started_on]
    first = before[-1] if before else {"holds_from": started_on, "precautions": [], "equipment": []}
    return [
        {"on": row["holds_from"].isoformat(), "precautions": row["precautions"], "equipment": row["equipment"]}
        for row in [first, *later]
    ]


def _sessions(programmes):
    entries = _grouped(
        ExerciseLog.objects.filter(session__programme__in=programmes, session__is_current=True)
        .order_by("position")
        .values("session_id", *ENTRY),
        by="session_id",
    )
    sessions = defaultdict(list)
    for row in (
        SessionLog.objects.filter(programme__in=programmes, is_current=True)
        .order_by("performed_on")
        .values("pk", "programme_id", "performed_on", "next_morning_left", "next_morning_right")
    ):
        sessions[row["programme_id"]].append(session_input({**row, "entries": entries[row["pk"]]}))
    return sessions


def session_input(session) -> dict:
    """One session as the rules read it. `session` is a dict of SessionLog's fields, `entries` of ExerciseLog's."""
    return {
        "performed_on": session["performed_on"].isoformat(),
        "next_morning": {side: session.get(f"next_morning_{side}") for side in ("left", "right")},
        "entries": [{field: entry[field] for field in ENTRY} for entry in session["entries"]],
    }


def _retests(programmes):
    rows = StrengthRetest.objects.filter(programme__in=programmes, is_current=True).order_by("created_at")
    return _grouped(rows.values("programme_id", "tested_on", "side", "mmt", "symmetry_pct", "symptoms"), "programme_id")


def _assessed_strength(episodes):
    """{episode: strength tests of its signed assessments}, each with the symmetry that the rules make of both sides."""
    rows = (
        StrengthTest.objects.filter(
            assessment__episode__in=episodes, assessment__is_current=True, assessment__signed_at__isnull=False
        )
        .order_by("assessment__examined_on", "assessment__created_at", "assessment_id", "side")
        .values(
            "assessment_id",
            "assessment__episode_id",
            "assessment__examined_on",
            *("side", "mmt", "force_n", "lever_arm_m", "position", "symptoms"),
        )
    )
    tests = defaultdict(list)
    for _, both in groupby(rows, key=lambda row: row["assessment_id"]):
        measured = {row["side"]: row for row in both}
        for side, row in measured.items():
            other = measured.get("left" if side == "right" else "right")
            tests[row["assessment__episode_id"]].append(
                {
                    "tested_on": row["assessment__examined_on"],
                    "side": side,
                    "mmt": row["mmt"],
                    "symmetry_pct": symmetry(_force(row), _force(other)) if other else None,
                    "symptoms": row["symptoms"],
                }
            )
    return tests


def _force(row):
    return {
        "force_n": _number(row["force_n"]),
        "lever_arm_m": _number(row["lever_arm_m"]),
        "position": row["position"] or None,
    }


def _tests_of(programme, sides, assessed, retests):
    """Strength tests of the strengthened sides, by date. On one date the re-test comes after the assessment.

    An assessment counts when it was examined after the start: the one at the start is what the programme began with.
    A re-test is typed for this programme alone, so that on the same day it has the last word.
    """
    after_start = [test for test in assessed if test["tested_on"] > programme.started_on]
    return [
        {
            "on": test["tested_on"].isoformat(),
            "side": test["side"],
            "mmt": test["mmt"] or None,
            "symmetry_pct": _number(test["symmetry_pct"]),
            "symptoms": test["symptoms"],
        }
        for test in sorted([*after_start, *retests], key=lambda test: test["tested_on"])
        if test["side"] in sides
    ]


def _overrides(programmes):
    """Decisions that the rules follow, as they were taken. How the programme was started is already in its sides."""
    overrides = defaultdict(list)
    for row in (
        Override.objects.filter(programme__in=programmes, is_current=True)
        .exclude(type=Override.Type.COMBINATION)
        .order_by("decided_on", "created_at")
    ):
        overrides[row.programme_id].append(override_input(row))
    return overrides


def override_input(override) -> dict:
    """One Override, stored or not, as the rules read it."""
    return {
        "on": override.decided_on.isoformat(),
        "side": override.side,
        "type": override.type,
        "stage": override.stage,
        "exercise": override.exercise or None,
        "level": override.level,
        "exercises": override.exercises,
        "reason": override.reason,
        "after_session": override.after_session,
    }


def _number(value):
    return None if value is None else float(value)


def happened(before, after) -> list:
    """The events of the standing `after` that the standing `before` did not have, in their order."""
    known = list(before["events"])
    new = []
    for event in after["events"]:
        if event in known:
            known.remove(event)
        else:
            new.append(event)
    return new


def cause_of_pause(answer, side) -> str:
    """Why the side is paused now: symptoms, strength or clinician. Empty where it is not paused."""
    if side not in answer["sides"] or not answer["sides"][side]["paused"]:
        return ""
    pauses = [event for event in answer["events"] if event["side"] == side and event["event"] == "paused"]
    return pauses[-1]["cause"]


def red_flags_first(programme, side, today) -> bool:
    """True where this side may go on only after the red flags were asked again: symptoms have stopped it.

    Also where a clinician or a weak test had paused it already, and symptoms above the limit were logged since.
    """
    answer = standing(programme, today)
    reasons = [reason for reason in answer["because"] if reason["side"] == side]
    pauses = [
        place
        for place, reason in enumerate(reasons)
        if reason["event"] is not None and answer["events"][reason["event"]]["event"] == "paused"
    ]
    return bool(pauses) and any(reason["rule"] == PAUSED_BY_SYMPTOMS for reason in reasons[pauses[-1] :])
