"""What signing, moving, taking back and merging change in running programmes is said before and after."""

import datetime

import pytest
from django.urls import reverse

from clinic.audit.models import AuditEvent
from clinic.audit.verifying import faults_of_all
from rehab.assessments.actions import amend_assessment, save_draft
from rehab.assessments.findings import findings_of
from rehab.patients.actions import add_patient, open_episode
from rehab.patients.models import Misfiling
from rehab.programmes import actions
from rehab.programmes.decisions import standing
from tests.pages import opened, send, text
from tests.programmes.conftest import START
from tests.programmes.findings import SHORT_AND_WEAK, examined
from tests.programmes.logs import clean

NO_LONGER_EARNED = "Right: level 2 of kneeling knee push on 7 February is no longer earned."
NO_LONGER_PAUSED = "Right: the pause from 20 February on no longer holds (paused: strength below the stage)."
TOO_WEAK = {"strength": {"mmt": "1"}}


def day(number):
    return datetime.date(2026, 2, number)


@pytest.fixture
def course(programme, log):
    """Three clean sessions that raise the level."""
    log(*(clean(day(on)) for on in (3, 5, 7)))
    return programme


def counted():
    return {model.__name__: model.objects.count() for model in (AuditEvent, Misfiling)}


@pytest.fixture
def amendment(ana, course, marias_episode):
    """The draft by which an assessment of 20 February, far too weak, is amended: the strength was misread."""
    weak = examined(marias_episode, by=ana, on=day(20), right=SHORT_AND_WEAK | TOO_WEAK)
    draft = amend_assessment(by=ana, assessment=weak, reason="Misread")
    findings = findings_of(draft)
    findings["sides"]["right"]["strength"] |= {"mmt": "4"}
    return save_draft(by=ana, assessment=draft, version=draft.version, findings=findings)


def test_signing_an_amendment_says_what_it_changes_before_and_after(as_ana, amendment):
    address = reverse("assessments:sign", args=[amendment.pk])
    page = as_ana.get(address)
    assert NO_LONGER_PAUSED in text(page)
    amendment.refresh_from_db()
    assert amendment.is_open_draft
    sent = {field.html_name: field.value() for field in page.context["form"]}
    assert NO_LONGER_PAUSED in text(as_ana.post(address, sent, follow=True))


def test_looking_ahead_leaves_nothing_but_that_it_was_read(as_ana, amendment):
    before = AuditEvent.objects.count()
    as_ana.get(reverse("assessments:sign", args=[amendment.pk]))
    assert [event.action for event in AuditEvent.objects.all()[: AuditEvent.objects.count() - before]] == ["read"]
    assert faults_of_all() == []


@pytest.fixture
def rosas_programme(ana):
    rosa = add_patient(
        by=ana, given_name="Rosa", family_name="Keller", date_of_birth=datetime.date(1970, 1, 2), record_number="H-2"
    )
    episode = open_episode(by=ana, patient=rosa, complaint="Groin", sides="right", started_on=START)
    found = examined(episode, by=ana, on=START, right=SHORT_AND_WEAK)
    programme = actions.start_programme(by=ana, assessment=found, started_on=START)
    actions.log_sessions(by=ana, programme=programme, sessions=[clean(day(3)), clean(day(7))])
    return programme


def test_moving_a_session_says_what_changes_in_both_records(as_ana, course, rosas_programme):
    address = reverse("patients:wrong_patient", args=["session", course.sessions.get(performed_on=day(5)).pk])
    earned = "Rosa Keller, H-2: Right, 7 February: Kneeling knee push: level 2 from now on."
    assert NO_LONGER_EARNED in text(as_ana.get(address))
    page = send(as_ana, address, reason="Not hers", record_number="H-2")
    assert NO_LONGER_EARNED in text(page)
    assert earned in text(page)
    assert Misfiling.objects.count() == 0
    form = page.context["form"]
    sent = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    sent["place"] = form.fields["place"].initial  # as the browser sends what its list shows
    response = as_ana.post(address, sent | {form.confirmed_in: "on", "then": "move"}, follow=True)
    assert NO_LONGER_EARNED in text(response)
    assert earned in text(response)
    assert Misfiling.objects.get().moved_to == rosas_programme.patient


def test_what_does_not_fit_the_other_record_is_said_before_it_is_tried(as_ana, ana, course, rosas_programme):
    actions.log_sessions(by=ana, programme=rosas_programme, sessions=[clean(day(5))])
    address = reverse("patients:wrong_patient", args=["session", course.sessions.get(performed_on=day(5)).pk])
    page = text(send(as_ana, address, reason="Not hers", record_number="H-2"))
    assert "There is a session on this date already." in page


def test_equipment_taken_back_says_what_the_programme_loses(as_ana, ana, maria, programme):
    from rehab.patients.actions import set_circumstances

    held = set_circumstances(
        by=ana, patient=maria, holds_from=day(10), precautions=["kneeling_intolerance"], equipment=["band"]
    )
    address = reverse("patients:withdraw_circumstances", args=[held.pk])
    sent = opened(as_ana, address) | {"reason": "Another patient’s"}
    assert "no longer" in text(as_ana.post(address, sent, follow=True))


def test_what_a_list_remembers_of_a_programme_is_not_older_than_a_merge(ana, lena, maria, course):
    """The other record held something for some days that holds in neither today: no circumstances are written anew."""
    from rehab.patients.actions import set_circumstances
    from rehab.patients.merging import merge_patients
    from rehab.programmes.models import Programme
    from rehab.programmes.remembered import brief_standings

    who = {"given_name": "Maria", "family_name": "Silva", "date_of_birth": maria.date_of_birth}
    other = add_patient(by=ana, record_number="H-2", **who)
    held = {"by": ana, "patient": other, "equipment": ["band"]}
    set_circumstances(holds_from=day(4), precautions=["kneeling_intolerance"], **held)
    set_circumstances(holds_from=day(6), precautions=[], **held)
    listed = Programme.objects.select_related("episode")
    before = brief_standings(listed, ana.today())[course.pk]
    maria.refresh_from_db()
    versions = {maria.pk: maria.version, other.pk: other.version}
    merge_patients(by=lena, kept=maria, merged=other, versions=versions, reason="One person")
    now = standing(course, ana.today())
    assert now["sides"] != before["sides"]
    assert brief_standings(listed, ana.today())[course.pk]["sides"] == now["sides"]
