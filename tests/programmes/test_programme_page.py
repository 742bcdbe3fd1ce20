"""The page of a programme: where each side stands, what waits, what happened, and what can be done."""

import datetime

import pytest
from django.urls import reverse

from rehab.patients.models import Screening
from rehab.programmes import actions
from rehab.programmes.decisions import standing
from rehab.programmes.models import Override
from rehab.rules import LIBRARY
from tests.pages import opened, send, text
from tests.programmes.conftest import TODAY
from tests.programmes.findings import NO_RED_FLAG, SHORT_AND_WEAK, SHORT_ONLY, examined
from tests.programmes.logs import clean

HOLD = "supine_hip_flexion_hold"


def page_of(client, programme):
    return text(client.get(programme.get_absolute_url()))


def to(name, programme, *args):
    return reverse(f"programmes:{name}", args=[programme.pk, *args])


def right(programme):
    return standing(programme, TODAY)["sides"]["right"]


def test_it_shows_stage_level_streak_dosage_and_week(as_ana, log, programme):
    log(clean(datetime.date(2026, 2, 25)), clean(datetime.date(2026, 2, 27)))
    page = page_of(as_ana, programme)
    for part in (
        "week 5 of 8–12",
        "Stretch and strengthen · Stage 1, activation",
        "Running",
        "Level 1 of 3",
        'aria-label="2 of 3 clean sessions"',
        "5 × 10 s, rest 10 s, 3 days a week",
        "Monday 2 March, or later",
    ):
        assert part in page, part
    assert page.count('<i class="done">') == 4
    assert page.count("<i>") == 2


def test_dots_are_as_many_as_the_programme_s_own_setting(as_ana, programme):
    programme.settings["clean_sessions_to_progress"] = 5
    programme.save()
    assert page_of(as_ana, programme).count("<i>") == 10


def test_a_side_that_is_only_stretched_has_no_stage_to_decide_on(as_ana, ana, marias_episode):
    found = examined(marias_episode, by=ana, on=TODAY, left=SHORT_ONLY, right=SHORT_AND_WEAK)
    programme = actions.start_programme(by=ana, assessment=found)
    page = page_of(as_ana, programme)
    assert "Stretching only" in page
    assert to("override", programme, "left", "pause") not in page
    assert to("override", programme, "right", "pause") in page
    assert as_ana.get(to("override", programme, "left", "pause")).status_code == 404


def test_what_waits_stands_on_top_with_the_way_to_settle_it(as_ana, paused):
    page = page_of(as_ana, paused)
    assert page.index("Waiting for you") < page.index("Log sessions")
    assert "Paused: symptoms" in page
    assert to("override", paused, "right", "resume") in page


def test_a_side_resumes_after_the_red_flags_and_a_reason(as_ana, paused):
    url = to("override", paused, "right", "resume")
    page = as_ana.get(url)
    assert all(flag.ask in text(page) for flag in LIBRARY.red_flags.values())
    refused = send(as_ana, url, reason="Settled")
    assert set(refused.context["form"].errors) == set(LIBRARY.red_flags)
    assert send(as_ana, url, **dict.fromkeys(LIBRARY.red_flags, "no")).context["form"].errors.keys() == {"reason"}
    response = as_ana.post(
        url, opened(as_ana, url) | dict.fromkeys(LIBRARY.red_flags, "no") | {"reason": "Settled"}, follow=True
    )
    assert "Resumed" in text(response)
    assert not right(paused)["paused"]


def test_a_red_flag_leads_to_the_referral_page_and_keeps_it_paused(as_ana, paused, marias_episode):
    url = to("override", paused, "right", "resume")
    answers = dict.fromkeys(LIBRARY.red_flags, "no") | {"malignancy": "yes", "reason": "Settled"}
    response = as_ana.post(url, opened(as_ana, url) | answers, follow=True)
    assert LIBRARY.red_flags["malignancy"].action in text(response)
    assert to("end", paused) in text(response)
    assert right(paused)["paused"]
    assert marias_episode.screenings.first().answers["malignancy"] is True
    assert "A red flag was found" in page_of(as_ana, paused)


DECISIONS = {
    "pause": ({}, lambda side: side["paused"]),
    "set_stage": ({"stage": "2"}, lambda side: side["stage"] == 2),
    "set_level": ({"exercise": HOLD, "level": "3"}, lambda side: side["exercises"][HOLD]["level"] == 3),
    "set_exercises": ({"exercise_1": "", "level_2": "2"}, lambda side: list(side["exercises"]) == [HOLD]),
}


