"""The proposal shows what the rules make of the findings and why; only departing from them needs a reason."""

import datetime

import pytest
from django.urls import reverse

from rehab.assessments.actions import begin_assessment
from rehab.patients.actions import set_circumstances
from rehab.patients.models import Screening
from rehab.programmes.models import Programme
from rehab.rules import LIBRARY
from tests.pages import text
from tests.programmes.conftest import START, TODAY
from tests.programmes.findings import (
    NEITHER,
    NO_MOVEMENT,
    NO_RED_FLAG,
    SHORT,
    SHORT_AND_WEAK,
    SHORT_ONLY,
    STRENGTH_UNKNOWN,
    WEAK,
    examined,
)


@pytest.fixture
def url_for(ana, marias_episode):
    def url_for(**findings):
        found = examined(marias_episode, by=ana, on=START, **findings)
        return reverse("programmes:proposal", args=[found.pk])

    return url_for


def opened(client, url):
    """What the forms of the proposal hold when it is opened."""
    context = client.get(url).context
    forms = [context["start_form"], *(view.form for view in context["sides"] if view.form)]
    values = {field.html_name: field.value() for form in forms for field in form}
    return {name: value for name, value in values.items() if value not in (None, False)}


def send(client, url, **typed):
    return client.post(url, opened(client, url) | typed)


def test_it_shows_the_combination_with_its_reasons_exercises_and_what_would_change_it(as_ana, url_for):
    page = text(as_ana.get(url_for(right=SHORT_AND_WEAK)))
    for part in (
        "Stretch and strengthen",
        "Thomas test: hip extension −12° is below 0°",
        "MMT 4- is at or below 4: weak.",
        "If MMT were 4+ or better: stretch.",
        "Kneeling hip stretch",
        "4 × 30 s, rest 15 s, 5 days a week",
        "Lying leg hold",
        "level 1 of 3",
        "Stage 1, activation",
    ):
        assert part in page, part
    for rule in ("L4", "S1", "C1", "E1", "E2"):
        assert f'<a class="rule-id" href="{reverse("library:rule", args=[rule])}"' in page
    assert "None of the three tests was done on this side" in page


def test_it_says_what_was_left_out_and_why(as_ana, ana, maria, url_for):
    set_circumstances(by=ana, patient=maria, holds_from=START, precautions=["kneeling_intolerance"], equipment=[])
    page = text(as_ana.get(url_for(right=SHORT_AND_WEAK)))
    assert "Kneeling knee push" in page
    assert LIBRARY.precautions["kneeling_intolerance"].label in page


def test_it_notes_what_to_repeat(as_ana, url_for):
    borderline = {"thomas": {"hip_extension_deg": -3, "pelvis_controlled": True}} | WEAK
    uncontrolled = SHORT_ONLY | {"modified_thomas": {"hip_extension_deg": -9, "pelvis_controlled": False}}
    page = text(as_ana.get(url_for(left=uncontrolled, right=borderline)))
    assert "within measurement error" in page
    assert "the pelvis was not controlled" in page


def test_it_starts_the_programme_as_proposed(as_ana, url_for):
    url = url_for(left=SHORT_ONLY, right=SHORT_AND_WEAK)
    response = send(as_ana, url, next_review_on="2026-03-20")
    programme = Programme.objects.get()
    assert response.url == reverse("programmes:programme", args=[programme.pk])
    assert programme.next_review_on == datetime.date(2026, 3, 20)
    assert {side.side: side.combination for side in programme.sides.all()} == {
        "left": "stretch",
        "right": "stretch_and_strengthen",
    }
    assert not programme.overrides.exists()


def test_the_same_submit_twice_starts_one(as_ana, url_for):
    url = url_for(right=SHORT_AND_WEAK)
    typed = opened(as_ana, url)
    first, second = as_ana.post(url, typed), as_ana.post(url, typed)
    assert first.url == second.url
    assert Programme.objects.count() == 1


def test_departing_without_a_reason_is_asked_for_one_and_keeps_what_was_typed(as_ana, url_for):
    url = url_for(right=SHORT_AND_WEAK)
    typed = {"right-strengthen_1_level": "2", "right-stretch_1_sets": "3", "next_review_on": "2026-04-01"}
    response = send(as_ana, url, **typed)
    assert response.status_code == 200
    assert "Kneeling knee push from level 2; by the rules: level 1. Give the reason." in text(response)
    form = next(view.form for view in response.context["sides"] if view.form)
    assert (form["strengthen_1_level"].value(), form["stretch_1_sets"].value()) == ("2", "3")
    assert response.context["start_form"]["next_review_on"].value() == "2026-04-01"
    assert not Programme.objects.exists()


def test_departing_with_a_reason_is_started_and_kept(as_ana, url_for):
    send(
        as_ana,
        url_for(right=SHORT_AND_WEAK),
        **{
            "right-strengthen_1": "",
            "right-strengthen_2_level": "2",
            "right-strengthen_2_repetitions": "4",
            "right-reason": "Cannot kneel at home.",
        },
    )
    programme = Programme.objects.get()
    row = programme.prescriptions.get(kind="strengthen")
    assert (row.exercise, row.level, row.repetitions, row.hold_seconds) == ("supine_hip_flexion_hold", 2, 4, 10)
    assert programme.overrides.get().reason == "Cannot kneel at home."


