"""Only the patient's own clinic reaches a programme; what is read and written there is in the audit trail."""

import pytest
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse

from clinic.audit.models import AuditEvent
from rehab.patients.models import Screening
from rehab.programmes import actions, urls
from rehab.programmes.models import (
    ExerciseLog,
    Override,
    Prescription,
    Programme,
    SessionLog,
    SettingsMove,
    StrengthRetest,
)
from rehab.thresholds.actions import make_version
from tests.conftest import signed_in
from tests.pages import opened, send
from tests.programmes.conftest import TODAY
from tests.programmes.findings import NO_RED_FLAG
from tests.programmes.logs import clean

# Of a list, or of the clinician: what they show and to whom is in tests/programmes/test_caseload.py and its neighbours.
OF_NOBODY = {"caseload", "day", "save_filter", "remove_filter"}
MODELS = (Programme, Prescription, SessionLog, ExerciseLog, StrengthRetest, Override, SettingsMove, Screening)
SENT = {
    "key": "7b0e5a0e-58f5-4a52-8a3a-0f6d3f5c1f11",
    "version": "1",
    "reason": "Because",
    "decided_on": "2026-03-01",
    "started_on": "2026-03-02",
    "ended_on": "2026-03-02",
    "end_reason": "stopped",
    "tested_on": "2026-03-02",
    "right_mmt": "4",
    "to": "standing_lunge_stretch",
    "next_review_on": "2026-03-30",
    "right-combination": "stretch",
    "right-stretch_1": "half_kneeling_stretch",
    "replace": "on",
}


@pytest.fixture
def address(ana, lena, programme, assessment, marias_episode):
    """The address of every route, with a programme that has one of everything."""
    actions.log_sessions(by=ana, programme=programme, sessions=[clean(TODAY)])
    actions.retest_strength(by=ana, programme=programme, tests={"right": {"mmt": "4-"}})
    flagged = Screening.objects.create(
        episode=marias_episode, asked_on=TODAY, answers=NO_RED_FLAG | {"malignancy": True}, created_by=ana
    )
    make_version(by=lena, settings={"lapse_days": 10}, reason="Sooner", version=0)
    session = programme.sessions.get().pk
    others = {
        "proposal": [assessment.pk],
        "what_if": [assessment.pk],
        "referral": [flagged.pk],
        "override": [programme.pk, "right", "pause"],
        "swap": [programme.pk, "right", "half_kneeling_stretch"],
        "dosage": [programme.prescriptions.get(kind="stretch").pk],
        "withdraw_retest": [programme.strength_retests.get().pk],
        "session": [session],
        "correct_session": [session],
        "withdraw_session": [session],
        "compare_settings": [programme.pk, 1],
        "remove_filter": [actions.save_filter(by=ana, name="Mine", whose="mine", order="need").pk],
    }
    return lambda name: reverse(
        f"programmes:{name}", args=others.get(name, [] if name in OF_NOBODY else [programme.pk])
    )


ROUTES = sorted({route.name for route in urls.urlpatterns})
ROUTES_OF_A_PATIENT = sorted(set(ROUTES) - OF_NOBODY)


def everything():
    return [model_to_dict(row) for model in MODELS for row in model.objects.order_by("pk")]


@pytest.mark.parametrize("name", ROUTES_OF_A_PATIENT)
def test_another_clinic_is_told_nothing_and_changes_nothing(as_ben, address, name):
    before = everything()
    assert as_ben.get(address(name)).status_code == 404
    assert as_ben.post(address(name), SENT).status_code in {404, 405}
    assert everything() == before
    assert set(AuditEvent.objects.filter(actor__username="ben").values_list("action", flat=True)) == {"refuse"}


@pytest.mark.parametrize("name", ROUTES)
def test_a_visitor_is_sent_to_sign_in(address, name):
    url = address(name)
    for response in (Client().get(url), Client().post(url, SENT)):
        assert response.status_code == 302
        assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ROUTES_OF_A_PATIENT)
def test_a_colleague_reaches_every_page(lena, address, name):
    assert signed_in(lena).get(address(name)).status_code in {200, 302}


@pytest.mark.parametrize("name", sorted(set(ROUTES_OF_A_PATIENT) - {"proposal", "what_if"}))
def test_reading_a_page_is_audited(as_ana, ana, programme, address, name):
    as_ana.get(address(name))
    event = AuditEvent.objects.first()
    assert (event.action, event.actor, event.patient_id) == ("read", ana, programme.patient.pk)


def test_reading_the_proposal_is_audited(as_ana, ana, assessment):
    as_ana.get(reverse("programmes:proposal", args=[assessment.pk]))
    event = AuditEvent.objects.first()
    assert (event.action, event.actor, event.object_id) == ("read", ana, assessment.pk)


def test_opening_pages_changes_no_record(as_ana, address):
    before = everything()
    for name in ROUTES_OF_A_PATIENT:
        as_ana.get(address(name))
    assert everything() == before


def test_nothing_of_another_clinic_s_programme_comes_in_through_the_body(as_ana, programme, lukasz_programme):
    """The forms take exercises, levels and sides by name; an id in a body names nothing."""
    theirs = lukasz_programme.prescriptions.get(kind="stretch")
    url = reverse("programmes:swap", args=[programme.pk, "right", "half_kneeling_stretch"])
    for bad in (str(theirs.pk), str(lukasz_programme.pk)):
        response = send(as_ana, url, to=bad, reason="x", programme=str(lukasz_programme.pk))
        assert "to" in response.context["form"].errors
    url = reverse("programmes:dosage", args=[programme.prescriptions.get(kind="stretch").pk])
    as_ana.post(
        url,
        opened(as_ana, url)
        | {"sets": "2", "reason": "x", "programme": str(lukasz_programme.pk), "prescription": str(theirs.pk)},
    )
    theirs.refresh_from_db()
    assert theirs.is_current
    assert lukasz_programme.prescriptions.filter(kind="stretch").count() == 1


@pytest.mark.parametrize(
    "path",
    [
        "/programmes/not-an-id/",
        "/programmes/00000000-0000-0000-0000-000000000000/",
        "/prescriptions/00000000-0000-0000-0000-000000000000/",
        "/screenings/00000000-0000-0000-0000-000000000000/referral/",
    ],
)
def test_what_does_not_exist_is_not_found(as_ana, path):
    assert as_ana.get(path).status_code == 404


def test_a_side_or_a_decision_that_does_not_exist_is_not_found(as_ana, programme):
    for part in ("middle/pause", "right/combination", "right/explode", "right/swap/squat", "left/swap/prone_knee_bend"):
        assert as_ana.get(f"/programmes/{programme.pk}/{part}/").status_code in {302, 404}, part
