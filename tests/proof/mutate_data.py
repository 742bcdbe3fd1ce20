"""Mutants of the reference data: every threshold moved by one step, every cell of a table and every tag changed.

A file is read, one value of it changed, dropped, or put in the place of its neighbour, and written again. Words are
not mutated: labels, sentences, cards and citations say what the rules do and decide nothing. Nor is `source`, nor
`used_by`, which lead from a number to its citation and its rules. The order of tags, and of the cells of the
combination table, says nothing either.
"""

import copy
import json
import re
import tomllib

from tests.proof.mutation import Mutant, short
from tests.proof.second_reading.tables import EQUIPMENT, MMT, MUSCLES, PRECAUTIONS, STRENGTHENING

FILES = ("thresholds.toml", "exercises.toml", "precautions.toml", "red_flags.toml", "rules.toml")
WORDS_ONLY = ("words", "rules", "label", "help", "source", "used_by")
TAGS = sorted({tag for row in STRENGTHENING.values() for tag in row[2]}.union(*PRECAUTIONS.values()))
IN_NO_ORDER = ("tags", "excludes", "combination_table")
ADDED = {"tags": TAGS, "excludes": TAGS, "equipment": EQUIPMENT}
INSTEAD = {
    "changes": ("load", "range", "complexity"),
    "unit": ("repetitions", "steps", "metres"),
    "urgency": ("emergency", "urgent"),
    "muscle": MUSCLES,
    "rule": ("C1", "C2", "C3", "C4", "C5"),
    "combination": ("stretch_and_strengthen", "stretch", "strengthen", "none", "undetermined", "refer"),
    "length": ("short", "normal", "indeterminate"),
    "strength": ("weak", "normal", "indeterminate"),
}
GRADES = ("default", "value")  # where a grade may stand: one up, one down


def mutants(path, text) -> list[Mutant]:
    """All mutants of a file of the reference data."""
    data = tomllib.loads(text)
    found = []
    for place, before, after, changed in _changes(data):
        name = ".".join(_named(data, place))
        line = _line(text, data, place)
        found.append(Mutant(f"reference/{path}", line, name, short(before), short(after), written(changed)))
    return found


def unchanged(path, text) -> Mutant:
    """The file with nothing changed, written as the mutants are."""
    return Mutant(f"reference/{path}", 1, "file", "", "", written(tomllib.loads(text)))


def _changes(data):
    """(place, before, after, the data with that change) of every mutant."""
    for place, value in _walk(data):
        key = next(name for name in reversed(place) if isinstance(name, str))
        for new in _instead(data, place, key, value):
            yield place, str(value), str(new), _with(data, place, new)
        if isinstance(value, list) and isinstance(place[-1], str):
            yield from _of_list(data, place, key, value)
        if place[-1] in ("strengthening", "stretching"):
            for position, row in enumerate(value):
                retired = row | {"retired_on": "2026-01-01"}
                yield (*place, position), "offered", "retired", _with(data, (*place, position), retired)


def _of_list(data, place, key, values):
    """Each item dropped, each in the place of the next, and one more added."""
    for position, item in enumerate(values):
        rest = values[:position] + values[position + 1 :]
        yield (*place, position), _called(item), "gone", _with(data, place, rest)
        if position and place[-1] not in IN_NO_ORDER:
            swapped = [*values[: position - 1], item, values[position - 1], *values[position + 1 :]]
            before = f"{_called(values[position - 1])} before {_called(item)}"
            yield (*place, position), before, "after it", _with(data, place, swapped)
    further = [word for word in ADDED.get(key, ()) if word not in values]
    if key == "choices" and place[0] == "settings":
        lowest, highest = MMT.index(values[0]), MMT.index(values[-1])
        further = [MMT[lowest - 1], MMT[highest + 1]]
    for word in further[:2] if all(isinstance(item, str) for item in values) else ():
        yield place, "", f"and {word}", _with(data, place, [*values, word])


def _instead(data, place, key, value):
    """The values to put in the place of this one."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int | float):
        step = _at(data, place[:-1]).get("step", 1) if isinstance(place[-1], str) else 1
        return [round(value - step, 3), round(value + step, 3)]
    if key in GRADES and value in MMT:
        at = MMT.index(value)
        return [MMT[near] for near in (at - 1, at + 1) if 0 <= near < len(MMT)]
    known = INSTEAD.get(key, ())
    return [other for other in known if other != value] if value in known or value == "" else []


# Places: a tuple of keys and positions -------------------------------------------------------------------------------


def _walk(value, place=()):
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        if key not in WORDS_ONLY:
            yield (*place, key), item
            yield from _walk(item, (*place, key))


def _at(data, place):
    for key in place:
        data = data[key]
    return data


def _with(data, place, new):
    changed = copy.deepcopy(data)
    _at(changed, place[:-1])[place[-1]] = new
    return changed


def _called(item):
    """What an item of a list is known by."""
    if isinstance(item, list):
        return item[0]
    if not isinstance(item, dict):
        return str(item)
    known_by = [item[key] for key in ("id", "stage", "level") if key in item] or [item["length"], item["strength"]]
    return " ".join(map(str, known_by[:1] if "id" in item else known_by))


def _named(data, place):
    """The place in words: a row of a list by what it is known by."""
    return [key if isinstance(key, str) else _called(_at(data, place[: depth + 1])) for depth, key in enumerate(place)]


def _line(text, data, place):
    """The line that a place begins on: each part of it found after the one before."""
    lines, at = text.splitlines(), 0
    for depth, key in enumerate(place):
        value = _at(data, place[: depth + 1])
        if isinstance(value, list) and value and isinstance(value[0], dict):
            continue
        mark, nth = rf"\[.*\b{key}\]|{key} = |.*[{{,] {key} = ", 0
        if isinstance(value, dict) and isinstance(key, int):
            mark, nth = rf"\[\[(.*\.)?{place[depth - 1]}\]\]", key
        elif isinstance(key, int):
            mark = f".*{re.escape(_called(value))}"
        matching = [number for number in range(at, len(lines)) if re.match(mark, lines[number])]
        at = matching[nth] if nth < len(matching) else at
    return at + 1


def written(data) -> str:
    """As TOML, each top-level entry on one line."""
    return "".join(f"{key} = {_inline(value)}\n" for key, value in data.items())


def _inline(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_inline(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(_inline, value))}]"
    return json.dumps(value, ensure_ascii=False)
