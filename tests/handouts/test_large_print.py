"""Large print is a layout of its own: 18 point text, nothing cut off, everything said that the ordinary sheet says."""

import functools

import pytest

from rehab.handouts.models import IssuedHandout
from rehab.handouts.pdf import renderer
from rehab.handouts.sheet import sheet_body, sheet_html
from tests.handouts.reading import PIXELS_A_MM, letter_sizes, pages, pictures
from tests.handouts.sheets import HOLD, PUSH, STRETCH, doing, offer, sheet
from tests.pages import opened

BOTH = sheet(
    doing("left", offer("left", STRETCH), offer("left", PUSH, 1), offer("left", HOLD, 2)),
    doing("right", offer("right", STRETCH), offer("right", PUSH, 1), offer("right", HOLD, 1)),
    log_address="https://physio.example.org/programmes/0b0f2c1e-7a51-4b0c-9f0e-3f1f6a1d2c3b/log/",
)
MARGIN_MM = 8
# Only the versions at the foot, which are for the clinician, stand smaller.
VERSIONS = "Rules"


@functools.cache
def printed(paper):
    return renderer.render(sheet_html(BOTH, paper, large=True))


def test_no_word_for_the_patient_is_smaller_than_18_point():
    small = [
        (size, text) for size, text in letter_sizes(printed("A4")) if size < 17.9 and not text.startswith(VERSIONS)
    ]
    assert small == []


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_nothing_runs_over_the_edge(paper):
    for picture in pictures(printed(paper)):
        left, top, right, bottom = picture.point(lambda grey: 255 if grey < 200 else 0).getbbox()
        edge = MARGIN_MM * PIXELS_A_MM
        assert min(left, top) >= edge
        assert right <= picture.width - edge
        assert bottom <= picture.height - edge


def test_an_exercise_stands_whole_on_one_page():
    found = pages(printed("A4"))
    for exercise in BOTH.exercises:
        (whole,) = [said for said in found if exercise.set_up in said and exercise.name in said]
        assert all(text in whole for text in (*exercise.steps, exercise.start, exercise.feel, exercise.mistake))


def test_each_side_has_a_table_of_its_own_in_the_log_with_its_next_morning():
    tables = sheet_body(BOTH, large=True).split('<section class="log wide"')[1].split("<table>")[1:]
    assert [("LEFT" in table, "RIGHT" in table) for table in tables] == [(True, False), (False, True)]
    assert [table.count("Next morning") for table in tables] == [1, 1]


@pytest.mark.usefixtures("no_paper")
def test_it_is_chosen_when_it_is_issued_and_kept_with_the_handout(as_ana, programme):
    page = f"/programmes/{programme.pk}/handouts/"
    form = opened(as_ana, page) | {"paper": "A4", "large_print": "on"}
    assert 'class="large"' in as_ana.post(page + "preview.pdf", form).content.decode()
    as_ana.post(page, form)
    issued = IssuedHandout.objects.get()
    assert issued.large_print
    assert 'class="large"' in bytes(issued.pdf).decode()
    assert "A4, large print" in as_ana.get(page).content.decode()
