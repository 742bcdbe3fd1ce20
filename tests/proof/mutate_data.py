"""Mutants of the reference data: every threshold moved by one step, every cell of a table and every tag changed.

One value of a file is changed, dropped, or put in the place of its neighbour; every other line stays as it is. Words
are not mutated: labels, sentences, cards and citations say what the rules do and decide nothing. Nor is `source`, nor
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
IN_NO_ORDER = ("tag", "tags", "excludes", "combination_table")
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
        line, new = edited(text, data, place, changed)
        found.append(Mutant(f"reference/{path}", line + 1, name, short(before), short(after), new))
    return found


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
        yield place, "no more", word, _with(data, place, [*values, word])


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


# The text ------------------------------------------------------------------------------------------------------------


def edited(text, data, place, changed) -> tuple[int, str]:
    """(line, text): the file with nothing else changed than what makes `data` into `changed`, and where."""
    lines = text.splitlines(keepends=True)
    at = _line(lines, data, place)
    for new in (*_with_value(lines, at, place, changed), *_with_rows(lines, data, place)):
        if _read("".join(new)) == changed:
            return at, "".join(new)
    raise ValueError(f"{place}: no edit of line {at + 1} makes this change")


def _read(text):
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _line(lines, data, place):
    """The line that a place begins on: each part of it found after the one before."""
    at = start = 0
    for depth, key in enumerate(place):
        value = _at(data, place[: depth + 1])
        if _is_table_of_rows(value):
            continue
        mark, nth = rf"\[.*\b{key}\]|{key} = |.*[{{,] \"?{key}\"? = ", 0
        if isinstance(key, int):
            mark = (
                rf"\[\[(.*\.)?{place[depth - 1]}\]\]" if isinstance(value, dict) else f".*{re.escape(_called(value))}"
            )
            nth = key if isinstance(value, dict) else 0
        matching = [number for number in range(start, len(lines)) if re.match(mark, lines[number])]
        at = matching[nth] if nth < len(matching) else at
        start = at + lines[at].startswith("[")  # what belongs to a table stands below its head
    return at


def _is_table_of_rows(value):
    return isinstance(value, list) and value and isinstance(value[0], dict)


def _with_value(lines, at, place, changed):
    """The lines with the new value of a key in the place of the old one."""
    names = [depth for depth, key in enumerate(place) if isinstance(key, str)]
    key, new = place[names[-1]], _at(changed, place[: names[-1] + 1])
    if _is_table_of_rows(new):
        return
    while at and not re.match(rf"{key} = |.*[{{,] \"?{re.escape(key)}\"? = ", lines[at]):
        at -= 1  # from an item of a list to the list
    inside = re.sub(rf"([{{,] \"?{re.escape(key)}\"? = )[^,}}]+", rf"\g<1>{_inline(new)} ".rstrip(), lines[at], count=1)
    yield [*lines[:at], inside, *lines[at + 1 :]]
    end = next((end for end in range(at + 1, len(lines) + 1) if _read("".join(lines[at:end])) is not None), at + 1)
    yield [*lines[:at], f"{key} = {_inline(new)}\n", *lines[end:]]


def _with_rows(lines, data, place):
    """The lines with a row of a table gone, in the place of the one before it, or retired."""
    if not isinstance(place[-1], int) or not isinstance(_at(data, place), dict):
        return
    first, end = _block(lines, data, place)
    yield [*lines[:first], *lines[end:]]
    yield [*lines[: first + 1], 'retired_on = "2026-01-01"\n', *lines[first + 1 :]]
    if place[-1]:
        before, _ = _block(lines, data, (*place[:-1], place[-1] - 1))
        yield [*lines[:before], *lines[first:end], *lines[before:first], *lines[end:]]


def _block(lines, data, place):
    """The first line of a row, and the line after its last."""
    first = _line(lines, data, place)
    header = lines[first].strip("[]\n")
    later = range(first + 1, len(lines))
    ends = (n for n in later if lines[n].startswith("[") and not lines[n].strip("[]\n").startswith(f"{header}."))
    return first, next(ends, len(lines))


def _inline(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_inline(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(_inline, value))}]"
    return json.dumps(value, ensure_ascii=False)
