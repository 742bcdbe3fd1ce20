"""No id inside what is sent reaches a row of another clinic: the form comes back, and nobody's rows have changed."""

import re
import uuid

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from clinic.accounts.models import Clinician
from clinic.audit.models import Submission
from clinic.audit.recording import new_key
from clinic.drafts import actions as drafts
from clinic.drafts.models import FormDraft
from clinic.people.actions import change_role
from clinic.people.models import Invitation
from clinic.people.queries import is_last_lead
from clinic.sign_in.actions import reset_second_factor
from rehab.patients.access import ClinicalQuerySet
from tests.access.asking import ROUTES, ask, sent, words_of
from tests.access.routes import address
from tests.access.stored import everything_stored
from tests.conftest import NOW
from tests.fuzz.page_forms import forms_of
from tests.standing import undone
from tests.trust.places import ABOUT_A_COLLEAGUE, ABOUT_A_PATIENT, ABOUT_NOBODY, ABOUT_THE_CLINIC

PAGES = [*ABOUT_A_PATIENT, *ABOUT_NOBODY, *ABOUT_A_COLLEAGUE, *ABOUT_THE_CLINIC]
PRINTED = {"handouts:preview", "handouts:pdf", "progress:report_pdf"}
ID = re.compile("[0-9a-f]{8}-[0-9a-f-]{27}")
# What is answered to another clinic's row in each field that names one. `200` is the form again, with its message.
NAMES_A_ROW = {
    ("patients:open_episode", "clinician"): "200",
    ("patients:edit_episode", "clinician"): "200",
    ("patients:merge", "stays"): "200",
    ("programmes:caseload", "whose"): "go",
    ("programmes:save_filter", "whose"): "200",
    ("people:hand_over", "everything"): "200",
    ("people:hand_over", "to_…"): "200",
    ("people:deactivate", "everything"): "200",
    ("people:deactivate", "to_…"): "200",
}
# The same in each field that names a patient by the record number: a new or an edited record may have any number
# that its own clinic has not given.
NAMES_A_PATIENT = {
    "patients:add": "200",  # for want of a date of birth
    "patients:edit": "go, stored",
    "patients:find_duplicate": "200",
    "patients:wrong_patient": "200",
}


@pytest.fixture(scope="module")
def sendable(built, django_db_blocker):
    """[(route, address, form)] of every form of every page of the lead."""
    found = []
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False):
        for route in PAGES:
            url = address(ROUTES[route], built.harbour)
            if route not in PRINTED:
                page = ask(built, "lead", "GET", url).content.decode()
                found += [(route, url, form) for form in forms_of(page)]
    return found


def naming_rows(world, sendable):
    """[(route, address, form, field, model)] of each field whose value is the id of a row."""
    known = {str(pk): model for model, pks in rows_of(world.harbour).items() for pk in pks}
    for route, url, form in sendable:
        for name, field in form.fields.items():
            models = {known[value] for value in (*field.options, *field.values) if value in known}
            yield from ((route, url, form, name, model) for model in models)


def rows_of(clinic) -> dict:
    """{model: ids} of a clinic's rows that have ids which can be sent."""
    home, lead = clinic.home, clinic.lead
    found = {
        model: model._default_manager.visible_to(lead)
        for model in apps.get_models()
        if isinstance(model._default_manager.all(), ClinicalQuerySet)
    }
    found |= {model: model.objects.filter(clinic=home) for model in (Clinician, Invitation)}
    found[FormDraft] = FormDraft.objects.filter(by__clinic=home)
    ids = {model: list(rows.values_list("pk", flat=True)) for model, rows in found.items()}
    return {model: pks for model, pks in ids.items() if pks and isinstance(pks[0], uuid.UUID)}


def test_every_field_that_names_a_row_is_known(world, sendable):
    """A new one fails here until it says above what another clinic's row is answered with."""
    assert {(route, kind_of(name)) for route, _, _, name, _ in naming_rows(world, sendable)} == set(NAMES_A_ROW)
    assert {route for route, _, form in sendable if "record_number" in form.fields} == set(NAMES_A_PATIENT)


