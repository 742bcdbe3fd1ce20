"""Every answer tells the browser how careful to be: pages, paper, tables, static files, redirects and errors alike."""

import pytest
from django.test import Client
from django.urls import reverse

from clinic.accounts.models import Clinician
from clinic.headers import ALWAYS
from rehab.patients.views import patients
from tests.trust.places import address

POLICY = {
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}
EXPECTED = {
    "page": 200,
    "search": 200,
    "sign-in": 200,
    "administration": 200,
    "pdf": 200,
    "preview": 200,
    "csv": 200,
    "script": 200,
    "drawing": 200,
    "not modified": 304,
    "to the sign-in": 302,
    "to https": 301,
    "unknown host": 400,
    "unknown host on http": 400,
    "too much": 400,
    "refused": 403,
    "without a token": 403,
    "no such page": 404,
    "no such static file": 404,
    "wrong method": 405,
    "broken": 500,
}


@pytest.fixture
def answers(as_served, browser_of, clinic, monkeypatch):
    """One answer of every kind: {kind: response}."""
    Clinician.objects.filter(pk=clinic.lead.pk).update(is_staff=True, is_superuser=True)
    lead, reception, stranger = browser_of(clinic.lead), browser_of(clinic.people["reception"]), browser_of()
    plain = Client()
    script = stranger.get("/static/js/hipwise.js")
    unchanged = {"If-Modified-Since": script["Last-Modified"]}
    found = {
        "page": lead.get(address("patients:patient", clinic)),
        "search": lead.get(reverse("patients:patients"), {"order": "born"}),
        "sign-in": stranger.get(reverse("account_login")),
        "administration": lead.get("/admin/"),
        "pdf": lead.get(address("handouts:pdf", clinic)),
        "preview": lead.get(address("handouts:preview", clinic)),
        "csv": lead.get(reverse("records:who_saw_csv", args=[clinic.maria.pk])),
        "script": script,
        "drawing": stranger.get("/static/img/hipwise.svg"),
        "not modified": stranger.get("/static/js/hipwise.js", headers=unchanged),
        "to the sign-in": stranger.get("/"),
        "to https": plain.get("/"),
        "unknown host": lead.get("/", headers={"Host": "elsewhere.example"}),
        "unknown host on http": plain.get("/", headers={"Host": "elsewhere.example"}),
        "too much": lead.post(address("patients:edit", clinic), {"given_name": "x" * 3_000_000}),
        "refused": reception.get(address("programmes:programme", clinic)),
        "without a token": lead.post(address("patients:edit", clinic), {"given_name": "x"}),
        "no such page": lead.get("/nowhere/"),
        "no such static file": lead.get("/static/nowhere.js"),
    }
    lead.handler.enforce_csrf_checks = False
    found["wrong method"] = lead.delete(address("patients:patient", clinic))
    monkeypatch.setattr(patients, "find_patients", lambda *asked, **more: 1 / 0)
    found["broken"] = lead.get(reverse("patients:patients"))
    for response in found.values():
        response.getvalue()  # a static file is closed when it is read
    return found


def test_every_answer_carries_every_header(answers):
    assert {kind: response.status_code for kind, response in answers.items()} == EXPECTED
    missing = [
        (kind, name)
        for kind, response in answers.items()
        for name, value in ALWAYS.items()
        if response.get(name) != value
    ]
    assert missing == []
    without_policy = [
        kind
        for kind, response in answers.items()
        if set(response.get("Content-Security-Policy", "").split("; ")) != POLICY
    ]
    assert without_policy == []
    kept_by_caches = {kind for kind, response in answers.items() if "no-store" not in response.get("Cache-Control", "")}
    assert kept_by_caches == {"script", "drawing", "not modified", "to https", "unknown host on http"}
    by_https_for_a_year = {
        kind
        for kind, response in answers.items()
        if response.get("Strict-Transport-Security", "").startswith("max-age=31536000")
    }
    assert by_https_for_a_year == set(answers) - {"to https", "unknown host on http"}
    assert_each_error_is_plain(answers)


def assert_each_error_is_plain(answers):
    said = {kind: answers[kind].content.decode() for kind, status in EXPECTED.items() if status >= 400}
    assert "too large, damaged on the way" in said["too much"]
    assert "too large, damaged on the way" in said["unknown host"]
    assert "You may not see this" in said["refused"]
    assert "Not saved" in said["without a token"]
    assert "Nothing here" in said["no such page"]
    assert "Something went wrong" in said["broken"]
    assert not [kind for kind, page in said.items() if "Traceback" in page or "Django" in page]


def test_the_headers_say_what_they_must():
    assert ALWAYS["X-Content-Type-Options"] == "nosniff"
    assert ALWAYS["X-Frame-Options"] == "DENY"
    assert ALWAYS["Referrer-Policy"] == "same-origin"
    assert ALWAYS["Cross-Origin-Opener-Policy"] == ALWAYS["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in ALWAYS["Permissions-Policy"]
    assert not any("unsafe" in said or "http" in said for said in POLICY)
