"""A document that takes too long or too much ends with a clear message, and the server never holds WeasyPrint."""

import base64
import os
import struct
import subprocess
import sys
import time
import zlib

import pytest
from django.urls import reverse

from rehab.handouts import pdf
from rehab.handouts.models import IssuedHandout
from rehab.handouts.pdf import MEGABYTES, SECONDS, NotRenderedError, Renderer
from rehab.handouts.sheet import sheet_html
from tests.handouts.sheets import sheet
from tests.pages import send

LONG = "<p>" + "word " * 200_000
PATIENCE = SECONDS if os.environ.get("LONG_RENDERINGS") else 1


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(edge):
    """A black picture of `edge` × `edge` pixels inside the document: some thousand bytes that unpack to edge² × 3."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", edge, edge, 8, 2, 0, 0, 0))
    packing = zlib.compressobj(9)
    rows = b"".join(packing.compress(bytes(3 * edge + 1)) for _ in range(edge)) + packing.flush()
    png = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return f'<img alt="x" src="data:image/png;base64,{base64.b64encode(png).decode()}">'


@pytest.fixture
def renderer_of():
    made = []

    def make(**limits):
        made.append(Renderer(**limits))
        return made[-1]

    yield make
    for renderer in made:
        renderer.close()


def test_a_document_that_takes_too_long_is_given_up_and_no_process_is_left(renderer_of):
    """In the long mode it is given the time that every sheet has, which is too little too."""
    renderer = renderer_of()
    renderer.render("<p>x</p>")
    process, renderer.seconds = renderer._process.pid, PATIENCE
    began = time.monotonic()
    with pytest.raises(NotRenderedError, match=f"not done within {PATIENCE} s"):
        renderer.render("<table><tr>" + "<td>x</td>" * 20_000)
    assert time.monotonic() - began < PATIENCE + 5
    assert not _runs(process)


def test_a_document_that_needs_too_much_memory_is_given_up(renderer_of):
    with pytest.raises(NotRenderedError):
        renderer_of(megabytes=64).render("<p>x</p>")


def test_a_small_document_that_unpacks_to_more_than_every_sheet_may_take_is_given_up(renderer_of):
    renderer = renderer_of(seconds=120)
    assert renderer.render(picture(1000)).startswith(b"%PDF")
    process = renderer._process.pid
    with pytest.raises(NotRenderedError, match="MemoryError"):
        renderer.render(picture(13_000))
    assert not _runs(process)


def test_a_document_nested_without_end_is_given_up(renderer_of):
    with pytest.raises(NotRenderedError, match="RecursionError"):
        renderer_of(seconds=120).render("<div>" * 3000)


def test_the_clinician_sees_a_clear_page_and_nothing_is_stored(as_ana, programme, monkeypatch):
    monkeypatch.setattr(pdf.renderer, "seconds", 0.01)
    answer = send(as_ana, reverse("handouts:handouts", args=[programme.pk]), paper="A4", note="Use the high bed.")
    said = answer.content.decode()
    assert f"Nothing was stored. Making one may take {SECONDS} seconds and {MEGABYTES} MB of memory at most." in said
    assert "Use the high bed." in said
    assert not IssuedHandout.objects.exists()
    preview = as_ana.get(reverse("handouts:preview", args=[programme.pk]))
    assert (preview.status_code, "This handout was not printed" in preview.content.decode()) == (503, True)


def test_a_real_sheet_stays_well_below_the_limit(renderer_of):
    assert renderer_of(megabytes=MEGABYTES * 3 // 4).render(sheet_html(sheet(), "A4")).startswith(b"%PDF")


def test_after_a_document_was_given_up_the_next_is_rendered(renderer_of):
    renderer = renderer_of()
    renderer.seconds = 0.2
    with pytest.raises(NotRenderedError):
        renderer.render(LONG)
    renderer.seconds = 20
    assert renderer.render("<p>x</p>").startswith(b"%PDF")


def test_a_renderer_that_was_killed_is_replaced(renderer_of):
    renderer = renderer_of()
    renderer.render("<p>x</p>")
    renderer._process.kill()
    renderer._process.join()
    assert renderer.render("<p>x</p>").startswith(b"%PDF")


def test_nobody_waits_for_a_turn_for_ever(renderer_of):
    renderer = renderer_of(seconds=0.1)
    with renderer._turn, pytest.raises(NotRenderedError, match="no turn"):
        renderer.render("<p>x</p>")


PAGES = """
import django, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
from rehab.handouts.pdf import renderer
{also}
assert "weasyprint" not in sys.modules, "WeasyPrint was imported"
"""


@pytest.mark.parametrize("also", ["", "renderer.render('<p>x</p>')"])
def test_the_server_never_imports_weasyprint(also):
    """Neither with all pages loaded, nor after a handout was rendered."""
    run = subprocess.run([sys.executable, "-c", PAGES.format(also=also)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_the_rendering_process_ends_with_the_server():
    script = "from rehab.handouts.pdf import renderer; renderer.render('<p>x</p>'); print(renderer._process.pid)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    until = time.monotonic() + 5
    while _runs(int(run.stdout)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _runs(int(run.stdout))


def _runs(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
