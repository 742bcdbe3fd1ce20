"""The rules that fired, in words: each with the values it used and its source.

The sentences stand with the rules in the reference data; here they are filled in.
"""

from functools import lru_cache

from rehab.rules.library import LIBRARY
from rehab.rules.settings import GRADE_OF_RANK

RULES = LIBRARY.rules
SOURCES = {rule.id: rule.source for rule in RULES.values()}
COUCH_LEVEL = LIBRARY.constant("couch_level_deg")


def gate(status, red_flags, unanswered) -> list[dict]:
    """G1 or G2, where they stop the plan."""
    if status == "refer":
        return [_reason("G1", "refer", {"red_flags": red_flags}, side=None)]
    if status == "screening_incomplete":
        return [_reason("G2", "screening_incomplete", {"unanswered": unanswered}, side=None)]
    return []


def side(side, examined, settings, answer, fired) -> list[dict]:
    """Why a side got its answer, in the order in which it was decided: `fired` is (rule, outcome, further values)."""
    reasons = []
    for rule, outcome, *further in fired:
        values = VALUES[rule](examined, answer, settings)
        reasons.append(_reason(rule, outcome, values | further[0] if further else values, side=side))
    return reasons


def replay(reasons) -> list[dict]:
    """The journal's reasons, in words."""
    return [
        {
            "on": on,
            "side": side,
            "exercise": exercise,
            "event": event,
            "rule": rule,
            "sentence": _sentence(rule, outcome, values),
            "values": values,
            "source": SOURCES[rule],
        }
        for on, side, exercise, event, rule, outcome, values in reasons
    ]


def change(answer, rules) -> list[dict]:
    """Why each measure got its verdict."""
    return [_reason(rules[measure], found["verdict"], found, measure=measure) for measure, found in answer.items()]


def _reason(rule, outcome, values, **about):
    return {
        **about,
        "rule": rule,
        "sentence": _sentence(rule, outcome, values),
        "values": values,
        "source": SOURCES[rule],
    }


def _sentence(rule, outcome, values):
    if rule in OWN_WORDS:
        return _filled.__wrapped__(rule, outcome, values.items())
    said = [(name, tuple(value) if type(value) is list else value) for name, value in values.items()]
    return _filled(rule, outcome, tuple(said))


OWN_WORDS = {"P14"}  # a clinician's own words are not kept


@lru_cache(maxsize=16384)
def _filled(rule, outcome, values):
    return RULES[rule].says[outcome].format_map({name: in_words(name, value) for name, value in values})


def in_words(name, value) -> str:
    """A value as a clinician reads it in a sentence; its name says the unit."""
    if name == "reason":
        return value
    if isinstance(value, str):
        return NAMES.get(value, value)
    if value is None:
        return "not known"
    if isinstance(value, list | tuple):
        return ", ".join(in_words(name, item) for item in value)
    number = f"{value:g}".replace("-", "−")
    return number + UNITS.get(name[-4:], "")


UNITS = {"_deg": "°", "_pct": " %"}


def _names():
    """The words for ids that appear in sentences."""
    names = {flag.id: flag.label.lower() for flag in LIBRARY.red_flags.values()}
    names |= {muscle.id: muscle.label for muscle in LIBRARY.muscles.values()}
    names |= {exercise: LIBRARY.card(exercise)["name"] for exercise in LIBRARY.exercises}
    names |= {f"precaution:{precaution.id}": precaution.label for precaution in LIBRARY.precautions.values()}
    return names | {
        "equipment": "missing equipment",
        "strength:below_antigravity": "MMT too low to work against gravity",
    }


NAMES = _names()


# The values that each rule of `plan` used ----------------------------------------------------------------------------


def _l1(examined, answer, settings):
    test = examined.modified_thomas
    return {
        "hip_extension_deg": test.hip_extension_deg,
        "hip_extension_knee_straight_deg": test.hip_extension_knee_straight_deg,
        "threshold": COUCH_LEVEL,
    }


def _l2(examined, answer, settings):
    return {
        "knee_flexion_deg": examined.modified_thomas.knee_flexion_deg,
        "threshold": settings.knee_flexion_threshold_deg,
    }


def _l3(examined, answer, settings):
    return {
        "hip_abduction_deg": examined.modified_thomas.hip_abduction_deg,
        "threshold": settings.abduction_threshold_deg,
    }


def _l4(examined, answer, settings):
    return {"hip_extension_deg": examined.thomas.hip_extension_deg, "threshold": COUCH_LEVEL}


def _length(examined, answer, settings):
    return {"short_muscles": answer["short_muscles"]}


def _mmt(examined, answer, settings):
    mmt = None if examined.strength is None else examined.strength.mmt
    return {"mmt": GRADE_OF_RANK.get(mmt), "threshold": GRADE_OF_RANK[settings.weak_at_or_below]}


def _symmetry(examined, answer, settings):
    return {"symmetry_pct": answer["symmetry_pct"], "threshold": settings.symmetry_threshold_pct}


def _verdicts(examined, answer, settings):
    return {"length": answer["length"], "strength": answer["strength"]}


def _refer(examined, answer, settings):
    return {"mmt": GRADE_OF_RANK[examined.strength.mmt]}


def _undetermined(examined, answer, settings):
    return _verdicts(examined, answer, settings) | {"missing": answer["missing"]}


def _chosen(examined, answer, settings):
    return {"strengthen": [row["exercise"] for row in answer["strengthen"]], "stretch": answer["stretch"]}


def _begin(examined, answer, settings):
    return {}


def _gates(examined, answer, settings):
    return {"mmt": _mmt(examined, answer, settings)["mmt"], "symmetry_pct": answer["symmetry_pct"]}


def _pain(examined, answer, settings):
    return {"symptoms": examined.strength.symptoms, "threshold": settings.green_max}


VALUES = {
    "L1": _l1,
    "L2": _l2,
    "L3": _l3,
    "L4": _l4,
    "L5": _length,
    "S1": _mmt,
    "S2": _symmetry,
    "S3": _mmt,
    "S4": _begin,
    "C0": _refer,
    "C1": _verdicts,
    "C2": _verdicts,
    "C3": _verdicts,
    "C4": _verdicts,
    "C5": _undetermined,
    "C6": _begin,
    "C7": _chosen,
    "E1": _begin,
    "E2": _begin,
    "B1": _pain,
    "B2": _gates,
    "B3": _begin,
}
