"""Every variant as it comes out of the printer: few pages, none empty, nothing cut off, no exercise torn apart."""

import functools
import itertools

import pytest

from rehab.handouts.pdf import renderer
from rehab.handouts.sheet import sheet_html
from rehab.rules import LIBRARY
from tests.handouts.reading import PIXELS_A_MM, pages, pictures
from tests.handouts.sheets import HOLD, PUSH, STRETCH, TYPICAL, doing, offer, right, sheet

LONG_NAME = "Maximiliana-Konstantina Wolfeschlegelsteinhausenbergerdorff " * 3
FOUR = (right(STRETCH, "prone_knee_bend", (PUSH, 1), (HOLD, 1)),)
STAGE_2 = (right("standing_lunge_stretch", STRETCH, ("seated_knee_raise", 1), ("standing_hip_flexion", 4)),)
STAGE_3 = (right("bed_edge_stretch", "half_kneeling_heel_to_buttock", ("step_over_drill", 2), ("resisted_march", 4)),)
BOTH = (
    doing("left", offer("left", STRETCH), offer("left", PUSH, 1), offer("left", HOLD, 2)),
    doing("right", offer("right", STRETCH), offer("right", PUSH, 1), offer("right", HOLD, 1)),
)
WARNING = LIBRARY.precautions["anticoagulant"].warning_patient

VARIANTS = {
    "one exercise": (sheet(right(STRETCH)), 2),
    "one to strengthen": (sheet(right((PUSH, 1))), 3),
    "typical": (sheet(*TYPICAL), 4),
    "four exercises": (sheet(*FOUR), 5),
    "stage 2": (sheet(*STAGE_2), 5),
    "stage 3": (sheet(*STAGE_3), 5),
    "both sides": (sheet(*BOTH), 5),
    "a warning and a note": (sheet(*FOUR, warnings=(WARNING,), note="w " * 100, goal="x " * 200), 6),
    "long names": (sheet(*FOUR, recipient=type(sheet().recipient)(LONG_NAME[:161], "1961-05-14", "H" * 32)), 6),
}
MARGIN_MM = 8


@functools.cache
def printed(variant, paper):
    return renderer.render(sheet_html(VARIANTS[variant][0], paper))


@pytest.fixture(params=[(variant, paper) for variant in VARIANTS for paper in ("A4", "Letter")], ids="-".join)
def variant(request):
    return request.param


def test_it_takes_few_pages(variant):
    name, paper = variant
    most = VARIANTS[name][1] + (paper == "Letter")
    assert len(pages(printed(*variant))) <= most


def test_what_is_followed_in_a_typical_week_takes_three_pages_and_the_log_one():
    found = pages(printed("typical", "A4"))
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
    found = pages(printed(*variant))
    for exercise in VARIANTS[variant[0]][0].exercises:
        whole = [said for said in found if f"{exercise.number} {exercise.name} " in said and exercise.set_up in said]
        assert whole
        assert all(text in whole[0] for text in (*exercise.steps, exercise.start, exercise.feel, exercise.mistake))


def test_no_heading_stands_alone_at_the_foot_of_a_page(variant):
    headings = ("When to move up", "Your stretches: one tick for each day", "Your log: one row for each session")
    for said in pages(printed(*variant)):
        for heading in headings:
            if heading in said:
                after = said.split(heading)[1]
                assert not after.strip().startswith(("Harbour Physio", "Handout"))


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
