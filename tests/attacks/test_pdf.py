"""A sheet of paper shows hostile text as text; nothing in it is fetched, attached or run, nor does it take long.

That rendering itself fetches nothing, and that WeasyPrint as it comes would, is in tests/handouts.
"""

import html
import io

import pikepdf
import pytest
from django.urls import reverse

from clinic.accounts.models import Clinician
from rehab.handouts import actions, views
from rehab.handouts.actions import issue_handout
from rehab.handouts.models import IssuedHandout
from rehab.programmes.models import Programme
from tests.attacks.spoilt import spoil_everything
from tests.handouts.reading import text
from tests.pages import opened
from tests.trust.places import address

FILE = '<link rel="attachment" href="file:///etc/hostname">'
VECTORS = [
    f"{FILE}<img src=http://127.0.0.1:9/x>",
    '<style>@import "file:///etc/passwd"; * { background: url(http://127.0.0.1:9/y) }</style>',
]


# The document of a preview and that of an issued handout.
RENDERED = ((views, "sheet_html"), (actions, "document"))


@pytest.fixture
def made(monkeypatch):
    """Every document that is rendered, as HTML."""
    documents = []

    def remember(render):
        def remembered(*given, **how):
            documents.append(render(*given, **how))
            return documents[-1]

        return remembered

    for module, render in RENDERED:
        monkeypatch.setattr(module, render, remember(getattr(module, render)))
    return documents


def test_hostile_text_in_every_field_is_printed_as_text(clinic, made):
    for vector in VECTORS:
        spoil_everything(vector)
        by, programme = Clinician.objects.get(pk=clinic.lead.pk), Programme.objects.get(pk=clinic.programme.pk)
        pdf = bytes(issue_handout(by=by, programme=programme, note=vector * 3).pdf)
        assert "".join(vector.split())[:40] in "".join(text(pdf).split())
        assert html.escape(vector) in made[-1]
        assert vector not in made[-1]
        nothing_is_attached_or_run(pdf)


def nothing_is_attached_or_run(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert not document.attachments
        assert not {"/OpenAction", "/AA"} & set(document.Root.keys())
        assert "/JavaScript" not in document.Root.get("/Names", {})
        links = [note.A for page in document.pages for note in page.get("/Annots", []) if "/A" in note]
        assert [link for link in links if str(link.get("/URI", "https:")).startswith(("file:", "javascript:"))] == []


def test_a_sheet_that_asks_for_a_file_is_refused_and_the_page_says_so(clinic, as_lead, monkeypatch):
    """As if the text had not been escaped: the rendering's own guard holds, and nothing is stored or shown."""
    for module, render in RENDERED:
        monkeypatch.setattr(module, render, lambda *given, **how: f"<html><body>{FILE}</body></html>")
    issued = IssuedHandout.objects.count()
    preview = as_lead.get(address("handouts:preview", clinic))
    assert preview.status_code == 503
    assert "could not be made" in preview.content.decode()
    page = reverse("handouts:handouts", args=[clinic.programme.pk])
    answer = as_lead.post(page, opened(as_lead, page))
    assert "could not be made" in answer.content.decode()
    assert IssuedHandout.objects.count() == issued
