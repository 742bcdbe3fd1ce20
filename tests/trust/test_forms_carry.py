"""Every form that writes carries a key, and a version where it edits what is stored: closed over all pages."""

import importlib
import pkgutil
from html.parser import HTMLParser

import pytest
from django import forms

import clinic as site
import rehab
from clinic.forms import KeyedForm, PlainForm
from tests.trust.places import ABOUT_A_PATIENT, ABOUT_NOBODY, address

PAGES = sorted({*ABOUT_A_PATIENT, *ABOUT_NOBODY} - {"handouts:preview", "handouts:pdf", "progress:report_pdf"})
# They write nothing that a second sending would write again.
NO_KEY = {
    "/accounts/logout/": "signs out",
    "/assess/": "goes on with the draft that is open, or begins the one there can be",
    "/what-if/": "stores nothing",
    "/reviews/": "goes on with the review that is open, or begins the one there can be",
}
# The searches: they store nothing but the words, in the session of whoever looks.
LISTS = {"/patients/", "/"}
# Pages that edit a row in place, or amend one by its version. Every other page with a form adds something new.
EDITS = {
    "patients:edit",
    "patients:archive",
    "patients:restore",
    "patients:edit_episode",
    "patients:discharge",
    "patients:reopen",
    "patients:merge",
    "assessments:edit",
    "assessments:sign",
    "assessments:discard",
    "progress:edit_review",
    "progress:discard_review",
    "programmes:correct_session",
    "programmes:withdraw_session",
    "programmes:dosage",
    "programmes:review",
    "programmes:end",
    "programmes:compare_settings",
    "thresholds:change",
}
ADDS = {
    "patients:add": "a new patient",
    "patients:open_episode": "a new episode",
    "patients:measure": "a new measurement; a correction names the very row it amends, which only the newest can be",
    "patients:circumstances": "new circumstances; a correction names the very row it amends",
    "patients:withdraw_measurement": "names the very row that is taken back",
    "patients:withdraw_circumstances": "names the very row that is taken back",
    "patients:wrong_patient": "names the very row that is struck through",
    "patients:find_duplicate": "stores nothing",
    "assessments:amend": "names the very assessment that is amended",
    "progress:amend_review": "names the very review that is amended",
    "programmes:proposal": "a new programme; the running one is named when it is replaced",
    "programmes:log": "new sessions",
    "programmes:retest": "new strength tests; a second one of a day needs a reason",
    "programmes:withdraw_retest": "names the very row that is taken back",
    "programmes:override": "a new decision",
    "programmes:swap": "a new decision",
    "handouts:handouts": "a new handout",
    "progress:write_letter": "a new report",
    "progress:write_patient": "a new report",
    "progress:write_discharge": "a new report",
    "records:everything": "a new disclosure",
}
# Form classes that are no edit of a stored row by its version, with the reason.
NO_VERSION = {
    "PatientForm": "adds",
    "WithdrawForm": "names the row; that of a session adds a version",
    "CorrectableForm": "names the row it amends",
    "BodyMeasurementForm": "names the row it amends",
    "CircumstancesForm": "names the row it amends",
    "EpisodeForm": "adds",
    "WrongPatientForm": "names the row it strikes through",
    "OtherRecordForm": "stores nothing",
    "AmendForm": "names the assessment it amends",
    "StartForm": "adds",
    "SourceForm": "adds",
    "ReasonedForm": "base",
    "RetestForm": "adds",
    "SwapForm": "adds",
    "IssueForm": "adds",
    "ReportForm": "adds",
}


class FormsOfPage(HTMLParser):
    """Every form of a page that is sent by POST: where to, and the names in it."""

    def __init__(self, html):
        super().__init__()
        self.found: list[tuple[str, set]] = []
        self.is_open = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.is_open = given.get("method", "").lower() == "post"
            if self.is_open:
                self.found.append((given.get("action") or "", set()))
        elif self.is_open and given.get("name"):
            self.found[-1][1].add(given["name"])

    def handle_endtag(self, tag):
        if tag == "form":
            self.is_open = False


def posted_forms(client, name, clinic):
    """(address, names) of the forms of a page that write."""
    response = client.get(address(name, clinic))
    assert response.status_code == 200, name
    everything = FormsOfPage(response.content.decode()).found
    return [
        (action, names)
        for action, names in everything
        if action not in LISTS and not any(part in action for part in NO_KEY)
    ]


@pytest.mark.parametrize("name", PAGES)
def test_every_form_of_a_page_carries_a_key_and_a_version_where_it_edits(as_lead, clinic, name):
    found = [names for action, names in posted_forms(as_lead, name, clinic) if not action]
    if name == "programmes:what_if":
        return
    assert bool(found) == (name in EDITS or name in ADDS)
    for names in found:
        assert "csrfmiddlewaretoken" in names
        assert "key" in names
        assert ("version" in names) == (name in EDITS)


@pytest.mark.parametrize("name", PAGES)
def test_no_form_leads_elsewhere_without_a_key(as_lead, clinic, name):
    for action, names in posted_forms(as_lead, name, clinic):
        assert not action or "key" in names, action


def test_no_page_is_named_in_both():
    assert not EDITS & set(ADDS)
    assert EDITS | set(ADDS) <= set(PAGES)


def every_form_class(base):
    for package in (site, rehab):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in module.name and "__main__" not in module.name:
                importlib.import_module(module.name)
    found, waiting = set(), [base]
    while waiting:
        for child in waiting.pop().__subclasses__():
            found.add(child)
            waiting.append(child)
    return {one for one in found if one.__module__.startswith(("clinic.", "rehab."))}


def has_version(form):
    return "version" in form.base_fields


def test_every_form_class_that_writes_has_a_version_or_a_reason_why_not():
    without = {form.__name__ for form in every_form_class(KeyedForm) if not has_version(form)}
    assert without - set(NO_VERSION) == set()
    assert set(NO_VERSION) - without == set()


# Forms without a key: searches, parts of a page whose form carries it, and what belongs to the sign-in.
NO_KEY_FORMS = {
    "KeyedForm",
    "PlainForm",
    "FindForm",
    "CaseloadForm",
    "SideForm",
    "SessionRow",
    "FindingsForm",
}


def test_every_form_class_has_a_key_or_a_reason_why_not():
    of_ours = every_form_class(forms.BaseForm) | {PlainForm, KeyedForm}
    without = {form.__name__ for form in of_ours if "key" not in form.base_fields}
    assert {form for form in without if form not in NO_KEY_FORMS} == set()
