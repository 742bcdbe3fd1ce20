"""The rules on the command line: one JSON object in, one answer out, or with --lines one of each a line.

python -m rehab.rules plan|replay|change [--lines]
python -m rehab.rules document                       the rules themselves, as Markdown

Input that cannot be used gives {"errors": [...]} and exit status 2; with --lines the run goes on and ends with 0.
"""

import argparse
import gc
import json
import os
import sys

from rehab.rules.document import document
from rehab.rules.written import COMMANDS, answer, answer_line

DOCUMENT = "document"
UNUSABLE = 2
ALLOCATIONS_BEFORE_A_SWEEP = 50_000  # answers hold no cycles: sweeping often finds nothing


def main(arguments=None) -> int:
    options = _options(arguments)
    if options.command == DOCUMENT:
        print(document(), end="")
        return 0
    if options.lines:
        return _answer_lines(options.command)
    given = answer(options.command, sys.stdin.buffer.read())
    print(json.dumps(given, indent=2))
    return UNUSABLE if "errors" in given else 0


def _answer_lines(command):
    gc.freeze()
    gc.set_threshold(ALLOCATIONS_BEFORE_A_SWEEP)
    for line in sys.stdin.buffer:
        if line.strip():
            sys.stdout.write(answer_line(command, line) + "\n")
    return 0


def _options(arguments):
    parser = argparse.ArgumentParser(prog="python -m rehab.rules", description="The clinical rules of Hipwise.")
    parser.add_argument("command", choices=[*COMMANDS, DOCUMENT])
    parser.add_argument("--lines", action="store_true", help="one case a line in, one answer a line out")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status)
