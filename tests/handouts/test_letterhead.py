"""The sheet shows what the clinic sets: name, address, telephone, colour and logo. What was issued stays as it was."""

import dataclasses
import functools
import os

import pytest
from django.urls import reverse

from clinic.accounts.colours import HOUSE_COLOUR
from clinic.accounts.models import Logo
from clinic.letterhead.actions import DETAILS, set_letterhead
from clinic.letterhead.logos import logo_from
from rehab.handouts.context import HandoutContext
from rehab.handouts.pdf import renderer
from rehab.handouts.queries import handout_context
from rehab.handouts.sheet import sheet_body, sheet_html
from tests.handouts import test_how_it_looks as variants
from tests.handouts.reading import PIXELS_A_MM, pages, pictures, structure
from tests.handouts.sheets import sheet
from tests.letterhead.pictures import as_file, drawn

PALEST = "#767676"


def logo(width, height):
    return Logo(png=logo_from(as_file(drawn(width, height))).png).address


LONG = {
    "name": "Physiotherapie & Rehabilitation am Alten Hafen Hamburg-Altona",
    "address": "Ärztehaus am Fischmarkt, Große Elbstraße 145, Hinterhaus, 3. Stock, 22767 Hamburg-Altona",
    "telephone": "+49 40 1234 5678-90",
    "colour": PALEST,
}
LETTERHEADS = {"wide": LONG | {"logo": logo(900, 300)}, "tall": LONG | {"logo": logo(200, 900)}}
FEW = [
    ("four exercises", "A4", "en", False, "wide"),
    ("typical", "A4", "fr", False, "tall"),
    ("typical", "A4", "en", True, "wide"),
]
EVERY = [(*variant, letterhead) for variant in variants.EVERY for letterhead in LETTERHEADS]
LOOKED_AT = EVERY if os.environ.get("EVERY_VARIANT") else FEW


def with_letterhead(context, **clinic):
    return dataclasses.replace(context, clinic=dataclasses.replace(context.clinic, **clinic))


@functools.cache
def printed(letterhead):
    return renderer.render(sheet_html(with_letterhead(sheet(), **LETTERHEADS[letterhead]), "A4"))


@pytest.fixture
def branded(lena, harbour, ana):
    """Harbour Physio with a colour and a logo."""
    details = {name: getattr(harbour, name) for name in DETAILS} | {"colour": "#7a1f5c"}
    clinic = set_letterhead(by=lena, version=1, details=details, picture=logo_from(as_file(drawn())))
    ana.refresh_from_db()
    return clinic


def test_the_first_page_holds_it_all():
    first = pages(printed("wide"))[0]
    assert all(LONG[name] in first for name in ("name", "address", "telephone"))


def test_the_logo_is_a_figure_that_is_called_as_the_clinic_is():
    _, found = structure(printed("wide"))
    assert LONG["name"] in [str(element.Alt) for tag, element in found if tag == "Figure"]


@pytest.mark.parametrize("letterhead", LETTERHEADS)
def test_the_logo_stands_at_the_upper_right_within_its_bounds(letterhead):
    _, found = structure(printed(letterhead))
    (element,) = [element for tag, element in found if tag == "Figure" and str(element.Alt) == LONG["name"]]
    left, bottom, right, top = (float(edge) * 25.4 / 72 for edge in element.A.BBox)
    assert 0 < right - left <= 28.1
    assert 0 < top - bottom <= 10.6
    assert (right, top > 250) == (pytest.approx(210 - 12, abs=0.5), True)


@pytest.mark.parametrize("variant", LOOKED_AT, ids=lambda variant: "-".join(map(str, variant)))
def test_it_takes_no_further_page_and_nothing_runs_over_the_edge(variant):
    """Beside a clinic of the same name that sets nothing else: a long name needs a second line on every page."""
    name, paper, language, large, letterhead = variant
    bare = with_letterhead(variants.context(name, language), name=LONG["name"], address="", telephone="")
    full = with_letterhead(bare, **LETTERHEADS[letterhead])
    before, after = (renderer.render(sheet_html(one, paper, large=large)) for one in (bare, full))
    assert len(pages(after)) <= len(pages(before))
    picture = pictures(after)[0]
    left, top, right, _ = picture.point(lambda grey: 255 if grey < 200 else 0).getbbox()
    edge = variants.MARGIN_MM * PIXELS_A_MM
    assert min(left, top) >= edge
    assert right <= picture.width - edge


