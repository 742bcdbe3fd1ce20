"""What would have to be found for a side to get another combination.

Every answer is found by asking the rules themselves about a side with one finding changed, nearest change first.
"""

from math import ceil, floor
from typing import NamedTuple

from rehab.rules.combination import combine, was_examined
from rehab.rules.findings import (
    COUCH_LEVEL,
    HIP_MARGIN,
    KNEE_MARGIN,
    effort,
    length,
    other_side,
    readable,
    strength,
    symmetry_pct,
)
from rehab.rules.library import LIBRARY
from rehab.rules.records import LengthTest, StrengthTest
from rehab.rules.settings import GRADE_OF_RANK, GRADES_IN_ONE, RANKS

MMT_MARGIN = LIBRARY.constant("mmt_margin_grades") * GRADES_IN_ONE
FORCE_MARGIN_PCT = LIBRARY.constant("force_margin_pct")
FIELDS = LIBRARY.fields
LABELS = {key: word.label for key, word in LIBRARY.combinations.items()}
SAYS = {key: word.label for key, word in LIBRARY.words["unless"].items()}
ORDERED_RANKS = tuple(RANKS.values())
NO_STRENGTH_TEST = StrengthTest(None, None, None, None, None, None)
PERCENT = 100


class Change(NamedTuple):
    """One finding changed to `value`, `size` measurement errors away, and what the side would get."""

    size: float
    finding: str
    value: object
    combination: str
    in_words: str


class Rules:
    """The rules asked about one side, with one finding changed at a time."""

    def __init__(self, assessment, side, answer):
        self.side = assessment.sides[side]
        self.other = assessment.sides[other_side(side)].strength
        self.settings = assessment.settings
        self.answer = answer
        self.examined = was_examined(self.side)

    def with_length(self, thomas, modified_thomas) -> str:
        mmt = None if self.side.strength is None else self.side.strength.mmt
        verdict = length(thomas, modified_thomas, self.settings).verdict
        return combine(True, verdict, self.answer["strength"], mmt).name

    def with_strength(self, test) -> str:
        verdict = strength(test.mmt, symmetry_pct(test, self.other), self.settings).verdict
        return combine(self.examined or test.done, self.answer["length"], verdict, test.mmt).name


def unless(assessment, side, answer) -> list[dict]:
    """The smallest single finding that would change the combination of a side, measured in measurement errors.

    Each is {"finding": path within the side, "value", "combination", "sentence"}. One where the side has a
    combination; where a test is missing, one for each thing that it could show.
    """
    rules = Rules(assessment, side, answer)
    if answer["combination"] in ("undetermined", "not_assessed"):
        changes = [*_missing_length(rules), *_grades(rules)]
    else:
        changes = [min(_measured(rules) or _grades(rules), key=lambda change: change.size)]
    return [_shown(change) for change in changes]


def _shown(change):
    return {
        "finding": change.finding,
        "value": change.value,
        "combination": change.combination,
        "sentence": SAYS[change.finding].format(value=change.in_words, combination=LABELS[change.combination]),
    }


# Findings that were measured -----------------------------------------------------------------------------------------


def _measured(rules):
    side, mmt = rules.side, rules.side.strength and rules.side.strength.mmt
    changes = [*_thomas(rules), *_modified_thomas(rules)]
    if mmt is not None:
        changes += _nearest_grades(rules)
    if side.strength is not None and rules.answer["symmetry_pct"] is not None:
        changes += _force(rules)
    return changes


def _thomas(rules):
    test = rules.side.thomas
    if readable(test):
        value, in_words = _across(test.hip_extension_deg, COUCH_LEVEL, "hip_extension_deg")
        combination = rules.with_length(test._replace(hip_extension_deg=value), rules.side.modified_thomas)
        if combination != rules.answer["combination"]:
            size = abs(value - test.hip_extension_deg) / HIP_MARGIN
            yield Change(size, "thomas.hip_extension_deg", value, combination, in_words)


def _modified_thomas(rules):
    test, settings = rules.side.modified_thomas, rules.settings
    if not readable(test):
        return
    for field, threshold, margin, exceeds in (
        ("hip_extension_deg", COUCH_LEVEL, HIP_MARGIN, False),
        ("knee_flexion_deg", settings.knee_flexion_threshold_deg, KNEE_MARGIN, False),
        ("hip_abduction_deg", settings.abduction_threshold_deg, HIP_MARGIN, True),
    ):
        found = getattr(test, field)
        if found is None:
            continue
        value, in_words = _across(found, threshold, field, exceeds)
        combination = rules.with_length(rules.side.thomas, test._replace(**{field: value}))
        if combination != rules.answer["combination"]:
            yield Change(abs(value - found) / margin, f"modified_thomas.{field}", value, combination, in_words)


def _across(found, threshold, field, exceeds=False):
    """The nearest value on the other side of a threshold, with words for all of that side.

    A muscle is short below the threshold, or, where `exceeds`, above it.
    """
    step = FIELDS[field].step
    if exceeds:
        if found > threshold:
            return threshold, f"{threshold}° or less"
        return threshold + step, f"above {threshold}°"
    if found < threshold:
        return threshold, f"{threshold}° or more"
    return threshold - step, f"below {threshold}°"


