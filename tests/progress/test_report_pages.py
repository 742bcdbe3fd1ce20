"""A report is composed from the record, its words changed before signing, and kept as it was signed."""

import datetime
import hashlib

import pypdfium2
import pytest
from django.urls import reverse

from clinic.audit.models import AuditEvent
from rehab.handouts.pdf import renderer
from rehab.patients.timeline import timeline
from rehab.programmes import actions as programmes
from rehab.progress import actions
from rehab.progress.models import Report
from rehab.progress.reports.composing import composed
from rehab.progress.reports.patient_words import MEASURES, NEXT, VERDICTS
from rehab.progress.verdicts import MEASURES as MEASURED
from tests.handouts.conftest import no_paper  # noqa: F401 - a fixture
from tests.handouts.reading import structure
from tests.pages import text
from tests.programmes.conftest import START, TODAY
from tests.programmes.findings import examined
from tests.programmes.logs import clean
from tests.progress.reports import ADDRESSEE, letter
from tests.rules.test_cards import HIGHEST_GRADE, LONGEST_SENTENCE_WORDS, reading_grade, sentences, words

KINDS = ("letter", "patient", "discharge")
HOSTILE = (
    '<a href="http://127.0.0.1:9/x">x</a><img src="file:///etc/hostname"><link rel="attachment" href="file:///etc/x">'
)
MEASURED_AGAIN = {
    "thomas": {"hip_extension_deg": -4, "pelvis_controlled": True, "method": "goniometer"},
    "strength": {"mmt": "4+", "symptoms": 0},
}


@pytest.fixture
def reviewed(ana, programme):
    """Maria's programme, with a session, a second assessment, and a signed review."""
    programme.assessment.thomastests.update(method="goniometer")
    programmes.log_sessions(by=ana, programme=programme, sessions=[clean(START)])
    examined(programme.episode, by=ana, on=TODAY, right=MEASURED_AGAIN)
    draft = actions.begin_review(by=ana, programme=programme)
    said = {"findings": "Climbs two flights.", "decision": "continue", "next_review_on": datetime.date(2026, 3, 30)}
    actions.sign_review(by=ana, review=draft, version=1, scores={}, **said)
    programme.refresh_from_db()
    return programme


def address(kind, programme):
    return reverse(f"progress:write_{kind}", args=[programme.pk])


def opened(client, kind, programme):
    form = client.get(address(kind, programme)).context["form"]
    return {name: form[name].value() for name in form.fields}


def signed(client, kind, programme, **changed):
    to = {} if kind == "patient" else {"addressee": ADDRESSEE}
    response = client.post(address(kind, programme), opened(client, kind, programme) | to | changed)
    assert response.status_code == 302, text(response)
    return Report.objects.get(pk=response.url.split("/")[2])


def article(client, report):
    page = text(client.get(reverse("progress:report", args=[report.pk])))
    return page.partition("<article")[2].partition("</article>")[0]


def test_a_letter_tells_findings_programme_changes_with_error_and_plan(ana, reviewed):
    told = composed(reviewed, "letter", by=ana, today=TODAY)
    said = {section.id: section.text for section in told.sections}
    assert said["findings"] == "Climbs two flights."
    assert "stage 1, activation: Kneeling knee push (level 1)" in said["programme"]
    assert "1 session was logged up to week 5; 3 a week were asked for." in said["programme"]
    assert said["plan"] == "The programme goes on as prescribed. Next review: 30 March 2026."
    hip = next(change for change in told.changes if change.label.startswith("Hip extension"))
    assert (hip.before, hip.after, hip.words) == ("−12°", "−4°", "8° more: a real change, better (error 5°)")


@pytest.mark.usefixtures("no_paper")
def test_words_are_changed_before_signing_and_numbers_are_not(as_ana, reviewed):
    kept = signed(as_ana, "letter", reviewed, text_plan="Please see him.", changes="all better")
    said = {section["id"]: section["text"] for section in kept.context["sections"]}
    assert said["plan"] == "Please see him."
    assert kept.addressee == ADDRESSEE.replace("\n", "\r\n") or kept.addressee == ADDRESSEE
    assert "Please see him." in bytes(kept.pdf).decode()
    assert "all better" not in str(kept.context)


