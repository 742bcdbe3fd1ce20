"""Maria's programme, whose handouts are issued, and one sheet that is rendered once for all tests that only read it."""

import pytest

from rehab.handouts.actions import issue_handout
from rehab.handouts.pdf import renderer
from rehab.handouts.sheet import sheet_html
from tests.handouts.sheets import sheet
from tests.programmes.conftest import assessment, log, lukasz_programme, paused, programme

__all__ = ["assessment", "log", "lukasz_programme", "paused", "programme"]


@pytest.fixture(scope="session")
def typical():
    """A PDF of one stretch and two strengthening exercises for the right side, four weeks until the review."""
    return renderer.render(sheet_html(sheet(), "A4"))


@pytest.fixture
def no_paper(monkeypatch):
    """Instead of a PDF comes the document itself: for what happens before and after the rendering."""
    monkeypatch.setattr(renderer, "render", lambda html: html.encode())


@pytest.fixture
def issued(ana, programme):
    """Maria's first handout, issued by Ana today."""
    return issue_handout(by=ana, programme=programme)
