"""What would have to be found for a side to get another combination.

Every answer is found by asking the rules themselves about the side with one finding changed, nearest change first.
How far a change is, is measured in measurement errors of that finding.
"""

from functools import lru_cache
from math import ceil, floor
from typing import NamedTuple

from rehab.rules.combination import combine
from rehab.rules.findings import (
    COUCH_LEVEL,
    HIP_MARGIN,
    KNEE_MARGIN,
    effort,
    length,
    readable,
    strength,
    symmetry_pct,
)
from rehab.rules.library import LIBRARY
from rehab.rules.records import LengthTest
from rehab.rules.settings import GRADE_OF_RANK, GRADES_IN_ONE, RANKS

MMT_MARGIN = LIBRARY.constant("mmt_margin_grades") * GRADES_IN_ONE
FORCE_MARGIN_PCT = LIBRARY.constant("force_margin_pct")
FIELDS = LIBRARY.fields
STEPS = {name: field.step for name, field in FIELDS.items()}
LABELS = {key: word.label for key, word in LIBRARY.combinations.items()}
SAYS = {key: word.label for key, word in LIBRARY.words["unless"].items()}
ORDERED_RANKS = tuple(RANKS.values())
PERCENT = 100


class Change(NamedTuple):
    """One finding changed to `value`, and the combination that the side would get. `in_words` says it, and all
    further values that give the same."""

    finding: str
    value: object
    combination: str
    in_words: str


def unless(examined, others_strength, settings, answer) -> list[dict]:
    """The smallest single finding that would change the combination of a side.

    Each is {"finding": path within the side, "value", "combination", "sentence"}. One where the side has a
    combination; where a test is missing, one for each thing that it could show.
    """
    asked = Asked(examined, others_strength, settings, answer)
    if answer["combination"] in ("undetermined", "not_assessed"):
        changes = [*_missing_length(asked), *_missing_strength(asked)]
    else:
        changes = [_nearest(asked)]
    return [
        {
            "finding": change.finding,
            "value": change.value,
            "combination": change.combination,
            "sentence": _sentence(change.finding, change.in_words, change.combination),
        }
        for change in changes
    ]


@lru_cache(maxsize=4096)
def _sentence(finding, in_words, combination):
    return SAYS[finding].format(value=in_words, combination=LABELS[combination])


class Asked:
    """One side about which the rules are asked, with one finding changed at a time."""

    def __init__(self, examined, others_strength, settings, answer):
        self.side, self.other, self.settings = examined, others_strength, settings
        self.length, self.strength = answer["length"], answer["strength"]
        self.symmetry, self.combination = answer["symmetry_pct"], answer["combination"]
        self.mmt = None if self.side.strength is None else self.side.strength.mmt

    def with_length(self, thomas, modified_thomas) -> str:
        verdict = length(thomas, modified_thomas, self.settings).verdict
        return combine(True, verdict, self.strength, self.mmt).name

    def with_symmetry(self, symmetry) -> str:
        return combine(True, self.length, strength(self.mmt, symmetry, self.settings).verdict, self.mmt).name

    def by_grade(self) -> tuple[str, ...]:
        """The combination at each grade, weakest first."""
        return _by_grade(self.length, self.symmetry, self.settings)


@lru_cache(maxsize=4096)
def _by_grade(length_verdict, symmetry, settings):
    return tuple(
        combine(True, length_verdict, strength(rank, symmetry, settings).verdict, rank).name for rank in ORDERED_RANKS
    )


# Findings that were measured -----------------------------------------------------------------------------------------


def _nearest(asked) -> Change:
    """The nearest change of a finding that was measured; failing that, an MMT grade, which always has one."""
    candidates = [*_of_length(asked), *_of_grade(asked), *_of_force(asked)]
    for _, change in sorted(candidates, key=_size):
        found = change()
        if found is not None:
            return found
    return _missing_strength(asked)[0]


def _size(candidate):
    return candidate[0]


def _of_length(asked):
    """(size, what finds the change) of every length reading taken across its threshold."""
    settings = asked.settings
    if readable(asked.side.thomas):
        yield _across(asked, "thomas", "hip_extension_deg", COUCH_LEVEL, HIP_MARGIN)
    if readable(asked.side.modified_thomas):
        for field, threshold, margin in (
            ("hip_extension_deg", COUCH_LEVEL, HIP_MARGIN),
            ("knee_flexion_deg", settings.knee_flexion_threshold_deg, KNEE_MARGIN),
            ("hip_abduction_deg", settings.abduction_threshold_deg, HIP_MARGIN),
        ):
            if getattr(asked.side.modified_thomas, field) is not None:
                yield _across(asked, "modified_thomas", field, threshold, margin)


def _across(asked, test, field, threshold, margin):
    found = getattr(getattr(asked.side, test), field)
    value, in_words = _beyond(found, threshold, STEPS[field], above_is_short=field == "hip_abduction_deg")

    def change():
        tests = {"thomas": asked.side.thomas, "modified_thomas": asked.side.modified_thomas}
        combination = asked.with_length(**{**tests, test: tests[test]._replace(**{field: value})})
        if combination != asked.combination:
            return Change(f"{test}.{field}", value, combination, in_words)
        return None

    return abs(value - found) / margin, change