@pytest.mark.usefixtures("no_paper")
def test_what_is_signed_stays_whatever_the_record_says_later(as_ana, ana, reviewed):
    kept = signed(as_ana, "letter", reviewed)
    before = article(as_ana, kept)
    programmes.log_sessions(by=ana, programme=reviewed, sessions=[clean(START + datetime.timedelta(days=2))])
    assert article(as_ana, kept) == before
    assert kept.sha256 == hashlib.sha256(bytes(kept.pdf)).hexdigest()
    assert kept.review == reviewed.reviews.get()


@pytest.mark.usefixtures("no_paper")
def test_a_record_that_changed_since_the_page_was_opened_is_looked_over_again(as_ana, ana, reviewed):
    data = opened(as_ana, "patient", reviewed) | {"text_next": "Keep going."}
    programmes.log_sessions(by=ana, programme=reviewed, sessions=[clean(START + datetime.timedelta(days=2))])
    again = as_ana.post(address("patient", reviewed), data)
    assert "The record has changed since you opened this page." in text(again)
    assert "Keep going." in text(again)
    assert Report.objects.count() == 0
    form = again.context["form"]
    assert (
        as_ana.post(address("patient", reviewed), {name: form[name].value() for name in form.fields}).status_code == 302
    )


@pytest.mark.usefixtures("no_paper")
def test_a_form_that_is_sent_twice_makes_one_report(as_ana, reviewed):
    data = opened(as_ana, "letter", reviewed) | {"addressee": ADDRESSEE}
    first, second = (as_ana.post(address("letter", reviewed), data) for _ in range(2))
    assert first.url == second.url
    assert Report.objects.count() == 1


@pytest.mark.usefixtures("no_paper")
def test_a_preview_stores_nothing_and_says_what_it_is(as_ana, reviewed):
    data = opened(as_ana, "letter", reviewed) | {"addressee": ADDRESSEE, "then": "preview"}
    response = as_ana.post(address("letter", reviewed), data)
    assert response["Content-Type"] == "application/pdf"
    assert "Preview, not signed" in response.content.decode()
    assert Report.objects.count() == 0


def test_a_letter_without_an_address_is_refused_beside_the_field(as_ana, reviewed):
    response = as_ana.post(address("letter", reviewed), opened(as_ana, "letter", reviewed) | {"addressee": ""})
    assert "Fill this in." in text(response)
    assert Report.objects.count() == 0


@pytest.mark.usefixtures("no_paper")
def test_what_is_stored_otherwise_than_signed_is_not_printed(as_ana, reviewed):
    kept = signed(as_ana, "patient", reviewed)
    Report.objects.filter(pk=kept.pk).update(pdf=b"other")
    response = as_ana.get(reverse("progress:report_pdf", args=[kept.pk]))
    assert response.status_code == 409
    assert "no longer what was signed" in text(response)


@pytest.mark.usefixtures("no_paper")
def test_signing_and_printing_are_audited_and_the_timeline_tells_it(as_ana, reviewed):
    kept = signed(as_ana, "discharge", reviewed)
    as_ana.get(reverse("progress:report_pdf", args=[kept.pk]))
    acts = AuditEvent.objects.filter(object_id=kept.pk, patient_id=reviewed.patient.pk)
    assert set(acts.values_list("action", flat=True)) >= {"sign", "print"}
    assert "Discharge summary" in [entry.what for entry in timeline(reviewed.patient)]


@pytest.mark.usefixtures("no_paper")
def test_another_clinic_finds_none_of_it(as_ana, as_ben, reviewed):
    kept = signed(as_ana, "letter", reviewed)
    addresses = [address(kind, reviewed) for kind in KINDS]
    addresses += [reverse(f"progress:{name}", args=[kept.pk]) for name in ("report", "report_pdf")]
    assert [as_ben.get(one).status_code for one in addresses] == [404] * 5


@pytest.mark.usefixtures("no_paper")
def test_what_was_typed_stays_text(as_ana, reviewed):
    kept = signed(as_ana, "letter", reviewed, text_plan="<img src=file:///etc/passwd> {{ 7|add:7 }}")
    for shown in (bytes(kept.pdf).decode(), text(as_ana.get(reverse("progress:report", args=[kept.pk])))):
        assert "<img src=file" not in shown
        assert "{{ 7|add:7 }}" in shown


