"""An episode of care: opened, edited, discharged and opened again."""

import datetime

import pytest
from django.urls import reverse

from rehab.patients.hooks import _after_discharge
from rehab.patients.models import Episode
from tests.pages import opened, send, text

HIP_PAIN = {
    "complaint": "Groin pain when kicking",
    "sides": "left",
    "goal": "Play the whole match",
    "activity_1": "Kicking",
    "activity_3": "Sprinting",
}


@pytest.fixture
def open_page(maria):
    return reverse("patients:open_episode", args=[maria.pk])


@pytest.fixture
def edit(marias_episode):
    return reverse("patients:edit_episode", args=[marias_episode.pk])


@pytest.fixture
def discharge(marias_episode):
    return reverse("patients:discharge", args=[marias_episode.pk])


def activities(episode):
    return [activity.activity for activity in episode.psfs_activities.all()]


def test_an_episode_is_opened_today_by_the_clinician(as_ana, ana, maria, open_page):
    response = send(as_ana, open_page, **HIP_PAIN)
    episode = Episode.objects.get()
    assert response.url == reverse("patients:patient", args=[maria.pk])
    assert (episode.patient, episode.clinician, episode.sides) == (maria, ana, "left")
    assert (episode.started_on, episode.is_open) == (datetime.date(2026, 3, 2), True)
    assert activities(episode) == ["Kicking", "Sprinting"]


def test_a_double_tap_opens_one_episode(as_ana, open_page):
    typed = opened(as_ana, open_page) | HIP_PAIN
    assert [as_ana.post(open_page, typed).status_code for _ in range(2)] == [302, 302]
    assert Episode.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "said"),
    [("2026-03-03", "This is in the future."), ("1961-05-13", "The start cannot be before the patient was born.")],
)
def test_a_start_that_cannot_be_is_told(as_ana, open_page, day, said):
    response = send(as_ana, open_page, **HIP_PAIN, started_on=day)
    assert response.context["form"].errors["started_on"] == [said]
    assert "Groin pain when kicking" in text(response)


def test_the_responsible_clinician_is_one_of_the_clinic(as_ana, lena, ben, open_page):
    response = send(as_ana, open_page, **HIP_PAIN, clinician=ben.pk)
    assert "clinician" in response.context["form"].errors
    assert "Ben Okafor" not in text(response)
    send(as_ana, open_page, **HIP_PAIN, clinician=lena.pk)
    assert Episode.objects.get().clinician == lena


def test_activities_are_reworded_and_added_but_not_emptied(as_ana, marias_episode, edit):
    response = send(as_ana, edit, activity_2="", activity_4="Gardening")
    assert "do not leave it empty" in text(response)
    send(as_ana, edit, activity_2="Getting out of my car", activity_4="Gardening")
    assert activities(marias_episode) == ["Climbing stairs", "Getting out of my car", "Walking the dog", "Gardening"]


def test_the_former_words_of_an_episode_stay_readable(as_ana, maria, edit):
    send(as_ana, edit, goal="Walk to the shop", activity_1="Climbing two flights")
    page = text(as_ana.get(reverse("patients:history", args=[maria.pk])))
    for words in ("Climb the stairs to my flat", "Walk to the shop", "Climbing stairs", "Climbing two flights"):
        assert words in page


def test_two_edits_at_once_meet_on_the_conflict_page(as_ana, marias_episode, edit):
    mine = opened(as_ana, edit) | {"goal": "Mine", "activity_1": "My activity"}
    send(as_ana, edit, goal="Theirs")
    response = as_ana.post(edit, mine)
    rows = {row.label: (row.stored, row.typed) for row in response.context["comparisons"] if row.differs}
    assert rows == {"Goal": ("Theirs", "Mine"), "Activity 1": ("Climbing stairs", "My activity")}
    marias_episode.refresh_from_db()
    assert marias_episode.goal == "Theirs"
    assert activities(marias_episode)[0] == "Climbing stairs"


def test_a_discharge_closes_the_episode_with_its_outcome(as_ana, maria, marias_episode, discharge):
    assert "Climb the stairs to my flat" in text(as_ana.get(discharge))
    response = send(as_ana, discharge, outcome="goal_reached", discharge_note="Walks up without a rail.")
    marias_episode.refresh_from_db()
    assert (marias_episode.discharged_on, marias_episode.outcome) == (datetime.date(2026, 3, 2), "goal_reached")
    page = text(as_ana.get(response.url))
    assert ("Goal reached" in page, "Walks up without a rail." in page) == (True, True)


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"outcome": ""}, "outcome", "Choose one."),
        ({"discharged_on": "2026-01-04"}, "discharged_on", "The discharge cannot be before the start of the episode."),
        ({"discharged_on": "2026-03-03"}, "discharged_on", "This is in the future."),
    ],
)
def test_a_discharge_that_cannot_be_is_told(as_ana, marias_episode, discharge, typed, field, said):
    response = send(as_ana, discharge, **{"outcome": "other"} | typed)
    assert response.context["form"].errors[field] == [said]
    marias_episode.refresh_from_db()
    assert marias_episode.is_open


def test_an_episode_is_discharged_once(as_ana, marias_episode, discharge):
    typed = opened(as_ana, discharge) | {"outcome": "other"}
    assert [as_ana.post(discharge, typed).status_code for _ in range(2)] == [302, 302]
    assert as_ana.get(discharge).status_code == 302
    marias_episode.refresh_from_db()
    assert marias_episode.version == 2


def test_the_start_of_a_closed_episode_stays_before_its_end(as_ana, marias_episode, discharge, edit):
    send(as_ana, discharge, outcome="other", discharged_on="2026-02-01")
    response = send(as_ana, edit, started_on="2026-02-02")
    assert response.context["form"].errors["started_on"] == ["This is after the discharge."]


def test_a_closed_episode_is_opened_again_and_the_discharge_stays_in_the_history(
    as_ana, maria, marias_episode, discharge
):
    send(as_ana, discharge, outcome="stopped_coming", discharge_note="Did not come back.")
    reopen = reverse("patients:reopen", args=[marias_episode.pk])
    assert "patient stopped coming" in text(as_ana.get(reopen))
    send(as_ana, reopen)
    marias_episode.refresh_from_db()
    assert (marias_episode.is_open, marias_episode.outcome) == (True, "")
    assert "Did not come back." in text(as_ana.get(reverse("patients:history", args=[maria.pk])))


def test_apps_above_are_told_of_a_discharge_in_the_same_transaction(
    as_ana, ana, marias_episode, discharge, monkeypatch
):
    told = []

    def fail(*, by, episode):
        told.append((by, episode, episode.discharged_on))
        raise RuntimeError("the app above cannot follow")

    monkeypatch.setattr("rehab.patients.hooks._after_discharge", [*_after_discharge, fail])
    with pytest.raises(RuntimeError):
        send(as_ana, discharge, outcome="other")
    assert told == [(ana, marias_episode, datetime.date(2026, 3, 2))]
    marias_episode.refresh_from_db()
    assert marias_episode.is_open
