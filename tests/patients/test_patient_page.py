"""The patient page: everything about one patient, newest first, with what the apps above add to it."""

import datetime

import pytest
from django.urls import reverse

from rehab.patients import timeline
from rehab.patients.actions import discharge_episode, measure_body
from rehab.patients.timeline import EpisodeAction, EpisodePanel, TimelineEntry
from tests.pages import send, text


@pytest.fixture
def page(maria):
    return reverse("patients:patient", args=[maria.pk])


def test_the_page_says_whose_it_is(as_ana, page):
    shown = text(as_ana.get(page))
    assert ">Maria Silva</a>" in shown
    assert 'Born <span class="numeric">14 May 1961</span> (64)' in shown
    assert 'No. <span class="numeric">H-1001</span>' in shown


def test_without_an_episode_the_next_step_is_to_open_one(as_ana, maria, page):
    shown = text(as_ana.get(page))
    assert f'class="btn btn-primary" href="{reverse("patients:open_episode", args=[maria.pk])}"' in shown


def test_circumstances_that_were_never_recorded_are_not_shown_as_none(as_ben, lukasz):
    shown = text(as_ben.get(reverse("patients:patient", args=[lukasz.pk])))
    assert "Not recorded yet. They decide which exercises can be chosen" in shown
    assert "Precautions" not in shown


def test_the_timeline_holds_everything_newest_first(as_ana, ana, maria, marias_episode, page):
    measure_body(by=ana, patient=maria, measured_on=datetime.date(2026, 1, 20), mass_kg=71)
    send(as_ana, reverse("patients:edit", args=[maria.pk]), telephone="1")
    discharge_episode(
        by=ana, episode=marias_episode, version=1, discharged_on=datetime.date(2026, 2, 1), outcome="goal_reached"
    )
    entries = [entry for entry in as_ana.get(page).context["entries"] if entry.on.year == 2026 and entry.on.month < 3]
    assert [entry.what for entry in entries] == [
        "Discharged: Anterior hip pain on stairs, goal reached",
        "Measured: 71.0 kg",
        "Episode opened: Anterior hip pain on stairs",
        "Circumstances: Elastic band",
    ]
    kinds = as_ana.get(page).context["kinds"]
    assert kinds == ["Circumstances", "Details", "Episodes", "Measurements"]


def test_the_timeline_is_kept_to_one_kind(as_ana, marias_episode, page):
    shown = as_ana.get(page, {"kind": "Circumstances"})
    assert {entry.kind for entry in shown.context["entries"]} == {"Circumstances"}
    everything = as_ana.get(page, {"kind": "nonsense"})
    assert {entry.kind for entry in everything.context["entries"]} > {"Circumstances"}


def test_apps_above_add_entries_and_panels(as_ana, ana, marias_episode, page, monkeypatch):
    def sessions(patient):
        return [
            TimelineEntry(on=datetime.date(2026, 2, 9), what="Session", url="/sessions/1/", by=ana, kind="Sessions")
        ]

    def programme(episode, by):
        assert (episode, by) == (marias_episode, ana)
        action = EpisodeAction("Begin assessment", "/begin/", post=True, primary=True)
        return EpisodePanel("Programme", state="Week 4", tone="go", actions=(action,))

    monkeypatch.setattr(timeline, "_sources", [*timeline._sources, sessions])
    monkeypatch.setattr(timeline, "_panels", [*timeline._panels, programme, lambda episode, by: None])
    shown = text(as_ana.get(page))
    assert '<a href="/sessions/1/">Session</a>' in shown
    assert '<span class="state go">Week 4</span>' in shown
    assert '<form method="post" action="/begin/">' in shown


def test_what_was_typed_is_shown_and_never_run(as_ana, maria, page):
    send(as_ana, reverse("patients:edit", args=[maria.pk]), address="<script>alert(1)</script>{{7*7}}")
    shown = text(as_ana.get(page))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in shown


def test_a_birthday_is_counted_on_its_day(maria):
    assert maria.age_on(datetime.date(2026, 5, 13)) == 64
    assert maria.age_on(datetime.date(2026, 5, 14)) == 65
