"""The handout as a web page says what its paper says, with the style sheet of a file."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from clinic.audit.models import AuditEvent
from rehab.handouts.models import IssuedHandout
from tests.handouts.reading import text
from tests.pages import opened

# Words about a picture are for whoever cannot see it; the way back is for the screen alone.
UNPRINTED = {"title", "desc", "nav"}


class Said(HTMLParser):
    """What a page says: `pieces` of text, and what stands inside its pictures as `drawn`."""

    def __init__(self, html):
        super().__init__()
        self.pieces, self.drawn, self.open = [], "", []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag in UNPRINTED | {"svg"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in self.open:
            self.open.remove(tag)

    def handle_data(self, data):
        if not self.open:
            self.pieces.append(data)
        elif self.open == ["svg"]:
            self.drawn += f" {data}"


def squeezed(said):
    return "".join(said.split())


def words_of(said):
    return set(re.findall(r"\w{2,}", said))


@pytest.fixture
def page(as_ana, issued):
    return as_ana.get(reverse("handouts:page", args=[issued.pk]))


def test_it_says_what_the_paper_says_and_no_more_and_no_less(page, issued):
    shown, printed = Said(page.content.decode()), text(bytes(issued.pdf))
    pieces = [squeezed(piece) for piece in shown.pieces if piece.strip()]
    assert len(pieces) > 100
    assert [piece for piece in pieces if piece not in squeezed(printed)] == []
    left_over = words_of(printed) - words_of(" ".join(shown.pieces)) - words_of(shown.drawn) - {"Page", "of"}
    assert left_over == set()


@pytest.mark.usefixtures("no_paper")
def test_its_style_is_a_file_and_nothing_in_it_is_for_no_browser(page):
    html = page.content.decode()
    assert re.search(r'<link rel="stylesheet" href="[^"]*css/handout[^"]*\.css">', html)
    assert "style=" not in html
    assert "<style" not in html
    assert "<script" not in html
    assert '<html lang="en">' in html


@pytest.mark.usefixtures("no_paper")
def test_it_stays_as_it_was_issued(as_ana, issued, programme):
    url = reverse("handouts:page", args=[issued.pk])
    before = below_the_way_back(as_ana.get(url))
    programme.episode.goal = "Run for the bus"
    programme.episode.save()
    assert below_the_way_back(as_ana.get(url)) == before
    assert "Climb the stairs to my flat" in before


def below_the_way_back(page):
    return page.content.decode().partition("</nav>")[2]


@pytest.mark.usefixtures("no_paper")
def test_one_from_before_pages_were_kept_is_laid_out_from_its_context(as_ana, issued):
    url = reverse("handouts:page", args=[issued.pk])
    before = as_ana.get(url).content
    IssuedHandout.objects.update(html="")
    assert as_ana.get(url).content == before


@pytest.mark.usefixtures("no_paper")
def test_one_that_was_changed_in_the_database_is_not_shown(as_ana, issued):
    IssuedHandout.objects.update(html="<main><script>alert(1)</script></main>")
    answer = as_ana.get(reverse("handouts:page", args=[issued.pk]))
    assert answer.status_code == 409
    assert "no longer what was issued" in answer.content.decode()
    assert "alert(1)" not in answer.content.decode()


@pytest.mark.usefixtures("no_paper")
def test_reading_it_leaves_a_trace(page, issued, maria):
    event = AuditEvent.objects.filter(object_id=issued.pk).latest("pk")
    assert (event.action, event.patient_id) == ("read", maria.pk)


@pytest.mark.usefixtures("no_paper")
def test_the_preview_shows_what_the_form_holds(as_ana, programme):
    page = f"/programmes/{programme.pk}/handouts/"
    form = opened(as_ana, page) | {"note": "Use the high bed.", "paper": "A4", "large_print": "on"}
    html = as_ana.post(page + "preview/", form).content.decode()
    assert "Use the high bed." in html
    assert "Preview, not issued" in html
    assert 'class="large"' in html
    assert not IssuedHandout.objects.exists()


@pytest.mark.usefixtures("no_paper")
def test_what_is_typed_is_shown_as_text(as_ana, programme):
    page = f"/programmes/{programme.pk}/handouts/"
    as_ana.post(page, opened(as_ana, page) | {"note": "<script>alert(1)</script>", "paper": "A4"})
    html = as_ana.get(reverse("handouts:page", args=[IssuedHandout.objects.get().pk])).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>" not in html
