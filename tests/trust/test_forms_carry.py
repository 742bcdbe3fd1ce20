"""Every form that writes carries a key, and a version where it edits what is stored: closed over all pages."""

import importlib
import pkgutil
from html.parser import HTMLParser

from django import forms

import clinic as site
import rehab
from clinic.forms import KeyedForm, PlainForm

# They write nothing that a second sending would write again.
NO_KEY = {
    "/accounts/logout/": "signs out",
    "/assess/": "goes on with the draft that is open, or begins the one there can be",
    "/what-if/": "stores nothing",
    "/reviews/": "goes on with the review that is open, or begins the one there can be",
    "/audit/look/": "stores nothing",
    "/remove/": "a filter that is removed already stays so",
}
# Their form asks "what if": it stores nothing.
PARTS_OF_A_PAGE = {"programmes:what_if"}
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
    "letterhead:letterhead",
    "people:role",
    "people:hand_over",
    "people:deactivate",
    "people:reactivate",
    "people:send_again",
    "people:withdraw",
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
    "programmes:save_filter": "a new filter",
    "handouts:handouts": "a new handout",
    "progress:write_letter": "a new report",
    "progress:write_patient": "a new report",
    "progress:write_discharge": "a new report",
    "records:everything": "a new disclosure",
    "people:invite": "a new invitation",
    "people:second_factor": "takes away whatever there is",
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
    "OverrideForm": "a new decision, as those made of it",
    "PauseForm": "a new decision",
    "ResumeForm": "a new decision",
    "StageForm": "a new decision",
    "LevelForm": "a new decision",
    "ExercisesForm": "a new decision",
    "DiscloseForm": "adds",
    "InviteForm": "adds",
    "SaveFilterForm": "adds",
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


def posted_forms(visited) -> list[tuple]:
    """(page, where to: "" for itself, names) of every form of every page that writes."""
    return [
        (name, "" if action == visit.url else action, names)
        for name, visit in visited.items()
        for action, names in FormsOfPage(visit.html).found
        if action not in LISTS and not action.endswith(tuple(NO_KEY))
    ]


def test_every_page_with_a_form_is_named(visited):
    with_a_form = {name for name, action, _ in posted_forms(visited) if not action} - PARTS_OF_A_PAGE
    assert with_a_form == EDITS | set(ADDS)


def test_every_form_of_a_page_carries_a_token_and_a_key(visited):
    forms_of_pages = posted_forms(visited)
    assert [(name, action) for name, action, names in forms_of_pages if "csrfmiddlewaretoken" not in names] == []
    own = [one for one in forms_of_pages if one[0] not in PARTS_OF_A_PAGE]
    assert [(name, action) for name, action, names in own if "key" not in names] == []


def test_a_form_carries_a_version_where_it_edits_and_only_there(visited):
    versioned = {name for name, action, names in posted_forms(visited) if not action and "version" in names}
    assert versioned == EDITS


def test_no_page_is_named_in_both():
    assert not EDITS & set(ADDS)


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


# Forms without a key: searches, and parts of a page whose form carries it.
NO_KEY_FORMS = {
    "PlainForm": "base",
    "FindForm": "a search",
    "CaseloadForm": "a search",
    "PeriodForm": "a search",
    "TrailForm": "a search",
    "WhatIfForm": "stores nothing",
    "SideForm": "a part of the assessment",
    "FindingsForm": "the assessment itself, which carries its own",
    "SessionRow": "a row of the log",
    "AcceptForm": "its link is used once",
}
# The forms of signing in: what they change is a session, a password or a second factor, to the same each time.
SIGN_IN = "clinic.sign_in.forms"


def test_every_form_class_has_a_key_or_a_reason_why_not():
    of_ours = every_form_class(forms.BaseForm) | {PlainForm, KeyedForm}
    without = {form.__name__ for form in of_ours if "key" not in form.base_fields and form.__module__ != SIGN_IN}
    assert without == set(NO_KEY_FORMS)
