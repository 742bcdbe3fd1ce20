"""What the programme page shows of each side, read from its markup as a person reads it."""

import re
from dataclasses import dataclass

SIDE = re.compile(r'<section class="panel standing-side" aria-labelledby="(left|right)-heading">')
STATE = re.compile(r'<span class="state \w+">([^<]*)</span>')
STAGE = re.compile(r"Stage (\d)")
EXERCISE = re.compile(
    r'href="/exercises/(\w+)/">[^<]*</a>\s*<span class="level">Level (\d+) of \d+</span>\s*'
    r'<span class="streak"[^>]*>(.*?)</span>\s*(<span class="state go">Mastered</span>)?',
    re.DOTALL,
)


@dataclass(frozen=True)
class Shown:
    """One side. `exercises` is a list of (id, level, filled dots, mastered) in the order of the page."""

    state: str
    stage: int
    exercises: list


def sides_shown(page) -> dict:
    """{side: Shown} of the sides that the page says are strengthened."""
    parts = SIDE.split(page)[1:]
    shown = {}
    for side, text in zip(parts[::2], parts[1::2], strict=True):
        text = text.partition('aria-labelledby="when-heading"')[0]
        if stage := STAGE.search(text):
            shown[side] = Shown(STATE.search(text).group(1), int(stage.group(1)), _exercises(text))
    return shown


def _exercises(text):
    return [
        (exercise, int(level), dots.count('class="done"'), bool(mastered))
        for exercise, level, dots, mastered in EXERCISE.findall(text)
    ]


def sides_expected(standing, needed) -> dict:
    """{side: Shown} that a page must show of a standing; a mastered exercise has all `needed` dots filled."""
    return {
        side: Shown(
            _state(standing, side),
            stand["stage"],
            [
                (exercise, one["level"], needed if one["mastered"] else one["streak"], one["mastered"])
                for exercise, one in stand["exercises"].items()
            ],
        )
        for side, stand in standing["sides"].items()
    }


def _state(standing, side):
    stand = standing["sides"][side]
    if stand["paused"]:
        pauses = [event for event in standing["events"] if event["event"] == "paused" and event["side"] == side]
        return PAUSED[pauses[-1]["cause"]]
    for state in ("completed", "blocked", "gate_pending"):
        if stand[state]:
            return STATES[state]
    return "Running"


PAUSED = {
    "symptoms": "Paused: symptoms",
    "strength": "Paused: strength below the stage",
    "clinician": "Paused by the clinician",
}
STATES = {
    "completed": "Last stage completed",
    "blocked": "No suitable exercise",
    "gate_pending": "Waiting for a strength test",
}