def _nearest_grades(rules):
    """The nearest grade above and the nearest below that change the combination."""
    test, now = rules.side.strength, rules.answer["combination"]
    position = ORDERED_RANKS.index(test.mmt)
    above, below = ORDERED_RANKS[position + 1 :], ORDERED_RANKS[:position][::-1]
    for ranks in (above, below):
        for rank in ranks:
            combination = rules.with_strength(test._replace(mmt=rank))
            if combination != now:
                size = abs(rank - test.mmt) / MMT_MARGIN
                yield Change(size, "strength.mmt", GRADE_OF_RANK[rank], combination, _or_further(rules, rank, ranks))
                break


def _or_further(rules, rank, ranks):
    """Words for a grade and those beyond it that give the same combination."""
    test = rules.side.strength
    combination = rules.with_strength(test._replace(mmt=rank))
    same = [other for other in ranks[ranks.index(rank) :]]
    return _grades_in_words([other for other in same if rules.with_strength(test._replace(mmt=other)) == combination])


def _force(rules):
    """The nearest force, in steps of the dynamometer, that takes symmetry across its threshold."""
    test, threshold = rules.side.strength, rules.settings.symmetry_threshold_pct
    weak = rules.answer["symmetry_pct"] < threshold
    lever = test.lever_arm_m or 1
    at_threshold = effort(rules.other) / lever * threshold / PERCENT
    step = FIELDS["force_n"].step
    steps = (ceil if weak else floor)(at_threshold / step)
    for nearest in (steps - 1, steps, steps + 1) if weak else (steps + 1, steps, steps - 1):
        value = round(nearest * step, 3)  # 901 × 0.1 is 90.1, not 90.10000000000001
        if not FIELDS["force_n"].minimum <= value <= FIELDS["force_n"].maximum:
            continue
        combination = rules.with_strength(test._replace(force_n=value))
        if combination != rules.answer["combination"]:
            size = abs(value - test.force_n) / at_threshold * PERCENT / FORCE_MARGIN_PCT
            words = f"{value:g} N or {'more' if weak else 'less'}"
            yield Change(size, "strength.force_n", value, combination, words)
            return


# Findings that are missing -------------------------------------------------------------------------------------------


def _missing_length(rules):
    """Each thing that a repeated or a further length test could show."""
    if rules.answer["length"] != "indeterminate":
        return
    thomas, modified = rules.side.thomas, rules.side.modified_thomas
    tests = {"thomas": thomas, "modified_thomas": modified}
    for name, test in tests.items():
        if test is not None:
            read = {**tests, name: test._replace(pelvis_controlled=True)}
            combination = rules.with_length(**read)
            if combination != rules.answer["combination"]:
                yield Change(0, f"{name}.pelvis_controlled", True, combination, "")
    not_done = next((name for name, test in tests.items() if test is None), None)
    if not_done is not None:
        yield from _length_test(rules, not_done, tests)


def _length_test(rules, name, tests):
    short = COUCH_LEVEL - FIELDS["hip_extension_deg"].step
    shown = {
        degrees: rules.with_length(**{**tests, name: LengthTest(degrees, True)}) for degrees in (short, COUCH_LEVEL)
    }
    in_words = {short: f"hip extension below {COUCH_LEVEL}°", COUCH_LEVEL: f"hip extension of {COUCH_LEVEL}° or more"}
    if shown[short] == shown[COUCH_LEVEL]:
        shown, in_words = {short: shown[short]}, {short: "any hip extension"}
    for degrees, combination in shown.items():
        if combination != rules.answer["combination"]:
            value = {"hip_extension_deg": degrees, "pelvis_controlled": True}
            yield Change(0, name, value, combination, in_words[degrees])


def _grades(rules):
    """Each thing that a manual test of strength could show: the grades with another combination, side by side."""
    test = rules.side.strength or NO_STRENGTH_TEST
    if test.mmt is not None:
        return []
    runs = {}
    for rank in ORDERED_RANKS:
        runs.setdefault(rules.with_strength(test._replace(mmt=rank)), []).append(rank)
    runs.pop(rules.answer["combination"], None)
    return [
        Change(0, "strength.mmt", GRADE_OF_RANK[ranks[-1]], combination, _grades_in_words(ranks))
        for combination, ranks in runs.items()
    ]


def _grades_in_words(ranks):
    low, high = min(ranks), max(ranks)
    if high == ORDERED_RANKS[-1]:
        return GRADE_OF_RANK[low] if low == high else f"{GRADE_OF_RANK[low]} or better"
    if low == ORDERED_RANKS[0]:
        return GRADE_OF_RANK[high] if low == high else f"{GRADE_OF_RANK[high]} or less"
    return GRADE_OF_RANK[low] if low == high else f"{GRADE_OF_RANK[low]} to {GRADE_OF_RANK[high]}"
