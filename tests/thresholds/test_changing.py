"""The lead changes the settings: typed, looked over with what follows, then made a version. Nobody else can."""

import pytest
from django.urls import reverse

from rehab.rules import SETTINGS, effective_settings
from rehab.thresholds.models import SettingsVersion
from rehab.thresholds.queries import in_force
from tests.pages import opened, text
from tests.programmes.test_bad_input import bad_sendings

CHANGE = reverse("thresholds:change")


def typed(client, **changes):
    return opened(client, CHANGE) | {"reason": "Agreed"} | changes


def save(client, **changes):
    """Type, look over what follows, and make the version: what a lead does."""
    looked_over = client.post(CHANGE, typed(client, **changes))
    sent = {field.html_name: field.value() for field in looked_over.context["form"]}
    return client.post(CHANGE, sent | {"then": "save"})


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_who_is_no_lead_is_refused(as_ana, method):
    assert getattr(as_ana, method)(CHANGE).status_code == 403
    assert not SettingsVersion.objects.exists()


def test_the_form_opens_with_what_is_in_force_and_says_limits_and_defaults(as_lena, set_to):
    set_to(lapse_days=10, weak_at_or_below="4+")
    form = as_lena.get(CHANGE).context["form"]
    assert (form["lapse_days"].value(), form["weak_at_or_below"].value()) == (10, "4+")
    assert form["lapse_days"].help_text == "7 to 21 days. Default: 14 days (house rule)."
    assert form["weak_at_or_below"].help_text == "MMT 4-, 4 or 4+. Default: MMT 4 (house rule)."
    for name, setting in SETTINGS.items():
        assert form[name].label == setting.label


def test_first_it_is_shown_what_follows_and_nothing_is_stored(as_lena, programme):
    response = as_lena.post(CHANGE, typed(as_lena, lapse_days="10", reason="Sooner"))
    page = text(response)
    assert not SettingsVersion.objects.exists()
    assert [(change.name, change.after) for change in response.context["changes"]] == [("lapse_days", "10 days")]
    assert "<strong>1 running programme</strong> keeps the version" in page
    assert "“Sooner”" in page


def test_then_the_version_is_made(as_lena, harbour, lena):
    response = save(as_lena, lapse_days="10", reason="Sooner")
    made = in_force(harbour)
    assert response.url == made.get_absolute_url()
    assert (made.number, made.reason, made.created_by) == (1, "Sooner", lena)
    assert made.settings == effective_settings() | {"lapse_days": 10}


def test_from_there_one_goes_back_to_the_form_with_everything_typed(as_lena):
    sent = typed(as_lena, lapse_days="10", reason="Sooner") | {"then": "edit"}
    response = as_lena.post(CHANGE, sent)
    form = response.context["form"]
    assert (form["lapse_days"].value(), form["reason"].value()) == ("10", "Sooner")
    assert not SettingsVersion.objects.exists()


def test_a_word_of_warning_comes_before_it_is_made(as_lena):
    response = as_lena.post(CHANGE, typed(as_lena, weak_at_or_below="4-", stage_3_min_grade="4+"))
    assert list(response.context["doubts"]) == ["stage_3_min_grade"]
    assert "a programme could stop short of its end" in text(response)


def test_a_contradiction_is_said_beside_its_field_and_nothing_typed_is_lost(as_lena):
    response = as_lena.post(CHANGE, typed(as_lena, min_gap_days="3", reason="More rest"))
    form = response.context["form"]
    assert list(form.errors) == ["sessions_per_week"]
    assert (form["min_gap_days"].value(), form["reason"].value()) == ("3", "More rest")
    assert 'href="#id_sessions_per_week"' in text(response)


def test_the_reason_is_required(as_lena):
    response = as_lena.post(CHANGE, typed(as_lena, lapse_days="10", reason=" "))
    assert list(response.context["form"].errors) == ["reason"]


def test_settings_that_are_in_force_already_make_no_version(as_lena):
    response = as_lena.post(CHANGE, typed(as_lena))
    assert response.context["form"].non_field_errors() == ["Nothing is changed: these are the settings in force."]


def test_the_form_can_be_opened_with_the_defaults_or_an_earlier_version(as_lena, set_to):
    first = set_to(lapse_days=10)
    set_to(lapse_days=12)
    assert as_lena.get(CHANGE, {"like": "defaults"}).context["form"]["lapse_days"].value() == 14
    form = as_lena.get(CHANGE, {"like": str(first.pk)}).context["form"]
    assert (form["lapse_days"].value(), form["version"].value()) == (10, 2)


def test_a_version_made_meanwhile_is_shown_beside_what_was_typed(as_lena, set_to, harbour):
    sent = typed(as_lena, green_max="1", reason="Mine")
    set_to(lapse_days=10, reason="Hers")
    response = as_lena.post(CHANGE, sent)
    assert response.status_code == 409
    differing = {row.label: (row.stored, row.typed) for row in response.context["comparisons"] if row.differs}
    assert differing == {
        SETTINGS["lapse_days"].label: ("10", "14"),
        SETTINGS["green_max"].label: ("2", "1"),
        "Reason": ("Hers", "Mine"),
    }
    again = {field.html_name: field.value() for field in response.context["form"]}
    as_lena.post(CHANGE, again | {"then": "save"})
    made = in_force(harbour)
    assert (made.number, made.settings["green_max"], made.settings["lapse_days"]) == (2, 1, 14)


def test_sent_twice_it_makes_one_version(as_lena):
    sent = typed(as_lena, lapse_days="10") | {"then": "save"}
    first, second = as_lena.post(CHANGE, sent), as_lena.post(CHANGE, sent)
    assert first.url == second.url
    assert SettingsVersion.objects.count() == 1


def test_no_bad_input_breaks_the_form(as_lena):
    sent = typed(as_lena, lapse_days="10")
    kept = {name: sent[name] for name in ("key", "version", "reason", "lapse_days", "weak_at_or_below")}
    for what, bad in bad_sendings(kept):
        bad = {name: value for name, value in sent.items() if name not in kept} | bad
        assert as_lena.post(CHANGE, bad).status_code in {200, 409}, what
    assert not SettingsVersion.objects.exists()
