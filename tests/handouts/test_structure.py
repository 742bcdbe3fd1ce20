"""The PDF says its language, its title and its structure to whoever cannot see it."""

import io
import itertools

import pikepdf
import pytest

from tests.handouts.reading import structure


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
