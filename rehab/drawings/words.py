"""What a drawing shows, in words, for someone who cannot see it: one file of the reference data for each language."""

import tomllib
from functools import cache

from rehab.drawings.poses import FOLDER
from rehab.rules import LIBRARY

LANGUAGES = tuple(sorted(path.stem for path in (FOLDER / "words").glob("*.toml")))


@cache
def words_in(language) -> dict:
    """The words of a language, in English where there are none."""
    known = language if language in LANGUAGES else "en"
    return tomllib.loads((FOLDER / "words" / f"{known}.toml").read_text(encoding="utf-8"))


def titled(picture, side, language) -> str:
    """The name, the trained side and the positions of a picture."""
    words = words_in(language)
    card = LIBRARY.card(picture.exercise, language)
    parts = [
        f"{card['name']}.",
        words["trained"].format(side=words["sides"][side]),
        f"{words['start']} {card['picture']['start']}",
        f"{words['end']} {card['picture']['end']}",
        words.get(picture.exercise, {}).get("pictures", {}).get(picture.name, ""),
    ]
    return " ".join(part for part in parts if part)


def described(picture, language) -> str:
    """What the marks of a picture stand for."""
    words = words_in(language)["marks"]
    found = []
    for frame in picture.frames:
        found += [row["kind"] for row in frame.get("regions", [])]
        found += [name for name in ("hold", "arrows", "measures") if name in frame]
    return " ".join(words[name] for name in dict.fromkeys(found))
