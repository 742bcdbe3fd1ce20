"""Which exercises a side may be given: the rules' own exclusions applied to what is known of the patient on a day."""

from rehab.programmes.decisions import replay_input, standing
from rehab.rules import LIBRARY, exclusions


def known_of(programme, side, today) -> dict:
    """What exclusions() asks for, as it holds for one side on that day: precautions, equipment and MMT grade."""
    given = replay_input(programme, today)
    first, *later = given["circumstances"]
    holding = [first, *(row for row in later if row["on"] <= given["today"])][-1]
    stand = standing(programme, today)["sides"].get(side, {})
    return {
        "precautions": holding["precautions"],
        "equipment": holding["equipment"],
        "mmt": stand.get("mmt"),
    }


def excluded_now(programme, side, exercise, today) -> list:
    """The reasons why the side may not be given this exercise on that day; empty where it may."""
    return exclusions(exercise, **known_of(programme, side, today))


def eligible(exercises, known) -> list:
    """Those of the library's `exercises` that are still offered and that nothing known excludes."""
    return [item for item in exercises if item.retired_on is None and not exclusions(item.id, **known)]


def alternatives(exercise, known) -> list:
    """The eligible exercises that could take the place of one: of its stage, or for its muscle."""
    item = LIBRARY.exercises[exercise]
    like = LIBRARY.in_stage(item.stage) if item.stage else LIBRARY.stretches_for(item.muscle)
    return [other for other in eligible(like, known) if other.id != exercise]
