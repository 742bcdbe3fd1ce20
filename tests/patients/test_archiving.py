"""Putting a patient into the archive and taking them back."""

import pytest
from django.urls import reverse

from tests.pages import opened, send, text


@pytest.fixture
def archive(maria):
    return reverse("patients:archive", args=[maria.pk])


@pytest.fixture
def restore(maria):
    return reverse("patients:restore", args=[maria.pk])


def test_opening_the_page_archives_nobody(as_ana, maria, archive):
    assert "Archive this patient?" in text(as_ana.get(archive))
    maria.refresh_from_db()
    assert maria.archived_at is None


def test_a_patient_is_archived_with_a_reason_and_a_way_back(as_ana, maria, archive, restore):
    response = send(as_ana, archive, reason="Care is over")
    maria.refresh_from_db()
    assert maria.archived_at is not None
    page = text(as_ana.get(response.url))
    assert f'The patient is archived. <a href="{restore}">Undo</a>' in page
    assert "Care is over" in page


def test_a_reason_is_needed(as_ana, maria, archive):
    response = send(as_ana, archive)
    assert response.context["form"].errors["reason"] == ["Say why, in a few words."]
    maria.refresh_from_db()
    assert maria.archived_at is None


def test_a_patient_in_care_is_not_archived(as_ana, maria, marias_episode, archive):
    response = send(as_ana, archive, reason="Care is over")
    assert "An episode is still open." in text(response)
    maria.refresh_from_db()
    assert (maria.archived_at, maria.version) == (None, 1)


def test_an_archived_patient_is_taken_back(as_ana, maria, archive, restore):
    send(as_ana, archive, reason="Care is over")
    assert "Care is over" in text(as_ana.get(restore))
    send(as_ana, restore)
    maria.refresh_from_db()
    assert (maria.archived_at, maria.archived_reason, maria.version) == (None, "", 3)


def test_archiving_what_is_archived_and_restoring_what_is_active_does_nothing(as_ana, maria, archive, restore):
    assert as_ana.get(restore).status_code == 302
    typed = opened(as_ana, archive) | {"reason": "Care is over"}
    as_ana.post(archive, typed)
    as_ana.post(archive, typed)
    maria.refresh_from_db()
    assert maria.version == 2


def test_archiving_after_a_colleague_s_edit_shows_that_something_changed(as_ana, maria, archive):
    typed = opened(as_ana, archive) | {"reason": "Care is over"}
    send(as_ana, reverse("patients:edit", args=[maria.pk]), telephone="222")
    response = as_ana.post(archive, typed)
    assert response.status_code == 409
    assert "Care is over" in text(response)


def test_no_episode_is_opened_for_an_archived_patient(as_ana, maria, archive):
    send(as_ana, archive, reason="Care is over")
    response = as_ana.post(
        reverse("patients:open_episode", args=[maria.pk]), {"complaint": "Pain", "sides": "left"}, follow=True
    )
    assert "Take them back from the archive first." in text(response)
    assert not maria.episodes.exists()
