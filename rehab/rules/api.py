"""Questions that pages ask besides plan, replay and change."""

from rehab.rules.findings import symmetry_pct
from rehab.rules.history import read_history
from rehab.rules.inputs import STRENGTH, InvalidInput, read_assessment, read_pair
from rehab.rules.reading import ROOT, Problems
from rehab.rules.settings import as_written, settings


def errors_of_plan(given) -> list[dict]:
    """Every fault of an input of `plan`; empty where it can be used."""
    return _errors(read_assessment, given)


def errors_of_replay(given) -> list[dict]:
    """Every fault of an input of `replay`; empty where it can be used."""
    return _errors(read_history, given)


def errors_of_change(given) -> list[dict]:
    """Every fault of an input of `change`; empty where it can be used."""
    return _errors(read_pair, given)


def _errors(read, given):
    try:
        read(given)
    except InvalidInput as invalid:
        return invalid.errors
    return []


def symmetry(own: dict | None, other: dict | None) -> float | None:
    """S2: a side's force or torque as a percentage of the other's, to one decimal; None where not comparable.

    Each is a strength test {force_n, lever_arm_m, position} or None. Raises InvalidInput.
    """
    return symmetry_pct(*(_read(STRENGTH, test) for test in (own, other)))


def effective_settings(changed: dict | None = None) -> dict:
    """All settings by name, these in place of the defaults; grades as grades. Raises InvalidInput."""
    return as_written(_read(settings, changed))


def _read(reader, given):
    problems = Problems()
    value = reader(given, problems, ROOT, None)
    if problems:
        raise InvalidInput(problems)
    return value
