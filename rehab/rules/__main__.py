"""The rules on the command line: one JSON object in, one answer out, or with --lines one of each a line.

python -m rehab.rules plan|replay|change [--lines]

Input that cannot be used gives {"errors": [...]} and exit status 2; with --lines the run goes on and ends with 0.
"""

import argparse
import json
import os
import sys

from rehab.rules import LIBRARY, InvalidInput, change, plan, replay

COMMANDS = {"plan": plan, "replay": replay, "change": change}
UNUSABLE = 2
MOST_DIGITS = 400  # above it a float is infinite; Python itself refuses to read more than 4,300


def main(arguments=None) -> int:
    options = _options(arguments)
    decide = COMMANDS[options.command]
    if options.lines:
        for line in sys.stdin.buffer:
            if line.strip():
                sys.stdout.write(json.dumps(answer(decide, line)) + "\n")
        return 0
    given = answer(decide, sys.stdin.buffer.read())
    print(json.dumps(given, indent=2))
    return UNUSABLE if "errors" in given else 0


def _options(arguments):
    parser = argparse.ArgumentParser(prog="python -m rehab.rules", description="The clinical rules of Hipwise.")
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("--lines", action="store_true", help="one case a line in, one answer a line out")
    return parser.parse_args(arguments)


def answer(decide, written: bytes) -> dict:
    """The answer to one case as it was written, or its errors."""
    try:
        return decide(_parsed(written))
    except InvalidInput as invalid:
        errors = {"errors": invalid.errors}
        return errors | {"red_flags": invalid.red_flags} if decide is plan else errors


def _parsed(written):
    try:
        return json.loads(
            written.decode(), parse_constant=_refuse_constant, object_pairs_hook=_object, parse_int=_whole_number
        )
    except (ValueError, RecursionError) as fault:
        message = "nested too deeply" if isinstance(fault, RecursionError) else str(fault)
        error = {"path": "", "code": "json", "message": f"This is not valid JSON: {message}."}
        raise InvalidInput([error], red_flags=_red_flags_in(written)) from None


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


if __name__ == "__main__":
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status)