@pytest.mark.parametrize("kind", DECISIONS)
def test_a_decision_is_taken_on_its_own_page_with_a_reason(as_ana, programme, kind):
    typed, holds = DECISIONS[kind]
    url = to("override", programme, "right", kind)
    assert set(send(as_ana, url, **typed).context["form"].errors) == {"reason"}
    assert not Override.objects.exists()
    assert send(as_ana, url, **typed, reason="Her wish").url == programme.get_absolute_url()
    assert holds(right(programme))
    assert "“Her wish”" in page_of(as_ana, programme)


def test_a_decision_that_the_rules_would_not_follow_is_explained_at_the_form(as_ana, programme):
    url = to("override", programme, "right", "set_level")
    response = send(as_ana, url, exercise=HOLD, level="3", reason="Ready", decided_on="2026-02-01")
    assert "decided_on" in response.context["form"].errors
    response = send(as_ana, to("override", programme, "right", "resume"), reason="Settled")
    assert "not paused" in text(response)
    response = send(
        as_ana, to("override", programme, "right", "set_exercises"), exercise_1="", exercise_2="", reason="x"
    )
    assert "Choose at least one exercise" in text(response)


def test_a_strength_test_is_entered_and_says_what_it_brought(as_ana, programme):
    response = as_ana.post(
        to("retest", programme), opened(as_ana, to("retest", programme)) | {"right_mmt": "1"}, follow=True
    )
    assert "Right, 2 March: Paused: strength below the stage." in text(response)
    row = programme.strength_retests.get()
    send(as_ana, reverse("programmes:withdraw_retest", args=[row.pk]), reason="The left hip")
    assert not right(programme)["paused"]


def test_a_strength_test_without_a_result_is_refused_beside_the_field(as_ana, programme):
    assert "Enter the MMT grade" in text(send(as_ana, to("retest", programme)))
    response = send(as_ana, to("retest", programme), right_force_n="90")
    assert "right_mmt" in response.context["form"].errors
    assert response.context["form"]["right_force_n"].value() == "90"


def test_a_dosage_is_changed_with_a_reason(as_ana, programme):
    row = programme.prescriptions.get(exercise=HOLD)
    url = reverse("programmes:dosage", args=[row.pk])
    assert "reason" in send(as_ana, url, repetitions="3").context["form"].errors
    send(as_ana, url, repetitions="3", reason="Tired")
    assert programme.prescriptions.get(exercise=HOLD, is_current=True).repetitions == 3
    assert "3 × 10 s" in page_of(as_ana, programme)


def test_a_colleague_s_dosage_is_not_overwritten_unseen(as_ana, lena, programme):
    row = programme.prescriptions.get(exercise=HOLD)
    url = reverse("programmes:dosage", args=[row.pk])
    mine = opened(as_ana, url) | {"repetitions": "3", "reason": "Tired"}
    actions.set_dosage(by=lena, prescription=row, reason="Pain", repetitions=4)
    response = as_ana.post(url, mine)
    assert response.status_code == 409
    assert "Lena Vogt" in text(response)
    assert programme.prescriptions.get(exercise=HOLD, is_current=True).repetitions == 4
    again = {field.html_name: field.value() for field in response.context["form"]}
    assert again["repetitions"] == "3"
    as_ana.post(url, again)
    assert programme.prescriptions.get(exercise=HOLD, is_current=True).repetitions == 3


def test_a_colleague_s_end_or_review_is_not_overwritten_unseen(as_ana, lena, programme):
    review = opened(as_ana, to("review", programme)) | {"next_review_on": "2026-03-30"}
    end = opened(as_ana, to("end", programme)) | {"end_reason": "stopped"}
    actions.plan_review(by=lena, programme=programme, version=1, next_review_on=datetime.date(2026, 3, 9))
    for url, mine in ((to("review", programme), review), (to("end", programme), end)):
        response = as_ana.post(url, mine)
        assert response.status_code == 409
        assert "Lena Vogt" in text(response)
    programme.refresh_from_db()
    assert (programme.next_review_on, programme.is_running) == (datetime.date(2026, 3, 9), True)


def test_an_exercise_is_swapped_or_taken_out(as_ana, programme):
    url = to("swap", programme, "right", "half_kneeling_stretch")
    assert {"reason", "to"} == set(send(as_ana, url).context["form"].errors)
    send(as_ana, url, to="standing_lunge_stretch", reason="Kneeling hurts")
    assert "Standing hip stretch" in page_of(as_ana, programme)
    send(as_ana, to("swap", programme, "right", HOLD), to="out", reason="Back hurts")
    assert HOLD not in right(programme)["exercises"]
    assert as_ana.get(to("swap", programme, "right", "squat")).status_code == 404


