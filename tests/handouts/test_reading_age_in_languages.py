"""What a translation says can be followed at the reading age of 9 to 11 too, by a formula made for its language."""

import pytest
from django.utils.translation import gettext

from rehab.handouts.words import in_language, rest_words
from rehab.rules import LIBRARY
from tests.handouts.catalogues import TRANSLATED
from tests.handouts.plain import school_year, sentences, words
from tests.handouts.sheets import HOLD, TYPICAL, doing, offer, right, sheet
from tests.handouts.test_reading_age import WARNINGS, blocks
from tests.rules.test_cards import HIGHEST_GRADE, LONGEST_SENTENCE_WORDS, patient_texts

# The formulas are made for running text. The few words of a label are read with the texts around them.
FEWEST_WORDS = 12
EASY_AND_HARD = {
    "de": (
        "Setzen Sie sich hin. Heben Sie das Knie an. Dann ruhen Sie sich aus.",
        "Die isometrische Aktivierung der Hüftbeugemuskulatur erfordert Stabilisierung der Lendenwirbelsäule.",
    ),
    "es": (
        "Siéntese en la silla. Suba la rodilla. Baje el pie al suelo.",
        "La activación isométrica de la musculatura flexora precisa una estabilización lumbopélvica anticipatoria.",
    ),
    "fr": (
        "Restez bien droit. Levez le genou. Posez le pied au sol.",
        "L’activation isométrique de la musculature fléchisseuse nécessite une stabilisation lombopelvienne.",
    ),
    "pl": (
        "Usiądź na krześle. Unieś kolano. Postaw stopę na ziemi.",
        "Izometryczna aktywacja mięśni zginających wymaga ustabilizowania kręgosłupa lędźwiowego i miednicy.",
    ),
}


def sheets(language):
    """The sheets that between them hold every fixed sentence but those of a week or a count."""
    with in_language(language):
        warnings = tuple(gettext(warning) for warning in WARNINGS)
        rests = tuple(rest_words("left", completed=completed) for completed in (True, False))
    yield sheet(*TYPICAL, warnings=warnings, not_now=rests, language=language)
    yield sheet(right(("step_over_drill", 1), ("sprint_drill", 2)), language=language)
    both = (doing(side, offer(side, HOLD, 1, repetitions=3)) for side in ("left", "right"))
    yield sheet(*both, language=language)


def hard(texts, language):
    """The running texts that ask for more years of school: {text: years}."""
    years = {text: school_year(text, language) for text in texts if len(words(text)) >= FEWEST_WORDS}
    assert len(years) > FEWEST_WORDS
    return {text: round(year, 1) for text, year in years.items() if year > HIGHEST_GRADE}


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_formula_tells_easy_from_hard(language):
    easy, difficult = EASY_AND_HARD[language]
    assert school_year(easy, language) < HIGHEST_GRADE - 1
    assert school_year(difficult, language) > HIGHEST_GRADE + 4


@pytest.mark.parametrize("language", TRANSLATED)
def test_an_eleven_year_old_can_read_every_card(language):
    cards = [patient_texts(LIBRARY.card(exercise, language)) for exercise in LIBRARY.exercises]
    assert hard([text for card in cards for text in card.values()], language) == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_an_eleven_year_old_can_read_every_block_of_the_sheet(language):
    assert hard([block for page in sheets(language) for block in blocks(page)], language) == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_sentence_is_long(language):
    cards = [
        text for exercise in LIBRARY.exercises for text in patient_texts(LIBRARY.card(exercise, language)).values()
    ]
    for text in [*cards, *(block for page in sheets(language) for block in blocks(page))]:
        for sentence in sentences(text):
            assert len(words(sentence)) <= LONGEST_SENTENCE_WORDS, sentence


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_sheet_as_a_whole_is_for_ten_year_olds(language):
    (whole, *_) = sheets(language)
    assert school_year(" ".join(blocks(whole)), language) < HIGHEST_GRADE - 1
