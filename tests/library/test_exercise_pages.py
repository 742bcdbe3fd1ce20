"""The exercise library: every card is there, findable, and says where it comes from."""

import html

import pytest
from django.urls import reverse

from rehab.rules import LIBRARY
from tests.pages import text


def test_every_exercise_of_the_library_is_listed_with_its_name(as_ana):
    page = text(as_ana.get(reverse("library:exercises")))
    for exercise in LIBRARY.exercises:
        assert reverse("library:exercise", args=[exercise]) in page
        assert LIBRARY.card(exercise)["name"] in page


@pytest.mark.parametrize("exercise", LIBRARY.exercises)
def test_a_card_shows_every_word_for_the_patient_and_the_source(as_ana, exercise):
    page = plain(as_ana.get(reverse("library:exercise", args=[exercise])))
    card = LIBRARY.card(exercise)
    for words in [card["aim_patient"], card["start"], card["feel"], *card["steps"], *card["mistakes"]]:
        assert words in page
    assert LIBRARY.citations[LIBRARY.exercises[exercise].source].text in page


def test_a_card_shows_each_level_with_its_dosage(as_ana):
    page = plain(as_ana.get(reverse("library:exercise", args=["seated_knee_raise"])))
    for level in LIBRARY.card("seated_knee_raise")["levels"]:
        assert level["title"] in page
        assert level["dosage"] in page


def test_a_card_names_the_precautions_that_exclude_it(as_ana):
    page = plain(as_ana.get(reverse("library:exercise", args=["half_kneeling_activation"])))
    assert LIBRARY.precautions["kneeling_intolerance"].label in page


@pytest.mark.parametrize(("wanted", "found"), [("BAND seated", "seated_knee_raise"), ("hanging", "hanging_knee_raise")])
def test_searching_keeps_the_cards_that_hold_every_word(as_ana, wanted, found):
    response = as_ana.get(reverse("library:exercises"), {"q": wanted})
    shown = [card.id for _, cards in response.context["shelves"] for card in cards]
    assert found in shown
    assert "prone_knee_bend" not in shown


def test_a_search_without_a_hit_says_so_and_leads_back(as_ana):
    page = plain(as_ana.get(reverse("library:exercises"), {"q": "treadmill"}))
    assert "No exercise holds “treadmill”" in page
    assert "Show all exercises" in page


def test_an_exercise_that_does_not_exist_is_not_found(as_ana):
    assert as_ana.get(reverse("library:exercise", args=["bench_press"])).status_code == 404


def test_the_library_is_for_people_who_are_signed_in(client):
    assert client.get(reverse("library:exercises")).status_code == 302


def plain(response):
    """The page's source with its entities resolved."""
    return html.unescape(text(response))
