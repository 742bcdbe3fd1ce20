"""Everybody in the clinic reads its settings: what is in force, where each number is from, and every version."""

import pytest
from django.urls import reverse

from clinic.forms import spoken_date
from rehab.programmes import actions
from rehab.rules import LIBRARY, SETTINGS
from tests.conftest import signed_in
from tests.pages import text

SETTINGS_PAGE = reverse("thresholds:settings")
CHANGE = reverse("thresholds:change")


def lines(response):
    return {line.setting.name: line for _, group in response.context["groups"] for line in group}


def test_every_setting_is_shown_with_default_limits_and_source(as_ana, set_to):
    set_to(lapse_days=10)
    response = as_ana.get(SETTINGS_PAGE)
    page = text(response)
    assert sorted(lines(response)) == sorted(SETTINGS)
    for line in lines(response).values():
        assert line.label in page
        assert line.limits in page
        assert LIBRARY.citations[line.setting.source].strength.capitalize() in page
    changed = lines(response)["lapse_days"]
    assert (changed.words, changed.default, changed.limits, changed.is_changed) == (
        "10 days",
        "14 days",
        "7 to 21 days",
        True,
    )
    assert [name for name, line in lines(response).items() if line.is_changed] == ["lapse_days"]


def test_where_the_literature_disagrees_it_is_said(as_ana):
    page = text(as_ana.get(SETTINGS_PAGE))
    assert LIBRARY.citations["kendall_convention"].disagrees in page
    assert "Disputed" in page


def test_each_setting_names_the_rules_that_use_it(as_ana):
    response = as_ana.get(SETTINGS_PAGE)
    page = text(response)
    assert [rule.id for rule in lines(response)["lapse_days"].rules] == list(SETTINGS["lapse_days"].used_by)
    for rule in {rule for setting in SETTINGS.values() for rule in setting.used_by}:
        assert f">{rule}</" in page


def test_all_versions_are_listed_with_author_reason_and_what_changed(as_ana, set_to):
    set_to(lapse_days=10, reason="Breaks cost more than we thought")
    second = set_to(green_max=1, reason="The new guideline")
    response = as_ana.get(SETTINGS_PAGE)
    page = text(response)
    rows = response.context["versions"]
    assert [row["version"].number for row in rows] == [2, 1, 0]
    assert [change.name for change in rows[0]["changes"]] == ["green_max"]
    assert [change.name for change in rows[1]["changes"]] == ["lapse_days"]
    for words in ("Lena Vogt", spoken_date(second.created_at), "Breaks cost more than we thought", "The new guideline"):
        assert words in page
    assert second.get_absolute_url() in page


def test_a_version_has_a_page_of_its_own_that_stays_as_it_was(as_ana, set_to):
    first = set_to(lapse_days=10, reason="Breaks cost more than we thought")
    set_to(lapse_days=12)
    response = as_ana.get(first.get_absolute_url())
    assert lines(response)["lapse_days"].words == "10 days"
    assert [(change.before, change.after) for change in response.context["changes"]] == [("14 days", "10 days")]
    assert "Breaks cost more than we thought" in text(response)


def test_the_defaults_have_a_page_too(as_ana, set_to):
    set_to(lapse_days=10)
    response = as_ana.get(reverse("thresholds:defaults"))
    assert lines(response)["lapse_days"].words == "14 days"
    assert "The default settings" in text(response)


def test_it_says_how_many_running_programmes_follow_each_version(as_ana, ana, programme, lukasz_programme, set_to):
    set_to(lapse_days=10)
    running = {row["version"].number: row["running"] for row in as_ana.get(SETTINGS_PAGE).context["versions"]}
    assert running == {1: 0, 0: 1}
    actions.end_programme(by=ana, programme=programme, version=programme.version, end_reason="stopped")
    running = {row["version"].number: row["running"] for row in as_ana.get(SETTINGS_PAGE).context["versions"]}
    assert running == {1: 0, 0: 0}


def test_only_a_lead_finds_the_way_to_change_them(as_ana, as_lena, set_to):
    version = set_to(lapse_days=10)
    set_to(lapse_days=11)
    for address in (SETTINGS_PAGE, version.get_absolute_url()):
        assert CHANGE in text(as_lena.get(address))
        assert CHANGE not in text(as_ana.get(address))


def test_another_clinic_s_version_is_not_found(as_ben, ben, set_to):
    version = set_to(lapse_days=10)
    assert as_ben.get(version.get_absolute_url()).status_code == 404
    ben.role = "lead"
    ben.save()
    assert signed_in(ben).get(CHANGE, {"like": str(version.pk)}).status_code == 404
    assert signed_in(ben).get(CHANGE, {"like": "nonsense"}).status_code == 404
    assert "Agreed at the team meeting" not in text(as_ben.get(SETTINGS_PAGE))


@pytest.mark.parametrize("name", ["settings", "change", "defaults"])
def test_a_visitor_is_sent_to_sign_in(client, db, name):
    response = client.get(reverse(f"thresholds:{name}"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))
