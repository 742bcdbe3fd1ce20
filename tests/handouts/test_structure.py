"""The PDF says its language, its title and its structure to whoever cannot see it."""

import io
import itertools

import pikepdf
import pytest

from tests.handouts.reading import PIXELS_A_MM, pictures, structure

NARROWEST_MM = 50


@pytest.fixture
def root(typical):
    with pikepdf.open(io.BytesIO(typical)) as document:
        yield document.Root


def test_language_title_and_tags_are_declared(typical, root):
    assert str(root.Lang) == "en"
    assert root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle
    with pikepdf.open(io.BytesIO(typical)) as document:
        assert str(document.docinfo["/Title"]) == "Your hip exercises – Harbour Physio"
        assert document.open_metadata()["pdfuaid:part"] == "1"


def test_no_name_stands_in_the_metadata(typical):
    with pikepdf.open(io.BytesIO(typical)) as document:
        said = " ".join(map(str, document.docinfo.values())) + str(document.open_metadata())
    assert "Silva" not in said
    assert "H-1001" not in said


def test_headings_go_down_one_step_at_a_time(typical):
    levels = [int(tag[1]) for tag in tags(typical) if len(tag) == 2 and tag[0] == "H" and tag[1].isdigit()]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert len(levels) > 6
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_header_cell_says_what_it_heads(typical):
    document, elements = structure(typical)
    scopes = [str(element.A.get("/Scope", "")) for tag, element in elements if tag == "TH"]
    document.close()
    assert len(scopes) > 20
    assert set(scopes) == {"/Column", "/Row"}


def test_lists_are_lists(typical):
    assert {"L", "LI", "Lbl", "LBody", "Table", "Sect"} <= set(tags(typical))


def test_every_drawing_says_what_it_shows(typical):
    document, elements = structure(typical)
    said = [str(element.get("/Alt", "")) for tag, element in elements if tag == "Figure"]
    document.close()
    assert len(said) == 3
    assert said[0].startswith("Kneeling hip stretch. Trained side: right. Start: A person kneels on one knee")
    assert all(len(words) > 100 for words in said)


def test_every_drawing_says_where_on_its_page_it_stands(typical):
    document, elements = structure(typical)
    page, figures = document.pages[1].obj, [element for tag, element in elements if tag == "Figure"]
    boxes = [[float(edge) for edge in figure.A.BBox] for figure in figures if figure.Pg == page]
    document.close()
    drawn = [cropped(pictures(typical)[1], box) for box in boxes]
    assert len(drawn) == 2
    assert all(picture.width >= NARROWEST_MM * PIXELS_A_MM and is_drawn_to_the_edges(picture) for picture in drawn)


def cropped(picture, box):
    """What stands in a box of points from the lower left."""
    left, bottom, right, top = (edge / 72 * 25.4 * PIXELS_A_MM for edge in box)
    return picture.crop((int(left), int(picture.height - top), int(right), int(picture.height - bottom)))


def is_drawn_to_the_edges(picture):
    left, top, right, bottom = picture.point(lambda grey: 255 if grey < 200 else 0).getbbox()
    edge = 5 * PIXELS_A_MM
    return left < edge and top < edge and picture.width - right < edge and picture.height - bottom < edge


def test_what_is_read_aloud_has_the_order_of_the_page(typical):
    found = [tag for tag in tags(typical) if tag in {"H1", "H2", "Table", "Figure", "Art"}]
    first_sheet = ["H1", "H2", "Table", "H2", "H2"]
    exercises = ["Art", "H2", "Figure"] * 3
    ladder_and_log = ["H2", "Table", "Table", "H2", "Table"]
    assert found == [*first_sheet, *exercises, *ladder_and_log]


def test_everything_is_embedded(typical):
    with pikepdf.open(io.BytesIO(typical)) as document:
        fonts = [font for page in document.pages for font in page.Resources.get("/Font", pikepdf.Dictionary()).values()]
        described = [font.DescendantFonts[0].FontDescriptor for font in fonts]
        assert described
        assert all("/FontFile2" in font or "/FontFile3" in font for font in described)


def tags(pdf):
    document, elements = structure(pdf)
    document.close()
    return [tag for tag, _ in elements]
