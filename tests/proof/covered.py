"""What a described case covers: rules, outcomes, thresholds, cells, exercises, notes, events, verdicts and errors."""

import re
from functools import cache
from math import isclose

from rehab.rules import LIBRARY
from tests.proof import compare, second_reading
from tests.proof.second_reading.tables import (
    FIXED,
    PRECAUTIONS,
    RANGES,
    RED_FLAGS,
    SETTINGS_IN_NUMBERS,
    STRENGTHENING,
    STRETCHING,
)
from tests.proof.watching import watching

JUST = 1  # a value is just below or just above a threshold when it is no further away than this
CLOSER = dict.fromkeys(("symmetry_threshold_pct", "stage_3_min_symmetry_pct"), 0.1) | dict.fromkeys(
    ("force_change_belt_pct", "force_change_manual_pct", "psfs_change_points"), 0.1
)


def covered(case) -> set[tuple[str, str]]:
    """(kind, what) of everything that one case covers."""
    command, given = case["command"], case["input"]
    answer = compare.decided(command, given)
    with watching() as seen:
        second_reading.answer(command, given)
    limits = set(_limits(given))
    if "errors" in answer:
        return limits | {("error", error["code"]) for error in answer["errors"]}
    return limits | {*_rules(answer), *_thresholds(seen), *BY_COMMAND[command](given, answer)}


def _rules(answer):
    for reason in answer.get("because", ()):
        yield "rule", reason["rule"]
        yield "outcome", f"{reason['rule']} {outcome(reason)}"


def outcome(reason) -> str:
    """The outcome of a rule whose sentence this is."""
    fitting = [name for name, pattern in _patterns(reason["rule"]) if pattern.fullmatch(reason["sentence"])]
    stage = f"stage_{reason['values'].get('stage')}"
    return stage if stage in fitting else max(fitting, key=lambda name: len(LIBRARY.rules[reason["rule"]].says[name]))


@cache
def _patterns(rule):
    says = LIBRARY.rules[rule].says.items()
    return [(name, re.compile(re.sub(r"\\\{.*?\\\}", ".*", re.escape(sentence)))) for name, sentence in says]


def _thresholds(seen):
    for name, distances in seen.items():
        just = CLOSER.get(name, JUST)
        for distance in distances:
            if abs(distance) <= just:
                where = "at" if distance == 0 else "just below" if distance < 0 else "just above"
                yield "threshold", f"{name} {where}"


