"""What now: each thing that is due, with its reason, its rule and the next step one click away."""

import datetime

import pytest
from django.urls import reverse

from rehab.programmes import actions
from rehab.programmes.models import Programme
from tests.conftest import signed_in
from tests.pages import text
from tests.programmes.conftest import START, TODAY
from tests.programmes.findings import LONG, NO_RED_FLAG, WEAK, examined
from tests.programmes.logs import clean

DAY = datetime.timedelta(days=1)
READABLE = {"thomas": {"hip_extension_deg": -6, "pelvis_controlled": True, "method": "goniometer"}}


def page(client, programme):
    return client.get(reverse("progress:progress", args=[programme.pk]))


@pytest.fixture
def due(ana, programme, clock):
    """What is due on a day: due() today, due(35) on the day so many days after the start. {words: Due}"""

    def on(days=None):
        if days is not None:
            clock.move_to(datetime.datetime.combine(START + days * DAY, datetime.time(10), datetime.UTC))
        found = page(signed_in(ana), programme).context["due"]
        return {one.words: one for one in found}

    return on


def stuck(*days):
    return [clean(START + day * DAY, compensated=True) for day in days]


def labels(one):
    return [step.label for step in one.steps]


def test_a_side_that_symptoms_paused_comes_first_with_the_sentence_of_the_rule(paused, due):
    first, *_ = due().values()
    assert (first.tone, first.words, first.side, first.rule) == ("stop", "Paused: symptoms", "right", "P8")
    assert first.why == "Paused: symptoms 7/10 in the session, above 5."
    assert labels(first) == ["Resume"]


def test_every_step_leads_to_a_page_that_opens(as_ana, paused, due):
    steps = [step for one in due(120).values() for step in one.steps]
    assert len(steps) >= 4
    for step in steps:
        response = as_ana.post(step.url) if step.post else as_ana.get(step.url)
        assert response.status_code in (200, 302), step


def test_what_symptoms_paused_goes_on_only_after_the_red_flags_are_asked_again(as_ana, paused, due):
    resume = due()["Paused: symptoms"].steps[0].url
    opened = as_ana.get(resume)
    assert "red flags are asked again first" in text(opened)
    form = opened.context["form"]
    answers = dict.fromkeys(NO_RED_FLAG, "no") | {"malignancy": "yes"}
    sent = {"key": form["key"].value(), "decided_on": "2026-03-02", "reason": "Settled", **answers}
    response = as_ana.post(resume, sent)
    assert response.status_code == 302
    assert response.url.endswith("/referral/")
    assert "Paused: symptoms" in due()
    assert "A red flag was found: refer, no exercise until it is settled" in due()


def test_a_plateau_is_told_with_its_weeks_and_sessions(log, due):
    log(*stuck(2, 5, 9, 12, 16, 19, 23))
    found = due(29)["Plateau"]
    assert found.why == "No level gained in 4 weeks, with 7 sessions."
    assert found.steps[0].url.endswith("/right/set_exercises/")
    assert "#summary" in text(page(signed_in(Programme.objects.get().created_by), Programme.objects.get()))


def test_a_flare_that_did_not_pause_the_side_is_told_for_a_week(log, due):
    log(clean(START + 26 * DAY, next_morning=4))
    found = due(28)["Flare on 28 February 2026"]
    assert found.rule == "P3"
    assert "4/10" in found.why
    assert not [words for words in due(34) if words.startswith("Flare")]


def test_the_length_of_a_stretched_side_is_due_after_four_weeks_and_no_longer_after_a_test(ana, programme, due):
    assert "Length test due" not in due(27)
    assert due(28)["Length test due"].why == "Last read on 2 February 2026, 4 weeks ago."
    examined(programme.episode, by=ana, on=TODAY, right=READABLE | WEAK)
    assert "Length test due" not in due(28)


def test_a_test_that_cannot_be_read_is_no_length_test(ana, programme, due):
    examined(programme.episode, by=ana, on=TODAY, right={"thomas": LONG["thomas"] | {"pelvis_controlled": False}})
    assert due(29)["Length test due"].why == "Last read on 2 February 2026, 4 weeks ago."


@pytest.mark.parametrize(("days", "told"), [(83, False), (84, True), (85, True)])
def test_past_the_twelfth_week_the_review_is_due(due, days, told):
    assert ("The review window has passed" in due(days)) is told


def test_a_strength_test_for_the_next_stage_is_due_with_what_the_gate_asks_for(ana, programme, due):
    actions.retest_strength(by=ana, programme=programme, tests={"right": {"mmt": "3"}}, tested_on=START + DAY)
    days = (START + day * DAY for day in range(2, 26, 2))
    levels = iter([1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 3])
    actions.log_sessions(by=ana, programme=programme, sessions=[clean(day, level=next(levels)) for day in days])
    found = due()["Waiting for a strength test"]
    assert "stage 2 waits for strength (MMT 3" in found.why
    assert (found.rule, labels(found)) == ("P9", ["Test strength"])


def test_in_a_programme_that_has_ended_nothing_is_due(as_ana, ana, programme):
    actions.end_programme(by=ana, programme=programme, version=programme.version, end_reason="completed")
    assert page(as_ana, programme).context["due"] == []
    assert "The programme has ended." in text(page(as_ana, programme))


def test_nothing_due_is_said(as_ana, programme, clock):
    clock.move_to(datetime.datetime(2026, 2, 3, 10, tzinfo=datetime.UTC))
    assert "Nothing is due: go on as prescribed." in text(page(signed_in(programme.created_by), programme))