def test_another_combination_leaves_the_other_exercises_aside(as_ana, url_for):
    send(as_ana, url_for(right=SHORT_AND_WEAK), **{"right-combination": "stretch", "right-reason": "Trains elsewhere."})
    programme = Programme.objects.get()
    assert list(programme.prescriptions.values_list("kind", flat=True)) == ["stretch"]
    assert programme.overrides.get().combination == "stretch"


def test_exercises_of_two_stages_do_not_go_together(as_ana, url_for):
    typed = {"right-strengthen_2": "seated_knee_raise", "right-reason": "Mixed."}
    response = send(as_ana, url_for(right=SHORT_AND_WEAK), **typed)
    assert "does not belong to stage 1" in text(response)


def test_only_exercises_that_nothing_excludes_can_be_chosen(as_ana, url_for):
    page = as_ana.get(url_for(right=SHORT_AND_WEAK))
    form = next(view.form for view in page.context["sides"] if view.form)
    offered = {value for _, group in form.fields["strengthen_1"].choices[1:] for value, _ in group}
    assert "seated_knee_raise" in offered
    assert "hanging_knee_raise" not in offered
    response = send(as_ana, page.request["PATH_INFO"], **{"right-strengthen_1": "hanging_knee_raise"})
    assert response.context["has_errors"]


def test_red_flags_lead_to_the_referral_page_and_no_programme(as_ana, url_for):
    url = url_for(right=SHORT_AND_WEAK, red_flags={"slipped_epiphysis": True, "malignancy": True})
    page = as_ana.get(url, follow=True)
    for flag in ("slipped_epiphysis", "malignancy"):
        assert LIBRARY.red_flags[flag].action in text(page)
    assert "Emergency" in text(page)
    assert "Start the programme" not in text(page)
    as_ana.post(url, {"key": "7b0e5a0e-58f5-4a52-8a3a-0f6d3f5c1f11", "started_on": "2026-02-02"})
    assert not Programme.objects.exists()


def test_a_red_flag_found_since_leads_there_too(as_ana, ana, marias_episode, url_for):
    url = url_for(right=SHORT_AND_WEAK)
    screening = Screening.objects.create(
        episode=marias_episode, asked_on=TODAY, answers=NO_RED_FLAG | {"malignancy": True}, created_by=ana
    )
    assert as_ana.get(url).url == reverse("programmes:referral", args=[screening.pk])


def test_unanswered_red_flags_are_listed_with_the_way_back(as_ana, url_for):
    page = as_ana.get(url_for(right=SHORT_AND_WEAK, red_flags={"malignancy": None}))
    assert LIBRARY.red_flags["malignancy"].ask in text(page)
    assert reverse("assessments:amend", args=[page.context["assessment"].pk]) in text(page)
    assert "Start the programme" not in text(page)


def test_an_undetermined_side_says_which_test_to_do(as_ana, url_for):
    page = as_ana.get(url_for(left=WEAK, right=STRENGTH_UNKNOWN))
    assert "Do a Thomas or modified Thomas test" in text(page)
    assert "Grade hip flexion strength" in text(page)
    assert text(page).count(reverse("assessments:amend", args=[page.context["assessment"].pk])) == 2


def test_a_side_without_movement_is_referred_and_cannot_be_changed(as_ana, url_for):
    page = as_ana.get(url_for(right=NO_MOVEMENT))
    assert "Refer for a neurological opinion" in text(page)
    assert [view.form for view in page.context["sides"]] == [None, None]
    assert "Start the programme" not in text(page)


def test_one_sided_asks_for_a_reason(as_ana, ana, maria, url_for):
    set_circumstances(
        by=ana,
        patient=maria,
        holds_from=START,
        precautions=["kneeling_intolerance", "pregnancy_after_12_weeks"],
        equipment=[],
    )
    url = url_for(right=SHORT_AND_WEAK)
    assert "Only one of stretching and strengthening" in text(send(as_ana, url))
    assert not Programme.objects.exists()
    send(as_ana, url, **{"right-reason": "Strength after the birth."})
    assert Programme.objects.get().overrides.get().reason == "Strength after the birth."


def test_nothing_to_start_says_so(as_ana, url_for):
    page = as_ana.get(url_for(right=NEITHER))
    assert "By the rules there is nothing to start" in text(page)
    assert "Neither side is treated" in text(send(as_ana, page.request["PATH_INFO"]))


def test_more_exercises_than_a_handout_holds_are_told(as_ana, url_for):
    many = {
        "modified_thomas": {"hip_extension_deg": -9, "knee_flexion_deg": 60, "pelvis_controlled": True},
    } | WEAK
    tensor = {"modified_thomas": {"hip_extension_deg": 9, "hip_abduction_deg": 25, "pelvis_controlled": True}} | WEAK
    assert "A handout holds 4" in text(as_ana.get(url_for(left=tensor, right=many)))
    assert "A handout holds" not in text(as_ana.get(url_for(right=SHORT | WEAK)))


def test_a_running_programme_is_replaced_only_after_confirming(as_ana, programme, url_for):
    url = url_for(right=SHORT_AND_WEAK)
    assert "Confirm that the new programme replaces" in text(send(as_ana, url))
    send(as_ana, url, replace="on")
    programme.refresh_from_db()
    assert programme.end_reason == "replaced"
    assert Programme.objects.filter(ended_on__isnull=True).count() == 1


def test_a_draft_is_signed_first(as_ana, ana, marias_episode):
    draft = begin_assessment(by=ana, episode=marias_episode)
    response = as_ana.get(reverse("programmes:proposal", args=[draft.pk]))
    assert response.url == reverse("assessments:edit", args=[draft.pk])
