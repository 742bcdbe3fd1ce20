"""Everything a page or a handout needs is in this folder: no third party learns who opens the site."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

PROJECT = Path(__file__).resolve().parents[2]
FONTS = PROJECT / "rehab" / "handouts" / "fonts"
STYLES = sorted((PROJECT / "static").rglob("*.css"))
TEMPLATES = sorted([*(PROJECT / "templates").rglob("*.html"), *(PROJECT / "templates").rglob("*.svg")])
PAGE_LOADS = re.compile(
    r"""<(?:script|link|img|iframe|source|use)\b[^>]*?\b(?:src|href)=["']?((?:https?:)?//[^"'\s>]+)"""
)


def characters(name):
    with TTFont(FONTS / name) as font:
        return set(font.getBestCmap())


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_style_sheets_load_only_what_is_in_them_or_beside_them(path):
    text = path.read_text()
    addresses = re.findall(r"url\(\s*[\"']?([^\"')]{1,80})", text) + re.findall(r"@import\s+[\"']([^\"']+)", text)
    outside = [address for address in addresses if re.match(r"(?:https?:)?//", address)]
    assert outside == []


def test_bootstrap_is_here_with_its_licence_and_asks_for_no_source_map():
    folder = PROJECT / "static" / "vendor" / "bootstrap"
    assert "The MIT License" in (folder / "LICENSE").read_text()
    for name in ("bootstrap.min.css", "bootstrap.bundle.min.js"):
        text = (folder / name).read_text()
        assert "v5.3" in text[:200]
        assert "sourceMappingURL" not in text


def test_there_are_templates_to_look_at():
    assert len(TEMPLATES) > 10


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_templates_load_nothing_from_another_address(path):
    assert PAGE_LOADS.findall(path.read_text()) == []


def test_the_search_for_other_addresses_finds_them():
    assert PAGE_LOADS.findall('<script defer src="https://cdn.example/x.js"></script>') == ["https://cdn.example/x.js"]
    assert PAGE_LOADS.findall("<link rel=stylesheet href='//cdn.example/x.css'>") == ["//cdn.example/x.css"]
    assert PAGE_LOADS.findall('<img src="/static/x.svg"> <a href="https://example.org">') == []


def test_each_font_has_its_licence_beside_it():
    fonts = sorted(FONTS.glob("*.ttf"))
    assert fonts
    for font in fonts:
        licence = FONTS / f"{font.stem.partition('-')[0]}-LICENSE.txt"
        assert re.search(
            "Open Font License|Apache License|Permission is hereby granted", licence.read_text(), re.IGNORECASE
        )


def test_fontconfig_looks_in_the_bundled_folder_alone():
    assert re.findall("<(?:dir|include)[^/]*/", (FONTS / "fonts.conf").read_text()) == ['<dir prefix="relative">.</']


def test_the_fonts_hold_every_character_a_handout_uses():
    text = "Łukasz ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ ÀÉÎÕÜßøåñç ½ × – — ’ “ ” ° ≤ ≥ ☐ ✓ →"
    held = characters("NotoSans-Regular.ttf") | characters("DejaVuSans.ttf")
    assert [letter for letter in text if ord(letter) not in held] == []


@pytest.mark.parametrize(
    ("name", "font"),
    [
        ("محمد علي", "NotoSansArabic-Regular.ttf"),
        ("王小明", "DroidSansFallbackFull.ttf"),
        ("राम", "NotoSans-Regular.ttf"),
    ],
)
def test_names_in_other_scripts_print(name, font):
    assert [letter for letter in name if not letter.isspace() and ord(letter) not in characters(font)] == []
