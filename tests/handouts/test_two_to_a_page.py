"""Two exercises go on a page of A4: what one side does takes at most half of it, at every level, in every language."""

import pytest
from weasyprint import HTML
from weasyprint.formatting_structure.boxes import BlockBox

from rehab.handouts.composing import exercises_of
from rehab.handouts.rendering import FONTS
from rehab.handouts.sheet import sheet_html
from rehab.handouts.words import in_language
from rehab.rules import LIBRARY
from tests.handouts.sheets import Log, doing, offer, sheet

NO_LOG = Log((), 0, 0, 0)


def longest_level(exercise, language):
    """The level with the most words in the grey box, where alone the words of the levels differ. None for a stretch."""
    levels = LIBRARY.card(exercise.id, language).get("levels", ())
    words = [len(level["what"] + level["dosage"]) for level in levels]
    return words.index(max(words)) + 1 if words else None


def all_exercises(language):
    """A sheet with every exercise of the library, each by the right side at its longest level."""
    offers = (offer("right", item.id, longest_level(item, language)) for item in LIBRARY.exercises.values())
    with in_language(language):
        exercises = [exercises_of([doing("right", item)], language)[0] for item in offers]
    return sheet(language=language, sheets=(tuple(exercises),), log=NO_LOG)


def is_exercise(box):
    return isinstance(box, BlockBox) and box.element is not None and box.element_tag == "article"


def laid_out(language):
    """The height of a page's content, and that of each exercise, in pixels: (height, {exercise: height})."""
    document = HTML(string=sheet_html(all_exercises(language), "A4")).render(font_config=FONTS)
    boxes = [box for page in document.pages for box in page._page_box.descendants() if is_exercise(box)]
    heights = dict(zip(LIBRARY.exercises, (box.margin_height() for box in boxes), strict=True))
    return document.pages[0]._page_box.height, heights


@pytest.mark.parametrize("language", LIBRARY.languages)
def test_an_exercise_takes_at_most_half_a_page(language):
    room, heights = laid_out(language)
    assert {exercise: height for exercise, height in heights.items() if height > room / 2} == {}
