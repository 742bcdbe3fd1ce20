"""Names in other scripts are printed with letters, not with empty boxes."""

import functools
import io
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from rehab import handouts
from rehab.handouts.pdf import renderer
from rehab.handouts.sheet import sheet_html
from tests.handouts.reading import text
from tests.handouts.sheets import right, sheet

FONTS = Path(handouts.__file__).with_name("fonts")
NAMES = {
    "Polish": ("Łukasz Żółć", "NotoSans"),
    "Greek": ("Ελένη Παπαδοπούλου", "NotoSans"),
    "Ukrainian": ("Олена Ковальчук", "NotoSans"),
    "Arabic": ("محمد عبد الله", "NotoSansArabic"),
    "Hebrew": ("שרה כהן", "DejaVuSans"),
    "Hindi": ("प्रिया शर्मा", "NotoSans"),
    "Chinese": ("王小明", "DroidSansFallback"),
    "Japanese": ("さくら", "DroidSansFallback"),
}


@pytest.mark.parametrize("script", NAMES)
def test_a_name_is_printed_in_its_own_script(script):
    name, family = NAMES[script]
    recipient = type(sheet().recipient)(name, "1961-05-14", "H-1001")
    pdf = renderer.render(sheet_html(sheet(right("half_kneeling_stretch"), recipient=recipient), "A4"))
    assert any(family in font for font in fonts_of(pdf))
    assert "\ufffd" not in text(pdf)


@pytest.mark.parametrize("script", NAMES)
def test_every_letter_of_it_is_in_a_bundled_font(script):
    letters = {ord(letter) for letter in NAMES[script][0]}
    covered = {letter for path in FONTS.glob("*.ttf") for letter in letters if letter in charmap(path)}
    assert covered == letters


@pytest.mark.parametrize("mark", "☐☑✓✗–“”°·")
def test_the_marks_of_the_sheet_are_in_a_bundled_font(mark):
    assert any(ord(mark) in charmap(path) for path in FONTS.glob("*.ttf"))


@functools.cache
def charmap(path):
    with TTFont(path) as font:
        return font.getBestCmap()


def fonts_of(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {
            str(font.BaseFont).replace("-", "")
            for page in document.pages
            for font in page.Resources.get("/Font", pikepdf.Dictionary()).values()
        }