def _limits(value, key=None):
    """Values at the limits of what can be entered, and one step outside."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _limits(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _limits(item, key)
    elif key in LIMITS and isinstance(value, int | float):
        lowest, highest, step = LIMITS[key]
        places = {lowest - step: "below the lowest", lowest: "the lowest", highest: "the highest"}
        places[highest + step] = "above the highest"
        yield from (("limit", f"{key} {name}") for limit, name in places.items() if isclose(value, limit))


def _plan(given, answer):
    yield "status", answer["status"]
    yield from (("red flag", flag) for flag in answer["red_flags"])
    yield from (("not asked", flag) for flag in answer["unanswered"])
    for side in answer["sides"].values():
        yield "combination", side["combination"]
        if side["combination"] not in ("refer", "not_assessed"):
            yield "cell", f"{side['length']}, {side['strength']}"
        yield from (("note", note.partition(":")[0]) for note in side["notes"])
        yield from (("borderline", note) for note in side["notes"] if note.startswith("borderline:"))
        yield from (("muscle", muscle) for muscle in side["short_muscles"])
        yield from (("exercise", f"{row['exercise']} {row['level']}") for row in side["strengthen"])
        yield from (("exercise", stretch) for stretch in side["stretch"])
        yield from _exclusions(side["excluded"])


def _exclusions(excluded):
    for exercise, reasons in excluded.items():
        for reason in reasons:
            yield "excluded", f"{exercise} {reason}"
            name = reason.partition("precaution:")[2]
            tags = STRENGTHENING[exercise][2] if exercise in STRENGTHENING else STRETCHING[exercise][1]
            yield from (("tag", f"{name} excludes {tag}") for tag in PRECAUTIONS.get(name, ()) if tag in tags)


def _replay(given, answer):
    yield from _second_try(given, answer)
    yield from _removed(answer)
    for event in answer["events"]:
        yield "event", " ".join([event["event"], *([event["cause"]] if "cause" in event else [])])
        if event["event"] in ("stage_set", "stage_advanced"):
            yield "rule", "P10"
    for side in answer["sides"].values():
        yield from (("exercise", f"{name} {row['level']}") for name, row in side["exercises"].items())
        yield from (("ends", flag) for flag in ("paused", "gate_pending", "blocked", "completed") if side[flag])
    yield "review window", answer["review_window"]
    yield from ([("override", row["type"]) for row in given.get("overrides") or ()])


def _removed(answer):
    """The reasons for which exercises went."""
    for reason in answer["because"]:
        if "reasons" in reason["values"]:
            yield from _exclusions({reason["exercise"]: reason["values"]["reasons"]})


def _second_try(given, answer):
    """P13: P9 fired on a day on which circumstances changed or strength was tested, and nothing else happened."""
    other = {row["performed_on"] for row in given.get("sessions") or ()} | {
        row["on"] for row in given.get("overrides") or ()
    }
    for reason in answer["because"]:
        if reason["rule"] == "P9" and reason["on"] not in other:
            yield "rule", "P13"


def _change(given, answer):
    for measure, found in answer.items():
        if measure != "because":
            yield "verdict", f"{measure} {found['verdict']}"


def _due(given, answer):
    yield from (("due", f"{what}{'' if found else ': not'}") for what, found in answer.items())


BY_COMMAND = {"plan": _plan, "replay": _replay, "change": _change, "due": _due}


# What there is to cover ----------------------------------------------------------------------------------------------

# What no case can show, and why. (The error `json` is of text that is no case; test_command_line.py holds it.)
IMPOSSIBLE = {
    ("threshold", "clean_sessions_to_progress just above"): "a streak ends when it is long enough",
    ("threshold", "ambers_to_step_back just above"): "the count starts again when it is reached",
    ("threshold", "exercises_a_side just above"): "no stage has a fourth exercise",
}


def everything() -> dict[tuple[str, str], None]:
    """(kind, what) of all that must be covered, in the order of the contract."""
    found = [("rule", rule) for rule in LIBRARY.rules]
    found += [("outcome", f"{rule.id} {name}") for rule in LIBRARY.rules.values() for name in rule.says]
    thresholds = [name for name in (*LIBRARY.settings, *LIBRARY.constants) if name not in ORDER_UNLESS]
    found += [("threshold", f"{name} {where}") for name in thresholds for where in ("just below", "at", "just above")]
    sides = ("below the lowest", "the lowest", "the highest", "above the highest")
    found += [("limit", f"{name} {side}") for name in LIMITS for side in sides]
    found += [("status", status) for status in ("ok", "refer", "screening_incomplete")]
    found += [(kind, flag) for kind in ("red flag", "not asked") for flag in RED_FLAGS]
    found += [("combination", name) for name in LIBRARY.combinations]
    found += [("cell", ", ".join(verdicts)) for verdicts in LIBRARY.combination_table]
    found += [("note", note) for note in LIBRARY.notes]
    found += [("borderline", f"borderline:{measure}") for measure in BORDERLINE]
    found += [("muscle", muscle) for muscle in LIBRARY.muscles]
    found += [("exercise", f"{e.id} {row.level}") for e in LIBRARY.strengthening.values() for row in e.levels]
    found += [("exercise", stretch) for stretch in LIBRARY.stretching]
    found += list(_all_exclusions())
    found += [("event", event) for event in LIBRARY.events if event != "paused"]
    found += [("event", f"paused {cause}") for cause in ("symptoms", "strength", "clinician")]
    found += [("ends", flag) for flag in ("paused", "gate_pending", "blocked", "completed")]
    found += [("review window", window) for window in ("before", "open", "past")]
    found += [("override", kind) for kind, _ in LIBRARY.choices["override"]]
    found += [("verdict", f"{measure} {verdict}") for measure, verdicts in VERDICTS.items() for verdict in verdicts]
    found += [("due", f"{what}{told}") for what in ("plateau", "flare", "length_test_due") for told in ("", ": not")]
    found += [
        ("error", code) for code in ("missing", "type", "range", "choice", "unknown", "duplicate", "order", "reason")
    ]
    return dict.fromkeys(found)


# The margins that only order what `unless` says; test_explanations.py holds them.
ORDER_UNLESS = set(LIBRARY.constants) - set(FIXED)
LIMITS = {name: (lowest, highest, 1) for name, (_, lowest, highest) in SETTINGS_IN_NUMBERS.items()} | {
    name: (lowest, highest, LIBRARY.fields[name].step) for name, (lowest, highest) in RANGES.items()
}
COMPARED = ("improved", "worse", "within_error")
BORDERLINE = (
    "thomas.hip_extension_deg",
    "modified_thomas.hip_extension_deg",
    "modified_thomas.hip_extension_knee_straight_deg",
    "modified_thomas.knee_flexion_deg",
    "modified_thomas.hip_abduction_deg",
)
VERDICTS = {
    "thomas.hip_extension_deg": (*COMPARED, "not_comparable"),
    "modified_thomas.hip_extension_deg": (*COMPARED, "not_comparable"),
    "modified_thomas.knee_flexion_deg": (*COMPARED, "not_comparable"),
    "strength.mmt": COMPARED,
    "strength.force": (*COMPARED, "not_comparable"),
    "pain_nrs": COMPARED,
    "psfs_mean": COMPARED,
}


def _all_exclusions():
    """Every reason against an exercise that the tables allow, and every tag of a precaution."""
    for exercise in LIBRARY.exercises.values():
        for precaution in LIBRARY.precautions.values():
            if set(precaution.excludes) & set(exercise.tags):
                yield "excluded", f"{exercise.id} precaution:{precaution.id}"
        if exercise.equipment:
            yield "excluded", f"{exercise.id} equipment"
        if exercise.kind == "strengthen" and exercise.stage == 1 and "antigravity" in exercise.tags:
            yield "excluded", f"{exercise.id} strength:below_antigravity"
    for precaution in LIBRARY.precautions.values():
        yield from (("tag", f"{precaution.id} excludes {tag}") for tag in precaution.excludes)
