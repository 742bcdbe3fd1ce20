"""No log line and no error mail holds what a record says or what somebody typed, whatever breaks."""

import io
import logging

import pytest
from django.core import mail
from django.urls import reverse
from django.views.debug import ExceptionReporter

from clinic.reporting import Discreet, Report, RoutesOnly
from rehab.patients.views import patients

CANARY = "Quetzalcoatl"
TYPED = {"given_name": CANARY, "family_name": f"{CANARY}\r\nERROR forged line", "record_number": CANARY}


@pytest.fixture
def told(settings):
    """A mail goes out for what breaks."""
    settings.ADMINS = [("Keeper", "keeper@harbour.example")]


@pytest.fixture
def logged(monkeypatch):
    """What the site's own handler writes."""
    (console,) = (
        handler
        for handler in logging.getLogger().handlers
        if isinstance(handler.formatter, Discreet) and isinstance(handler, logging.StreamHandler)
    )
    written = io.StringIO()
    before = console.setStream(written)
    yield written
    console.setStream(before)


@pytest.fixture
def logged_in_full():
    """What an ordinary handler would write: the positive control."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    root = logging.getLogger()
    root.handlers.insert(0, handler)
    yield written
    root.removeHandler(handler)


def breaks(*asked, **typed):
    """As a database that quotes the row it refuses."""
    try:
        raise KeyError(CANARY)
    except KeyError as cause:
        raise ValueError(f"Failing row contains ({typed or CANARY})") from cause


def mailed():
    return "".join(str(message.message()) + message.subject + message.body for message in mail.outbox)


def test_a_page_that_breaks_says_where_and_not_with_what(
    ana, browser_of, told, logged, logged_in_full, monkeypatch, settings
):
    monkeypatch.setattr(patients, "PatientForm", breaks)
    browser = browser_of(ana)
    browser.handler.enforce_csrf_checks = False
    browser.cookies["taste"] = CANARY
    address = reverse("patients:add")
    response = browser.post(f"{address}?q={CANARY}", TYPED, headers={"Referer": f"https://testserver/{CANARY}"})
    assert response.status_code == 500
    assert CANARY not in response.content.decode()
    assert CANARY in logged_in_full.getvalue()
    assert "POST /patients/new/ request " + response["X-Request-ID"] in logged.getvalue()
    for said in (logged.getvalue(), mailed()):
        assert CANARY not in said
        assert "ValueError" in said
        assert "KeyError" in said
        assert "test_logs_and_mail.py" in said
    assert [message.to for message in mail.outbox] == [["keeper@harbour.example"]]
    assert ana.username not in mailed()


def test_what_is_refused_is_logged_without_the_address_and_what_was_sent(
    maria, browser_of, ana, logged, logged_in_full, told
):
    browser = browser_of(ana)
    edit = reverse("patients:edit", args=[maria.pk])
    browser.get(f"/{CANARY}/?q={CANARY}")
    browser.get(f"/patients/{CANARY}/")
    browser.get("/", headers={"Host": f"{CANARY}.example"})
    browser.post(edit, TYPED)
    browser.post(edit, TYPED, headers={"Origin": f"https://{CANARY}.example"})
    browser.post(edit, {"given_name": CANARY * 300_000})
    browser.post(edit, {f"{CANARY}-{number}": "x" for number in range(1001)})
    lines = logged.getvalue().splitlines()
    assert len([line for line in lines if line.startswith(("WARNING", "ERROR"))]) >= 7
    assert CANARY.lower() in logged_in_full.getvalue().lower()
    assert CANARY.lower() not in logged.getvalue().lower()
    assert CANARY.lower() not in mailed().lower()
    assert str(maria.pk) not in logged.getvalue()


def test_no_line_is_forged_by_what_a_message_holds(logged):
    logging.getLogger("rehab").error("said %s", "a\r\nERROR forged line")
    assert logged.getvalue() == "ERROR rehab: said a\\r\\nERROR forged line\n"


def test_neither_text_nor_page_of_a_report_quotes_anything(rf, settings):
    request = rf.post(f"/{CANARY}", TYPED)
    try:
        breaks(request)
    except ValueError as error:
        given = (request, ValueError, error, error.__traceback__)
    report = Report(*given)
    assert CANARY not in report.get_traceback_text() + report.get_traceback_html()
    assert CANARY in ExceptionReporter(*given).get_traceback_text()
    settings.DEMO = True
    assert CANARY in Report(*given).get_traceback_html()


def test_every_handler_is_discreet():
    handlers = [
        handler
        for name in [None, "django", "django.request", "django.security", "allauth", "rehab", "clinic"]
        for handler in logging.getLogger(name).handlers
        if "_pytest" not in type(handler).__module__
    ]
    assert len(handlers) == 2
    for handler in handlers:
        assert isinstance(handler.formatter, Discreet)
        assert any(isinstance(one, RoutesOnly) for one in handler.filters)
