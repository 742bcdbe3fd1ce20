"""A way of looking at the caseload that a clinician keeps: named, applied with a click, removed, nobody else's."""

import uuid

import pytest
from django.urls import reverse

from clinic.audit.models import AuditEvent
from rehab.programmes import actions
from rehab.programmes.actions.saved_filters import MOST_SAVED
from rehab.programmes.models import SavedFilter
from tests.conftest import signed_in
from tests.pages import opened, send, text

CASELOAD = reverse("programmes:caseload")
SAVE = reverse("programmes:save_filter")


@pytest.fixture
def paused_first(ana):
    return actions.save_filter(by=ana, name="Paused", whose="clinic", need="paused", order="name")


def offered(client):
    return [str(one["filter"]) for one in client.get(CASELOAD).context["saved"]]


def remove(client, saved):
    return client.post(reverse("programmes:remove_filter", args=[saved.pk]))


def test_what_the_caseload_is_asked_is_saved_under_a_name_and_applied_by_a_link(as_ana, maria):
    asked = {"whose": "clinic", "need": "lapsed", "state": "running", "order": "session", "week": "2026-03-09"}
    link = text(as_ana.get(CASELOAD, asked)).partition(f'href="{SAVE}')[2].partition('"')[0]
    typed = opened(as_ana, f"{SAVE}{link.replace('&amp;', '&')}")
    applied = as_ana.post(SAVE, typed | {"name": "Who lapsed"}, follow=True)
    assert "Saved as “Who lapsed”." in text(applied)
    assert {name: applied.context["asked"][name] for name in ("whose", "need", "state", "order")} == {
        name: asked[name] for name in ("whose", "need", "state", "order")
    }
    (one,) = applied.context["saved"]
    assert one["is_asked"]
    assert not as_ana.get(CASELOAD).context["saved"][0]["is_asked"]


def test_the_words_of_a_search_are_no_part_of_it():
    assert {field.name for field in SavedFilter._meta.concrete_fields} == {
        *("id", "created_at", "created_by", "removed_at"),
        *("name", "whose", "need", "state", "order"),
    }


def test_it_is_offered_to_its_clinician_alone(as_ana, lena, maria, paused_first):
    assert offered(as_ana) == ["Paused"]
    assert offered(signed_in(lena)) == []
    assert remove(signed_in(lena), paused_first).status_code == 404
    assert offered(as_ana) == ["Paused"]


def test_removed_it_is_offered_no_longer_and_a_second_click_changes_nothing(as_ana, maria, paused_first):
    assert "“Paused” is removed." in text(as_ana.get(remove(as_ana, paused_first).url))
    assert offered(as_ana) == []
    assert remove(as_ana, paused_first).status_code == 302
    assert AuditEvent.objects.filter(object_id=paused_first.pk).count() == 2


def test_saving_and_removing_are_audited_about_no_patient(ana, paused_first):
    actions.remove_filter(by=ana, saved=paused_first)
    events = AuditEvent.objects.filter(object_id=paused_first.pk).order_by("pk")
    assert list(events.values_list("action", "actor", "patient_id")) == [
        ("create", ana.pk, None),
        ("amend", ana.pk, None),
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [("", "Fill this in."), ("   ", "Fill this in."), ("x" * 41, "at most 40"), ("PAUSED", "a filter of this name")],
)
def test_what_is_wrong_with_the_name_is_said_and_the_rest_is_kept(as_ana, paused_first, name, said):
    again = send(as_ana, SAVE, name=name, whose="clinic", need="draft", order="week")
    assert said in text(again)
    assert again.context["form"]["need"].value() == "draft"
    assert SavedFilter.objects.count() == 1


def test_a_name_is_free_again_when_its_filter_is_removed(as_ana, ana, paused_first):
    actions.remove_filter(by=ana, saved=paused_first)
    assert send(as_ana, SAVE, name="Paused", whose="mine", order="need").status_code == 302


def test_there_are_no_more_than_can_be_taken_in_at_a_glance(as_ana, ana):
    for number in range(MOST_SAVED):
        actions.save_filter(by=ana, name=f"Filter {number}", whose="mine", order="need")
    assert f"You have {MOST_SAVED} saved filters" in text(send(as_ana, SAVE, name="More", whose="mine", order="need"))
    assert SavedFilter.objects.count() == MOST_SAVED


def test_a_filter_of_a_colleague_who_has_left_says_so_instead_of_showing_other_patients(as_ana, ana, lena, maria):
    actions.save_filter(by=ana, name="Lena’s", whose=str(lena.pk), order="need")
    actions.save_filter(by=ana, name="Nobody’s", whose=str(uuid.uuid4()), order="need")
    page = as_ana.get(CASELOAD)
    assert [one["is_known"] for one in page.context["saved"]] == [True, False]
    assert "Nobody’s: that colleague no longer treats here" in text(page)
