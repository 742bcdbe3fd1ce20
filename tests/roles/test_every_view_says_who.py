"""Every page names the roles it opens for, and what names none opens for nobody. Each one is listed here."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, path

from clinic.accounts.models import CLINICAL, Clinician
from clinic.accounts.permissions import EVERYONE, LEAD_ONLY, guards_itself, may_open
from clinic.audit.models import AuditEvent

FOR_EVERYONE = {
    "drafts:discard",
    "drafts:keep",
    "drafts:token",
    "patients:add",
    "patients:edit",
    "patients:patient",
    "patients:patients",
    "patients:reviews",
    "programmes:caseload",
}
FOR_THE_LEAD = {
    "handouts:sample",
    "letterhead:letterhead",
    "patients:find_duplicate",
    "patients:merge",
    "people:deactivate",
    "people:hand_over",
    "people:invite",
    "people:people",
    "people:person",
    "people:reactivate",
    "people:role",
    "people:second_factor",
    "people:send_again",
    "people:withdraw",
    "records:colleague",
    "records:colleague_csv",
    "records:everything",
    "records:look",
    "records:trail",
    "records:who_saw",
    "records:who_saw_csv",
    "thresholds:change",
}
FOR_VISITORS = {"people:accept", ":nowhere"}
# What is for those who treat patients: all of these apps but what is named above.
CLINICAL_APPS = {"assessments", "handouts", "library", "patients", "programmes", "progress", "thresholds"}


def views(patterns=None, namespace=""):
    """Every view of the site with the name of its route."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}:{pattern.name}", pattern.callback
        else:
            yield from views(pattern.url_patterns, pattern.namespace or namespace)


OURS = {name: view for name, view in views() if not guards_itself(view)}


def test_each_page_opens_for_the_roles_it_is_listed_with():
    said = {name: getattr(view, "for_roles", None) for name, view in OURS.items() if name not in FOR_VISITORS}
    for name, roles in said.items():
        if name in FOR_EVERYONE:
            assert roles == EVERYONE, name
        elif name in FOR_THE_LEAD:
            assert roles == LEAD_ONLY, name
        else:
            assert roles == CLINICAL, name
            assert name.partition(":")[0] in CLINICAL_APPS, name


def test_only_what_is_listed_opens_for_visitors():
    assert {name for name, view in OURS.items() if getattr(view, "for_visitors", False)} == FOR_VISITORS


def test_every_page_that_is_listed_exists():
    assert set(OURS) >= FOR_EVERYONE | FOR_THE_LEAD | FOR_VISITORS


def test_what_guards_itself_is_the_sign_in_and_the_administration():
    by_themselves = {name for name, view in views() if guards_itself(view)}
    assert {
        name for name in by_themselves if not name.startswith((":account_", ":mfa_", ":sign_in_", "admin:"))
    } == set()


@pytest.mark.parametrize("role", [*Clinician.Role])
def test_what_a_role_may_open(role, harbour):
    person = Clinician(clinic=harbour, role=role)
    opened = {name for name, view in OURS.items() if may_open(person, view)}
    expected = set(OURS) if role == "lead" else set(OURS) - FOR_THE_LEAD if role == "clinician" else FOR_EVERYONE
    assert opened == expected | FOR_VISITORS


def says_nothing(request):
    return HttpResponse("opened")


urlpatterns = [*get_resolver().url_patterns, path("says-nothing/", says_nothing)]


def test_a_page_that_names_no_role_opens_for_nobody(as_lena, lena, settings):
    settings.ROOT_URLCONF = __name__
    assert as_lena.get("/says-nothing/").status_code == 403
    assert AuditEvent.objects.filter(actor=lena, action="refuse", outcome="refused").count() == 1
    assert Client().get("/says-nothing/").status_code == 302


def test_a_role_that_does_not_exist_opens_nothing(harbour):
    person = Clinician(clinic=harbour, role="owner")
    assert not any(may_open(person, view) for name, view in OURS.items() if name not in FOR_VISITORS)


def test_without_a_clinic_no_role_opens_anything():
    assert not any(may_open(Clinician(role="lead"), view) for name, view in OURS.items() if name not in FOR_VISITORS)
