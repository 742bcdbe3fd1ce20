"""Every page of a record, and every sheet of paper, says whose it is: name, date of birth, record number."""

import pypdfium2
import pytest

from tests.trust.places import ABOUT_A_PATIENT, ABOUT_NOBODY, ELSEWHERE, NO_PAGE, address, routes

PAPER = {"handouts:preview", "handouts:pdf", "progress:report_pdf"}


def test_every_route_is_known_to_be_about_a_patient_or_not():
    assert routes() == set(ABOUT_A_PATIENT) | set(ABOUT_NOBODY) | NO_PAGE | ELSEWHERE


@pytest.mark.parametrize("name", sorted(set(ABOUT_A_PATIENT) - PAPER))
def test_a_page_says_whose_record_it_is(as_lead, clinic, name):
    response = as_lead.get(address(name, clinic))
    assert response.status_code == 200
    banner = response.content.decode().partition('<aside class="patient-banner"')[2].partition("</aside>")[0]
    patient = clinic.archived if name == "patients:restore" else clinic.maria
    for said in ("Maria Silva", "14 May 1961", patient.record_number):
        assert said in banner


@pytest.mark.parametrize("name", sorted(PAPER))
def test_every_sheet_of_paper_says_whose_it_is(as_lead, clinic, name):
    response = as_lead.get(address(name, clinic))
    pages = pypdfium2.PdfDocument(response.content if not response.streaming else response.getvalue())
    assert len(pages) >= 1
    for page in pages:
        words = " ".join(page.get_textpage().get_text_range().split())
        for said in ("Maria Silva", "14 May 1961", "H-1001"):
            assert said in words


@pytest.mark.parametrize("name", sorted(ABOUT_NOBODY))
def test_a_page_about_nobody_shows_no_banner(as_lead, clinic, name):
    response = as_lead.get(address(name, clinic))
    assert response.status_code == 200
    assert "patient-banner" not in response.content.decode()
