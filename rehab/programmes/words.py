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
