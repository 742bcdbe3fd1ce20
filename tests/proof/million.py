"""Generated cases, each decided twice: by the rules and by the second reading.

Every case has its own seed, made of the run's seed and its number: a difference is had again by these two.
"""

import argparse
import os
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from random import Random

from tests.proof.compare import differences
from tests.rules import generated, generated_dense

CHUNK = 2000
SHOWN = 10


def pair(random):
    return {"before": generated.examination(random), "after": generated.examination(random)}


# (command, what makes a case, its share of all cases in percent). A quarter of each kind is then given faults.
SHARES = (
    ("plan", generated.screened_assessment, 20),
    ("plan", generated_dense.tried_assessment, 20),
    ("replay", generated.history, 15),
    ("replay", generated_dense.dense_history, 20),
    ("replay", generated_dense.waiting_history, 15),
    ("change", pair, 5),
    ("change", generated_dense.close_pair, 5),
)
SPOILED = 0.25


def case(seed, number):
    """(command, input, whether it was given faults)"""
    random = Random(seed * 1_000_003 + number)
    command, make, _ = random.choices(SHARES, [share for *_, share in SHARES])[0]
    given = make(random)
    if random.random() < SPOILED:
        return command, generated_dense.spoiled(random, given), True
    return command, given, False


def check(seed, numbers):
    """(Counter of kinds, [(number, what differs)]) of these cases."""
    kinds, found = Counter(), []
    for number in numbers:
        command, given, spoiled = case(seed, number)
        kinds[f"{command} with faults" if spoiled else command] += 1
        try:
            wrong = differences(command, given)
        except Exception:
            wrong = [traceback.format_exc(limit=-2)]
        if wrong:
            found.append((number, wrong))
    return kinds, found


def main(arguments) -> int:
    options = _options(arguments)
    began = time.monotonic()
    kinds, found = Counter(), []
    starts = range(options.first, options.first + options.cases, CHUNK)
    chunks = [range(start, min(start + CHUNK, options.first + options.cases)) for start in starts]
    with ProcessPoolExecutor(options.jobs) as pool:
        for done, wrong in pool.map(check, [options.seed] * len(chunks), chunks):
            kinds += done
            for number, what in wrong:
                found.append(number)
                if len(found) <= SHOWN:
                    print(f"case {number} of seed {options.seed}:", *what, sep="\n    ", flush=True)
    seconds = time.monotonic() - began
    print(f"{kinds.total()} cases, seed {options.seed}, {seconds:.0f} s, {len(found)} differences")
    print(", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())))
    return 1 if found else 0


def _options(arguments):
    parser = argparse.ArgumentParser(prog="prove million", description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first case, to go on or to repeat one")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    return parser.parse_args(arguments)