def test_no_field_takes_a_row_of_another_clinic(world, sendable, figure):
    theirs, before, asked, wrong = rows_of(world.hill), everything_stored(), 0, {}
    for route, url, form, name, model in naming_rows(world, sendable):
        for pk in theirs[model]:
            asked += 1
            got = answered(world, url, form, {name: [str(pk)]}, before)
            if got != NAMES_A_ROW[route, kind_of(name)]:
                wrong[route, name] = got
    assert wrong == {}
    figure("ids of another clinic's rows sent in the fields that name a row", asked)


def test_no_field_takes_the_record_number_of_another_clinic_s_patient(world, sendable):
    before, number = everything_stored(), world.hill.maria.record_number
    assert {
        route: answered(world, url, form, {"record_number": [number]}, before)
        for route, url, form in sendable
        if "record_number" in form.fields
    } == NAMES_A_PATIENT


def kind_of(name):
    """The name of a field; where it holds an id itself, what is before it."""
    return name.partition("_")[0] + "_…" if ID.search(name) else name


def answered(world, url, form, typed, before) -> str:
    """The answer to a form that is filled in and sent with what was `typed`, and whether it changed anything."""
    with undone():
        browser = world.browser("lead")
        response = sent(browser, "POST", form.action.partition("?")[0] or url, form.filled() | typed)
        led_to = browser.get(response["Location"]) if response.status_code == 302 else response
        hidden = [word for word in world.hidden_from("lead", "") if [word] not in typed.values()]
        word = words_of(response) + words_of(led_to, hidden).removeprefix("200")
        return word if everything_stored() == before else f"{word}, stored"


def test_a_key_of_a_colleague_s_form_gives_nothing_away(world):
    """Who sends a key that a colleague has used is not answered with what the colleague stored by it."""
    key = str(new_key())
    who = {
        "given_name": "Nora",
        "family_name": "Stern",
        "date_of_birth": "1990-04-01",
        "record_number": "N-1",
        "sex": "female",
    }
    url = reverse("patients:add")
    with undone():
        page = world.browser("clinician elsewhere").get(url).content.decode()
    form = next(form for form in forms_of(page) if "record_number" in form.fields).as_opened()
    first = sent(world.browser("clinician elsewhere"), "POST", url, form | who | {"key": key})
    assert first.status_code == 302
    assert sent(world.browser("lead"), "POST", url, {"key": key}).status_code == 200


def test_a_colleague_s_draft_of_the_same_key_stays(world):
    """And what a colleague has stored under it keeps nobody from keeping theirs."""
    key = uuid.uuid4()
    given = {"form": "patients:add", "object_id": None, "key": key, "version": 1}
    theirs = drafts.keep(by=world.hill.ana, values={"note": ["Theirs"]}, **given)
    stored = {"action": "added", "result_type": "patients.Patient", "object_id": world.hill.maria.pk}
    Submission.objects.create(by=world.hill.ana, key=key, **stored)
    ours = drafts.keep(by=world.harbour.ana, values={"note": ["Ours"]}, **given)
    assert theirs.pk != ours.pk
    drafts.forget(by=world.harbour.ana, key=key)
    drafts.carry_over(by=world.harbour.ana, key=key, to=uuid.uuid4())
    assert list(FormDraft.objects.filter(key=key)) == [theirs]


def test_a_lead_elsewhere_is_no_second_lead_here(world):
    assert is_last_lead(world.harbour.lead)


def test_a_lead_elsewhere_resets_no_second_factor_here(world):
    with pytest.raises(PermissionDenied):
        reset_second_factor(by=world.hill.lead, clinician=world.harbour.carl)


def test_who_no_longer_leads_takes_back_only_what_they_sent(world):
    harbour, second = (
        world.harbour,
        Clinician.objects.create(
            username="second", email="second@harbour.example", clinic=world.harbour.home, role="lead"
        ),
    )
    change_role(by=harbour.lead, person=second, version=second.version, role="reception")
    assert Invitation.objects.get(pk=harbour.invitation.pk).withdrawn_at is None
