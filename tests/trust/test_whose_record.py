"""Every page of a record, and every sheet of paper, says whose it is: name, date of birth, record number."""

import pypdfium2

from tests.trust.places import ABOUT_A_COLLEAGUE, ABOUT_A_PATIENT, ABOUT_NOBODY, ABOUT_THE_CLINIC, EVERYWHERE, routes

PAPER = {"handouts:preview", "handouts:pdf", "progress:report_pdf"}
# The handout as a web page says it itself, as on paper.
SHEETS = {"handouts:preview_page", "handouts:page"}
WHO = ("Maria Silva", "14 May 1961")


def test_every_route_is_known_to_be_about_a_patient_or_not():
    assert routes() == set(EVERYWHERE)


def test_every_page_of_a_record_says_whose_it_is(clinic, visited):
    silent = []
    for name in ABOUT_A_PATIENT.keys() - PAPER - SHEETS:
        patient = clinic.archived if name == "patients:restore" else clinic.maria
        banner = visited[name].html.partition('<aside class="patient-banner"')[2].partition("</aside>")[0]
        silent += [(name, said) for said in (*WHO, patient.record_number) if said not in banner]
    assert silent == []


def test_every_sheet_of_paper_says_whose_it_is(clinic, visited):
    silent = []
    for name in PAPER:
        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(visited[name].body)]
        assert pages, name
        for page in pages:
            words = " ".join(page.split())
            silent += [(name, said) for said in (*WHO, clinic.maria.record_number) if said not in words]
    assert silent == []


def test_every_sheet_on_a_page_says_whose_it_is(clinic, visited):
    heads = {name: visited[name].html.partition('<div class="page-head">')[2].partition("</div>")[0] for name in SHEETS}
    who = (*WHO, clinic.maria.record_number)
    assert [(name, said) for name, head in heads.items() for said in who if said not in head] == []


def test_a_page_about_nobody_shows_no_banner(visited):
    about_nobody = {*ABOUT_NOBODY, *ABOUT_A_COLLEAGUE, *ABOUT_THE_CLINIC} - {"thresholds:version"}
    assert {name for name in about_nobody if not visited[name].is_page} == set()
    assert {name for name in about_nobody if "patient-banner" in visited[name].html} == set()
