"""Whatever is typed about a programme, there is a clear message and never a crash."""

from django.urls import reverse

from tests.bad_input import bad_sendings
from tests.programmes.test_proposal_page import opened as opened_proposal
from tests.standing import undone

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


def test_no_page_breaks_on_what_is_typed(as_ana, programme):
    hold = programme.prescriptions.get(exercise="supine_hip_flexion_hold")
    for page, (name, *args) in PAGES.items():
        url = reverse(f"programmes:{name}", args=[hold.pk if name == "dosage" else programme.pk, *args])
        typed = {field.html_name: str(field.value() or "1") for field in as_ana.get(url).context["form"]}
        for what, sent in bad_sendings(typed):
            with undone():
                assert as_ana.post(url, sent).status_code in {200, 302, 409}, (page, what)


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
        with undone():
            assert as_ana.post(url, sent).status_code in {200, 302}, what


def test_what_was_typed_stays_in_the_form(as_ana, programme):
    url = reverse("programmes:end", args=[programme.pk])
    response = as_ana.post(url, {"end_reason": "nonsense", "ended_on": "yesterday", "end_note": "A long story"})
    form = response.context["form"]
    assert set(form.errors) >= {"end_reason", "ended_on"}
    assert (form["ended_on"].value(), form["end_note"].value()) == ("yesterday", "A long story")
