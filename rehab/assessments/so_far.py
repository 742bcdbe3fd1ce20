"""What the rules make of findings while they are still being taken: nothing is decided before they are signed."""

from dataclasses import dataclass, field

from rehab.assessments.findings_input import as_plan_input
from rehab.assessments.unfinished import Unfinished, unfinished
from rehab.assessments.words import number_words
from rehab.rules import LIBRARY, describe_note, plan
from rehab.thresholds.models import SettingsVersion

NO_RED_FLAG = dict.fromkeys(LIBRARY.red_flags, False)
TONES = {"undetermined": "ease", "refer": "stop", "none": "plain", "not_assessed": "plain"}
STILL_NEEDED = {
    "length": "Thomas or modified Thomas test, with the pelvis controlled",
    "strength": "strength test with an MMT grade",
}
FINDING = LIBRARY.words["finding"]


@dataclass(frozen=True, slots=True)
class SideSoFar:
    """One side: the rules' answer to what can be read of it and why, and what is begun and not finished."""

    side: str
    answer: dict
    unfinished: list[Unfinished]
    because: list[dict] = field(default_factory=list)

    @property
    def is_examined(self):
        return self.answer["combination"] != "not_assessed"

    @property
    def combination(self):
        if self.unfinished and not self.is_examined:
            return "not finished"
        return LIBRARY.combinations[self.answer["combination"]].label

    @property
    def tone(self):
        return TONES.get(self.answer["combination"], "go")

    @property
    def length(self):
        """The length of the hip flexors in words: "short (iliopsoas)"."""
        muscles = ", ".join(LIBRARY.muscles[muscle].label.lower() for muscle in self.answer["short_muscles"])
        return FINDING[self.answer["length"]].label + (f" ({muscles})" if muscles else "")

    @property
    def strength(self):
        """The strength of hip flexion in words: "weak (82 % of the other side)"."""
        symmetry = self.answer["symmetry_pct"]
        compared = "" if symmetry is None else f" ({number_words(symmetry)} % of the other side)"
        return FINDING[self.answer["strength"]].label + compared

    @property
    def notes(self):
        return [describe_note(note) for note in self.answer["notes"]]

    @property
    def still_needed(self):
        return [STILL_NEEDED[what] for what in self.answer["missing"]]


@dataclass(frozen=True, slots=True)
class SoFar:
    """Red flags first: those that were found, those not asked yet; then each side, empty where a flag was found.

    `settings_version` is the SettingsVersion that the sides are read with.
    """

    red_flags: list
    unasked: list
    sides: list[SideSoFar]
    settings_version: SettingsVersion
    forces_not_compared: bool = False


def so_far(findings, circumstances, settings_version) -> SoFar:
    """What whole findings lead to under these Circumstances (or None) with these settings.

    The sides are answered as if the red flags not asked yet were no: the page says so. Tests and trials that are
    begun and not finished are left out of the answer.
    """
    answers = findings["screening"]
    found = [flag for flag in LIBRARY.red_flags.values() if answers[flag.id]]
    unasked = [flag for flag in LIBRARY.red_flags.values() if answers[flag.id] is None]
    if found:
        return SoFar(found, unasked, [], settings_version)
    missing = unfinished(findings)
    readable = _without(findings, {one.part for one in missing}) | {"screening": NO_RED_FLAG}
    answer = plan(as_plan_input(readable, circumstances, settings_version))
    sides = [
        SideSoFar(
            side=side,
            answer=found,
            because=[reason for reason in answer["because"] if reason["side"] == side],
            unfinished=[one for one in missing if one.side == side],
        )
        for side, found in answer["sides"].items()
    ]
    return SoFar(found, unasked, sides, settings_version, _forces_not_compared(findings, answer))


def _without(findings, parts):
    """The findings without these parts ("left.thomas", "right.trials.0")."""
    sides = {
        side: {name: _kept(value, f"{side}.{name}", parts) for name, value in found.items()}
        for side, found in findings["sides"].items()
    }
    return findings | {"sides": sides}


def _kept(value, path, parts):
    if isinstance(value, list):
        return [one for position, one in enumerate(value) if f"{path}.{position}" not in parts]
    return None if path in parts else value


def _forces_not_compared(findings, answer):
    """True where both sides have a force that the rules could not set against each other, other than for a zero."""
    tests = [found["strength"] for found in findings["sides"].values()]
    measured = all(test and test["force_n"] for test in tests)
    return measured and all(found["symmetry_pct"] is None for found in answer["sides"].values())