def test_in_large_print_the_address_is_where_it_says_how_to_reach_the_clinic():
    body = sheet_body(with_letterhead(sheet(), **LETTERHEADS["wide"]), large=True)
    assert "whereabouts" not in body
    assert LONG["address"] in body.split('class="reach"')[1]
    assert body.count("<img") == 1


def test_the_palest_colour_is_dark_in_black_and_white():
    picture = pictures(printed("wide"))[0]
    title = picture.crop((0, 25 * PIXELS_A_MM, 60 * PIXELS_A_MM, 33 * PIXELS_A_MM))
    assert title.getextrema()[0] <= int(PALEST[1:3], 16) + 2


def test_nothing_is_said_by_the_colour_alone():
    plain = renderer.render(sheet_html(with_letterhead(sheet(), colour="#000000"), "A4"))
    coloured = renderer.render(sheet_html(with_letterhead(sheet(), colour="#7a1f5c"), "A4"))
    assert pages(plain) == pages(coloured)


def test_the_style_sheets_know_one_colour_for_headings_and_lines():
    html = sheet_html(with_letterhead(sheet(), colour="#7a1f5c"), "A4")
    house, clinic = f"--clinic: {HOUSE_COLOUR}", "--clinic: #7a1f5c"
    assert html.count(HOUSE_COLOUR) == html.count(house) == 1
    assert html.index(house) < html.index(clinic)


@pytest.mark.usefixtures("no_paper")
def test_what_is_issued_carries_it_and_stays_as_it_was_when_it_changes(as_ana, ana, lena, branded, issued):
    before = HandoutContext.from_json(issued.context).clinic
    assert (before.colour, before.logo) == ("#7a1f5c", branded.logo.address)
    page = reverse("handouts:page", args=[issued.pk])
    shown = as_ana.get(page).content
    assert branded.logo.address.encode() in shown
    assert reverse("handouts:colour", args=["#7a1f5c"]).encode() in shown
    details = {name: getattr(branded, name) for name in DETAILS}
    changed = details | {"name": "Quay Rehab", "address": "9 Hill", "telephone": "1", "colour": "#1c4f8a"}
    set_letterhead(by=lena, version=2, details=changed, without_logo=True)
    assert as_ana.get(page).content == shown
    assert as_ana.get(reverse("handouts:pdf", args=[issued.pk])).content == bytes(issued.pdf)
    ana.refresh_from_db()
    assert handout_context(issued.programme, ana.today(), by=ana).clinic.name == "Quay Rehab"
    assert b"Matches the programme" in as_ana.get(reverse("handouts:handouts", args=[issued.programme_id])).content


@pytest.mark.usefixtures("no_paper")
def test_one_from_before_there_were_colours_and_logos_can_still_be_read(as_ana, issued):
    del issued.context["clinic"]["colour"], issued.context["clinic"]["logo"]
    issued.html = ""
    issued.save()
    shown = as_ana.get(reverse("handouts:page", args=[issued.pk])).content.decode()
    assert "Harbour Physio" in shown
    assert "colours/" not in shown
    assert "--clinic: ;" not in sheet_html(HandoutContext.from_json(issued.context), "A4")


@pytest.mark.parametrize("colour", ["#7a1f5c", "#7A1F5C"])
def test_the_web_page_takes_its_colour_from_a_style_sheet(as_ana, colour):
    answer = as_ana.get(reverse("handouts:colour", args=[colour]))
    assert (answer["Content-Type"], answer.content.decode()) == ("text/css", f":root {{ --clinic: {colour}; }}\n")
    assert as_ana.get("/handouts/colours/red;}body{.css").status_code == 404
