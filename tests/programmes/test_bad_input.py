"""Whatever is typed about a programme, there is a clear message and never a crash."""

import itertools

import pytest
from django.urls import reverse

from rehab.programmes.models import Programme
from tests.programmes.test_proposal_page import opened as opened_proposal

BAD = {
    "nothing": "",
    "NUL": "a\x00b",
    "far too long": "x" * 20_000,
    "not a number": "NaN",
    "endless": "1e999999",
    "huge": "9" * 400,
    "large": "99999",
    "negative": "-1",
    "a fraction": "1.5",
    "no such choice": "nonsense",
    "markup": "<script>alert(1)</script>{{7*7}}{% now %}",
    "a far date": "9999-12-31",
    "an early date": "0001-01-01",
    "no date": "2026-02-30",
}


def bad_sendings(typed):
    for field, (name, bad) in itertools.product(typed, BAD.items()):
        yield f"{field}: {name}", typed | {field: bad}
    for field, value in typed.items():
        yield f"{field}: missing", {name: one for name, one in typed.items() if name != field}
        yield f"{field}: repeated", typed | {field: [value, value, "other"]}
    yield "nothing at all", {}


PAGES = {
    "pause": ("override", "right", "pause"),
    "set_stage": ("override", "right", "set_stage"),
    "set_level": ("override", "right", "set_level"),
    "set_exercises": ("override", "right", "set_exercises"),
    "swap": ("swap", "right", "half_kneeling_stretch"),
    "retest": ("retest",),
    "review": ("review",),
    "end": ("end",),
    "dosage": ("dosage",),
}


@pytest.mark.parametrize("page", PAGES)
def test_no_page_breaks_on_what_is_typed(as_ana, programme, page):
    name, *args = PAGES[page]
    pk = programme.prescriptions.get(exercise="supine_hip_flexion_hold").pk if name == "dosage" else programme.pk
    url = reverse(f"programmes:{name}", args=[pk, *args])
    form = as_ana.get(url).context["form"]
    typed = {field.html_name: str(field.value() or "1") for field in form}
    for what, sent in bad_sendings(typed):
        assert as_ana.post(url, sent).status_code in {200, 302, 409}, what


def test_resuming_does_not_break_on_what_is_typed(as_ana, paused):
    url = reverse("programmes:override", args=[paused.pk, "right", "resume"])
    form = as_ana.get(url).context["form"]
    # Nine red flags are asked alike: what one of them takes says enough.
    asked = form.red_flags()[1:]
    typed = {field.html_name: str(field.value() or "maybe") for field in form if field not in asked}
    for what, sent in bad_sendings(typed):
        assert as_ana.post(url, sent).status_code == 200, what


def test_the_proposal_does_not_break_on_what_is_typed(as_ana, assessment):
    url = reverse("programmes:proposal", args=[assessment.pk])
    typed = {name: str(value) for name, value in opened_proposal(as_ana, url).items()}
    typed |= {"right-stretch_1_sets": "2", "right-strengthen_1_load": "light"}
    # The second stretch and its dosage are the same fields again; one of each kind says enough.
    typed = {name: value for name, value in typed.items() if "_2" not in name}
    for what, sent in bad_sendings(typed):
        assert as_ana.post(url, sent).status_code in {200, 302}, what
        Programme.objects.update(ended_on="2026-03-02", end_reason="stopped")


def test_what_was_typed_stays_in_the_form(as_ana, programme):
    url = reverse("programmes:end", args=[programme.pk])
    response = as_ana.post(url, {"end_reason": "nonsense", "ended_on": "yesterday", "end_note": "A long story"})
    form = response.context["form"]
    assert set(form.errors) >= {"end_reason", "ended_on"}
    assert (form["ended_on"].value(), form["end_note"].value()) == ("yesterday", "A long story")
