"""What is new since the last sheet: every kind of change, in the clinician's words and in one line for the patient.

The left leg and the right one both do two exercises; each row of the table changes one thing.
"""

import dataclasses

import pytest

from rehab.handouts.comparing import CLINICAL, OF_A_DOSE, OF_THE_SHEET, changes, clinical_words
from rehab.handouts.context import Dose, HandoutContext, Recipient
from rehab.handouts.news import MOST_CHARACTERS, UNSAID, news
from rehab.handouts.words import LANGUAGES, in_language, rest_words
from rehab.rules import LIBRARY
from tests.handouts.sheets import HOLD, PUSH, STRETCH, doing, offer, sheet
from tests.rules.test_cards import HIGHEST_GRADE, LONGEST_SENTENCE_WORDS, reading_grade, sentences, words

RAISE = "seated_knee_raise"
WARNING = "Do not lift more than a cup."
MANY = "Many things. Please read it all again."


def leg(side, *more, push=1, hold=1, **dosage):
    """What one leg does: the push at a level with this dosage, the hold at another (None: not at all), and more."""
    found = [offer(side, PUSH, push, **dosage)]
    return doing(side, *found, *([offer(side, HOLD, hold)] if hold else []), *more)


LEFT, RIGHT = leg("left"), leg("right")
BOTH = (LEFT, RIGHT)
LEFT_PAUSED = {"not_now": (rest_words("left", completed=False),)}
LEFT_DONE = {"not_now": (rest_words("left", completed=True),), "completed": ("left",)}
LIMITS = dataclasses.replace(sheet().limits, green_max=1)

# What is compared, by kind: (before, after, for the clinician, for the patient). A sheet is (what its legs do, fields).
TABLE = {
    "paused": ((BOTH, {}), ((RIGHT,), LEFT_PAUSED), "Left: paused", "Your LEFT leg has a break."),
    "completed": (
        (BOTH, {}),
        ((RIGHT,), LEFT_DONE),
        "Left: last stage completed",
        "Your LEFT leg has done all the steps.",
    ),
    "resumed": (((RIGHT,), LEFT_PAUSED), (BOTH, {}), "Left: resumed", "Your LEFT leg starts again."),
    "no_exercise": (((RIGHT,), LEFT_PAUSED), ((RIGHT,), {}), "Left: no longer rests, no exercise now", ""),
    "added": (
        (BOTH, {}),
        ((LEFT, leg("right", offer("right", RAISE, 1))), {}),
        "Seated knee raise, right: added",
        "Seated knee raise is new.",
    ),
    "removed": (
        (BOTH, {}),
        ((LEFT, leg("right", hold=None)), {}),
        "Lying leg hold, right: taken out",
        "Leave out Lying leg hold (RIGHT) now.",
    ),
    "level": (
        (BOTH, {}),
        ((LEFT, leg("right", push=2)), {}),
        "Kneeling knee push, right: level 1 → 2",
        "Kneeling knee push (RIGHT) is now level 2.",
    ),
    "load": (
        (BOTH, {}),
        ((LEFT, leg("right", load="red band")), {}),
        "Kneeling knee push, right: load changed",
        "Kneeling knee push (RIGHT) has changed. Read it again.",
    ),
    "note": (
        (BOTH, {}),
        ((LEFT, leg("right", note="Mind the rug")), {}),
        "Kneeling knee push, right: note changed",
        "Kneeling knee push (RIGHT) has changed. Read it again.",
    ),
    "dosage": (
        (BOTH, {}),
        ((LEFT, leg("right", repetitions=3)), {}),
        "Kneeling knee push, right: dosage changed",
        "Kneeling knee push (RIGHT) has changed. Read it again.",
    ),
    "days_a_week": (
        (BOTH, {}),
        ((LEFT, leg("right", sessions_per_week=2)), {}),
        "Kneeling knee push, right: days a week 3 → 2",
        "Kneeling knee push (RIGHT) is on other days.",
    ),
    "warned": ((BOTH, {}), (BOTH, {"warnings": (WARNING,)}), "Warning added", "There is a new warning. Read it."),
    "unwarned": ((BOTH, {"warnings": (WARNING,)}), (BOTH, {}), "Warning taken out", ""),
    "goal": ((BOTH, {}), (BOTH, {"goal": "Run for the bus"}), "Goal changed", "Your goal is new."),
    "limits": (
        (BOTH, {}),
        (BOTH, {"limits": LIMITS}),
        "Limits for symptoms and sessions changed",
        "The numbers to watch are new.",
    ),
    "review_on": (
        (BOTH, {}),
        (BOTH, {"review_on": "2026-04-27"}),
        "Next review: 30 March 2026 → 27 April 2026",
        "Your next visit has a new date.",
    ),
    "recipient": (
        (BOTH, {}),
        (BOTH, {"recipient": Recipient("Mary Silva", "1961-05-14", "H-1001")}),
        "Patient’s name, date of birth or number changed",
        "",
    ),
    "language": ((BOTH, {}), (BOTH, {"language": "pl"}), "Patient’s language: English → Polish", ""),
}
# Fields that make no sheet another one: when and by whom it was issued, ticks, and what follows from the rest.
NOT_COMPARED = {
    "number", "issued_on", "clinic", "note", "log_address", "log", "plan", "aims", "strength_weeks", "emergency",
    "urgent", "rules_version", "settings_version", "news", "changes",
}  # fmt: skip
# Compared one by one: exercises, warnings, which side rests and why.
IN_PARTS = {"sheets", "warnings", "not_now", "completed"}


def made(sides, fields):
    return dataclasses.replace(sheet(*sides), **fields)


def both_words(before, after, language="en"):
    """(for the clinician, for the patient)"""
    found = changes(before, after)
    with in_language(language):
        return clinical_words(found), news(found, before, after)