def test_on_paper_every_page_says_whose_it_is_and_every_chart_has_its_words(ana, reviewed, tmp_path):
    kept = letter(by=ana, programme=reviewed)
    pages = pypdfium2.PdfDocument(bytes(kept.pdf))
    for page in pages:
        said = " ".join(page.get_textpage().get_text_range().split())
        assert "Maria Silva" in said
        assert "14 May 1961" in said
        assert "H-1001" in said
    whole = " ".join(page.get_textpage().get_text_range() for page in pages)
    assert "8° more: a real change, better (error 5°)" in " ".join(whole.split())
    assert bytes(kept.pdf).startswith(b"%PDF-")
    assert letter(by=ana, programme=reviewed).sha256 == kept.sha256


def test_the_paper_of_each_report_says_its_language_title_and_structure_and_reaches_for_nothing(ana, reviewed):
    """As a sheet of exercises does: whoever cannot see it is told the same."""
    wrong = []
    for kind in KINDS:
        pdf = bytes(letter(by=ana, programme=reviewed, kind=kind, texts={"plan": HOSTILE, "next": HOSTILE}).pdf)
        document, elements = structure(pdf)
        found = [tag for tag, _ in elements]
        levels = [int(tag[1]) for tag in found if tag in ("H1", "H2", "H3")]
        scopes = {str(element.A.get("/Scope", "")) for tag, element in elements if tag == "TH"}
        figures = [str(element.get("/Alt", "")) for tag, element in elements if tag == "Figure"]
        said = {
            "language": str(document.Root.Lang) == "en-GB",
            "tags": bool(document.Root.MarkInfo.Marked),
            "title": str(document.docinfo["/Title"]) == f"{Report.TITLES[kind]} – Harbour Physio",
            "no name": "Silva" not in " ".join(map(str, document.docinfo.values())),
            "headings": levels[0] == 1 and levels.count(1) == 1 and set(levels[1:]) == {2},
            "table": scopes == {"/Column", "/Row"},
            "pictures": len(figures) == (1 if kind == "patient" else 3) and all(len(words) > 40 for words in figures),
            "nothing attached": not document.attachments and "/AcroForm" not in document.Root,
            "nothing fetched": b"/URI" not in pdf and b"/Launch" not in pdf and b"/JavaScript" not in pdf,
        }
        document.close()
        wrong += [(kind, what) for what, holds in said.items() if not holds]
    assert wrong == []


def test_the_pictures_carry_their_words(monkeypatch, ana, reviewed):
    made = []
    monkeypatch.setattr(renderer, "render", lambda html: made.append(html) or b"paper")
    letter(by=ana, programme=reviewed)
    (html,) = made
    assert html.count("<img") == html.count('alt="') == 3
    assert "Thomas test: 2 February 2026: −12°, goniometer, Ana Ruiz" in html
    caption = "Right: Hip extension. Circle: Thomas test, goniometer, Ana Ruiz. Dashed: level of the couch."
    assert caption in " ".join(html.split())
    assert 'src="data:image/svg+xml;base64,' in html


@pytest.mark.parametrize("kind", KINDS)
def test_with_one_assessment_no_change_is_told(ana, programme, kind):
    told = composed(programme, kind, by=ana, today=TODAY)
    assert told.changes == ()
    assert told.compared == ()


def test_every_measure_and_verdict_has_plain_words():
    assert set(MEASURES) == set(MEASURED)
    assert set(VERDICTS) == {"improved", "worse", "within_error", "not_comparable"}


def test_what_the_patient_reads_is_for_nine_to_eleven_year_olds(ana, reviewed):
    told = composed(reviewed, "patient", by=ana, today=TODAY)
    for said in [*(section.text for section in told.sections), *VERDICTS.values(), *NEXT.values()]:
        assert reading_grade(said) <= HIGHEST_GRADE, (reading_grade(said), said)
        for sentence in sentences(said):
            assert len(words(sentence)) <= LONGEST_SENTENCE_WORDS
