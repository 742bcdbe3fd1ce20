"""Somebody leaves: their patients go to colleagues, their sessions end, and what they wrote stays theirs."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from clinic.accounts.models import Clinician
from clinic.audit.models import AuditEvent
from clinic.people import actions
from clinic.people.hooks import charges_of
from rehab.patients.actions import add_patient, discharge_episode, edit_episode, open_episode
from rehab.patients.models import Episode
from tests.conftest import signed_in
from tests.pages import opened, send, text
from tests.people.conftest import said

BORN = "1970-01-01"


@pytest.fixture
def address(ana):
    return reverse("people:deactivate", args=[ana.pk])


@pytest.fixture
def otto_s_episode(ana):
    otto = add_patient(by=ana, given_name="Otto", family_name="Abel", date_of_birth=BORN, record_number="H-9")
    return open_episode(by=ana, patient=otto, complaint="Groin", sides="left", started_on=ana.today())


def stored(person):
    return Clinician.objects.get(pk=person.pk)


def test_all_patients_go_to_one_colleague(as_lena, ana, carl, marias_episode, otto_s_episode, address):
    response = as_lena.post(address, opened(as_lena, address) | {"everything": str(carl.pk)}, follow=True)
    assert "The account of Ana Ruiz is deactivated." in said(response)
    assert not stored(ana).is_active
    assert set(Episode.objects.values_list("clinician__username", flat=True)) == {"carl"}
    assert charges_of(ana) == []


def test_or_some_of_them_to_another(as_lena, lena, carl, marias_episode, otto_s_episode, address):
    send(as_lena, address, everything=str(carl.pk), **{f"to_{marias_episode.pk}": str(lena.pk)})
    given = dict(Episode.objects.values_list("patient__family_name", "clinician__username"))
    assert given == {"Silva": "lena", "Abel": "carl"}


def test_the_trail_and_the_history_of_each_patient_say_it(as_lena, lena, ana, carl, maria, marias_episode, address):
    send(as_lena, address, everything=str(carl.pk))
    event = AuditEvent.objects.filter(action="amend", object_id=marias_episode.pk).get()
    assert (event.actor, event.patient_id, event.object_version) == (lena, maria.pk, 2)
    closed = AuditEvent.objects.filter(action="deactivate").get()
    assert (closed.actor, closed.object_id) == (lena, ana.pk)
    assert "Carl Moss" in text(as_lena.get(reverse("patients:patient", args=[maria.pk])))
    assert "Ana Ruiz" in text(as_lena.get(reverse("patients:history", args=[maria.pk])))


def test_closed_episodes_and_authors_stay_as_they_were(as_lena, ana, carl, maria, marias_episode, address):
    send(as_lena, address, everything=str(carl.pk))
    maria.refresh_from_db()
    assert (maria.created_by, Episode.objects.get().created_by) == (ana, ana)


def test_every_patient_needs_somebody(as_lena, ana, carl, marias_episode, otto_s_episode, address):
    nobody = send(as_lena, address)
    assert nobody.context["form"].errors["everything"] == ["Choose who takes the patients over."]
    some = send(as_lena, address, **{f"to_{marias_episode.pk}": str(carl.pk)})
    assert list(some.context["form"].errors) == [f"to_{otto_s_episode.pk}"]
    assert f'href="#id_to_{otto_s_episode.pk}"' in text(some)
    assert stored(ana).is_active
    assert set(Episode.objects.values_list("clinician__username", flat=True)) == {"ana"}


@pytest.mark.parametrize("receiver", ["ana", "rosa", "ben", "gone", "not-an-id"])
def test_only_who_treats_patients_here_takes_them_over(
    as_lena, ana, rosa, ben, carl, marias_episode, address, receiver
):
    gone = Clinician.objects.create_user("gone", clinic=ana.clinic, is_active=False)
    people = {"ana": ana.pk, "rosa": rosa.pk, "ben": ben.pk, "gone": gone.pk}
    response = send(as_lena, address, everything=str(people.get(receiver, receiver)))
    assert "everything" in response.context["form"].errors
    assert Episode.objects.get().clinician == ana


def test_the_action_itself_refuses_them_too(lena, ana, rosa, ben, marias_episode):
    for receiver in (ana, rosa, ben):
        with pytest.raises(actions.ChargesChanged):
            actions.deactivate(by=lena, person=ana, version=1, receivers={marias_episode.pk: receiver})
    with pytest.raises(actions.ChargesChanged):
        actions.deactivate(by=lena, person=ana, version=1, receivers={})
    assert stored(ana).is_active


def test_who_has_nobody_in_their_care_hands_nobody_over(as_lena, rosa):
    address = reverse("people:deactivate", args=[rosa.pk])
    assert "nothing is to be handed over" in text(as_lena.get(address))
    send(as_lena, address)
    assert not stored(rosa).is_active


def test_where_nobody_else_treats_patients_the_page_says_so(lena, as_ana, ana, marias_episode):
    Clinician.objects.filter(pk=ana.pk).update(role="lead")
    Episode.objects.update(clinician=lena)
    Clinician.objects.filter(pk=ana.pk).update(clinic=lena.clinic)
    page = text(as_ana.get(reverse("people:hand_over", args=[lena.pk])))
    assert "Ana Ruiz" in page
    own = reverse("people:hand_over", args=[ana.pk])
    Episode.objects.update(clinician=ana)
    Clinician.objects.filter(pk=lena.pk).update(is_active=False)
    assert "nobody can take them over" in text(as_ana.get(own))


def test_the_next_request_of_who_left_is_refused_and_every_session_is_gone(lena, ana, maria, as_ana):
    elsewhere = signed_in(ana)
    record = reverse("patients:patient", args=[maria.pk])
    assert as_ana.get(record).status_code == elsewhere.get(record).status_code == 200
    closed = actions.deactivate(by=lena, person=ana, version=1, receivers={})
    for browser in (as_ana, elsewhere):
        assert browser.get(record).status_code == 302
        assert browser.post(reverse("patients:add"), {"given_name": "x"}).status_code == 302
    actions.reactivate(by=lena, person=ana, version=closed.version)
    for browser in (as_ana, elsewhere):  # an old session does not come back to life with the account
        assert browser.get(record).status_code == 302


def test_sessions_of_others_go_on(lena, ana, as_lena):
    as_lena.get("/")
    actions.deactivate(by=lena, person=ana, version=1, receivers={})
    assert as_lena.get("/").status_code == 200


def test_who_left_cannot_sign_in_and_who_came_back_can(lena, ana):
    def signs_in():
        browser = Client()
        browser.post(reverse("account_login"), {"login": "ana", "password": "pw"})
        return browser.get(reverse("account_logout")).status_code == 200

    assert signs_in()
    closed = actions.deactivate(by=lena, person=ana, version=1, receivers={})
    assert not signs_in()
    actions.reactivate(by=lena, person=ana, version=closed.version)
    assert signs_in()


def test_coming_back(as_lena, lena, ana, address):
    send(as_lena, address)
    page = reverse("people:reactivate", args=[ana.pk])
    assert "Deactivated" in text(as_lena.get(reverse("people:person", args=[ana.pk])))
    send(as_lena, page)
    assert stored(ana).is_active
    assert AuditEvent.objects.filter(action="reactivate", actor=lena, object_id=ana.pk).count() == 1
    assert as_lena.get(page).status_code == 302


def test_a_lead_cannot_deactivate_themself(as_lena, lena, ana):
    own = reverse("people:deactivate", args=[lena.pk])
    assert "You are the only lead" in said(as_lena.get(own, follow=True))
    as_lena.post(own, {"version": "1"})
    assert stored(lena).is_active
    with pytest.raises(actions.NotPossible):
        actions.deactivate(by=lena, person=lena, version=1, receivers={})


def test_of_two_leads_who_deactivate_each_other_one_stays(lena, ana):
    Clinician.objects.filter(pk=ana.pk).update(role="lead")
    actions.deactivate(by=lena, person=ana, version=1, receivers={})
    with pytest.raises(PermissionDenied):
        actions.deactivate(by=stored(ana), person=lena, version=1, receivers={})


def test_a_form_that_is_sent_twice_deactivates_once(as_lena, ana, carl, marias_episode, address):
    typed = opened(as_lena, address) | {"everything": str(carl.pk)}
    for _ in range(2):
        assert as_lena.post(address, typed).status_code == 302
    assert AuditEvent.objects.filter(action="deactivate").count() == 1
    assert stored(ana).version == 2


def test_a_patient_who_comes_meanwhile_is_seen_before_anything_is_done(as_lena, ana, carl, maria, address):
    typed = opened(as_lena, address)
    open_episode(by=ana, patient=maria, complaint="Hip", sides="left", started_on=ana.today())
    response = as_lena.post(address, typed)
    assert "Choose who takes the patients over." in text(response)
    assert stored(ana).is_active


def test_a_patient_who_comes_between_check_and_act_is_not_left_behind(as_lena, ana, carl, maria, address, monkeypatch):
    typed = opened(as_lena, address)
    checked = actions.deactivate

    def late(**given):
        open_episode(by=ana, patient=maria, complaint="Hip", sides="left", started_on=ana.today())
        return checked(**given)

    monkeypatch.setattr("clinic.people.actions.deactivate", late)
    response = as_lena.post(address, typed)
    assert "changed meanwhile" in text(response)
    assert stored(ana).is_active


def test_another_lead_s_change_is_told_and_the_choice_is_kept(as_lena, lena, ana, carl, marias_episode, address):
    typed = opened(as_lena, address) | {"everything": str(carl.pk)}
    actions.change_role(by=lena, person=ana, version=1, role="lead")
    response = as_lena.post(address, typed)
    assert "changed meanwhile" in text(response)
    form = response.context["form"]
    assert (form["everything"].value(), form["version"].value()) == (str(carl.pk), "2")
    assert stored(ana).is_active


def test_a_colleague_s_edit_of_an_episode_does_not_stand_in_the_way(as_lena, ana, carl, marias_episode, address):
    typed = opened(as_lena, address) | {"everything": str(carl.pk)}
    edit_episode(by=carl, episode=marias_episode, version=1, activities=[], complaint="Reworded")
    as_lena.post(address, typed)
    episode = Episode.objects.get()
    assert (episode.clinician, episode.complaint, episode.version) == (carl, "Reworded", 3)


def test_all_or_nothing(as_lena, ana, carl, marias_episode, otto_s_episode, address, monkeypatch):
    before, events = list(Episode.objects.values()), AuditEvent.objects.count()

    def fail(*args, **kwargs):
        raise RuntimeError("the audit trail cannot be written")

    typed = opened(as_lena, address) | {"everything": str(carl.pk)}
    monkeypatch.setattr("clinic.people.actions.record", fail)
    with pytest.raises(RuntimeError):
        as_lena.post(address, typed)
    assert list(Episode.objects.values()) == before
    assert stored(ana).is_active
    assert AuditEvent.objects.count() == events + 1  # the page that was opened


@pytest.mark.parametrize("still_here", [True, False])
def test_an_episode_that_is_reopened_comes_to_who_treats_here(as_lena, ana, carl, marias_episode, still_here):
    discharge_episode(by=ana, episode=marias_episode, version=1, discharged_on=ana.today(), outcome="other")
    Clinician.objects.filter(pk=ana.pk).update(is_active=still_here)
    send(signed_in(carl), reverse("patients:reopen", args=[marias_episode.pk]))
    assert Episode.objects.get().is_open
    assert Episode.objects.get().clinician == (ana if still_here else carl)


def test_patients_are_handed_over_without_anybody_leaving(as_lena, ana, carl, marias_episode):
    address = reverse("people:hand_over", args=[ana.pk])
    response = as_lena.post(address, opened(as_lena, address) | {"everything": str(carl.pk)}, follow=True)
    assert "The patients of Ana Ruiz are handed over." in said(response)
    assert Episode.objects.get().clinician == carl
    assert stored(ana).is_active
    assert "nobody in their care" in said(as_lena.get(address, follow=True))


def test_a_hand_over_that_is_sent_twice_is_done_once(as_lena, ana, carl, marias_episode):
    address = reverse("people:hand_over", args=[ana.pk])
    typed = opened(as_lena, address) | {"everything": str(carl.pk)}
    for _ in range(2):
        assert "are handed over" in said(as_lena.post(address, typed, follow=True))
    assert Episode.objects.get().version == 2


def test_more_fields_than_the_form_has_change_nothing(as_lena, ana, carl, hill_street, marias_episode, address):
    send(as_lena, address, everything=str(carl.pk), clinic=str(hill_street.pk), role="lead", is_superuser="on")
    left = stored(ana)
    assert (left.clinic, left.role, left.is_superuser) == (ana.clinic, "clinician", False)