@pytest.mark.parametrize("kind", TABLE)
def test_one_change_is_said_to_both(kind):
    before, after, clinician, patient = TABLE[kind]
    found = changes(made(*before), made(*after))
    assert [change.kind for change in found] == [kind]
    assert both_words(made(*before), made(*after)) == ((clinician,), patient)


def test_the_table_holds_every_kind_of_change():
    assert set(TABLE) == set(CLINICAL)
    assert {kind for kind, row in TABLE.items() if not row[3]} == UNSAID


def test_every_field_of_a_sheet_is_compared_or_said_not_to_matter():
    fields = {field.name for field in dataclasses.fields(HandoutContext)}
    assert fields == NOT_COMPARED | IN_PARTS | set(OF_THE_SHEET)
    of_a_dose = {field.name for field in dataclasses.fields(Dose)}
    assert of_a_dose == {*OF_A_DOSE, "side", "level", "title", "what"}


def test_the_same_sheet_brings_nothing():
    assert both_words(sheet(*BOTH), sheet(*BOTH, number=4, issued_on="2026-03-09", note="Well done.")) == ((), "")


def test_down_a_level_is_said_as_well_as_up():
    words_of = both_words(sheet(leg("right", push=3)), sheet(leg("right", push=2)))
    assert words_of == (("Kneeling knee push, right: level 3 → 2",), "Kneeling knee push is now level 2.")


def test_a_new_level_says_nothing_more_of_its_dosage():
    before, after = sheet(leg("right")), sheet(leg("right", push=2, repetitions=3, load="red band"))
    assert [change.kind for change in changes(before, after)] == ["level"]


def test_what_holds_of_both_legs_is_said_once_without_a_leg():
    clinician, patient = both_words(sheet(*BOTH), sheet(leg("left", push=2), leg("right", push=2)))
    assert clinician == ("Kneeling knee push, left: level 1 → 2", "Kneeling knee push, right: level 1 → 2")
    assert patient == "Kneeling knee push is now level 2."


def test_each_leg_has_its_own_level():
    _, patient = both_words(sheet(*BOTH), sheet(leg("left", push=2), leg("right", push=3)))
    assert patient == "Kneeling knee push (LEFT) is now level 2. Kneeling knee push (RIGHT) is now level 3."


def test_exercises_of_which_the_same_holds_share_a_sentence():
    _, patient = both_words(sheet(leg("right")), sheet(leg("right", push=2, hold=2)))
    assert patient == "Kneeling knee push and Lying leg hold are now level 2."


def test_a_leg_with_a_break_is_not_told_of_each_exercise():
    clinician, patient = both_words(sheet(*BOTH), sheet(leg("right", hold=2), **LEFT_PAUSED))
    assert clinician == ("Left: paused", "Lying leg hold, right: level 1 → 2")
    assert patient == "Your LEFT leg has a break. Lying leg hold (RIGHT) is now level 2."


def test_a_review_that_is_past_is_told_to_the_clinician_alone():
    found = both_words(sheet(*BOTH), sheet(*BOTH, review_on=""))
    assert found == (("Next review: 30 March 2026 → no date",), "")


def test_when_the_line_is_full_the_date_and_the_goal_are_left_to_their_own_lines():
    before = sheet(leg("right", offer("right", STRETCH)))
    after = sheet(leg("right", offer("right", RAISE, 1), push=2), review_on="2026-04-27", goal="Run for the bus")
    _, patient = both_words(before, after)
    assert patient == (
        "Kneeling knee push is now level 2. Seated knee raise is new. Leave out Kneeling hip stretch now."
    )


def test_when_very_much_is_new_one_sentence_says_so():
    after = doing("right", *(offer("right", one, 1) for one in (RAISE, "standing_hip_flexion", "resisted_march")))
    assert both_words(sheet(leg("right", offer("right", STRETCH))), sheet(after, warnings=(WARNING,)))[1] == MANY


def busiest(language):
    """Two sheets that have nothing in common, in a language."""
    before = sheet(leg("left", push=2), leg("right", offer("right", STRETCH)), language=language)
    after = sheet(
        leg("left", offer("left", RAISE, 1), push=3, repetitions=4, sessions_per_week=2),
        doing("right", offer("right", "bed_edge_stretch"), offer("right", "standing_hip_flexion", 2)),
        language=language,
        warnings=(WARNING,),
        goal="Run",
        review_on="2026-05-04",
        limits=LIMITS,
    )
    return before, after


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_line_stays_short_whatever_changed(language):
    before, after = busiest(language)
    every = changes(before, after)
    assert len(every) > 8
    with in_language(language):
        for number in range(len(every) + 1):
            assert len(news(every[:number], before, after)) <= MOST_CHARACTERS
        whole = news(every, before, after)
    assert (whole == MANY) == (language == "en")


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
@pytest.mark.parametrize("kind", [kind for kind in TABLE if kind not in UNSAID])
def test_each_sentence_is_said_in_the_patients_language(kind, language):
    before, after, _, english = TABLE[kind]
    before, after = (sheet(*sides, **fields | {"language": language}) for sides, fields in (before, after))
    _, said = both_words(before, after, language)
    assert said
    assert said != english
    assert "%" not in said
    for change in changes(before, after):
        if change.exercise:
            assert LIBRARY.card(change.exercise, language)["name"] in said


@pytest.mark.parametrize("said", [*(row[3] for row in TABLE.values() if row[3]), MANY])
def test_a_child_of_nine_can_read_it(said):
    assert reading_grade(said) <= HIGHEST_GRADE
    assert all(len(words(sentence)) <= LONGEST_SENTENCE_WORDS for sentence in sentences(said))
