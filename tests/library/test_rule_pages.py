"""The rules as pages: the whole decision in its order, and each rule with its thresholds, source and neighbours."""

import html
import re

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from rehab.rules import LIBRARY, rule_told
from rehab.thresholds.actions import make_version
from tests.pages import text


def words(response):
    """The page's text without its markup."""
    return " ".join(html.unescape(strip_tags(text(response))).split())


def rule_page(client, rule):
    return client.get(reverse("library:rule", args=[rule]))


@pytest.fixture
def decision_page(as_ana):
    return as_ana.get(reverse("library:rules"))


# The whole decision --------------------------------------------------------------------------------------------------


def test_the_decision_stands_on_one_page_in_its_order_with_its_contents(decision_page):
    page = text(decision_page)
    places = [page.index(f'id="{chapter}"') for chapter in LIBRARY.chapters]
    assert places == sorted(places)
    for chapter in LIBRARY.chapters.values():
        assert f'<a href="#{chapter.id}">{chapter.title}</a>' in page


def test_every_rule_is_there_with_its_sentence_and_leads_to_its_page(decision_page):
    page, said = text(decision_page), words(decision_page)
    for rule in LIBRARY.rules.values():
        assert f'href="{reverse("library:rule", args=[rule.id])}"' in page
        assert rule_told(rule.id).sentence in said


def test_every_number_exercise_precaution_and_red_flag_is_there(decision_page):
    said = words(decision_page)
    for number in LIBRARY.numbers.values():
        assert number.label in said
    for exercise in LIBRARY.exercises:
        assert LIBRARY.card(exercise)["name"] in said
    for row in (*LIBRARY.precautions.values(), *LIBRARY.red_flags.values()):
        assert row.label in said
    for item in LIBRARY.not_encoded:
        assert item.about in said


def test_every_link_inside_the_page_leads_to_a_place_in_it(decision_page):
    page = text(decision_page)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    wanted = set(re.findall(rf'href="(?:{reverse("library:rules")})?#([^"]+)"', page))
    assert wanted <= set(ids)
    assert {f"source-{source}" for source in ("house_rule", "peeler_2008")} <= wanted


def test_the_rules_stand_in_the_navigation_beside_the_exercises(as_ana, decision_page):
    assert '<a href="/rules/" aria-current="page">Rules</a>' in text(decision_page)
    exercises = text(as_ana.get(reverse("library:exercises")))
    assert '<a href="/rules/">Rules</a>' in exercises
    assert '<a href="/exercises/" aria-current="page">Exercises</a>' in exercises


# One rule ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", LIBRARY.rules.values(), ids=lambda rule: rule.id)
def test_a_rule_says_what_it_says_its_thresholds_and_its_source(as_ana, rule):
    response = rule_page(as_ana, rule.id)
    said, citation = words(response), LIBRARY.citations[rule.source]
    assert rule.title in said
    assert rule_told(rule.id).sentence in said
    for fact in (citation.text, citation.strength.capitalize(), citation.says, citation.read):
        assert fact in said
    assert (rule_told(rule.id).disagrees or "Nothing that disagrees is known to this library.") in said
    assert (f'href="{html.escape(citation.address)}"' in text(response)) == bool(citation.address)
    for number in LIBRARY.numbers.values():
        assert (f"{number.label} Value" in said) == (rule.id in number.used_by)


def test_a_threshold_has_its_default_and_its_limits(as_ana):
    said = words(rule_page(as_ana, "L2"))
    assert "Value 80° Default 80° May be set to 60 to 100° Source convention" in said
    assert "Value 7° Default 7° May be set to fixed Source measurement study" in said


def test_a_rule_gives_its_reasons_with_what_is_found_left_open(as_ana):
    page = text(rule_page(as_ana, "P8"))
    assert "Paused: symptoms <var>symptoms</var>/10 in the session, above 5." in page
    assert "twice in <var>days between</var> days, within 7." in page


def test_a_rule_has_the_table_rows_that_concern_it(as_ana):
    said = words(rule_page(as_ana, "M2"))
    assert "Modified Thomas test: knee flexion Counts as a change from 20°" in said
    assert "Force" not in said.split("Tables", 1)[1]
    assert "Lying thigh stretch" in words(rule_page(as_ana, "E2"))


@pytest.mark.parametrize(("rule", "before", "after"), [("G1", None, "G2"), ("S1", "L5", "S2"), ("M6", "M5", None)])
def test_a_rule_leads_to_the_rules_beside_it(as_ana, rule, before, after):
    page = text(rule_page(as_ana, rule))
    for rel, beside in (("prev", before), ("next", after)):
        found = set(re.findall(rf'href="([^"]+)" rel="{rel}"', page))
        assert found == ({reverse("library:rule", args=[beside])} if beside else set())


@pytest.mark.parametrize("rule", ["L9", "l1", "rules", "x"])
def test_a_rule_that_does_not_exist_is_not_found(as_ana, rule):
    assert rule_page(as_ana, rule).status_code == 404


def test_the_rules_are_for_people_who_are_signed_in(client, db):
    assert client.get(reverse("library:rules")).status_code == 302
    assert rule_page(client, "L1").status_code == 302


# A clinic's own settings ---------------------------------------------------------------------------------------------


def test_the_numbers_are_those_of_the_readers_clinic_and_the_page_says_which_version(as_ana, as_ben, lena):
    make_version(by=lena, settings={"knee_flexion_threshold_deg": 72}, reason="Agreed at the meeting", version=0)
    said = words(rule_page(as_ana, "L2"))
    assert "knee flexion below 72° " in said
    assert "Value 72° Changed Default 80°" in said
    assert "settings version 1" in said
    assert "72° (default 80°)" in words(as_ana.get(reverse("library:rules")))
    elsewhere = words(rule_page(as_ben, "L2"))
    assert "knee flexion below 80° " in elsewhere
    assert "the default settings" in elsewhere