def test_the_review_is_planned_and_the_programme_ends(as_ana, programme):
    send(as_ana, to("review", programme), next_review_on="2026-03-30")
    assert "Monday 30 March 2026" in page_of(as_ana, programme)
    assert "end_reason" in send(as_ana, to("end", programme)).context["form"].errors
    send(as_ana, to("end", programme), end_reason="completed", end_note="She climbs the stairs")
    page = page_of(as_ana, programme)
    assert "Ended on 2 March 2026: completed. She climbs the stairs" in page
    assert to("end", programme) not in page


def test_forms_of_an_ended_programme_lead_back_to_it(as_ana, ana, programme):
    row = programme.prescriptions.get(exercise=HOLD)
    actions.end_programme(by=ana, programme=programme, version=1, end_reason="stopped")
    for url in (
        to("end", programme),
        to("review", programme),
        to("retest", programme),
        to("override", programme, "right", "pause"),
        to("swap", programme, "right", HOLD),
        reverse("programmes:dosage", args=[row.pk]),
    ):
        assert as_ana.get(url).url == programme.get_absolute_url()


SENT_TWICE = {
    "pause": (("override", "right", "pause"), {"reason": "Holiday"}),
    "retest": (("retest",), {"right_mmt": "4"}),
    "review": (("review",), {"next_review_on": "2026-03-30"}),
    "end": (("end",), {"end_reason": "stopped"}),
    "swap": (
        ("swap", "right", "half_kneeling_stretch"),
        {"to": "standing_lunge_stretch", "reason": "Kneeling hurts"},
    ),
}


@pytest.mark.parametrize("kind", SENT_TWICE)
def test_a_form_that_is_sent_twice_does_its_work_once(as_ana, programme, kind):
    (name, *args), typed = SENT_TWICE[kind]
    url = to(name, programme, *args)
    sent = opened(as_ana, url) | typed
    first, second = as_ana.post(url, sent), as_ana.post(url, sent)
    assert (first.status_code, second.status_code) == (302, 302)
    assert programme.overrides.count() + programme.strength_retests.count() <= 1
    assert programme.prescriptions.filter(exercise="standing_lunge_stretch").count() <= 1


def test_a_dosage_that_is_sent_twice_is_changed_once(as_ana, programme):
    row = programme.prescriptions.get(exercise=HOLD)
    url = reverse("programmes:dosage", args=[row.pk])
    sent = opened(as_ana, url) | {"repetitions": "3", "reason": "Tired"}
    assert [as_ana.post(url, sent).status_code for _ in range(2)] == [302, 302]
    assert programme.prescriptions.filter(exercise=HOLD).count() == 2


def test_the_patient_s_page_tells_of_the_programme(as_ana, ana, log, programme, maria):
    log(clean(datetime.date(2026, 2, 27)))
    page = text(as_ana.get(reverse("patients:patient", args=[maria.pk])))
    assert "Programme, week 5" in page
    assert "Programme started" in page
    assert programme.get_absolute_url() in page


def test_the_episode_leads_to_the_proposal_before_there_is_a_programme(as_ana, assessment, maria):
    page = text(as_ana.get(reverse("patients:patient", args=[maria.pk])))
    assert reverse("programmes:proposal", args=[assessment.pk]) in page


def test_an_ended_programme_stays_on_the_patient_s_page_until_a_new_assessment_leads_on(
    as_ana, ana, programme, maria, marias_episode
):
    actions.end_programme(by=ana, programme=programme, version=1, end_reason="completed")
    page = text(as_ana.get(reverse("patients:patient", args=[maria.pk])))
    assert "Ended: completed" in page
    again = examined(marias_episode, by=ana, on=TODAY, right=SHORT_ONLY)
    page = text(as_ana.get(reverse("patients:patient", args=[maria.pk])))
    assert reverse("programmes:proposal", args=[again.pk]) in page


def test_a_screening_without_a_red_flag_is_no_referral(as_ana, ana, marias_episode):
    screening = Screening.objects.create(episode=marias_episode, asked_on=TODAY, answers=NO_RED_FLAG, created_by=ana)
    assert as_ana.get(reverse("programmes:referral", args=[screening.pk])).status_code == 404
