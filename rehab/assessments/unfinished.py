"""What findings still need before they can be signed: a test may be missing, but one that is begun is finished."""

from dataclasses import dataclass

from rehab.assessments.findings_input import as_plan_input
from rehab.assessments.words import test_name
from rehab.rules import errors_of_plan

NEEDED = {
    "hip_extension_deg": "Enter the hip extension, or clear the rest of this test.",
    "pelvis_controlled": "Say whether the pelvis was controlled. Without that the test cannot be read.",
    "exercise": "Choose what was tried, or clear the rest of this row.",
    "level": "Choose what was tried, or clear the rest of this row.",
    "quality": "Say how well it was done.",
    "symptoms": "Say how high the symptoms were, 0 for none.",
    "mmt": "Choose the grade or enter the force, or clear the rest of this test.",
}


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One thing that is missing: `path` as in the findings' sides ("left.trials.0.quality"), and what to do."""

    path: str
    words: str

    @property
    def side(self):
        return self.path.split(".")[0]

    @property
    def part(self):
        """The path of the test or trial that it belongs to."""
        return self.path.rpartition(".")[0]

    @property
    def name(self):
        """What the test or trial is called, without its side."""
        _, part, *further = self.path.split(".")
        return f"Exercise {int(further[0]) + 1} tried" if part == "trials" else test_name(part)


def unfinished(findings: dict) -> list[Unfinished]:
    """Everything that has been begun and not finished in whole findings, in the order of the page."""
    return [*_refused_by_the_rules(findings), *_strength_without_strength(findings)]


def _refused_by_the_rules(findings):
    for error in errors_of_plan(as_plan_input(findings, None)):
        path = error["path"].removeprefix("sides.")
        missing = error["code"] in ("missing", "unknown")
        yield Unfinished(path, NEEDED[path.rpartition(".")[2]] if missing else error["message"])


def _strength_without_strength(findings):
    for side, found in findings["sides"].items():
        test = found["strength"]
        if test and not test["mmt"] and test["force_n"] is None:
            yield Unfinished(f"{side}.strength.mmt", NEEDED["mmt"])
