"""The words in which a programme's states, events and decisions are shown to a clinician."""

from rehab.rules import LIBRARY

PAUSE_WORDS = {
    "symptoms": "Paused: symptoms",
    "strength": "Paused: strength below the stage",
    "clinician": "Paused by the clinician",
}
PAUSED_BY = {"symptoms": "P8", "strength": "P12", "clinician": "P14"}  # the rule behind each cause
EVENT_WORDS = {
    "level_advanced": "{exercise}: level {level} from now on",
    "level_regressed": "{exercise}: back to level {level}",
    "level_set": "{exercise}: level {level} set",
    "streak_lapsed": "{exercise}: streak starts again after the break",
    "mastered": "{exercise}: mastered",
    "exercise_added": "{exercise}: added at level {level}",
    "exercise_removed": "{exercise}: taken out",
    "override_ignored": "{exercise}: the decision no longer fits and is passed over",
    "stage_advanced": "{stage} begins",
    "stage_set": "{stage} set",
    "gate_pending": "Ready for {stage}: waiting for a strength test",
    "stage_blocked": "{stage}: no suitable exercise",
    "paused": "{cause}",
    "resumed": "Resumed",
    "completed": "Last stage completed",
    "exercises_set": "Exercises chosen",
}
NO_LONGER = {
    "level_advanced": "level {level} of {exercise} on {on} is no longer earned",
    "level_regressed": "{exercise} no longer goes back to level {level} on {on}",
    "level_set": "level {level} of {exercise} is no longer set on {on}",
    "streak_lapsed": "the streak of {exercise} no longer starts again on {on}",
    "mastered": "{exercise} is no longer mastered on {on}",
    "exercise_added": "{exercise} is no longer added on {on}",
    "exercise_removed": "{exercise} is no longer taken out on {on}",
    "override_ignored": "the decision on {exercise} is no longer passed over on {on}",
    "stage_advanced": "{stage} no longer begins on {on}",
    "stage_set": "{stage} is no longer set on {on}",
    "gate_pending": "the side no longer waits for a strength test from {on} on ({stage})",
    "stage_blocked": "{stage} is no longer without a suitable exercise on {on}",
    "paused": "the pause from {on} on no longer holds ({cause})",
    "resumed": "the side no longer goes on again on {on}",
    "completed": "the last stage is no longer completed on {on}",
    "exercises_set": "the exercises chosen on {on} no longer hold",
}
SETTINGS_CHANGED = (
    "The clinic’s settings were changed after this proposal was opened. It is made anew now, with {}: "
    "look at it again before you start."
)


def combination_name(combination) -> str:
    """The combination as it stands at the head of a side: "Stretch and strengthen"."""
    label = LIBRARY.combinations[combination].label
    return label[:1].upper() + label[1:]


def exercise_name(exercise) -> str:
    """The exercise's name on its card."""
    return LIBRARY.card(exercise)["name"]


def stage_name(stage) -> str:
    """The stage with its number: "Stage 2, progressive loading"."""
    return f"Stage {stage}, {LIBRARY.stages[stage].label.lower()}"


def side_state(stand, pause_cause) -> tuple[str, str]:
    """Where a side of a standing is, as (tone, words). `pause_cause` is why it is paused, empty where it is not."""
    if stand["paused"]:
        return "stop", PAUSE_WORDS[pause_cause]
    if stand["completed"]:
        return "go", "Last stage completed"
    if stand["blocked"]:
        return "ease", "No suitable exercise"
    if stand["gate_pending"]:
        return "ease", "Waiting for a strength test"
    return "go", "Running"


def event_words(event) -> str:
    """One event of the rules as a line, without its side."""
    return EVENT_WORDS[event["event"]].format_map(_parts(event))


def no_longer_words(event, on) -> str:
    """An event of the rules of that day that did not come about: "level 2 of … on 7 May is no longer earned"."""
    parts = _parts(event) | {"on": f"{on.day} {on:%B}", "cause": PAUSE_WORDS.get(event.get("cause"), "").lower()}
    return NO_LONGER[event["event"]].format_map(parts | {"exercise": in_a_sentence(parts["exercise"])})


def in_a_sentence(name) -> str:
    """A name as it stands in the middle of a sentence: "kneeling knee push"."""
    return name[:1].lower() + name[1:]


def _parts(event):
    return {
        "exercise": exercise_name(event["exercise"]) if "exercise" in event else "",
        "level": event.get("level"),
        "stage": stage_name(event["stage"]) if "stage" in event else "",
        "cause": PAUSE_WORDS.get(event.get("cause")),
    }


def override_words(override) -> str:
    """What a clinician decided, as a line without its side and reason."""
    chosen = ", ".join(
        f"{exercise_name(item['exercise'])}" + (f" (level {item['level']})" if item.get("level") else "")
        for item in override.exercises
    )
    return {
        "pause": "Paused",
        "resume": "Resumed",
        "set_stage": override.stage and f"{stage_name(override.stage)} set",
        "set_level": override.exercise and f"{exercise_name(override.exercise)}: level {override.level} set",
        "set_exercises": f"Exercises chosen: {chosen}",
        "combination": "Started otherwise than proposed: "
        + (combination_name(override.combination).lower() if override.combination else "")
        + (f" – {chosen}" if chosen else ""),
    }[override.type]


def move_words(move) -> str:
    """A move to other settings as a line: "Moved from the default settings to settings version 2"."""
    return f"Moved from {move.moved_from.name} to {move.moved_to.name}"


def dosage_words(dosage) -> str:
    """A dosage in short, from a Prescription or a Level of the library: "5 × 10 s, rest 10 s, 3 days a week"."""
    unit = "" if dosage.unit == "repetitions" else f" {'m' if dosage.unit == 'metres' else dosage.unit}"
    if dosage.sets == 1 and dosage.hold_seconds:
        done = f"{dosage.repetitions} × {dosage.hold_seconds} s"
    else:
        held = f", hold {dosage.hold_seconds} s" if dosage.hold_seconds else ""
        done = f"{dosage.sets} × {dosage.repetitions}{unit}{held}"
    rest = f", rest {dosage.rest_seconds} s" if dosage.rest_seconds else ""
    load = f", {dosage.load}" if dosage.load else ""
    return f"{done}{rest}, {dosage.sessions_per_week} days a week{load}"
