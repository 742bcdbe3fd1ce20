"""One case, decided by the rules and by the second reading, and held to what is true of every answer."""

import json
from copy import deepcopy
from datetime import date

from rehab.rules import InvalidInput, change, flare, length_retest_due, plan, plateau, replay
from tests.proof import second_reading
from tests.proof.second_reading.nearest import with_finding
from tests.proof.second_reading.tables import STRENGTHENING


def due(given) -> dict:
    """What the rules find due of one side of a programme, or of a length test, in the second reading's shape."""
    if "tested_on" in given:
        return {
            "length_test_due": length_retest_due(*(date.fromisoformat(given[day]) for day in ("tested_on", "today")))
        }
    answer = replay(given)
    stuck, felt = plateau(given, answer, given["side"]), flare(given, answer, given["side"])
    return {"plateau": stuck and stuck["sessions"], "flare": felt and felt["on"]}


COMMANDS = {"plan": plan, "replay": replay, "change": change, "due": due}
ANSWER = {
    "plan": ("status", "red_flags", "unanswered", "sides"),
    "replay": (
        "sides",
        "events",
        "week",
        "sessions_per_week",
        "recent_adherence_pct",
        "next_session_on",
        "review_window",
        "lapsed",
    ),
}


def differences(command, given) -> list[str]:
    """What is wrong with the answer to one input; an empty list where nothing is."""
    before = deepcopy(given)
    answer = decided(command, given)
    expected = second_reading.answer(command, deepcopy(before))
    found = [] if given == before else ["the input was changed"]
    if "errors" in answer or "errors" in expected:
        return found + list(_errors_differ(answer, expected))
    found += list(_differ(reduced(command, answer), in_set_order(expected)))
    return found + [f"broken: {fault}" for fault in BROKEN[command](before, answer)]


def decided(command, given) -> dict:
    """The rules' answer, or their errors."""
    try:
        answer = COMMANDS[command](given)
    except InvalidInput as invalid:
        answer = {"errors": invalid.errors} | ({"red_flags": invalid.red_flags} if command == "plan" else {})
    json.dumps(answer, allow_nan=False)
    return answer


def reduced(command, answer) -> dict:
    """The fields that the contract names, in an order that compares."""
    if command == "change":
        return {measure: found for measure, found in answer.items() if measure != "because"}
    return in_set_order({key: answer[key] for key in ANSWER[command]})


def in_set_order(answer):
    """The same with every list of notes sorted: their order does not matter."""
    if not isinstance(answer, dict):
        return answer
    return {key: sorted(value) if key == "notes" else in_set_order(value) for key, value in answer.items()}


def _errors_differ(answer, expected):
    ours, theirs = ({(error["path"], error["code"]) for error in each.get("errors", ())} for each in (answer, expected))
    if ours != theirs:
        yield f"errors: only here {sorted(ours - theirs)}, only in the second reading {sorted(theirs - ours)}"
    if answer.get("red_flags") != expected.get("red_flags"):
        yield f"red flags: {answer.get('red_flags')}, second reading {expected.get('red_flags')}"


def _differ(answer, expected, path=""):
    if isinstance(answer, dict) and isinstance(expected, dict):
        for key in answer | expected:
            if key not in answer or key not in expected:
                yield f"{path}.{key}: only {'here' if key in answer else 'in the second reading'}"
            else:
                yield from _differ(answer[key], expected[key], f"{path}.{key}")
        if path.endswith(".exercises") and list(answer) != list(expected):
            yield f"{path}: in another order"
    elif answer != expected or isinstance(answer, bool) is not isinstance(expected, bool):
        yield f"{path}: {answer!r}, second reading {expected!r}"


# What is true of every answer ----------------------------------------------------------------------------------------


def broken_plan(given, answer):
    for reason in answer["because"]:
        if not reason["sentence"]:
            yield f"{reason['rule']} says nothing"
    for side, found in answer["sides"].items():
        chosen = [row["exercise"] for row in found["strengthen"]] + found["stretch"]
        if set(chosen) & set(found["excluded"]):
            yield f"{side}: chosen and excluded"
        if found["combination"] == "stretch_and_strengthen":
            by_halves = bool(found["strengthen"]) != bool(found["stretch"])
            if by_halves != ("one_sided" in found["notes"]):
                yield f"{side}: treated by halves in silence"
        for row in answer["unless"][side]:
            changed = second_reading.plan(with_finding(given, side, row["finding"], row["value"]))
            if changed["sides"][side]["combination"] != row["combination"]:
                yield f"{side}: unless {row['finding']} were {row['value']} it would not be {row['combination']}"


def broken_replay(given, answer):
    pointing = [reason["event"] for reason in answer["because"] if reason["event"] is not None]
    if pointing != list(range(len(answer["events"]))):
        yield "an event is not explained once"
    for name, side in answer["sides"].items():
        for exercise, standing in side["exercises"].items():
            if not 1 <= standing["level"] <= STRENGTHENING[exercise][3]:
                yield f"{name}: {exercise} at level {standing['level']}"
    yield from _earned_wrongly(answer)


def _earned_wrongly(answer):
    paused, earned = set(), set()
    for event in answer["events"]:
        if event["event"] == "paused":
            paused.add(event["side"])
        elif event["event"] == "resumed":
            paused.discard(event["side"])
        elif event["event"] in ("stage_set", "level_set", "exercises_set"):
            earned = {once for once in earned if once[1] != event["side"]}  # decided anew, so earned anew
        elif event["event"] in ("level_advanced", "mastered", "stage_advanced", "completed"):
            once = (event["on"], event["side"], event.get("exercise", "stage"))
            if event["side"] in paused or once in earned:
                yield f"{event['event']} while paused, or twice in a day: {once}"
            earned.add(once)


def broken_change(given, answer):
    for measure, found in answer.items():
        called_a_change = measure != "because" and found["verdict"] in ("improved", "worse")
        if called_a_change and abs(found.get("delta", found.get("delta_pct"))) < found["threshold"]:
            yield f"{measure}: a change within its error"


BROKEN = {"plan": broken_plan, "replay": broken_replay, "change": broken_change}
