"""What somebody typed is text wherever it comes out again: no markup, no template, no SQL, no header."""

import csv
import io
import time
import zipfile
from types import SimpleNamespace

import pikepdf
import pytest
from django.core import mail
from django.urls import reverse

from rehab.handouts.actions import issue_handout
from rehab.patients.actions import add_patient
from rehab.patients.models import Patient
from tests.attacks.looking import suspicious
from tests.attacks.spoilt import fill, spoil_everything, typed_columns
from tests.conftest import signed_in
from tests.fuzz.hostile import MARK, POLYGLOT
from tests.fuzz.requests import Drawing
from tests.handouts.reading import text as text_of
from tests.pages import looked_for, opened, text
from tests.trust.places import address

ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;"
MATCHES_ALL = [
    "%",
    "_",
    "*",
    ".*",
    "[a-z]",
    "\\",
    "' OR '1'='1",
    "') OR 1=1 --",
    '" OR ""="',
    "1) UNION SELECT 1 --",
    "?",
]
ORDERS = [
    "name; DROP TABLE patients_patient",
    "-created_by__password",
    "clinic__name",
    "(SELECT 1)",
    "?",
    "1",
    "name,born",
]


@pytest.fixture
def pages(clinic, quiet, figure):
    """{address: HTML} of every page that a lead who also administrates reaches, with hostile text in every column."""
    fill(clinic)
    assert spoil_everything() == []
    lead, programme = (type(one).objects.get(pk=one.pk) for one in (clinic.lead, clinic.programme))
    issued = issue_handout(by=lead, programme=programme, note=POLYGLOT)
    type(lead).objects.filter(pk=lead.pk).update(is_staff=True, is_superuser=True)
    browser = signed_in(lead)
    browser.raise_request_exception = False  # whether a page breaks is asked in tests/fuzz

    def page(_, path):
        response = browser.get(path)
        shown = response.status_code == 200 and response["Content-Type"].startswith("text/html")
        return response.content.decode() if shown else ""

    drawing = Drawing(seed=0, clinic=clinic, open_page=page)
    addresses = {path for route in drawing.routes if "logout" not in route.name for path in drawing.addresses_of(route)}
    shown = {path: page("lead", path) for path in sorted(addresses)}
    figure("text columns that hold hostile text", len(typed_columns()))
    figure("pages looked through for it", len([path for path, html in shown.items() if html]))
    return SimpleNamespace(html={path: html for path, html in shown.items() if html}, browser=browser, issued=issued)


def test_hostile_text_in_every_column_comes_out_as_text_on_every_page_and_paper(pages, clinic):
    pages, as_lead, issued = pages.html, pages.browser, pages.issued
    assert {path: found for path, html in pages.items() if (found := suspicious(html))} == {}
    with_it = [path for path, html in pages.items() if ESCAPED in html]
    assert len(with_it) > len(pages) / 2
    assert not [path for path in with_it if "{{7*7}}" not in pages[path] or "${49}" in pages[path]]
    everything_is_text(as_lead, clinic)
    paper_is_text(as_lead.get(reverse("handouts:pdf", args=[issued.pk])))
    table = as_lead.get(reverse("records:who_saw_csv", args=[clinic.maria.pk])).content.decode()
    assert {len(line) for line in csv.reader(io.StringIO(table))} == {8}
    assert MARK in table


def everything_is_text(client, clinic):
    response = client.post(
        reverse("records:everything", args=[clinic.maria.pk]), {"reason": POLYGLOT, "key": str(clinic.maria.pk)}
    )
    assert MARK not in response["Content-Disposition"]
    archive = zipfile.ZipFile(io.BytesIO(response.getvalue()))
    htmls = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".html")]
    assert htmls
    for html in htmls:
        assert ESCAPED in html
        assert [found for found in suspicious(html) if found != "<style>"] == []
    assert not [name for name in archive.namelist() if MARK in name or ".." in name or name.startswith("/")]


