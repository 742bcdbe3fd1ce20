"""Which drawing belongs to an exercise, its level and side; its data, its words and its file."""

import tomllib
from dataclasses import dataclass
from functools import cache

from rehab.drawings.poses import FOLDER

SIDES = ("left", "right")


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of an exercise: for one or several `levels`, none for a stretch; `frames` hold the reference data."""

    exercise: str
    name: str
    levels: tuple[int, ...]
    equipment: str
    frames: tuple[dict, ...]

    def file(self, side) -> str:
        """The name of its file for the trained side."""
        return f"{self.exercise}-{self.name}-{side}.svg" if self.name else f"{self.exercise}-{side}.svg"


@cache
def pictures() -> tuple[Picture, ...]:
    """Every picture of the reference data, in the order of its files."""
    found = []
    for path in sorted((FOLDER / "poses").glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        found += [_picture(path.stem, data, row) for row in data["pictures"]]
    return tuple(found)


def _picture(exercise, data, row):
    """A picture's frames: what it says itself over what the exercise says, each frame over the one before it."""
    frames, before = [], {}
    for name in ("start", "end", "third"):
        own = data.get(name, {}) | row.get(name, {})
        if own:
            before = {key: value for key, value in before.items() if key not in OF_ONE_FRAME} | own
            if before.get("view") != own.get("view"):
                before = own
            frames.append(before)
    if data.get("held"):
        frames = frames[-1:]
    things = [*data.get("things", []), *row.get("things", [])]
    levels, equipment = tuple(row.get("levels", ())), row.get("equipment", "")
    name = "-".join([*map(str, levels[:1]), *([equipment] if equipment else [])])
    shown = tuple({**frame, "things": [*things, *frame.get("things", [])]} for frame in frames)
    return Picture(exercise, name, levels, equipment, shown)


OF_ONE_FRAME = ("arrows", "regions", "measures", "hold")
