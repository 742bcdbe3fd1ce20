"""The patient's page leads to assessments: a panel beside each episode, and the timeline."""

import pytest

from rehab.assessments import actions
from rehab.assessments.on_patient_page import episode_panel, timeline_entries
from rehab.patients.actions import discharge_episode
from tests.assessments.sheet import address
from tests.pages import text


def labels(panel):
    return [action.label for action in panel.actions]


def whats(patient):
    return sorted(entry.what for entry in timeline_entries(patient))


def test_before_the_first_one(ana, marias_episode):
    panel = episode_panel(marias_episode, ana)
    assert (panel.state, labels(panel)) == ("Not examined yet", ["Assess"])
    assert panel.actions[0].post


def test_an_open_draft_is_gone_on_with(ana, draft):
    panel = episode_panel(draft.episode, ana)
    assert (panel.state, panel.tone) == ("Draft of 2 March 2026", "ease")
    assert [action.url for action in panel.actions] == [address("edit", draft)]


def test_a_red_flag_in_a_draft_is_shown_before_it_is_signed(ana, draft):
    actions.save_draft(by=ana, assessment=draft, version=1, findings={"screening": {"malignancy": True}})
    panel = episode_panel(draft.episode, ana)
    assert (panel.state, panel.tone) == ("Red flag found, not signed yet", "stop")


def test_a_signed_one_is_read_and_the_next_begun(ana, signed):
    panel = episode_panel(signed.episode, ana)
    assert (panel.state, labels(panel)) == ("2 March 2026", ["Read", "Assess again"])


def test_an_amendment_that_waits_for_its_signature(ana, signed):
    amendment = actions.amend_assessment(by=ana, assessment=signed, reason="Sides")
    panel = episode_panel(signed.episode, ana)
    assert panel.state == "Amendment not signed yet"
    assert panel.actions[0].url == address("edit", amendment)


@pytest.fixture
def closed(ana, marias_episode):
    def close():
        return discharge_episode(
            by=ana, episode=marias_episode, version=1, discharged_on=marias_episode.started_on, outcome="other"
        )

    return close


def test_in_a_closed_episode_nothing_is_begun(ana, closed):
    assert episode_panel(closed(), ana) is None


def test_but_what_was_found_is_still_read(ana, signed, closed):
    assert labels(episode_panel(closed(), ana)) == ["Read"]


def test_the_timeline_names_drafts_signed_amended_and_discarded_ones(ana, maria, examined):
    assert whats(maria) == ["Assessment, not signed yet"]
    signed = actions.sign_assessment(by=ana, assessment=examined, version=examined.version)
    assert whats(maria) == ["Assessment"]
    amendment = actions.amend_assessment(by=ana, assessment=signed, reason="Sides mixed up")
    assert whats(maria) == ["Amendment of an assessment, not signed yet", "Assessment"]
    actions.sign_assessment(by=ana, assessment=amendment, version=amendment.version)
    assert whats(maria) == ["Assessment (amended: Sides mixed up)"]
    further = actions.begin_assessment(by=ana, episode=signed.episode)
    actions.discard_draft(by=ana, assessment=further, version=further.version)
    assert whats(maria) == ["Assessment (amended: Sides mixed up)", "Draft of an assessment discarded"]


def test_it_stands_on_the_page(as_ana, maria, draft):
    page = text(as_ana.get(f"/patients/{maria.pk}/"))
    assert "Draft of 2 March 2026" in page
    assert address("edit", draft) in page
