"""What `plan` and `change` are given: its shape, its ranges, and the values read from it.

Grades become ranks (thirds of a grade). A test that was not done is None.
"""

from rehab.rules.library import LIBRARY
from rehab.rules.reading import (
    ROOT,
    Problems,
    any_whole_number,
    list_of,
    number,
    one_of,
    optional,
    record,
    whole_number,
    yes_or_no,
)
from rehab.rules.records import Assessment, LengthTest, Pair, Side, StrengthTest, Trial
from rehab.rules.settings import RANKS, settings

FIELDS = LIBRARY.fields
CHOICES = LIBRARY.choices
SIDES = tuple(value for value, _ in CHOICES["side"])


class InvalidInput(ValueError):
    """The input cannot be used. `errors`: every fault, each {"path", "code", "message"}. `red_flags`: those that are
    true all the same, because a red flag counts whatever else is wrong."""

    def __init__(self, errors, red_flags=()):
        self.errors = list(errors)
        self.red_flags = list(red_flags)
        super().__init__("; ".join(f"{error['path']}: {error['message']}" for error in self.errors))


def measure(name):
    """The reader of a field by its range in the reference data."""
    field = FIELDS[name]
    make = whole_number if field.whole else number
    unit = field.unit if field.unit.startswith(("°", "/")) else f" {field.unit}"
    return make(field.minimum, field.maximum, unit.rstrip())


def choice(name):
    return one_of([value for value, _ in CHOICES[name]])


def check_level(row, problems, here):
    """The level must be a rung of the exercise's ladder. What could not be read is reported already."""
    if row.exercise is None or row.level is None:
        return
    top = LADDERS[row.exercise]
    if not 1 <= row.level <= top:
        problems.add(here, "level", "range", f"This exercise has levels 1 to {top}.")


LADDERS = {exercise.id: exercise.top_level for exercise in LIBRARY.strengthening.values()}
grade = one_of(RANKS)
strengthening_id = one_of(
    {exercise_id: exercise_id for exercise_id in LIBRARY.strengthening},
    "unknown",
    "This is not a strengthening exercise of the library.",
)
precautions = optional(
    list_of(one_of({key: key for key in LIBRARY.precautions}, "unknown", "This precaution is not known.")), ()
)
equipment = optional(
    list_of(one_of({key: key for key in LIBRARY.equipment}, "unknown", "This equipment is not known.")), ()
)
symptoms = measure("symptoms")

READ_LENGTH_TEST = {
    "hip_extension_deg": measure("hip_extension_deg"),
    "pelvis_controlled": yes_or_no,
    "method": optional(choice("method")),
}
STRENGTH = optional(
    record(
        StrengthTest,
        {
            "mmt": optional(grade),
            "force_n": optional(measure("force_n")),
            "lever_arm_m": optional(measure("lever_arm_m")),
            "position": optional(choice("position")),
            "fixation": optional(choice("fixation")),
            "symptoms": optional(symptoms),
        },
    )
)
READ_SIDE = {
    "thomas": optional(record(LengthTest, READ_LENGTH_TEST)),
    "modified_thomas": optional(
        record(
            LengthTest,
            READ_LENGTH_TEST
            | {
                name: optional(measure(name))
                for name in ("hip_extension_knee_straight_deg", "knee_flexion_deg", "hip_abduction_deg")
            },
        )
    ),
    "strength": STRENGTH,
    "trials": optional(
        list_of(
            record(
                Trial,
                {
                    "exercise": strengthening_id,
                    "level": any_whole_number,
                    "quality": choice("quality"),
                    "symptoms": symptoms,
                },
                check_level,
            )
        ),
        (),
    ),
}
NOT_EXAMINED = Side(None, None, None, ())
READ_PAIR_SIDE = READ_SIDE | {"pain_nrs": optional(measure("pain_nrs")), "psfs_mean": optional(measure("psfs_mean"))}

READ_ASSESSMENT = record(
    Assessment,
    {
        "screening": optional(
            record(
                lambda *answers: dict(zip(LIBRARY.red_flags, answers, strict=True)),
                {flag: optional(yes_or_no) for flag in LIBRARY.red_flags},
            ),
            default=dict.fromkeys(LIBRARY.red_flags),
        ),
        "precautions": precautions,
        "equipment": equipment,
        "sides": record(
            lambda *read: dict(zip(SIDES, read, strict=True)),
            {side: optional(record(Side, READ_SIDE), NOT_EXAMINED) for side in SIDES},
        ),
        "settings": settings,
    },
)
READ_PAIR = record(
    Pair,
    {"before": record(Side, READ_PAIR_SIDE), "after": record(Side, READ_PAIR_SIDE), "settings": settings},
)


def read_assessment(given) -> Assessment:
    """The input of `plan`. Raises InvalidInput, with the red flags that are true."""
    problems = Problems()
    assessment = READ_ASSESSMENT(given, problems, ROOT, None)
    if problems:
        raise InvalidInput(problems, red_flags=_true_flags(given))
    return assessment


def _true_flags(given):
    screening = given.get("screening") if isinstance(given, dict) else None
    if not isinstance(screening, dict):
        return []
    return [flag for flag in LIBRARY.red_flags if screening.get(flag) is True]


def read_pair(given) -> Pair:
    """The input of `change`. Raises InvalidInput."""
    problems = Problems()
    pair = READ_PAIR(given, problems, ROOT, None)
    if problems:
        raise InvalidInput(problems)
    return pair
