"""Only the patient's own clinic reaches an assessment; what is read and written there is in the audit trail."""

import pytest
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse

from clinic.audit.models import AuditEvent
from rehab.assessments import urls
from rehab.assessments.models import Assessment, PsfsScore, StrengthTest, ThomasTest, Trial
from rehab.patients.actions import open_episode
from tests.assessments.sheet import Sheet, address
from tests.conftest import signed_in
from tests.pages import send

ROUTES = sorted(route.name for route in urls.urlpatterns)
READING = {"edit", "sign", "discard", "assessment", "amend"}
KEY = "7b0e5a0e-58f5-4a52-8a3a-0f6d3f5c1f11"


def of(name, draft):
    return reverse("assessments:begin", args=[draft.episode_id]) if name == "begin" else address(name, draft)


def everything():
    models = (Assessment, ThomasTest, StrengthTest, Trial, PsfsScore)
    return [model_to_dict(row) for model in models for row in model.objects.order_by("pk")]


@pytest.fixture
def sent(as_ana, examined):
    """All that Ana's own page would send."""
    return Sheet(as_ana, examined).typed | {"reason": "Because", "note": "Stolen", "key": KEY}


@pytest.mark.parametrize("name", ROUTES)
def test_another_clinic_is_told_nothing_and_changes_nothing(as_ben, examined, sent, name):
    before = everything()
    assert as_ben.get(of(name, examined)).status_code in {404, 405}
    assert as_ben.post(of(name, examined), sent).status_code in {404, 405}
    assert everything() == before
    assert set(AuditEvent.objects.filter(actor__username="ben").values_list("action", flat=True)) == {"refuse"}


@pytest.mark.parametrize("name", ["assessment", "amend"])
def test_nor_of_a_signed_one(as_ben, signed, name):
    assert as_ben.get(address(name, signed)).status_code == 404
    assert as_ben.post(address(name, signed), {"reason": "Because", "key": KEY}).status_code in {404, 405}
    assert Assessment.objects.count() == 1


def test_ids_of_another_clinic_in_what_is_sent_reach_nothing(as_ben, ben, lukasz, examined, sent):
    episode = open_episode(
        by=ben, patient=lukasz, complaint="Groin", sides="left", started_on=examined.examined_on, activities=["Running"]
    )
    as_ben.post(reverse("assessments:begin", args=[episode.pk]))
    own = Assessment.objects.get(episode=episode)
    before = model_to_dict(Assessment.objects.get(pk=examined.pk))
    page = Sheet(as_ben, own)
    ids = {"assessment": str(examined.pk), "episode": str(examined.episode_id), "id": str(examined.pk)}
    page.type(**(sent | {"version": own.version, "key": KEY} | ids)).press()
    assert model_to_dict(Assessment.objects.get(pk=examined.pk)) == before
    own.refresh_from_db()
    assert own.episode == episode
    assert set(own.psfs_scores.values_list("activity__episode", flat=True)) <= {episode.pk}


@pytest.mark.parametrize("name", ROUTES)
def test_a_visitor_is_sent_to_sign_in(examined, name):
    for response in (Client().get(of(name, examined)), Client().post(of(name, examined), {"version": "1"})):
        assert response.status_code == 302
        assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", sorted(READING))
def test_a_colleague_reaches_it(lena, examined, name):
    assert signed_in(lena).get(address(name, examined)).status_code in {200, 302}


@pytest.mark.parametrize("name", ["edit", "sign", "discard"])
def test_reading_a_draft_is_audited(as_ana, ana, examined, name):
    as_ana.get(address(name, examined))
    event = AuditEvent.objects.first()
    assert (event.action, event.actor, event.object_id) == ("read", ana, examined.pk)
    assert event.patient_id == examined.episode.patient_id


@pytest.mark.parametrize("name", ["assessment", "amend"])
def test_reading_a_signed_one_is_audited(as_ana, signed, name):
    as_ana.get(address(name, signed))
    event = AuditEvent.objects.first()
    assert (event.action, event.object_id) == ("read", signed.pk)


def test_each_step_leaves_one_event_with_its_version(as_ana, marias_episode):
    as_ana.post(reverse("assessments:begin", args=[marias_episode.pk]))
    draft = Assessment.objects.get()
    Sheet(as_ana, draft).type(note="Changed").press()
    Sheet(as_ana, draft).type(note="Changed again").leave_a_field()
    send(as_ana, address("sign", draft))
    send(as_ana, address("amend", draft), reason="Because")
    amendment = Assessment.objects.get(replaces=draft)
    send(as_ana, address("discard", amendment))
    events = AuditEvent.objects.filter(object_type="assessments.Assessment").exclude(action="read").order_by("id")
    assert [(event.action, event.object_id, event.object_version) for event in events] == [
        ("create", draft.pk, 1),
        ("amend", draft.pk, 2),
        ("amend", draft.pk, 3),
        ("sign", draft.pk, 4),
        ("create", amendment.pk, 1),
        ("amend", amendment.pk, 2),
    ]


def test_saving_what_is_stored_already_leaves_no_event(as_ana, examined):
    page = Sheet(as_ana, examined)
    before = AuditEvent.objects.count()
    page.press()
    assert AuditEvent.objects.count() == before


def test_what_cannot_be_audited_is_not_stored(as_ana, examined, monkeypatch):
    page = Sheet(as_ana, examined)

    def fail(*args, **kwargs):
        raise RuntimeError("the audit trail cannot be written")

    monkeypatch.setattr("rehab.assessments.actions.record", fail)
    before = everything()
    with pytest.raises(RuntimeError):
        page.type(note="Changed", right_strength_mmt="2").press()
    with pytest.raises(RuntimeError):
        as_ana.post(address("sign", examined), {"key": KEY, "version": examined.version})
    assert everything() == before


@pytest.mark.parametrize("name", ["edit", "so_far", "sign", "discard", "begin"])
def test_nothing_is_taken_without_the_token_of_the_site(ana, examined, name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    assert client.post(of(name, examined), {"version": "2"}).status_code == 403
