"""The dosage on paper says the prescribed numbers, whatever the clinician made of them."""

import re

import pytest

from rehab.handouts.words import dosage_words, general_dosage_words, own_load
from rehab.rules import LIBRARY
from tests.handouts.sheets import HOLD, STRETCH, offer

EVERY = [
    *((exercise, None) for exercise in LIBRARY.stretching),
    *((exercise.id, level.level) for exercise in LIBRARY.strengthening.values() for level in exercise.levels),
]


def row(exercise, level=None, **dosage):
    return offer("right", exercise, level, **dosage).prescription


def numbers(text):
    return set(map(int, re.findall(r"\d+", text)))


@pytest.mark.parametrize(("exercise", "level"), EVERY)
def test_the_librarys_dosage_is_said_in_the_words_of_the_card(exercise, level):
    card = LIBRARY.card(exercise)
    said = card["levels"][level - 1]["dosage"] if level else card["dosage"]
    assert dosage_words(row(exercise, level)) == said


@pytest.mark.parametrize(("exercise", "level"), EVERY)
def test_the_general_words_hold_every_number(exercise, level):
    given = row(exercise, level)
    expected = {given.repetitions, given.rest_seconds} | {given.hold_seconds} - {0} | ({given.sets} - {1})
    assert numbers(general_dosage_words(given)) == expected


@pytest.mark.parametrize(
    ("prescribed", "said"),
    [
        (row(HOLD, 1, hold_seconds=5), "Hold for 5 seconds. Do it 5 times. Rest for 10 seconds after each one."),
        (row(STRETCH, hold_seconds=20, repetitions=1, rest_seconds=0), "Hold for 20 seconds. Do it once."),
        (
            row("seated_knee_raise", 1, sets=2, repetitions=10),
            "Do it 10 times. That is one set. Do 2 sets. Rest for 60 seconds after each set.",
        ),
        (row("step_over_drill", 1, sets=1, repetitions=6, rest_seconds=0), "Do it 6 times with each leg."),
        (
            row("hanging_knee_raise", 1, repetitions=5),
            "Do it 5 times. That is one set. Do 3 sets. Rest for 90 seconds after each set.",
        ),
        (
            row("resisted_march", 1, repetitions=10),
            "Do 10 steps. That is one set. Do 3 sets. Rest for 60 seconds after each set.",
        ),
        (
            row("sprint_drill", 1, repetitions=10, rest_seconds=1),
            "Go 10 metres. That is one set. Do 3 sets. Rest for 1 second after each set.",
        ),
    ],
)
def test_a_changed_dosage_is_said_with_its_own_numbers(prescribed, said):
    assert dosage_words(prescribed) == said


def test_a_load_is_said_only_where_the_clinician_wrote_another():
    assert own_load(row(HOLD, 1)) == ""
    assert own_load(row(HOLD, 1, load="1 kg round the ankle")) == "1 kg round the ankle"
    assert own_load(row(STRETCH, load="")) == ""
