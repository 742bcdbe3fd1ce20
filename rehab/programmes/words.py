"""The words in which a programme's states, events and decisions are shown to a clinician."""

from rehab.rules import LIBRARY

COMBINATION_WORDS = {
    "stretch": "Stretch",
    "strengthen": "Strengthen",
    "stretch_and_strengthen": "Stretch and strengthen",
    "none": "No treatment",
    "undetermined": "Not determined yet",
    "refer": "Refer",
    "not_assessed": "Not examined",
}
PAUSE_WORDS = {
    "symptoms": "Paused: symptoms",
    "strength": "Paused: strength below the stage",
    "clinician": "Paused by the clinician",
}
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


def exercise_name(exercise) -> str:
    """The exercise's name on its card."""
    return LIBRARY.card(exercise)["name"]


def stage_name(stage) -> str:
    """The stage with its number: "Stage 2, progressive loading"."""
    return f"Stage {stage}, {LIBRARY.stages[stage].label.lower()}"


def event_words(event) -> str:
    """One event of the rules as a line, without its side."""
    return EVENT_WORDS[event["event"]].format(
        exercise=exercise_name(event["exercise"]) if "exercise" in event else "",
        level=event.get("level"),
        stage=stage_name(event["stage"]) if "stage" in event else "",
        cause=PAUSE_WORDS.get(event.get("cause")),
    )


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
        + COMBINATION_WORDS.get(override.combination, "").lower()
        + (f" – {chosen}" if chosen else ""),
    }[override.type]


def exclusion_words(reason) -> str:
    """Why an exercise is excluded: a reason as the rules give it, in words."""
    kind, _, what = reason.partition(":")
    if kind == "precaution":
        return f"precaution: {LIBRARY.precautions[what].label.lower()}"
    return {"equipment": "equipment is missing", "strength": "strength below grade 3"}[kind]


TEST_WORDS = {"thomas": "Thomas test", "modified_thomas": "Modified Thomas test", "strength": "Strength test"}
FIELD_WORDS = {
    "hip_extension_deg": "hip extension",
    "hip_extension_knee_straight_deg": "hip extension with the knee straight",
    "knee_flexion_deg": "knee flexion",
    "hip_abduction_deg": "abduction",
}
NOTE_WORDS = {
    "tests_disagree": "The Thomas and the modified Thomas test disagree on hip extension. Check both.",
    "two_joint_flexors_not_tested": "Knee flexion was not measured, so a short rectus femoris cannot be seen.",
    "asymmetric": "The sides differ in strength by more than the threshold.",
    "pain_limited": "Pain limited the strength test: start low, and test again.",
    "below_antigravity": "The leg is not lifted against gravity: consider a neurological cause.",
    "one_sided": "Both stretching and strengthening are needed, but only one has a suitable exercise. "
    "Starting it alone needs a reason.",
}


def note_words(note) -> str:
    """A note of `plan` as a sentence."""
    kind, _, what = note.partition(":")
    if kind == "pelvis_not_controlled":
        return f"{TEST_WORDS[what]}: the pelvis was not controlled, so it cannot be read. Repeat it."
    if kind == "borderline":
        test, _, field = what.partition(".")
        return f"{TEST_WORDS[test]}, {FIELD_WORDS[field]}: within measurement error of the threshold. Repeat the test."
    if kind == "no_eligible_exercise":
        part, _, muscle = what.partition(":")
        whom = f" for the {LIBRARY.muscles[muscle].label.lower()}" if muscle else ""
        return f"No suitable exercise to {part}{whom}."
    if kind == "trial_failed":
        return f"{exercise_name(what)} failed at level 1 when it was tried."
    if kind == "untrialled":
        return f"{exercise_name(what)} has not been tried yet. Watch it before it goes home."
    return NOTE_WORDS[kind]


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
