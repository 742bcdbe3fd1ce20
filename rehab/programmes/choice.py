"""What a side is started with: as the rules propose, or as the clinician chose, and where the two part."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from rehab.programmes.words import combination_name, exercise_name
from rehab.rules import LIBRARY, exclusions

STRETCHING = ("stretch", "stretch_and_strengthen")
STRENGTHENING = ("strengthen", "stretch_and_strengthen")
TREATING = ("stretch", "strengthen", "stretch_and_strengthen")
NEVER_STARTED = ("refer", "not_assessed")
MOST_ON_A_HANDOUT = 2 * LIBRARY.constant(
    "exercises_a_side"
)  # two stretches, two to strengthen: more are done less (Eckard 2015)


@dataclass(frozen=True)
class ChosenExercise:
    """An exercise to begin with. `level` is None for a stretch; `dosage` replaces fields of the library's dosage."""

    exercise: str
    level: int | None = None
    dosage: dict = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class ChosenSide:
    """How one side begins. `stage` is None where nothing is strengthened; `reason` is for departing from the rules."""

    combination: str
    stage: int | None = None
    strengthen: tuple[ChosenExercise, ...] = ()
    stretch: tuple[ChosenExercise, ...] = ()
    reason: str = ""

    @property
    def is_treated(self):
        return self.combination in TREATING

    @property
    def exercises(self):
        """Everything the side begins with, stretches first."""
        return (*self.stretch, *self.strengthen)


def proposed(side_answer) -> ChosenSide:
    """What the rules propose for a side, from its part of the answer of `plan`."""
    combination = side_answer["combination"]
    if combination not in TREATING:
        return ChosenSide("none")
    return ChosenSide(
        combination,
        side_answer["start_stage"],
        tuple(ChosenExercise(row["exercise"], row["level"]) for row in side_answer["strengthen"]),
        tuple(ChosenExercise(exercise) for exercise in side_answer["stretch"]),
    )


def departures(side_answer, chosen) -> list[str]:
    """In what the choice departs from the rules, in a sentence each. Where there is any, it needs a reason."""
    rules = proposed(side_answer)
    if chosen.combination != rules.combination:
        ours, theirs = (combination_name(item) for item in (chosen.combination, side_answer["combination"]))
        return [f"{ours}; by the rules: {theirs.lower()}."]
    found = []
    if "one_sided" in side_answer["notes"]:
        found.append("Only one of stretching and strengthening can be started.")
    if chosen.stage != rules.stage:
        found.append(f"Stage {chosen.stage} at the start; by the rules: stage {rules.stage}.")
    return (
        found + _exercises_apart(rules.stretch, chosen.stretch) + _exercises_apart(rules.strengthen, chosen.strengthen)
    )


def _exercises_apart(rules, chosen):
    levels = {item.exercise: item.level for item in rules}
    chosen_levels = {item.exercise: item.level for item in chosen}
    found = [f"{exercise_name(item)} left out." for item in levels if item not in chosen_levels]
    found += [f"{exercise_name(item)} added." for item in chosen_levels if item not in levels]
    return found + [
        f"{exercise_name(item)} from level {level}; by the rules: level {levels[item]}."
        for item, level in chosen_levels.items()
        if item in levels and level != levels[item]
    ]


def check_choice(side_answer, chosen, known):
    """Raise ValidationError unless a side with this answer of `plan` may begin as chosen; key `reason`, or none.

    `known` is what exclusions() asks for: precautions, equipment and MMT grade.
    """
    problems = []
    if not chosen.is_treated:
        problems = [] if chosen.combination == "none" else ["Choose what this side is treated with."]
    elif side_answer["combination"] in NEVER_STARTED:
        problems = [f"This side cannot be treated: {combination_name(side_answer['combination']).lower()}."]
    else:
        problems = [*_problems_of_components(chosen), *_problems_of_exercises(chosen, known)]
    if problems:
        raise ValidationError(problems)
    unexplained = [] if chosen.reason.strip() else departures(side_answer, chosen)
    if unexplained:
        raise ValidationError({"reason": [f"{departure} Give the reason." for departure in unexplained]})


def _problems_of_components(chosen):
    if chosen.strengthen and chosen.combination not in STRENGTHENING:
        yield "There are strengthening exercises, but this side is only stretched."
    if chosen.stretch and chosen.combination not in STRETCHING:
        yield "There are stretches, but this side is only strengthened."
    if not chosen.strengthen and not chosen.stretch:
        yield "Choose at least one exercise, or do not treat this side."


def _problems_of_exercises(chosen, known):
    if len({item.exercise for item in chosen.exercises}) < len(chosen.exercises):
        yield "The same exercise is chosen twice."
    for kind, part in (("stretch", chosen.stretch), ("strengthen", chosen.strengthen)):
        for item in part:
            exercise = LIBRARY.exercises.get(item.exercise)
            if exercise is None or exercise.kind != kind:
                yield "There is no such exercise."
            elif kind == "strengthen" and exercise.stage != chosen.stage:
                yield f"{exercise_name(item.exercise)} does not belong to stage {chosen.stage}."
            elif kind == "strengthen" and not 1 <= item.level <= exercise.top_level:
                yield f"{exercise_name(item.exercise)} has levels 1 to {exercise.top_level}."
            elif exclusions(item.exercise, **known):
                yield f"{exercise_name(item.exercise)} is excluded by the patient's precautions, equipment or strength."
