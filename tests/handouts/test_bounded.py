"""A document that takes too long or too much ends with a clear message, and the server never holds WeasyPrint."""

import subprocess
import sys
import time

import pytest

from rehab.handouts.pdf import NotRenderedError, Renderer
from tests.handouts.sheets import sheet

LONG = "<p>" + "word " * 200_000


@pytest.fixture
def renderer_of():
    made = []

    def make(**limits):
        made.append(Renderer(**limits))
        return made[-1]

    yield make
    for renderer in made:
        renderer.close()


def test_a_document_that_takes_too_long_is_given_up(renderer_of):
    renderer = renderer_of(seconds=0.5)
    with pytest.raises(NotRenderedError, match=r"not done within 0\.5 s"):
        renderer.render(LONG)


def test_a_document_that_needs_too_much_memory_is_given_up(renderer_of):
    with pytest.raises(NotRenderedError):
        renderer_of(megabytes=64).render("<p>x</p>")


def test_a_real_sheet_stays_well_below_the_limit(renderer_of):
    from rehab.handouts.pdf import MEGABYTES
    from rehab.handouts.sheet import sheet_html

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
    import os

    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
