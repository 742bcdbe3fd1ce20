"""What is answered from now on uses the version in force, and says so; a running programme keeps its own."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from rehab.assessments.actions import begin_assessment
from rehab.assessments.findings_input import plan_answer, plan_input
from rehab.patients.actions import open_episode
from rehab.programmes import actions
from rehab.programmes.decisions import standing
from rehab.programmes.models import Programme
from rehab.rules import effective_settings
from rehab.thresholds.actions import make_version
from tests.pages import text
from tests.programmes.conftest import START, TODAY
from tests.programmes.findings import SHORT, SHORT_AND_WEAK, examined
from tests.programmes.logs import clean
from tests.programmes.test_proposal_page import opened as opened_proposal


@pytest.fixture
def another(ana, maria):
    """A second episode of Maria's, its right side of MMT 4+ and signed today."""
    episode = open_episode(by=ana, patient=maria, complaint="Again", sides="right", started_on=TODAY)
    return examined(episode, by=ana, on=TODAY, right=SHORT | {"strength": {"mmt": "4+"}})


def test_an_assessment_is_read_with_the_version_in_force(another, set_to):
    assert plan_answer(another)["sides"]["right"]["strength"] == "normal"
    set_to(weak_at_or_below="4+")
    assert plan_input(another)["settings"]["weak_at_or_below"] == "4+"
    assert plan_answer(another)["sides"]["right"]["strength"] == "weak"


def test_another_clinic_s_version_changes_nothing(another, hill_street, ben):
    ben.role = "lead"
    ben.save()
    make_version(by=ben, settings={"weak_at_or_below": "4+"}, reason="Ours", version=0)
    assert plan_answer(another)["sides"]["right"]["strength"] == "normal"


def test_a_programme_keeps_the_version_it_was_started_with(ana, another, set_to):
    version = set_to(weak_at_or_below="4+", clean_sessions_to_progress=4)
    programme = actions.start_programme(by=ana, assessment=another)
    set_to(clean_sessions_to_progress=6)
    programme.refresh_from_db()
    assert (programme.settings_version, programme.settings) == (version, version.settings)
    assert programme.basis["input"]["settings"] == version.settings
    assert programme.sides.get().combination == "stretch_and_strengthen"


def test_a_programme_started_before_the_first_version_keeps_the_defaults(programme, log, set_to):
    log(*(clean(START + datetime.timedelta(days=days)) for days in (0, 2, 4)))
    before = standing(programme, TODAY)
    set_to(clean_sessions_to_progress=6, lapse_days=7)
    programme = Programme.objects.get()
    assert (programme.settings_version, programme.settings) == (None, effective_settings())
    assert standing(programme, TODAY) == before


def test_new_prescriptions_ask_for_no_more_days_than_the_settings(ana, another, set_to, as_ana):
    set_to(weak_at_or_below="4+", sessions_per_week=2)
    proposed = as_ana.get(reverse("programmes:proposal", args=[another.pk])).context["sides"][1]
    assert all("2 days a week" in exercise.dosage for exercise in proposed.strengthening)
    programme = actions.start_programme(by=ana, assessment=another)
    days = programme.prescriptions.values_list("kind", "sessions_per_week")
    assert {count for kind, count in days if kind == "strengthen"} == {2}
    assert {count for kind, count in days if kind == "stretch"} != {2}


def test_the_next_review_is_proposed_before_a_break_could_cost_progress(as_ana, another, set_to):
    set_to(lapse_days=10)
    form = as_ana.get(reverse("programmes:proposal", args=[another.pk])).context["start_form"]
    assert form["next_review_on"].value() == TODAY + datetime.timedelta(days=10)


def test_a_proposal_that_was_opened_before_a_change_is_looked_at_again(as_ana, another, set_to):
    """What the clinician saw is what is started."""
    url = reverse("programmes:proposal", args=[another.pk])
    sent = opened_proposal(as_ana, url) | {"right-combination": "strengthen", "right-reason": "Weak all the same"}
    set_to(weak_at_or_below="4+")
    refused = as_ana.post(url, sent)
    assert "The clinic’s settings were changed after this proposal was opened" in text(refused)
    assert not Programme.objects.exists()
    form = refused.context["start_form"]
    again = {"settings_seen": form["settings_seen"].value(), "right-strengthen_1": "supine_hip_flexion_hold"}
    as_ana.post(url, sent | again)
    assert Programme.objects.get().settings_version.number == 1


def test_the_action_refuses_a_version_other_than_the_one_seen(ana, another, set_to):
    set_to(weak_at_or_below="4+")
    with pytest.raises(ValidationError, match="settings were changed"):
        actions.start_programme(by=ana, assessment=another, settings_seen=0)
    assert actions.start_programme(by=ana, assessment=another, settings_seen=1).settings_version.number == 1


@pytest.fixture
def pages(ana, marias_episode, set_to):
    """{page: address} of every page that shows an answer, of a programme that follows version 1."""
    set_to(lapse_days=10)
    signed = examined(marias_episode, by=ana, on=START, right=SHORT_AND_WEAK)
    programme = actions.start_programme(by=ana, assessment=signed, started_on=START)
    actions.log_sessions(by=ana, programme=programme, sessions=[clean(START)])
    draft = begin_assessment(by=ana, episode=marias_episode, examined_on=TODAY)
    return {
        "assessment": reverse("assessments:assessment", args=[signed.pk]),
        "draft": reverse("assessments:edit", args=[draft.pk]),
        "proposal": reverse("programmes:proposal", args=[signed.pk]),
        "programme": reverse("programmes:programme", args=[programme.pk]),
        "log": reverse("programmes:log", args=[programme.pk]),
        "session": reverse("programmes:session", args=[programme.sessions.get().pk]),
        "progress": reverse("progress:progress", args=[programme.pk]),
        "settings": reverse("programmes:settings", args=[programme.pk]),
    }


def test_every_page_with_an_answer_says_which_versions_it_is_from(as_ana, pages, harbour):
    version = harbour.settings_versions.get()
    for name, address in pages.items():
        page = text(as_ana.get(address))
        assert f'<a href="{version.get_absolute_url()}">settings version 1</a>' in page, name
        assert "Rules version" in page, name
    assert "settings version 1" in text(as_ana.post(pages["draft"].replace("edit", "so-far"), {"version": "1"}))
