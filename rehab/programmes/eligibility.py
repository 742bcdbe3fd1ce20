"""Which exercises a side may be given: the rules' own exclusions applied to what is known of the patient on a day."""

from rehab.programmes.decisions import replay_input
from rehab.rules import LIBRARY, exclusions, known_today


def known_of(programme, side, today) -> dict:
    """What exclusions() asks for, as it holds for one side on that day: precautions, equipment and MMT grade."""
    known = known_today(replay_input(programme, today))
    return known | {"mmt": known["mmt"].get(side)}


def excluded_now(programme, side, exercise, today) -> list:
    """The reasons why the side may not be given this exercise on that day; empty where it may."""
    return exclusions(exercise, **known_of(programme, side, today))


def eligible(exercises, known) -> list:
    """Those of the library's `exercises` that are still offered and that nothing known excludes."""
    return [item for item in exercises if item.retired_on is None and not exclusions(item.id, **known)]


def alternatives(exercise, known) -> list:
    """The eligible exercises that could take the place of one: of its stage, or for its muscle."""
    item = LIBRARY.exercise(exercise)
    like = LIBRARY.for_muscle(item.muscle) if item.kind == "stretch" else LIBRARY.of_stage(item.stage)
    return [other for other in eligible(like, known) if other.id != exercise]
