"""Every variant as it comes out of the printer: few pages, none empty, nothing cut off, no exercise torn apart."""

import functools
import itertools
import os

import pytest
from django.utils.translation import gettext

from rehab.handouts.context import Recipient
from rehab.handouts.pdf import renderer
from rehab.handouts.sheet import sheet_html
from rehab.handouts.words import LANGUAGES, in_language
from rehab.rules import LIBRARY
from tests.handouts.reading import PIXELS_A_MM, pages, pictures
from tests.handouts.sheets import HOLD, PUSH, STRETCH, TYPICAL, doing, offer, right, sheet

LONG_NAME = "Maximiliana-Konstantina Wolfeschlegelsteinhausenbergerdorff " * 3
NAMES = {"long": (LONG_NAME[:161], "H" * 32), "Arabic": ("محمد عبد الله", "H-1001"), "Chinese": ("王小明", "H-1001")}
ADDRESS = "https://physio.example.org/programmes/0b0f2c1e-7a51-4b0c-9f0e-3f1f6a1d2c3b/log/"
FOUR = (right(STRETCH, "prone_knee_bend", (PUSH, 1), (HOLD, 1)),)
STAGE_2 = (right("standing_lunge_stretch", STRETCH, ("seated_knee_raise", 1), ("standing_hip_flexion", 4)),)
STAGE_3 = (right("bed_edge_stretch", "half_kneeling_heel_to_buttock", ("step_over_drill", 2), ("resisted_march", 4)),)
BOTH = (
    doing("left", offer("left", STRETCH), offer("left", PUSH, 1), offer("left", HOLD, 2)),
    doing("right", offer("right", STRETCH), offer("right", PUSH, 1), offer("right", HOLD, 1)),
)
WARNING = LIBRARY.precautions["anticoagulant"].warning_patient


def _named(script):
    name, number = NAMES[script]
    return {"recipient": Recipient(name, "1961-05-14", number)}


# What is done, what else is said, and the most pages of A4 that it takes in English.
VARIANTS = {
    "one exercise": ((right(STRETCH),), {}, 2),
    "one to strengthen": ((right((PUSH, 1)),), {}, 3),
    "typical": (TYPICAL, {}, 4),
    "four exercises": (FOUR, {}, 4),
    "stage 2": (STAGE_2, {}, 4),
    "stage 3": (STAGE_3, {}, 4),
    "both sides": (BOTH, {}, 4),
    "a warning and a note": (FOUR, {"warnings": (WARNING,), "note": "w " * 100, "goal": "x " * 200}, 5),
    "a long name": (FOUR, _named("long"), 5),
    "an Arabic name": ((right(STRETCH),), _named("Arabic"), 2),
    "a Chinese name": ((right(STRETCH),), _named("Chinese"), 2),
}
# So many pages more on a smaller page and with longer words, and at most so many times as many in large print.
LETTER_MORE, LANGUAGE_MORE, LARGE_TIMES = 2, 1, 3
MARGIN_MM = 8
HEADINGS = (
    "When to move up",
    "When to stop and get help",
    "Your stretches: one tick for each day",
    "Your log: one row for each session",
)
EVERY = [
    (variant, paper, language, large)
    for variant in VARIANTS
    for paper in ("A4", "Letter")
    for language in LANGUAGES
    for large in (False, True)
]
FEW = [
    *((variant, "A4", "en", False) for variant in VARIANTS),
    *((variant, "Letter", "en", False) for variant in ("four exercises", "both sides", "a long name")),
    *(("both sides", "A4", language, False) for language in LANGUAGES if language != "en"),
    ("typical", "A4", "en", True),
    ("both sides", "Letter", "de", True),
]
LOOKED_AT = EVERY if os.environ.get("EVERY_VARIANT") else FEW


@functools.cache
def context(variant, language):
    sides, said, _ = VARIANTS[variant]
    return sheet(*sides, language=language, log_address=ADDRESS, **said)


@functools.cache
def printed(variant, paper="A4", language="en", large=False):
    return renderer.render(sheet_html(context(variant, language), paper, large=large))


@pytest.fixture(params=LOOKED_AT, ids=lambda variant: "-".join(map(str, variant)))
def variant(request):
    return request.param


def test_it_takes_few_pages(variant):
    name, paper, language, large = variant
    most = VARIANTS[name][2] + LETTER_MORE * (paper == "Letter") + LANGUAGE_MORE * (language != "en")
    assert len(pages(printed(*variant))) <= most * (LARGE_TIMES if large else 1)


def test_what_is_followed_in_a_typical_week_takes_three_pages_and_the_log_one():
    found = pages(printed("typical"))
    assert len(found) == 4
    assert ["Your log" in said for said in found] == [False, False, False, True]


def test_no_page_is_empty_and_nothing_runs_over_the_edge(variant):
    for picture in pictures(printed(*variant)):
        left, top, right, bottom = picture.point(lambda grey: 255 if grey < 200 else 0).getbbox()
        edge = MARGIN_MM * PIXELS_A_MM
        assert left >= edge
        assert top >= edge
        assert right <= picture.width - edge
        assert bottom <= picture.height - edge


def test_every_page_holds_more_than_its_head_and_foot(variant):
    for picture in pictures(printed(*variant)):
        content = picture.crop((0, 40 * PIXELS_A_MM, picture.width, picture.height - 25 * PIXELS_A_MM))
        assert content.point(lambda grey: 255 if grey < 200 else 0).getbbox() is not None


def test_an_exercise_stands_whole_on_one_page(variant):
    """In large print one that is longer than a page has a page to itself and ends on the next."""
    name, _, language, large = variant
    found = [squeezed(said) for said in pages(printed(*variant))]
    exercises = context(name, language).exercises
    for exercise in exercises:
        texts = (exercise.set_up, exercise.start, *exercise.steps, exercise.feel, exercise.mistake)
        if large and not any(holds(said, texts) for said in found):
            others = [other.start for other in exercises if other != exercise]
            assert any(
                holds(first + after, texts)
                and holds(first, texts[:2])
                and not any(holds(first, [start]) for start in others)
                for first, after in itertools.pairwise(found)
            ), exercise.name
        else:
            assert any(holds(said, texts) for said in found), exercise.name


def holds(said, texts):
    return all(squeezed(text) in said for text in texts)


def test_no_heading_stands_alone_at_the_foot_of_a_page(variant):
    with in_language(variant[2]):
        headings = [gettext(words) for words in HEADINGS]
    for said in pages(printed(*variant)):
        for heading in headings:
            if heading in said:
                assert not said.split(heading)[1].strip().startswith("Harbour Physio")


def squeezed(said):
    return "".join(said.split())


def test_paper_has_its_size():
    for paper, size in (("A4", (210, 297)), ("Letter", (215.9, 279.4))):
        picture = pictures(printed("typical", paper))[0]
        assert (picture.width / PIXELS_A_MM, picture.height / PIXELS_A_MM) == pytest.approx(size, abs=1)


def test_rows_of_the_log_leave_room_for_handwriting():
    picture = pictures(printed("typical", "A4"))[-1]
    column = 20 * PIXELS_A_MM
    lines = [y for y in range(picture.height) if picture.getpixel((column, y)) < 160]
    rows = [after - before for before, after in itertools.pairwise(lines) if after - before > 2]
    assert sum(row >= 8 * PIXELS_A_MM - 1 for row in rows) >= 12
