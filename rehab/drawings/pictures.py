"""Which drawing belongs to an exercise, its level and side: the reference data of poses, its words and its file."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from rehab.drawings.frames import svg
from rehab.drawings.poses import FOLDER
from rehab.drawings.words import described, titled, words_in

SIDES = ("left", "right")
OTHER = {"left": "right", "right": "left"}
OF_ONE_FRAME = ("arrows", "regions", "measures", "hold")


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of an exercise. `levels` are those that look like this, none for a stretch; `equipment` is the kind
    that it shows, "" where the exercise has one look; `frames` hold the reference data of its positions.
    """

    exercise: str
    name: str
    levels: tuple[int, ...]
    equipment: str
    frames: tuple[dict, ...]

    @property
    def label(self) -> str:
        """Which levels it is for, for clinicians: "Levels 2, 3, with a cable"; "" where there is one look."""
        levels = f"Level{'s' if len(self.levels) > 1 else ''} {', '.join(map(str, self.levels))}" if self.levels else ""
        return f"{levels}, with a {self.equipment}" if self.equipment else levels

    def file(self, side) -> str:
        """The name of its file, with "left" or "right" as the trained side."""
        return "-".join([self.exercise, *([self.name] if self.name else []), f"{side}.svg"])


@cache
def pictures() -> tuple[Picture, ...]:
    """Every picture of the reference data."""
    return tuple(picture for path in sorted((FOLDER / "poses").glob("*.toml")) for picture in _pictures(path))


def _pictures(path):
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return [_picture(path.stem, data, row) for row in data["pictures"]]


def _picture(exercise, data, row):
    levels, equipment = tuple(row.get("levels", ())), row.get("equipment", "")
    name = "-".join([*map(str, levels[:1]), *([equipment] if equipment else [])])
    things = [*data.get("things", []), *row.get("things", [])]
    frames = _frames(data, row)
    shown = tuple({**frame, "things": [*things, *frame.get("things", [])]} for frame in frames)
    return Picture(exercise, name, levels, equipment, shown[-1:] if data.get("held") else shown)


def _frames(data, row):
    """Start and end: what the picture says over what the exercise says; the end over the start, if seen alike."""
    start = data["start"] | row.get("start", {})
    end = data["end"] | row.get("end", {})
    if start.get("view") == end.get("view"):
        end = {key: value for key, value in start.items() if key not in OF_ONE_FRAME} | end
    return start, end


def picture_of(exercise, level=None, equipment: Collection[str] = ()) -> Picture:
    """The picture of an exercise at a level, its lowest without one; one with this equipment before any other.

    Raises KeyError for an exercise or a level without a picture.
    """
    found = [
        picture
        for picture in pictures()
        if picture.exercise == exercise and (level is None or not picture.levels or level in picture.levels)
    ]
    if not found:
        raise KeyError(f"no picture of {exercise} at level {level}")
    return next((picture for picture in found if picture.equipment in equipment), found[0])


@cache
def drawing_of(file, language="en") -> str:
    """The SVG of a file of the drawings, titled in a language. Raises KeyError where there is none."""
    picture, side = {picture.file(side): (picture, side) for picture in pictures() for side in SIDES}[file]
    return drawn(picture, side, language)


def drawing(exercise, level, side, language="en", equipment: Collection[str] = ()) -> str:
    """The SVG of an exercise at a level (None for a stretch) with this side trained, titled in a language."""
    return drawing_of(picture_of(exercise, level, equipment).file(side), language)


def drawn(picture, side, language="en") -> str:
    """The SVG of a picture with this side trained. The figure faces right when the right side is trained, else left."""
    letters = words_in(language)["letters"]
    return svg(
        picture.frames,
        mirrored=side == "left",
        letters=(letters[side], letters[OTHER[side]]),
        title=titled(picture, side, language),
        description=described(picture, language),
        language=language,
    )
