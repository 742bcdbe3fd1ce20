"""An exercise of the library made ready for a page."""

from dataclasses import dataclass

from rehab.drawings.pictures import Picture, pictures
from rehab.rules import LIBRARY


@dataclass(frozen=True)
class Rung:
    """One level of a ladder: its words on the card beside its numbers in the library."""

    number: int
    words: dict
    level: object


@dataclass(frozen=True)
class Card:
    """An exercise with its words, ladder, needs, exclusions, source and drawings."""

    id: str
    exercise: object
    words: dict
    rungs: tuple[Rung, ...]
    equipment: tuple[str, ...]
    tags: tuple[str, ...]
    excluded_by: tuple[str, ...]
    source: object
    pictures: tuple[Picture, ...]

    @classmethod
    def of(cls, exercise_id):
        """The card of an exercise. Raises KeyError where there is none."""
        exercise = LIBRARY.exercises[exercise_id]
        words = LIBRARY.card(exercise_id)
        levels = getattr(exercise, "levels", ())
        return cls(
            id=exercise_id,
            exercise=exercise,
            words=words,
            rungs=tuple(
                Rung(level.level, said, level) for level, said in zip(levels, words.get("levels", ()), strict=True)
            ),
            equipment=tuple(LIBRARY.equipment[kind].label for kind in exercise.equipment),
            tags=tuple(LIBRARY.tags[tag].label for tag in exercise.tags),
            excluded_by=tuple(
                precaution.label
                for precaution in LIBRARY.precautions.values()
                if set(precaution.excludes) & set(exercise.tags)
            ),
            source=LIBRARY.citations[exercise.source],
            pictures=tuple(picture for picture in pictures() if picture.exercise == exercise_id),
        )

    def holds(self, wanted: list[str]) -> bool:
        """True where the card's name, aim or equipment holds every wanted word."""
        text = " ".join([self.words["name"], self.words["aim_therapist"], *self.equipment, *self.tags]).casefold()
        return all(word in text for word in wanted)


def shelves(wanted: str = "") -> list[tuple[str, list[Card]]]:
    """[(heading, cards)]: strengthening by stage, then stretches by muscle; only cards that hold the wanted words."""
    groups = [
        *(
            (f"Stage {number}: {stage.label.lower()}", LIBRARY.of_stage(number))
            for number, stage in LIBRARY.stages.items()
        ),
        *((f"Stretch: {muscle.label.lower()}", LIBRARY.for_muscle(name)) for name, muscle in LIBRARY.muscles.items()),
    ]
    words = wanted.casefold().split()
    found = [(heading, [Card.of(exercise.id) for exercise in exercises]) for heading, exercises in groups]
    kept = [(heading, [card for card in cards if card.holds(words)]) for heading, cards in found]
    return [(heading, cards) for heading, cards in kept if cards]
