"""Each long form offers what was typed into it, for its own record only."""

import datetime

import pytest
from django.urls import reverse

from clinic.drafts.models import FormDraft
from rehab.programmes import actions
from tests.drafts.page import OpenForm, offered, restored
from tests.programmes.conftest import assessment, log, programme  # noqa: F401 - fixtures
from tests.programmes.logs import clean
from tests.programmes.sheets import HOLD, PUSH, address, held, typed_row


def fields(response, form="form"):
    return {field.html_name: field.value() for field in response.context[form]}


def test_the_grid_of_a_log(as_ana, programme):  # noqa: F811
    page = as_ana.get(address(programme))
    typed = held(page) | typed_row(0, "4/2") | {"0-note": "tired", "14-note": "last", "rows": "15"}
    drafts = page.context["drafts"]
    as_ana.post(reverse("drafts:keep"), typed | {"draft": drafts.token, "draft_version": 1})
    again = restored(as_ana, address(programme))
    rows = again.context["sheet"].rows
    assert len(rows) == 15
    assert rows[0]["performed_on"].value() == "4/2"
    assert (rows[0]["note"].value(), rows[14]["note"].value()) == ("tired", "last")
    assert again.context["errors"] == []
    assert "1 complete session, not saved yet" in again.content.decode()
    saved = as_ana.post(address(programme), held(again) | {"14-note": "", "then": "save"})
    assert saved.status_code == 302
    assert FormDraft.objects.count() == 0


def test_the_proposal_of_a_programme(as_ana, assessment):  # noqa: F811
    url = reverse("programmes:proposal", args=[assessment.pk])
    page = as_ana.get(url)
    side = next(view.form for view in page.context["sides"] if view.side == "right")
    typed = {"key": page.context["start_form"]["key"].value(), "started_on": "2026-02-03"}
    typed |= {side.add_prefix("reason"): "She asked for less", side.add_prefix("combination"): "stretch"}
    as_ana.post(reverse("drafts:keep"), typed | {"draft": page.context["drafts"].token, "draft_version": 1})
    again = restored(as_ana, url)
    side = next(view.form for view in again.context["sides"] if view.side == "right")
    assert side["reason"].value() == "She asked for less"
    assert side["combination"].value() == "stretch"
    assert side.must_be_open
    assert again.context["start_form"]["started_on"].value() == "2026-02-03"
    assert not again.context["has_errors"]


def test_a_strength_test(as_ana, programme):  # noqa: F811
    url = reverse("programmes:retest", args=[programme.pk])
    OpenForm(as_ana, url).keep(right_mmt="4", right_symptoms="3", note="after lunch")
    values = fields(restored(as_ana, url))
    assert (values["right_mmt"], values["right_symptoms"], values["note"]) == ("4", "3", "after lunch")


def test_the_correction_of_a_session_also_after_a_colleague_corrected_it(as_ana, ana, lena, log, programme):  # noqa: F811
    log(clean(datetime.date(2026, 2, 4)), clean(datetime.date(2026, 2, 6)))
    session, other = programme.sessions.order_by("performed_on")
    url = reverse("programmes:correct_session", args=[session.pk])
    page = as_ana.get(url)
    typed = {"key": page.context["form"]["key"].value(), "reason": "Misread", "version": "1", f"0-{PUSH}-symptoms": "4"}
    as_ana.post(reverse("drafts:keep"), typed | {"draft": page.context["drafts"].token, "draft_version": 1})
    assert offered(as_ana, reverse("programmes:correct_session", args=[other.pk])) == []
    day = clean(session.performed_on, symptoms=1)
    actions.correct_session(by=lena, session=session, reason="Also misread", **day)
    again = restored(as_ana, url)
    assert again.context["form"]["reason"].value() == "Misread"
    assert again.context["form"]["version"].value() == "1"
    assert again.context["row"][f"{PUSH}-symptoms"].value() == "4"
    assert again.context["row"][f"{HOLD}-symptoms"].value() in (None, "")


@pytest.mark.parametrize("page", ["patients:edit", "patients:open_episode"])
def test_forms_of_one_patient_are_not_offered_for_another(as_ana, ana, maria, page):
    from rehab.patients.actions import add_patient

    rosa = add_patient(
        by=ana, given_name="Rosa", family_name="Keller", date_of_birth=datetime.date(1970, 1, 2), record_number="H-2"
    )
    OpenForm(as_ana, reverse(page, args=[maria.pk])).keep(goal="Dance", telephone="0123")
    assert len(offered(as_ana, reverse(page, args=[maria.pk]))) == 1
    assert offered(as_ana, reverse(page, args=[rosa.pk])) == []


def test_an_episode_edited_and_closed(as_ana, marias_episode):
    edit, close = (reverse(f"patients:{name}", args=[marias_episode.pk]) for name in ("edit_episode", "discharge"))
    OpenForm(as_ana, edit).keep(goal="Dance again")
    OpenForm(as_ana, close).keep(discharge_note="Went well", outcome="goal_reached")
    assert fields(restored(as_ana, edit))["goal"] == "Dance again"
    assert fields(restored(as_ana, close))["discharge_note"] == "Went well"


def test_entries_that_meet_a_colleagues_edit_stay_kept_until_they_are_stored(as_ana, lena, maria):
    from rehab.patients.actions import edit_patient
    from rehab.patients.forms import PatientForm

    url = reverse("patients:edit", args=[maria.pk])
    form = OpenForm(as_ana, url)
    form.keep(telephone="0123")
    details = {name: getattr(maria, name) for name in PatientForm.Meta.fields}
    edit_patient(by=lena, patient=maria, version=1, **details | {"address": "2 Quay Street"})
    conflict = form.save()
    assert conflict.status_code == 409
    assert fields(restored(as_ana, url))["telephone"] == "0123"
    shown = {name: value for name, value in fields(conflict).items() if value not in (None, False)}
    as_ana.post(url, shown)
    maria.refresh_from_db()
    assert maria.telephone == "0123"
    assert FormDraft.objects.count() == 0
