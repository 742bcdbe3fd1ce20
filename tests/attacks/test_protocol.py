"""What no browser sends: false hosts, false methods, damaged and oversized bodies. Each gets a clear answer."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from rehab.patients.models import Patient
from tests.pages import opened, text
from tests.trust.places import address

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=x"


@pytest.fixture
def edit(maria):
    return reverse("patients:edit", args=[maria.pk])


@pytest.fixture
def typed(as_ana, edit):
    return opened(as_ana, edit)


@pytest.fixture
def as_stored(maria):
    """Asserts that nothing of Maria's details has changed."""
    before = Patient.objects.filter(pk=maria.pk).values().get()
    return lambda: Patient.objects.filter(pk=maria.pk).values().get() == before


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "testserver.elsewhere.example", "testserver@elsewhere.example", ""]
)
def test_a_host_that_is_not_ours_is_refused(as_ana, host):
    assert as_ana.get("/", headers={"Host": host}).status_code == 400


def test_no_link_in_a_mail_leads_to_a_host_that_a_header_names(as_lena):
    url = reverse("people:invite")
    false = {
        "X-Forwarded-Host": "elsewhere.example",
        "X-Forwarded-Server": "elsewhere.example",
        "Forwarded": "host=x.example",
    }
    sent = opened(as_lena, url) | {
        "given_name": "Noor", "family_name": "Haddad", "email": "noor@harbour.example", "role": "clinician",
    }  # fmt: skip
    assert as_lena.post(url, sent, headers=false).status_code == 302
    assert re.findall(r"https?://[^/\s]+", mail.outbox[0].body) == ["http://testserver"]


def test_a_header_that_claims_https_is_not_believed_unless_a_proxy_is_declared(as_served, as_ana):
    claimed = {"X-Forwarded-Proto": "https", "X-Forwarded-Ssl": "on", "Front-End-Https": "on"}
    response = Client().get("/", headers=claimed)
    assert (response.status_code, response["Location"]) == (301, "https://testserver/")


def test_the_method_is_the_one_that_was_sent(as_ana, edit, typed, as_stored):
    changed = typed | {"given_name": "Mariana"}
    for name in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        assert as_ana.get(edit, changed, headers={name: "POST"}).status_code == 200
        assert (
            as_ana.post(reverse("patients:patients"), {"_method": "DELETE"}, headers={name: "DELETE"}).status_code
            == 302
        )
    for method in ("PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "POST\x00"):
        assert as_ana.generic(method, edit, b"given_name=Mariana", URLENCODED).status_code == 405
    assert as_stored()


def test_trace_gives_no_cookie_back(as_ana):
    response = as_ana.trace("/")
    assert response.status_code == 405
    assert b"session" not in response.content


BODIES = {
    "more than a form can hold": (URLENCODED, b"note=" + b"x" * 3_000_000),
    "more than a form can hold, in parts": (
        MULTIPART,
        b'--x\r\nContent-Disposition: form-data; name="note"\r\n\r\n' + b"x" * 3_000_000 + b"\r\n--x--",
    ),
    "more fields than a form can have": (URLENCODED, b"&".join(b"a%d=1" % number for number in range(1001))),
    "more files than a form can have": (
        MULTIPART,
        b"".join(
            b'--x\r\nContent-Disposition: form-data; name="f%d"; filename="f"\r\n\r\n\r\n' % number
            for number in range(101)
        )
        + b"--x--",
    ),
    "parts without a boundary": ("multipart/form-data", b"given_name=x"),
    "a boundary that is too long": ("multipart/form-data; boundary=" + "b" * 300, b""),
    "a length that is none": (URLENCODED, b""),
}


def test_a_body_that_cannot_be_read_gets_a_page_that_says_so(as_ana, edit, as_stored):
    wrong = {}
    for what, (content_type, body) in BODIES.items():
        extra = {"CONTENT_LENGTH": "many"} if what == "a length that is none" else {}
        response = as_ana.generic("POST", edit, body, content_type, **extra)
        plain = response.status_code == 400 and "too large, damaged on the way" in text(response)
        if not plain and not (response.status_code == 200 and response.context["form"].errors):
            wrong[what] = response.status_code
    assert wrong == {}
    assert as_stored()


DAMAGED = {
    "half a part": (MULTIPART, b'--x\r\nContent-Disposition: form-data; name="given_name"\r\n\r\nhalf'),
    "no text": (URLENCODED, b"given_name=%ff%fe&family_name=%ed%a0%80&record_number=%00"),
    "NUL as it is": (URLENCODED, b"given_name=a\x00b"),
    "another alphabet": (URLENCODED + "; charset=utf-16", b"given_name=x"),
    "an alphabet that does not exist": (URLENCODED + "; charset=nonsense", b"given_name=x"),
    "JSON": ("application/json", b'{"given_name": "Mariana", "key": "x"}'),
    "XML": ("application/xml", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'),
    "plain text": ("text/plain", b"given_name=Mariana"),
    "nothing named": ("", b"given_name=Mariana"),
    "a file instead of a text": (
        MULTIPART,
        b'--x\r\nContent-Disposition: form-data; name="given_name"; filename="../../x"\r\n\r\nMariana\r\n--x--',
    ),
}


def test_a_damaged_form_changes_nothing_and_asks_for_what_is_missing(as_ana, edit, as_stored):
    wrong = {}
    for what, (content_type, body) in DAMAGED.items():
        response = as_ana.generic("POST", edit, body, content_type)
        if response.status_code not in {200, 400} or (
            response.status_code == 200 and not response.context["form"].errors
        ):
            wrong[what] = response.status_code
    assert wrong == {}
    assert as_stored()


def test_of_a_field_that_comes_twice_the_last_counts_for_checking_and_for_storing(as_ana, edit, typed, maria):
    as_ana.post(edit, typed | {"given_name": ["<b>", "Mariana"], "clinic": ["1", "2"]})
    maria.refresh_from_db()
    assert (maria.given_name, maria.clinic.name) == ("Mariana", "Harbour Physio")


def test_paper_is_given_whole_and_leaves_no_mark_to_ask_by(clinic, as_lead):
    url = address("handouts:pdf", clinic)
    whole = as_lead.get(url)
    for asked in ({"Range": "bytes=0-3"}, {"Range": "bytes=5-2,-1"}, {"If-None-Match": "*"},
                  {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}):  # fmt: skip
        response = as_lead.get(url, headers=asked)
        assert (response.status_code, response.content) == (200, whole.content)
    for response in (whole, as_lead.get(address("patients:patient", clinic)), as_lead.get("/nowhere/")):
        assert not {"ETag", "Last-Modified", "Accept-Ranges", "Server", "X-Powered-By"} & set(response.headers)


UPWARDS = [
    "/static/../clinic/settings.py",
    "/static/%2e%2e/clinic/settings.py",
    "/static/..%2f..%2fetc/passwd",
    "/static/....//....//etc/passwd",
    "/static//etc/passwd",
    "/static/js/..%5c..%5cmanage.py",
    "/static/%00",
    "/static/js/hipwise.js%00.txt",
    "/static/js/",
    "/var/hipwise.sqlite3",
    "/.env",
    "/.git/HEAD",
]


@pytest.mark.parametrize("path", UPWARDS)
def test_no_address_leads_out_of_the_static_files(as_served, browser_of, ana, path):
    response = browser_of(ana).get(path)
    assert response.status_code == 404
    assert b"Nothing here" in response.content
