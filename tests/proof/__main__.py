"""python -m tests.proof mutants|million|coverage|benchmark [options]; each says with --help what it takes."""

import sys
from importlib import import_module

COMMANDS = ("mutants", "million", "coverage", "benchmark")


def main(arguments) -> int:
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 2
    return import_module(f"tests.proof.{arguments[0]}").main(arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
