"""A preview shows the sheet as it would be issued, marked as a preview, and stores nothing."""

import pytest

from clinic.audit.models import AuditEvent
from rehab.handouts import views
from rehab.handouts.models import IssuedHandout
from rehab.handouts.pdf import NotRenderedError
from rehab.programmes.actions import end_programme
from tests.handouts.reading import text
from tests.pages import opened


@pytest.fixture
def page(programme):
    return f"/programmes/{programme.pk}/handouts/"


@pytest.fixture
def url(page):
    return page + "preview.pdf"


def test_it_is_the_sheet_without_a_number(as_ana, url):
    response = as_ana.get(url)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="handout-preview.pdf"'
    assert "no-store" in response["Cache-Control"]
    said = text(response.content)
    assert "Preview, not issued" in said
    assert "Kneeling hip stretch" in said
    assert not IssuedHandout.objects.exists()


@pytest.mark.usefixtures("no_paper")
def test_it_shows_what_the_form_holds_which_can_then_be_issued(as_ana, page, url):
    form = opened(as_ana, page) | {"note": "Use the high bed.", "paper": "Letter"}
    shown = as_ana.post(url, form).content.decode()
    assert "Use the high bed." in shown
    assert "size: letter" in shown
    assert as_ana.post(page, form).status_code == 302
    assert IssuedHandout.objects.get().context["note"] == "Use the high bed."


@pytest.mark.usefixtures("no_paper")
def test_it_leaves_a_trace_of_reading(as_ana, url, maria):
    as_ana.get(url)
    assert AuditEvent.objects.filter(action="read", patient_id=maria.pk).exists()


def test_a_bad_note_is_told_on_the_page(as_ana, page, url):
    response = as_ana.post(url, opened(as_ana, page) | {"note": "x" * 201})
    assert "Use at most 200 characters" in response.content.decode()


def test_where_there_is_nothing_to_show_the_page_says_why(as_ana, ana, programme, page, url):
    end_programme(by=ana, programme=programme, version=1, end_reason="stopped")
    response = as_ana.get(url, follow=True)
    assert response.redirect_chain == [(page, 302)]
    assert "The programme has ended." in response.content.decode()


def test_a_sheet_that_cannot_be_made_gets_a_clear_page(as_ana, url, monkeypatch):
    def fail(html):
        raise NotRenderedError("too slow")

    monkeypatch.setattr(views.renderer, "render", fail)
    response = as_ana.get(url)
    assert response.status_code == 503
    assert "The sheet could not be made." in response.content.decode()
