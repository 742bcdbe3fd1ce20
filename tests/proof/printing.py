"""What a handout costs beyond what must be done: issuing it, and printing it again.

Issuing is held against WeasyPrint's write_pdf() of the same finished document, style sheet included, with the same
fonts and variant of PDF, in a process that has rendered before, as the application's has: the time is taken in there,
without the way there and back. Printing again is held against reading a file of the same bytes. Each is
measured in turn with what it is held against, so that whatever else the machine does slows both; medians count.
"""

import os
import statistics
import tempfile
import time
from contextlib import contextmanager
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

ASKED_FOR = 1.15  # issuing, as a multiple of WeasyPrint alone
READINGS = 50


def report(rounds) -> None:
    """Print what issuing and printing again cost, from so many handouts."""
    django.setup()
    from rehab.handouts.pdf import renderer

    with _database(), _weasyprint() as alone:
        print(f"\n{'handout':30} {'ms':>8} {'ratio':>9}")
        browser, issue = _marias_programme()
        first, handout = _timed(issue)
        alone(_finished(handout))
        _report_issuing(first, issue, alone, rounds)
        _report_printing(browser, handout)
        renderer.close()


def _report_issuing(first, issue, alone, rounds):
    issued, own, rendered = [], [], []
    for _ in range(rounds):
        before = time.process_time()
        seconds, handout = _timed(issue)
        own.append(time.process_time() - before)
        issued.append(seconds)
        rendered.append(alone(_finished(handout)))
    ratio = statistics.median(whole / part for whole, part in zip(issued, rendered, strict=True))
    part = statistics.median(rendered)
    _line("WeasyPrint alone", part)
    _line("issuing", statistics.median(issued), f"{ratio:.2f}x", f"of {ASKED_FOR} asked for, {rounds} times")
    _line(
        "its own work", statistics.median(own), f"{statistics.median(own) / part:.2f}x", "reading, comparing, storing"
    )
    _line("the first after a start", first, f"{first / part:.2f}x", "its process starts")


def _report_printing(browser, handout):
    from rehab.handouts.models import IssuedHandout

    content = bytes(handout.pdf)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "handout.pdf")
        file.write_bytes(content)
        read = _median(file.read_bytes)
        kept = _median(lambda: IssuedHandout.objects.get(pk=handout.pk).pdf_is_as_issued)
        url = f"/handouts/{handout.pk}.pdf"
        assert browser.get(url).content == content
        answered = _median(lambda: browser.get(url))
    _line(f"reading a file, {len(content) // 1000} kB", read)
    _line("its row, checked", kept, f"{kept / read:.0f}x", "read and its SHA-256 compared")
    _line("printing again", answered, f"{answered / read:.0f}x", "the whole answer: who asks, may they, its trace")


def _line(what, seconds, ratio="", note=""):
    print(f"{what:30} {seconds * 1000:8.2f} {ratio:>9}  {note}".rstrip())


def _timed(act):
    began = time.perf_counter()
    made = act()
    return time.perf_counter() - began, made


def _median(act):
    return statistics.median(_timed(act)[0] for _ in range(READINGS))


def _finished(handout):
    """The document from which a handout was printed."""
    from rehab.handouts.context import HandoutContext
    from rehab.handouts.sheet import document

    context = HandoutContext.from_json(handout.context)
    return document(context, handout.html, handout.paper, large=handout.large_print)


@contextmanager
def _weasyprint():
    """A function that gives the seconds of write_pdf() of a document, in a process of its own."""
    spawned = get_context("spawn")
    ours, theirs = spawned.Pipe()
    process = spawned.Process(target=_write_pdfs, args=(theirs,), daemon=True)
    process.start()
    theirs.close()

    def alone(html):
        ours.send(html)
        return ours.recv()

    yield alone
    ours.close()
    process.join()


def _write_pdfs(connection):
    from rehab.handouts.rendering import FONTS, HTML, PDF_VARIANT

    while True:
        try:
            html = connection.recv()
        except EOFError:
            return
        began = time.perf_counter()
        HTML(string=html).write_pdf(font_config=FONTS, pdf_variant=PDF_VARIANT)
        connection.send(time.perf_counter() - began)


@contextmanager
def _database():
    """An empty database that is gone afterwards."""
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases, teardown_test_environment

    setup_test_environment()
    made = setup_databases(verbosity=0, interactive=False)
    yield
    teardown_databases(made, verbosity=0)
    teardown_test_environment()


def _marias_programme():
    """(Ana's browser, what issues a handout): Maria is stretched and strengthened on the right for four weeks."""
    from clinic.accounts.models import Clinic, Clinician
    from rehab.handouts.actions import issue_handout
    from rehab.patients.actions import add_patient, open_episode, set_circumstances
    from rehab.programmes.actions import start_programme
    from tests.conftest import signed_in
    from tests.programmes.findings import SHORT_AND_WEAK, examined

    clinic = Clinic.objects.create(name="Harbour Physio", telephone="01234 567890", requires_second_factor=False)
    ana = Clinician.objects.create_user("ana", password="pw", first_name="Ana", last_name="Ruiz", clinic=clinic)
    start = ana.today() - timedelta(weeks=4)
    maria = add_patient(
        by=ana,
        given_name="Maria",
        family_name="Silva",
        date_of_birth=date(1961, 5, 14),
        sex="female",
        record_number="H-1001",
    )
    set_circumstances(by=ana, patient=maria, holds_from=start, precautions=[], equipment=["band"])
    episode = open_episode(by=ana, patient=maria, complaint="Hip", sides="right", goal="Stairs", started_on=start)
    assessment = examined(episode, by=ana, on=start, right=SHORT_AND_WEAK)
    programme = start_programme(by=ana, assessment=assessment, started_on=start)
    return signed_in(ana), lambda: issue_handout(by=ana, programme=programme, log_address="https://h.example/log/1/")
