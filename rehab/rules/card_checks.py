"""What must hold of the cards in every language: the patient reads the same instruction with the same numbers."""

import re

PATIENT_FIELDS = (
    "name",
    "aim_patient",
    "set_up",
    "start",
    "steps",
    "feel",
    "mistakes",
    "easier",
    "harder",
    "stop_if",
    "picture",
)
# What a therapist reads is not translated: the pages for therapists are in English.
ENGLISH_FIELDS = ("aim_therapist",)
LEVEL_FIELDS = ("title", "what", "dosage")
NUMBER = re.compile(r"\d+")


def faults_of_cards(library):
    """Every fault of the cards, naming language, exercise and field. A language is complete or it is refused."""
    if "en" not in library.cards:
        yield "cards: none in English"
        return
    for code, cards in library.cards.items():
        found = [*_faults_of_review(library.languages[code]), *_faults_of_language(library, code, cards)]
        yield from (f"cards/{code} {fault}" for fault in found)


def _faults_of_review(language):
    if bool(language.reviewed_by) != bool(language.reviewed_on):
        yield "language: reviewed_by and reviewed_on belong together"


def _faults_of_language(library, code, cards):
    for exercise_id in library.exercises:
        if exercise_id not in cards:
            yield f"{exercise_id}: no card"
    for exercise_id, card in cards.items():
        if exercise_id not in library.exercises:
            yield f"{exercise_id}: no such exercise"
            continue
        missing = [*_missing(library.exercise(exercise_id), code, card)]
        english = library.cards["en"].get(exercise_id, {})
        different = [] if missing else _different(english, card)
        yield from (f"{exercise_id}: {fault}" for fault in [*missing, *different])


def _missing(exercise, code, card):
    wanted = {*PATIENT_FIELDS, "levels" if exercise.kind == "strengthen" else "dosage"}
    wanted |= set(ENGLISH_FIELDS) if code == "en" else set()
    yield from (f"no {field}" for field in sorted(wanted - card.keys()))
    yield from (f"no field {field!r} is known" for field in sorted(card.keys() - wanted))
    if exercise.kind == "strengthen" and "levels" in card:
        if len(card["levels"]) != exercise.top_level:
            yield f"{len(card['levels'])} levels, the ladder has {exercise.top_level}"
        for level in card["levels"]:
            yield from (f"a level without {field}" for field in sorted(set(LEVEL_FIELDS) - level.keys()))


def _different(english, card):
    """Where a card differs from the English one in more than words: in how much it tells, or in its numbers."""
    texts = _texts(card)
    for field, text in _texts(english).items():
        if field not in texts:
            if field not in ENGLISH_FIELDS:
                yield f"no {field}"
        elif not texts[field].strip():
            yield f"{field} is empty"
        elif _numbers(texts[field]) != _numbers(text):
            yield f"{field} has the numbers {_numbers(texts[field])}, in English {_numbers(text)}"
    yield from (f"{field} is not in English" for field in texts.keys() - _texts(english).keys())


def _texts(value, where="") -> dict:
    """{"levels 2 what": text, ...}: every text of a card with its place in it."""
    if isinstance(value, str):
        return {where: value}
    items = enumerate(value, 1) if isinstance(value, tuple) else value.items()
    return {place: text for key, item in items for place, text in _texts(item, f"{where} {key}".strip()).items()}


def _numbers(text):
    return sorted(NUMBER.findall(text), key=int)
