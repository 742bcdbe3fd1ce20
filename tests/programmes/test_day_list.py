"""The list for the day, to be printed: who waits for somebody, and why; mine or the clinic's."""

import datetime

import pytest
from django.urls import reverse

from clinic.audit.models import AuditEvent
from rehab.patients.actions import add_patient, open_episode
from rehab.programmes import actions
from tests.pages import text
from tests.programmes.conftest import START, TODAY
from tests.programmes.findings import SHORT_ONLY, examined

DAY = datetime.timedelta(days=1)
LIST = reverse("programmes:day")


@pytest.fixture
def stretching(ana):
    """stretching("Ida", day): a patient who only stretches, so that nothing but the review of that day is due."""

    def plan(name, day, by=ana):
        patient = add_patient(
            by=by, given_name=name, family_name="Berg", date_of_birth=datetime.date(1980, 1, 1), record_number=name
        )
        episode = open_episode(by=by, patient=patient, complaint="Groin", sides="right", started_on=START)
        found = examined(episode, by=by, on=START, right=SHORT_ONLY)
        return actions.start_programme(by=by, assessment=found, started_on=START, next_review_on=day)

    return plan


def names(response):
    return [row.patient.given_name for row in response.context["rows"]]


def test_it_holds_who_waits_and_whose_review_is_today_and_nobody_else(as_ana, stretching):
    for name, day in [("Ida", TODAY), ("Jo", TODAY - 9 * DAY), ("Kim", TODAY + DAY), ("Lea", None)]:
        stretching(name, day)
    page = as_ana.get(LIST)
    assert names(page) == ["Ida", "Jo"]
    assert "<li>Review planned for today</li>" in text(page)
    assert "<li>Review was due on 21 February</li>" in text(page)


def test_every_reason_stands_beside_the_name_with_its_side(as_ana, maria, paused):
    page = text(as_ana.get(LIST))
    assert "Silva, Maria" in page
    assert maria.record_number in page
    assert "<li>Right: Paused: symptoms</li>" in page


def test_it_is_mine_or_the_clinic_s_and_says_whose(as_ana, lena, stretching):
    stretching("Ida", TODAY)
    stretching("Jo", TODAY, by=lena)
    mine, clinic = as_ana.get(LIST), as_ana.get(LIST, {"whose": "clinic"})
    assert (names(mine), names(clinic)) == (["Ida"], ["Ida", "Jo"])
    assert "Patients: mine." in text(mine)
    assert "Patients: the whole clinic." in text(clinic)
    assert "Lena Vogt" in text(clinic)


def test_a_filter_of_the_caseload_holds_on_paper_too(as_ana, stretching, paused):
    stretching("Ida", TODAY)
    assert names(as_ana.get(LIST, {"need": "paused"})) == ["Maria"]
    assert "only those of the filter" in text(as_ana.get(LIST, {"need": "paused"}))
    assert f'href="{LIST}?need=paused"' in text(as_ana.get(reverse("programmes:caseload"), {"need": "paused"}))


def test_a_day_on_which_nobody_waits_says_so(as_ana, maria):
    assert "Nobody waits today" in text(as_ana.get(LIST))


def test_making_it_is_audited(as_ana, ana, paused):
    as_ana.get(LIST)
    assert AuditEvent.objects.filter(actor=ana).order_by("pk").last().action == "list"
