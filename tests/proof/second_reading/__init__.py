"""The clinical contract, read a second time.

It was written from the contract's text alone, without a look at `rehab.rules`, and imports nothing of it: every table
is typed out here again, every rule said again, in another shape. Two readings that agree on a million cases were
hardly misread in the same way twice, and a wrong cell in the reference data shows as a difference.

It is slow, explains nothing and is never served. Where the contract changes it is read anew here, not copied over.
"""

from tests.proof.second_reading.changes import change
from tests.proof.second_reading.due import due
from tests.proof.second_reading.plans import plan
from tests.proof.second_reading.reader import Unusable
from tests.proof.second_reading.replays import replay

COMMANDS = {"plan": plan, "replay": replay, "change": change, "due": due}


def answer(command, given) -> dict:
    """The answer to an input, or {"errors": [{"path", "code"}]}, with the red flags that are true all the same."""
    try:
        return COMMANDS[command](given)
    except Unusable as unusable:
        found = {"errors": [{"path": path, "code": code} for path, code in unusable.errors]}
        return found | {"red_flags": unusable.red_flags} if command == "plan" else found
