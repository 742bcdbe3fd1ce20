"""Cases and answers as JSON text.

A line of many is answered the same as a case alone, only faster: what was decided and written about a side is kept for
the next side that is alike.
"""

import json
from functools import lru_cache
from typing import NamedTuple

from rehab.rules.change import change
from rehab.rules.inputs import InvalidInput
from rehab.rules.library import LIBRARY
from rehab.rules.progression import replay
from rehab.rules.selection import decide, plan, plan_by

COMMANDS = {"plan": plan, "replay": replay, "change": change}
MOST_DIGITS = 400  # above it a float is infinite; Python itself refuses to read more than 4,300
SIDES_KEPT = 8192


def answer(command: str, written: bytes) -> dict:
    """The answer of a command to one case, or its errors."""
    try:
        return COMMANDS[command](_parsed(written))
    except InvalidInput as invalid:
        return _errors(command, invalid)


def answer_line(command: str, written: bytes) -> str:
    """The answer of a command to one case, or its errors, as a line of JSON."""
    try:
        given = _parsed(written)
        return _plan_line(given) if command == "plan" else WRITE(COMMANDS[command](given))
    except InvalidInput as invalid:
        return WRITE(_errors(command, invalid))


def _errors(command, invalid):
    errors = {"errors": invalid.errors}
    return errors | {"red_flags": invalid.red_flags} if command == "plan" else errors


# Answers ---------------------------------------------------------------------------------------------------------


def _plan_line(given):
    answer = plan_by(_written_side, given)
    if answer["status"] != "ok":
        return WRITE(answer)
    sides = ", ".join(f'"{side}": {written}' for side, written in answer["sides"].items())
    unless = ", ".join(f'"{side}": {written}' for side, written in answer["unless"].items())
    before = f'"status": "ok", "red_flags": [], "unanswered": [], "sides": {{{sides}}}'
    return f'{{{before}, "because": [{", ".join(answer["because"])}], "unless": {{{unless}}}}}'


class WrittenDecision(NamedTuple):
    """A Decision with each of its parts as text, its reasons as one without the brackets of a list."""

    answer: str
    because: list[str]
    unless: str


@lru_cache(maxsize=SIDES_KEPT)
def _written_side(*about):
    answer, because, unless = decide(*about)
    return WrittenDecision(WRITE(answer), [WRITE(because)[1:-1]], WRITE(unless))


# Cases -----------------------------------------------------------------------------------------------------------


def _parsed(written):
    try:
        return _read(written.decode())
    except (ValueError, RecursionError) as fault:
        message = "nested too deeply" if isinstance(fault, RecursionError) else str(fault)
        error = {"path": "", "code": "json", "message": f"This is not valid JSON: {message}."}
        raise InvalidInput([error], red_flags=_red_flags_in(written)) from None


def _read(text):
    try:
        return READ(text)
    except ValueError:
        return READ_LONG_NUMBERS(text)


def _red_flags_in(written) -> list[str]:
    """The red flags that are true in a text that cannot be trusted otherwise; none where it cannot be read at all."""
    try:
        given = json.loads(written.decode(), parse_int=_whole_number)
        return [flag for flag in LIBRARY.red_flags if given["screening"].get(flag) is True]
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError):
        return []


def _whole_number(digits):
    """An integer; one with more digits than any field has is taken as too large, without working it out."""
    return int(digits) if len(digits) <= MOST_DIGITS else float(digits)


def _refuse_constant(name):
    raise ValueError(f"{name} is not a JSON number")


def _object(pairs):
    """An object whose keys are all different: of two values for one key neither can be trusted."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key is given twice in one object")
    return made


READ = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_refuse_constant).decode
READ_LONG_NUMBERS = json.JSONDecoder(
    object_pairs_hook=_object, parse_constant=_refuse_constant, parse_int=_whole_number
).decode
WRITE = json.JSONEncoder(check_circular=False).encode
