"""Every sentence on the sheet can be followed at the reading age of 9 to 11."""

from html.parser import HTMLParser

import pytest

from rehab.handouts.sheet import sheet_html
from rehab.handouts.words import rest_words
from rehab.rules import LIBRARY
from tests.handouts.sheets import HOLD, PUSH, STRETCH, TYPICAL, doing, offer, right, sheet
from tests.rules.test_cards import HIGHEST_GRADE, LONGEST_SENTENCE_WORDS, reading_grade, sentences, words

# The steps of an exercise are one text, as on its card.
BLOCKS = {"p", "ol", "ul", "td", "th", "h1", "h2", "h3"}
# A heading or a label of three or four words has no grade: the formula is made for running text.
FEWEST_WORDS = 6
WARNINGS = tuple(row.warning_patient for row in LIBRARY.precautions.values() if row.warning_patient)
RESTS = (rest_words("left", completed=True), rest_words("left", completed=False))
SHEETS = {
    "typical": sheet(*TYPICAL, warnings=WARNINGS, not_now=RESTS),
    "stretches": sheet(right(STRETCH), review_on=""),
    "strengthening": sheet(right((PUSH, 1))),
    "both sides": sheet(
        doing("left", offer("left", HOLD, 1, repetitions=3)), doing("right", offer("right", HOLD, 2, sets=2))
    ),
    "drills": sheet(right(("step_over_drill", 1), ("sprint_drill", 2))),
}


class Blocks(HTMLParser):
    """The text of each block of a document below its head and foot."""

    def __init__(self, html):
        super().__init__()
        self.texts, self.open = [], 0
        self.feed(html[html.index("<main>") :])

    def handle_starttag(self, tag, attrs):
        if tag in BLOCKS:
            self.open += 1
            self.texts.append("")
        elif tag == "li":
            self.texts[-1] += " "

    def handle_endtag(self, tag):
        self.open -= tag in BLOCKS

    def handle_data(self, data):
        if self.open:
            self.texts[-1] += data


def blocks(context):
    return [
        " ".join(text.split()) for text in Blocks(sheet_html(context, "A4")).texts if len(words(text)) >= FEWEST_WORDS
    ]


def test_the_whole_sheet_is_read():
    said = " ".join(blocks(SHEETS["typical"]))
    assert "You did too much." in said
    assert "cross out your ticks" in said
    assert all(warning in said for warning in WARNINGS)


@pytest.mark.parametrize("name", SHEETS)
def test_every_block_is_plain(name):
    for block in blocks(SHEETS[name]):
        assert reading_grade(block) <= HIGHEST_GRADE, (round(reading_grade(block), 1), block)


@pytest.mark.parametrize("name", SHEETS)
def test_every_sentence_is_short(name):
    for block in blocks(SHEETS[name]):
        for sentence in sentences(block):
            assert len(words(sentence)) <= LONGEST_SENTENCE_WORDS, sentence


def test_the_sheet_as_a_whole_is_for_nine_year_olds():
    assert reading_grade(" ".join(blocks(SHEETS["typical"]))) < 4
