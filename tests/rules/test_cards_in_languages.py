"""A card says the same in every language: a language that leaves something out, or changes a number, is refused."""

import re

import pytest

from rehab.rules import LIBRARY, LibraryError
from rehab.rules.library import REFERENCE, load

PUSH = "half_kneeling_activation"  # the first card


@pytest.fixture
def invented(tmp_path, broken):
    """The library with one language more, "qa", made of the English cards by a function from text to text."""

    def load_with(change=str):
        text = (REFERENCE / "cards" / "en.toml").read_text(encoding="utf-8")
        text = re.sub(r"(?m)^aim_therapist = .*\n", "", text).replace('"English"', '"Invented"')
        (tmp_path / "reference" / "cards" / "qa.toml").write_text(change(text), encoding="utf-8")
        return load(tmp_path / "reference")

    broken("cards/en.toml", "", "")
    return load_with


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "English"), ("de", "Deutsch"), ("es", "Español"), ("fr", "Français"), ("pl", "Polski")],
)
def test_each_language_has_a_card_for_every_exercise(language, name):
    assert LIBRARY.languages[language].name == name
    assert set(LIBRARY.cards[language]) == set(LIBRARY.exercises)


def test_no_two_cards_are_in_the_same_words():
    for exercise in LIBRARY.exercises:
        said = {LIBRARY.card(exercise, language)["aim_patient"] for language in LIBRARY.languages}
        assert len(said) == len(LIBRARY.languages)


def test_a_further_language_is_one_file_more(invented):
    library = invented()
    assert library.languages["qa"].name == "Invented"
    assert (library.languages["qa"].code, library.languages["qa"].reviewed_by) == ("qa", "")


def test_a_card_in_a_language_that_has_it_is_in_that_language(invented):
    library = invented(lambda text: re.sub(r"(?m)^(easier = ).*$", r'\1"In other words."', text))
    assert library.card("step_over_drill", "qa")["easier"] == "In other words."
    assert library.card("step_over_drill")["easier"] != "In other words."


def test_what_only_a_therapist_reads_is_not_asked_of_a_translation(invented):
    assert "aim_therapist" not in invented().card("step_over_drill", "qa")
    with pytest.raises(LibraryError, match="cards/qa step_over_drill: no field 'aim_therapist' is known"):
        invented(lambda text: text.replace("[step_over_drill]", '[step_over_drill]\naim_therapist = "x"'))


def test_what_a_therapist_reads_is_asked_of_the_english_cards(broken):
    text = (REFERENCE / "cards" / "en.toml").read_text(encoding="utf-8")
    with pytest.raises(LibraryError, match=r"^cards/en half_kneeling_activation: no aim_therapist$"):
        broken("cards/en.toml", re.search(r"(?m)^aim_therapist.*\n", text)[0], "")


def first(pattern, new):
    """A change of the first passage of a pattern."""
    return lambda text: re.sub(pattern, new, text, count=1, flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (first(r"^\[prone_knee_bend\].*?(?=^\[)", ""), "prone_knee_bend: no card"),
        (first(r"^\[step_over_drill\]", '[plank]\nname = "x"\n[step_over_drill]'), "plank: no such exercise"),
        (first("^stop_if = .*?\n", ""), f"{PUSH}: no stop_if"),
        (first("^feel = .*?\n", 'feel = " "\n'), f"{PUSH}: feel is empty"),
        (first("^picture.end = .*?\n", ""), f"{PUSH}: no picture end"),
        (
            first(r"^picture\.end", 'picture.middle = "x"\npicture.end'),
            f"{PUSH}: picture middle is not in English",
        ),
        (first('^  "To get up, .*?\n', ""), f"{PUSH}: no steps 6"),
        (
            first("^mistakes = .\n", 'mistakes = [\n"More.",\n'),
            f"{PUSH}: mistakes 4 is not in English",
        ),
        (first("use 3", "use 4"), rf"{PUSH}: levels 1 what has .*'4', '10'.*, in English .*'3', '10'"),
        (first("5 times", "five times"), rf"{PUSH}: levels 1 dosage has the numbers \['10', '10'\]"),
        (first("^title = .*?\n", ""), f"{PUSH}: a level without title"),
        (
            first('^name = "Kneeling', 'nom = "x"\nname = "Kneeling'),
            f"{PUSH}: no field 'nom' is known",
        ),
    ],
)
def test_a_fault_names_language_exercise_and_field(invented, change, fault):
    with pytest.raises(LibraryError, match=f"(^|; )cards/qa {fault}"):
        invented(change)


def test_only_the_fault_is_told(invented):
    with pytest.raises(LibraryError, match=r"^cards/qa half_kneeling_activation: no stop_if$"):
        invented(first("^stop_if = .*?\n", ""))


@pytest.mark.parametrize("given", ["reviewed_by", "reviewed_on"])
def test_a_review_names_who_and_when(invented, given):
    with pytest.raises(LibraryError, match=r"^cards/qa language: reviewed_by and reviewed_on belong together$"):
        invented(lambda text: text.replace("[language]", f'[language]\n{given} = "2026-03-02"'))


def test_a_reviewed_language_is_one(invented):
    who = 'reviewed_by = "Sofia Q."\nreviewed_on = "2026-03-02"'
    library = invented(lambda text: text.replace("[language]", f"[language]\n{who}"))
    assert (library.languages["qa"].reviewed_by, library.languages["qa"].reviewed_on) == ("Sofia Q.", "2026-03-02")


def test_a_file_without_its_language_is_refused(invented):
    with pytest.raises(LibraryError, match="KeyError: 'language'"):
        invented(lambda text: text.replace("[language]", "[tongue]"))


def test_the_order_of_the_numbers_may_differ(invented):
    assert invented(first("If your full strength is 10, use 3", "Use 3 if your full strength is 10"))
