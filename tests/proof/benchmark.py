"""How many cases a second the command line of the rules answers on one core, and what a handout costs.

Each workload is written to `python -m rehab.rules COMMAND --lines`, held to one core, and its processor time is taken,
start-up included. The rate is printed with two ratios: to what is asked for, and the time to that of merely reading the
cases and writing the answers as JSON, which no implementation in Python gets below.

    worked      the described cases of tests/rules/cases, over and over: sides repeat, as they do in a clinic
    different   cases at random, no two alike

What is said of handouts is measured as printing.py tells.
"""

import argparse
import json
import os
import random
import subprocess  # runs this project's own command line
import sys
import tempfile
import time
from pathlib import Path

from tests.proof import printing
from tests.rules import generated

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests/rules/cases"
ASKED_FOR = {"plan": 15_000, "replay": 2_000}
MAKE = {"plan": generated.assessment, "replay": generated.history}
SEED = 20260302


def main(arguments=None) -> int:
    options = _options(arguments)
    print(f"{'command':8} {'workload':10} {'cases':>7} {'a second':>9} {'of asked':>9} {'x JSON alone':>13}")
    for command in ASKED_FOR:
        for name, lines in _workloads(command, options.seconds).items():
            _report(command, name, lines)
    print(f"different cases from seed {SEED}")
    printing.report(options.handouts)
    return 0


def _options(arguments):
    parser = argparse.ArgumentParser(prog="python -m tests.proof benchmark", description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=2, help="about how long each workload takes (default 2)")
    parser.add_argument("--handouts", type=int, default=9, help="how many handouts are issued (default 9)")
    return parser.parse_args(arguments)


def _workloads(command, seconds):
    """{name: lines}, as many as the rate asked for handles in this time."""
    count = int(ASKED_FOR[command] * seconds)
    written = (CASES / f"{command}.jsonl").read_text(encoding="utf-8").splitlines()
    worked = [json.dumps(json.loads(line)["input"]) for line in written]
    draw = random.Random(SEED)
    return {
        "worked": (worked * (count // len(worked) + 1))[:count],
        "different": [json.dumps(MAKE[command](draw)) for _ in range(count)],
    }


def _report(command, name, lines):
    seconds, answers = _timed(command, lines)
    rate = len(lines) / seconds
    alone = _json_alone(lines, answers)
    of_asked = rate / ASKED_FOR[command]
    print(f"{command:8} {name:10} {len(lines):7,} {rate:9,.0f} {of_asked:8.2f}x {seconds / alone:12.1f}x")


def _timed(command, lines):
    """Processor seconds of the command line over these lines, and its answers."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as taken:
        given.write("\n".join(lines).encode())
        given.seek(0)
        before = os.times()
        subprocess.run(
            [sys.executable, "-m", "rehab.rules", command, "--lines"],
            stdin=given,
            stdout=taken,
            cwd=ROOT,
            check=True,
            preexec_fn=_hold_to_one_core,
        )
        after = os.times()
        taken.seek(0)
        answers = taken.read().splitlines()
    if len(answers) != len(lines):
        raise SystemExit(f"{command}: {len(lines)} cases in, {len(answers)} answers out")
    spent = (after.children_user - before.children_user) + (after.children_system - before.children_system)
    return spent, answers


def _hold_to_one_core():
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _json_alone(lines, answers):
    """Processor seconds to read these cases and write these answers, with nothing decided in between."""
    answered = [json.loads(answer) for answer in answers]
    write = json.JSONEncoder(check_circular=False).encode
    began = time.process_time()
    for line in lines:
        json.loads(line)
    for answer in answered:
        write(answer)
    return time.process_time() - began
