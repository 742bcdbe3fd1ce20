"""Every drawing says in words what it shows, in each language of the handout."""

import re

import pytest

from rehab.drawings.glyphs import SIGNS
from rehab.drawings.pictures import SIDES, drawing, pictures
from rehab.drawings.words import LANGUAGES, described, titled, words_in
from rehab.rules import LIBRARY


def test_they_speak_the_languages_of_the_cards():
    assert set(LANGUAGES) == set(LIBRARY.languages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_picture_of_each_side_has_words_of_its_own(language):
    titles = {titled(picture, side, language) for picture in pictures() for side in SIDES}
    assert len(titles) == 2 * len(pictures())
    assert all(len(title) > 100 for title in titles)
    assert all(described(picture, language) for picture in pictures())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_that_has_words_exists(language):
    named = {(picture.exercise, picture.name) for picture in pictures()}
    said = {
        (exercise, name)
        for exercise in LIBRARY.exercises
        for name in words_in(language).get(exercise, {}).get("pictures", {})
    }
    assert said <= named


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letters_of_the_sides_differ_and_can_be_drawn(language):
    letters = words_in(language)["letters"]
    assert letters["left"] != letters["right"]
    assert set(letters.values()) <= set(SIGNS)


def test_a_drawing_carries_the_title_and_the_letter_of_its_language():
    english, french = (
        drawing("half_kneeling_stretch", None, "right"),
        drawing("half_kneeling_stretch", None, "right", "fr"),
    )
    assert 'lang="en"' in english
    assert "<title>Kneeling hip stretch. Trained side: right. Start: A person kneels" in english
    assert 'lang="fr"' in french
    assert "Côté travaillé : droit." in french


def test_an_unknown_language_gets_english_words():
    assert "Trained side: left." in drawing("prone_knee_bend", None, "left", "xx")


@pytest.mark.parametrize("language", LANGUAGES)
def test_name_and_positions_are_those_of_the_card(language):
    for picture in pictures():
        card = LIBRARY.card(picture.exercise, language)
        said = (f"{card['name']}.", card["picture"]["start"], card["picture"]["end"])
        assert [words for words in said if words not in titled(picture, "left", language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_one_look_holds_the_numbers_of_the_english_words(language):
    for picture in pictures():
        if picture.name in words_in("en").get(picture.exercise, {}).get("pictures", {}):
            english, said = (words_in(code)[picture.exercise]["pictures"][picture.name] for code in ("en", language))
            assert sorted(re.findall(r"\d+", said)) == sorted(re.findall(r"\d+", english))
