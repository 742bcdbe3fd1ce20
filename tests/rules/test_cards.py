"""What a patient is told about an exercise: complete, in agreement with the prescribed numbers, plain, and honest."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

REFERENCE = Path(__file__).resolve().parents[2] / "rehab" / "rules" / "reference"


def read(name):
    return tomllib.loads((REFERENCE / name).read_text(encoding="utf-8"))


LIBRARY = read("exercises.toml")
STRENGTHENING = {exercise["id"]: exercise for exercise in LIBRARY["strengthening"]}
STRETCHING = {exercise["id"]: exercise for exercise in LIBRARY["stretching"]}
CARDS = {card_id: card for card_id, card in read("cards/en.toml").items() if card_id != "language"}
LEVELS = [(card_id, level["level"]) for card_id, exercise in STRENGTHENING.items() for level in exercise["levels"]]

SENTENCES = {
    "name", "aim_therapist", "aim_patient", "set_up", "start", "feel", "easier", "harder", "stop_if",
}  # fmt: skip
HIGHEST_GRADE = 6  # school year of the youngest reader who follows it: reading age 11
LONGEST_SENTENCE_WORDS = 25


def patient_texts(card):
    """What a patient reads of a card, by field: {field: text}."""
    texts = {field: card[field] for field in SENTENCES - {"aim_therapist"}}
    texts |= {"steps": " ".join(card["steps"]), "mistakes": " ".join(card["mistakes"])}
    texts |= {f"picture.{key}": text for key, text in card["picture"].items()}
    texts |= {
        f"level {n}": f"{row['title']}. {row['what']} {row['dosage']}"
        for n, row in enumerate(card.get("levels", []), 1)
    }
    return texts | ({"dosage": card["dosage"]} if "dosage" in card else {})


PATIENT_TEXTS = {card_id: patient_texts(card) for card_id, card in CARDS.items()}
WARNINGS = {
    table: {entry["id"]: entry[field] for entry in read(file)[table] if entry[field]}
    for file, table, field in [
        ("precautions.toml", "precaution", "warning_patient"),
        ("red_flags.toml", "red_flag", "patient_words"),
    ]
}
READ_BY_PATIENTS = PATIENT_TEXTS | WARNINGS


def sentences(text):
    return [part for part in re.split(r"(?<=[.!?])\s+", text) if part]


def words(text):
    return re.findall(r"[A-Za-z’']+|\d+", text)


def syllables(word):
    word = word.lower()
    groups = len(re.findall(r"[aeiouy]+", word))
    silent_e = word.endswith("e") and not word.endswith("le")
    silent_ed = word.endswith("ed") and not word.endswith(("ted", "ded"))
    silent_es = word.endswith("es") and not re.search(r"(s|z|x|ch|sh|c|g)es$", word)
    return max(1, groups - (groups > 1 and (silent_e or silent_ed or silent_es)))


def reading_grade(text):
    """Flesch–Kincaid grade (Kincaid et al. 1975): the school year that reads `text` with ease."""
    counted = words(text)
    per_sentence = len(counted) / len(sentences(text))
    return 0.39 * per_sentence + 11.8 * sum(map(syllables, counted)) / len(counted) - 15.59


def numbers(text):
    return Counter(int(number) for number in re.findall(r"\d+", text))


def test_the_reading_grade_tells_easy_from_hard():
    easy = "Sit tall. Lift your knee. Lower it slowly."
    hard = "Isometric activation of the iliopsoas necessitates stabilisation of the lumbopelvic musculature."
    assert reading_grade(easy) < 2
    assert reading_grade(hard) > 15


def test_every_exercise_has_a_card_and_every_card_an_exercise():
    assert set(CARDS) == set(STRENGTHENING) | set(STRETCHING)


@pytest.mark.parametrize("card_id", CARDS)
def test_a_card_is_complete(card_id):
    card = CARDS[card_id]
    ending = {"levels"} if card_id in STRENGTHENING else {"dosage"}
    assert set(card) == SENTENCES | {"steps", "mistakes", "picture"} | ending
    assert set(card["picture"]) == {"start", "end"}
    assert 3 <= len(card["steps"]) <= 6
    assert 2 <= len(card["mistakes"]) <= 3
    texts = [card["aim_therapist"], *card["steps"], *card["mistakes"], *patient_texts(card).values()]
    assert all(text == text.strip() and text for text in texts)


def test_no_two_exercises_share_a_name():
    assert len({card["name"] for card in CARDS.values()}) == len(CARDS)


@pytest.mark.parametrize("card_id", STRENGTHENING)
def test_a_strengthening_card_describes_every_level_of_its_ladder(card_id):
    described = CARDS[card_id]["levels"]
    assert len(described) == len(STRENGTHENING[card_id]["levels"])
    assert all(set(level) == {"title", "what", "dosage"} and all(level.values()) for level in described)


def dosage_in_words(dosage):
    """The phrases that the words of a dosage must hold, and all the numbers in it."""
    count, unit = dosage["repetitions"], dosage.get("unit", "repetitions")
    said = [count, dosage["rest_seconds"]]
    phrases = [f"for {dosage['rest_seconds']} seconds after each"]
    if dosage["hold_seconds"]:
        said.append(dosage["hold_seconds"])
        phrases.append(f"for {dosage['hold_seconds']} seconds")
    if dosage["sets"] > 1:
        said.append(dosage["sets"])
        phrases.append(f"Do it {dosage['sets']} times" if unit == "metres" else f"Do {dosage['sets']} sets")
    if unit == "steps":
        said.append(count // 2)
        phrases.append(f"{count} steps: {count // 2} with each leg")
    else:
        phrases.append(f"{count} {'metres' if unit == 'metres' else 'times'}")
    return phrases, Counter(said)


def assert_says(text, dosage):
    phrases, said = dosage_in_words(dosage)
    assert [phrase for phrase in phrases if phrase not in text] == []
    assert numbers(text) == said


@pytest.mark.parametrize(("card_id", "level"), LEVELS)
def test_the_dosage_in_words_is_the_dosage_of_the_level(card_id, level):
    assert_says(CARDS[card_id]["levels"][level - 1]["dosage"], STRENGTHENING[card_id]["levels"][level - 1])


@pytest.mark.parametrize("card_id", STRETCHING)
def test_the_dosage_in_words_is_the_dosage_of_the_stretch(card_id):
    assert_says(CARDS[card_id]["dosage"], STRETCHING[card_id]["dosage"])


@pytest.mark.parametrize(("card_id", "level"), LEVELS)
def test_what_is_new_at_a_level_carries_its_heights_and_weights(card_id, level):
    row = STRENGTHENING[card_id]["levels"][level - 1]
    new = [row[row["changes"]]] if row["changes"] else [row["load"], row["range"], row["complexity"]]
    measures = [measure for text in new for measure in re.findall(r"\d+ (?:cm|kg)", text)]
    efforts = [effort for text in new for effort in re.findall(r"effort (\d+)/10", text)]
    told = CARDS[card_id]["levels"][level - 1]["what"]
    assert [measure for measure in measures if measure not in told] == []
    assert [effort for effort in efforts if int(effort) not in numbers(told)] == []


@pytest.mark.parametrize("card_id", CARDS)
def test_steps_hold_at_every_level_so_they_carry_no_numbers(card_id):
    assert not numbers(" ".join(CARDS[card_id]["steps"]))


@pytest.mark.parametrize("card_id", STRETCHING)
def test_a_stretch_is_a_mild_pull_and_never_hurts_above_two(card_id):
    assert "mild pull" in CARDS[card_id]["feel"]
    assert "2 out of 10 or less" in CARDS[card_id]["feel"]
    assert "above 2 out of 10" in CARDS[card_id]["stop_if"]


@pytest.mark.parametrize(
    "card_id", [card_id for card_id, exercise in (STRENGTHENING | STRETCHING).items() if "kneeling" in exercise["tags"]]
)
def test_a_kneeling_exercise_asks_for_a_cushion_and_says_how_to_get_up(card_id):
    assert "cushion" in CARDS[card_id]["set_up"]
    assert "To get up" in " ".join(CARDS[card_id]["steps"])


@pytest.mark.parametrize(
    "card_id", [card_id for card_id, exercise in STRENGTHENING.items() if "band" in exercise["equipment"]]
)
def test_a_band_is_looked_at_for_tears_before_use(card_id):
    assert "cracks or tears" in CARDS[card_id]["set_up"]


@pytest.mark.parametrize("where", READ_BY_PATIENTS)
def test_an_eleven_year_old_can_read_it(where):
    # A heading is no sentence, so a reading grade says nothing of it.
    texts = {field: text for field, text in READ_BY_PATIENTS[where].items() if field != "name"}
    hard = {field: reading_grade(text) for field, text in texts.items() if reading_grade(text) > HIGHEST_GRADE}
    assert hard == {}


@pytest.mark.parametrize("where", READ_BY_PATIENTS)
def test_no_sentence_is_long(where):
    texts = READ_BY_PATIENTS[where].values()
    long = [part for text in texts for part in sentences(text) if len(words(part)) > LONGEST_SENTENCE_WORDS]
    assert long == []


MEDICAL_TERMS = re.compile(
    r"iliopsoas|psoas|iliacus|pelvi[cs]|flexors?\b|flexion|extension|adduction|abduction|rotation|isometric|concentric"
    r"|anterior|posterior|lumbar|femoris|rectus|tensor|quadriceps|hamstring|glute|abdom|activat|range of motion"
    r"|repetitions?|reps\b|symptoms?|compensat|intensity|lateral|supine|prone|neutral|haematoma"
    r"|anticoagulant|fracture|arthroscopy|spine|spinal|vertebra|contract|resistance|tissue|joint",
    re.IGNORECASE,
)


@pytest.mark.parametrize("where", READ_BY_PATIENTS)
def test_no_medical_term_is_left_unexplained(where):
    assert MEDICAL_TERMS.findall(" ".join(READ_BY_PATIENTS[where].values())) == []


def test_the_groin_is_explained_wherever_a_text_names_it():
    naming = [text for texts in READ_BY_PATIENTS.values() for text in texts.values() if "groin" in text]
    assert naming
    assert all("groin (the fold at the top of your leg)" in text for text in naming)


PROMISES = re.compile(
    r"postur|lordosis|pelvic tilt|hollow back|\bcures?\b|\bheals?\b|\bfix(?:es)?\b(?! one end)|guarantee|prevents?\b"
    r"|protects?\b|\bwill (?:get|be|make|help|feel|become|improve|reduce)|pain[- ]free|gets? rid|straighter"
    r"|back pain|realign|correct your|tested|proven",
    re.IGNORECASE,
)


@pytest.mark.parametrize("card_id", CARDS)
def test_nothing_is_promised_that_the_evidence_does_not_support(card_id):
    assert PROMISES.findall(" ".join(PATIENT_TEXTS[card_id].values())) == []


@pytest.mark.parametrize("card_id", CARDS)
def test_a_card_names_no_side_because_the_sheet_does(card_id):
    assert re.findall(r"\b(?:left|right)\b|[{}]", " ".join(PATIENT_TEXTS[card_id].values()), re.IGNORECASE) == []


def warning_of(precaution):
    return next(entry for entry in read("precautions.toml")["precaution"] if entry["id"] == precaution)


def test_blood_thinners_carry_the_warning_of_a_bleed_in_the_muscle():
    warning = warning_of("anticoagulant")["warning_patient"]
    for sign in ["thins your blood", "emergency help at once", "groin", "cannot straighten your hip", "numb or weak"]:
        assert sign in warning


def test_a_posterior_hip_replacement_is_warned_of_before_the_other_side_is_tested():
    warning = warning_of("posterior_hip_replacement")["before_testing"]
    assert "Thomas test of the other side" in warning
    assert "90°" in warning
