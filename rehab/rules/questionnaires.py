"""Questionnaires whose scores are kept as numbers, and the patient's own rating of change: from the reference data.

No rule computes with them: a change of HAGOS, HOOS or LEFS alone is never called an improvement.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).with_name("reference") / "questionnaires.toml"


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One questionnaire: the limits of a score, which direction is `better` (more, less), and its scales {id: label}.

    `detectable` says in words how much one person's score has to change before it can be told from error.
    """

    id: str
    name: str
    about: str
    minimum: int
    maximum: int
    better: str
    detectable: str
    scales: Mapping[str, str]


def _read():
    with FILE.open("rb") as file:
        data = tomllib.load(file)
    questionnaires = {
        name: Questionnaire(**{**row, "id": name, "scales": MappingProxyType(dict(row["scales"]))})
        for name, row in data["questionnaires"].items()
    }
    change = data["global_change"]
    return MappingProxyType(questionnaires), change["question"], tuple(tuple(answer) for answer in change["answers"])


QUESTIONNAIRES, GLOBAL_CHANGE_QUESTION, GLOBAL_CHANGE = _read()
