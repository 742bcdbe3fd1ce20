"""Which exercises may be given: what excludes one, and what is known of the patient while a programme runs."""

from rehab.rules.findings import below_antigravity
from rehab.rules.history import read_history
from rehab.rules.progression import Programme
from rehab.rules.selection import Circumstances
from rehab.rules.selection import exclusions as reasons_against
from rehab.rules.settings import GRADE_OF_RANK, RANKS


def exclusions(exercise_id, *, precautions=(), equipment=(), mmt=None) -> list[str]:
    """Why an exercise may not be given; empty where it may. `mmt` is the side's grade, None where it is not known."""
    circumstances = Circumstances(frozenset(precautions), frozenset(equipment))
    return list(reasons_against(exercise_id, circumstances, below_antigravity(RANKS.get(mmt))))


def known_today(given: dict) -> dict:
    """What `replay` knows today: {precautions, equipment, mmt: {side: grade or None}}. Raises InvalidInput."""
    programme = Programme(read_history(given))
    programme.run()
    return {
        "precautions": sorted(programme.circumstances.precautions),
        "equipment": sorted(programme.circumstances.equipment),
        "mmt": {side: GRADE_OF_RANK.get(standing.mmt) for side, standing in programme.sides.items()},
    }