def paper_is_text(response):
    pdf = response.getvalue()
    assert "<script>alert(1)</script>" in text_of(pdf)
    assert "{{7*7}}" in text_of(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert not document.attachments
        assert "/JavaScript" not in document.Root.get("/Names", {})
        links = [str(note.A.URI) for page in document.pages for note in page.get("/Annots", []) if "/A" in note]
    assert [link for link in links if not link.startswith(("https://", "mailto:", "tel:"))] == []


def test_no_search_order_or_filter_reaches_the_database_as_sql(as_lead, clinic):
    for url in (reverse("patients:patients"), reverse("programmes:caseload")):
        in_order = list(as_lead.get(url, {"whose": "clinic"}).context["page"].object_list)
        for words in MATCHES_ALL:
            assert list(looked_for(as_lead, url, words, whose="clinic").context["page"]) == [], words
        for bad in ORDERS:
            asked = {
                "whose": "clinic",
                "order": bad,
                "state": bad,
                "need": bad,
                "kind": bad,
                "page": bad,
                "found_by": bad,
            }
            assert list(as_lead.get(url, asked).context["page"].object_list) == in_order
    for route in ("records:who_saw", "records:who_saw_csv"):
        for bad in ORDERS[:3] + MATCHES_ALL[-3:]:
            asked = dict.fromkeys(["first", "last", "action", "page"], bad)
            assert as_lead.get(reverse(route, args=[clinic.maria.pk]), asked).status_code == 200
    assert Patient.objects.filter(clinic=clinic.home).count() == 3


def test_a_line_break_in_a_name_adds_no_header_to_a_mail(as_lena, lena, harbour):
    harbour.name = "Harbour\r\nBcc: thief@elsewhere.example"
    harbour.save()
    url = reverse("people:invite")
    bad = {"given_name": "Noor\r\nBcc: thief@elsewhere.example", "family_name": "x", "role": "clinician"}
    as_lena.post(url, opened(as_lena, url) | bad | {"email": "noor@harbour.example"})
    (sent,) = mail.outbox
    assert sent.recipients() == ["noor@harbour.example"]
    assert "Bcc" not in sent.message()
    refused = as_lena.post(url, opened(as_lena, url) | bad | {"email": "a@b.example\r\nBcc: thief@elsewhere.example"})
    assert refused.context["form"].errors["email"]
    assert len(mail.outbox) == 1


LONG = {
    "spaces": " " * 100_000 + "x",
    "letters": "a" * 200_000,
    "accents": "\u0301" * 100_000,
    "a mail address": "a@" + "a." * 50_000 + "!",
    "a date": "1" * 50_000 + "-" * 50_000,
    "markup": "<" * 100_000 + "&" * 100_000,
    "what unfolds": "ﷺ" * 30_000,
    "brackets": "{{" * 50_000 + "}}" * 50_000,
}


def test_no_text_keeps_the_site_busy(as_lead, clinic):
    """In processor time, so that a busy machine does not count."""
    url = address("patients:edit", clinic)
    typed = opened(as_lead, url)
    slow = []
    for what, long in LONG.items():
        began = time.process_time()
        as_lead.post(url, typed | dict.fromkeys(["given_name", "email", "date_of_birth", "address"], long))
        looked_for(as_lead, reverse("patients:patients"), long[:100_000])
        as_lead.get(reverse("library:exercises"), {"q": long[:3000]})
        if time.process_time() - began > 3:
            slow.append(what)
    assert slow == []


def test_a_hostile_name_is_found_again_and_shown_as_it_was_typed(as_ana, ana):
    add_patient(
        by=ana, given_name="{{7*7}}", family_name="<b>O’Neil</b>", record_number="=1+1", date_of_birth=ana.today()
    )
    page = text(looked_for(as_ana, reverse("patients:patients"), "=1+1"))
    assert "{{7*7}}" in page
    assert "&lt;b&gt;O’Neil&lt;/b&gt;" in page
