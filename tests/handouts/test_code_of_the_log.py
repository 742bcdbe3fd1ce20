"""The code on the log opens the page on which this programme's log is typed in, and names nobody."""

import re

import pytest
import segno
from django.urls import reverse

from rehab.handouts.models import IssuedHandout
from rehab.handouts.pdf import renderer
from rehab.handouts.sheet import sheet_body
from tests.handouts.reading import pictures
from tests.handouts.sheets import STRETCH, right, sheet
from tests.pages import opened

ADDRESS = "https://physio.example.org/programmes/0b0f2c1e-7a51-4b0c-9f0e-3f1f6a1d2c3b/log/"
SAID = "This code is for us."
ALONE = "<style>@page { size: 90mm; margin: 0 } body { margin: 0 } svg { width: 90mm; height: 90mm }</style>"


def code_in(html):
    (code,) = re.findall(r'<svg[^>]*class="segno".*?</svg>', html, re.DOTALL)
    return code


def modules(picture, size):
    """A picture of a code alone, read as a matrix of `size` × `size` modules: 1 is dark."""
    left, top, right, bottom = picture.point(lambda grey: 255 if grey < 128 else 0).getbbox()
    wide, high = (right - left) / size, (bottom - top) / size
    middles = [place + 0.5 for place in range(size)]
    return [
        [int(picture.getpixel((int(left + wide * x), int(top + high * y))) < 128) for x in middles] for y in middles
    ]


def test_what_is_printed_are_the_modules_of_the_address():
    code = code_in(sheet_body(sheet(log_address=ADDRESS)))
    (picture,) = pictures(renderer.render(ALONE + code))
    expected = [list(row) for row in segno.make(ADDRESS, error="m", micro=False).matrix]
    assert modules(picture, len(expected)) == expected


def test_it_has_a_title_for_whoever_cannot_see_it():
    assert "<title>Code that opens your log for the clinic</title>" in code_in(sheet_body(sheet(log_address=ADDRESS)))


@pytest.mark.parametrize("context", [sheet(), sheet(right(STRETCH), log_address=ADDRESS)])
def test_there_is_none_without_an_address_or_without_sessions_to_type_in(context):
    html = sheet_body(context)
    assert SAID not in html
    assert "segno" not in html


@pytest.mark.usefixtures("no_paper")
def test_it_holds_the_whole_address_of_the_programmes_log_and_no_name(as_ana, programme):
    page = reverse("handouts:handouts", args=[programme.pk])
    as_ana.post(page, opened(as_ana, page) | {"paper": "A4"})
    issued = IssuedHandout.objects.get()
    address = f"http://testserver{reverse('programmes:log', args=[programme.pk])}"
    assert issued.context["log_address"] == address
    assert code_in(issued.html) == code_in(sheet_body(sheet(log_address=address)))
    assert as_ana.get(address).status_code == 200