def _beyond(found, threshold, step, above_is_short):
    """The nearest value on the other side of a threshold, with words for that side. The threshold itself is normal."""
    if above_is_short:
        return (threshold, f"{threshold}° or less") if found > threshold else (threshold + step, f"above {threshold}°")
    return (threshold, f"{threshold}° or more") if found < threshold else (threshold - step, f"below {threshold}°")


def _of_grade(asked):
    """The nearest grade above and the nearest below that change the combination."""
    if asked.mmt is None:
        return
    position = ORDERED_RANKS.index(asked.mmt)
    by_grade = asked.by_grade()
    for outward in (range(position + 1, len(ORDERED_RANKS)), range(position - 1, -1, -1)):
        nearest = next((at for at in outward if by_grade[at] != asked.combination), None)
        if nearest is not None:
            size = abs(ORDERED_RANKS[nearest] - asked.mmt) / MMT_MARGIN
            same = [at for at in outward if by_grade[at] == by_grade[nearest]]
            yield size, lambda same=same: _grades(by_grade[same[0]], same)


def _grades(combination, positions):
    """These grades, which are next to each other and all give this combination. The first one stands for them."""
    grades = [GRADE_OF_RANK[ORDERED_RANKS[at]] for at in sorted(positions)]
    in_words = grades[0] if len(grades) == 1 else f"{grades[0]} to {grades[-1]}"
    if max(positions) == len(ORDERED_RANKS) - 1 and len(grades) > 1:
        in_words = f"{grades[0]} or better"
    elif min(positions) == 0 and len(grades) > 1:
        in_words = f"{grades[-1]} or less"
    return Change("strength.mmt", GRADE_OF_RANK[ORDERED_RANKS[positions[0]]], combination, in_words)


def _of_force(asked):
    """The nearest force, in steps of the dynamometer, that takes symmetry across its threshold."""
    if asked.symmetry is None:
        return
    test, threshold = asked.side.strength, asked.settings.symmetry_threshold_pct
    at_threshold = effort(asked.other) * threshold / PERCENT / (test.lever_arm_m or 1)
    size = abs(at_threshold - test.force_n) / at_threshold * PERCENT / FORCE_MARGIN_PCT
    yield size, lambda: _force(asked, at_threshold, weak=asked.symmetry < threshold)


def _force(asked, at_threshold, weak):
    field = FIELDS["force_n"]
    nearest = (ceil if weak else floor)(at_threshold / field.step)
    for steps in (nearest - 1, nearest, nearest + 1) if weak else (nearest + 1, nearest, nearest - 1):
        force = round(steps * field.step, 3)  # 901 × 0.1 is 90.1, not 90.10000000000001
        if not field.minimum <= force <= field.maximum:
            continue
        combination = asked.with_symmetry(symmetry_pct(asked.side.strength._replace(force_n=force), asked.other))
        if combination != asked.combination:
            return Change("strength.force_n", force, combination, f"{force:g} N or {'more' if weak else 'less'}")
    return None


# Findings that are missing -------------------------------------------------------------------------------------------


def _missing_length(asked):
    """Each thing that a repeated or a further length test could show."""
    if asked.length != "indeterminate":
        return
    tests = {"thomas": asked.side.thomas, "modified_thomas": asked.side.modified_thomas}
    for name, test in tests.items():
        if test is not None:
            combination = asked.with_length(**{**tests, name: test._replace(pelvis_controlled=True)})
            if combination != asked.combination:
                yield Change(f"{name}.pelvis_controlled", True, combination, "")
    not_done = next((name for name, test in tests.items() if test is None), None)
    if not_done is not None:
        yield from _further_test(asked, not_done, tests)


def _further_test(asked, name, tests):
    short = COUCH_LEVEL - STEPS["hip_extension_deg"]
    shown = {
        degrees: asked.with_length(**{**tests, name: LengthTest(degrees, True)}) for degrees in (short, COUCH_LEVEL)
    }
    in_words = {short: f"hip extension below {COUCH_LEVEL}°", COUCH_LEVEL: f"hip extension of {COUCH_LEVEL}° or more"}
    if shown[short] == shown[COUCH_LEVEL]:
        shown, in_words = {short: shown[short]}, {short: "any hip extension"}
    for degrees, combination in shown.items():
        if combination != asked.combination:
            value = {"hip_extension_deg": degrees, "pelvis_controlled": True}
            yield Change(name, value, combination, in_words[degrees])


def _missing_strength(asked):
    """Each thing that a manual test of strength could show, strongest first."""
    return () if asked.mmt is not None else _at_each_grade(asked.by_grade(), asked.combination)


@lru_cache(maxsize=1024)
def _at_each_grade(by_grade, now):
    positions: dict[str, list[int]] = {}
    for at in reversed(range(len(ORDERED_RANKS))):
        positions.setdefault(by_grade[at], []).append(at)
    return tuple(_grades(combination, same) for combination, same in positions.items() if combination != now)
