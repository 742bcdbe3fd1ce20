"""A handout is in the patient's language where everything on it can be said in it; the clinician is told before."""

import dataclasses

import pytest
from django.utils.translation import get_language

from rehab.handouts.actions import issue_handout
from rehab.handouts.given import issued_handouts
from rehab.programmes.models import Programme
from rehab.rules import LIBRARY
from tests.handouts.sheets import HOLD
from tests.programmes.conftest import TODAY

pytestmark = pytest.mark.usefixtures("no_paper")


@pytest.fixture
def german(maria):
    """Maria reads German."""
    maria.language = "de"
    maria.save()
    return maria


@pytest.fixture
def german_programme(german, programme):
    return Programme.objects.get(pk=programme.pk)


def test_it_is_in_the_patients_language(ana, german_programme):
    issued = issue_handout(by=ana, programme=german_programme)
    assert issued.language == "de"
    assert "Ihre Hüftübungen" in issued.html
    assert LIBRARY.card(HOLD, "de")["aim_patient"] != LIBRARY.card(HOLD)["aim_patient"]
    assert LIBRARY.card(HOLD, "de")["start"] in issued.html
    assert "Die Muskeln vorn an Ihrer" in issued.context["aims"][0]
    assert issued.html in bytes(issued.pdf).decode()
    assert get_language() == "en-gb"


def test_the_clinician_is_told_the_language_before_issuing(as_ana, german_programme):
    said = page(as_ana, german_programme)
    assert "In German, the patient’s language. No native clinician has reviewed this translation yet." in said


def test_once_a_native_clinician_has_reviewed_it_nothing_is_said_of_it(as_ana, german_programme, monkeypatch):
    reviewed = dataclasses.replace(LIBRARY.languages["de"], reviewed_by="Greta Vogel", reviewed_on="2026-02-01")
    monkeypatch.setattr(type(LIBRARY), "languages", dict(LIBRARY.languages) | {"de": reviewed})
    said = page(as_ana, german_programme)
    assert "In German, the patient’s language." in said
    assert "reviewed" not in said


def test_english_needs_no_such_word(as_ana, programme):
    said = page(as_ana, programme)
    assert "In English, the patient’s language." in said
    assert "reviewed" not in said


def test_without_exercises_in_the_language_it_is_in_english_and_the_clinician_is_told(
    as_ana, german_programme, monkeypatch
):
    monkeypatch.setattr(type(LIBRARY), "cards", {"en": LIBRARY.cards["en"]})
    assert "In English: the exercises are not available in German yet." in page(as_ana, german_programme)


def test_a_handout_in_another_language_than_the_patients_no_longer_matches(ana, issued, german, programme):
    (status,) = issued_handouts(Programme.objects.get(pk=programme.pk), TODAY, by=ana)
    assert status.changed == ("Patient’s language: English → German",)


def test_the_site_itself_stays_english(as_ana, german_programme):
    as_ana.post(f"/programmes/{german_programme.pk}/handouts/preview/")
    assert "Issue a handout" in page(as_ana, german_programme)


def page(browser, programme):
    return browser.get(f"/programmes/{programme.pk}/handouts/").content.decode()
