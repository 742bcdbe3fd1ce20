"""What if: any finding is changed on trial, and the rules say what they would answer. Nothing is stored."""

import re

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils.html import strip_tags

from clinic.audit.models import AuditEvent
from rehab.assessments.actions import begin_assessment
from rehab.patients.actions import set_circumstances
from rehab.patients.models import Screening
from rehab.programmes.proposal import start_answer, start_input
from rehab.rules import LIBRARY, RULES_VERSION
from rehab.thresholds.models import SettingsVersion
from tests.conftest import signed_in
from tests.pages import opened, text
from tests.programmes.conftest import START, TODAY
from tests.programmes.findings import LONG, NO_RED_FLAG, SHORT, SHORT_AND_WEAK, WEAK, examined

STRENGTH_NORMAL = {"right_strength_mmt": "5"}
LENGTH_NORMAL = {"right_thomas_hip_extension_deg": "12"}
HTMX = {"HX-Request": "true"}


def address(assessment):
    return reverse("programmes:what_if", args=[assessment.pk])


@pytest.fixture
def trial(as_ana, assessment):
    """Ana opens the page, changes these fields and asks the rules; `htmx=True` as the page does by itself."""

    def trial(htmx=False, of=assessment, **typed):
        url = address(of)
        return as_ana.post(url, opened(as_ana, url) | typed, headers=HTMX if htmx else {})

    return trial


def right(response):
    (side,) = [side for side in response.context["trial"].sides if side.side == "right"]
    return side


def changed_lines(side):
    return {line.label: (line.would, line.recorded) for line in side.lines if line.is_changed}


def words(response):
    return " ".join(strip_tags(text(response)).split())


def whole_database():
    """Every row of every table, with all its columns."""
    return {
        model._meta.label: sorted(str(sorted(row.items())) for row in model._base_manager.values())
        for model in apps.get_models(include_auto_created=True)
    }


# The page ------------------------------------------------------------------------------------------------------------


def test_the_proposal_leads_there(as_ana, assessment):
    page = text(as_ana.get(reverse("programmes:proposal", args=[assessment.pk])))
    assert address(assessment) in page


def test_every_finding_stands_there_as_it_was_recorded(as_ana, ana, maria, marias_episode):
    set_circumstances(by=ana, patient=maria, holds_from=START, precautions=["osteoporosis"], equipment=["cable"])
    tried = {"exercise": "half_kneeling_activation", "level": 2, "quality": "excellent", "symptoms": 1}
    modified = {"hip_extension_deg": -3, "knee_flexion_deg": 85, "hip_abduction_deg": 4, "pelvis_controlled": False}
    strength = {"mmt": "4-", "force_n": 120, "lever_arm_m": "0.36", "position": "seated", "symptoms": 0}
    found = SHORT | {"modified_thomas": modified, "strength": strength, "trials": [tried]}
    form = opened(as_ana, address(examined(marias_episode, by=ana, on=START, right=found, left=LONG)))
    shown = {name: str(value) for name, value in form.items()}
    assert shown["right_thomas_hip_extension_deg"] == "-12"
    assert shown["left_thomas_hip_extension_deg"] == "12"
    assert shown["right_thomas_pelvis_controlled"] == "yes"
    assert shown["right_modified_thomas_pelvis_controlled"] == "no"
    assert shown["right_modified_thomas_knee_flexion_deg"] == "85"
    assert shown["right_strength_symptoms"] == "0"
    assert shown["right_strength_lever_arm_m"] == "0.36"
    assert shown["right_trials_0_tried"] == "half_kneeling_activation:2"
    assert shown["red_flag_malignancy"] == "no"
    assert (form["precautions"], form["equipment"]) == (["osteoporosis"], ["cable"])


def test_it_says_that_it_is_a_trial_and_leads_back_to_what_is_recorded(as_ana, assessment):
    page = text(as_ana.get(address(assessment)))
    assert "This is a trial: nothing is saved." in page
    assert f'href="{address(assessment)}">Reset to recorded' in page


def test_what_is_in_force_is_said(as_ana, assessment):
    page = words(as_ana.get(address(assessment)))
    assert f"Rules version {RULES_VERSION}" in page
    assert SettingsVersion.defaults().name in page


# The answer ----------------------------------------------------------------------------------------------------------


def test_unchanged_findings_give_the_answer_of_the_proposal(trial, assessment):
    response = trial()
    answer = response.context["trial"]
    assert answer.would == answer.recorded == start_answer(assessment, TODAY)
    assert (answer.is_changed, response.context["changed"]) == (False, [])
    assert "Changed" not in words(response)


def test_it_names_the_findings_that_were_changed(trial):
    response = trial(**STRENGTH_NORMAL, red_flag_malignancy="", precautions=["osteoporosis", "kneeling_intolerance"])
    assert response.context["changed"] == [
        ("Precautions", "none", "Osteoporosis, Cannot kneel"),
        (LIBRARY.red_flags["malignancy"].label, "No", "not recorded"),
        ("Right, Strength test: MMT grade", "4-", "5 – normal"),
    ]


def test_a_number_is_the_same_however_it_is_typed(trial):
    assert trial(right_thomas_hip_extension_deg="−12,0").context["changed"] == []


def test_what_differs_from_the_recorded_answer_is_marked_in_words(trial):
    response = trial(**STRENGTH_NORMAL)
    side = right(response)
    assert (side.combination.would, side.combination.recorded) == (["Stretch"], ["Stretch and strengthen"])
    assert set(changed_lines(side)) == {"Strength", "Begins in", "Strengthen"}
    page = words(response)
    assert "Changed as recorded: Stretch and strengthen" in page
    assert "Strength Changed normal As recorded: weak" in page
    assert "No longer: Lying leg hold, level 1 of 3" in page


def test_what_comes_new_into_a_list_is_marked_in_words(trial):
    response = trial(precautions=["kneeling_intolerance"])
    assert "New: Kneeling knee push (Precaution: Cannot kneel)" in words(response)


def test_reasons_are_told_apart_new_lost_and_kept(trial):
    side = right(trial(**STRENGTH_NORMAL))
    assert [reason["rule"] for reason in side.new_reasons] == ["S3", "C2"]
    assert [reason["rule"] for reason in side.lost_reasons][:2] == ["S1", "C1"]
    assert "L4" in [reason["rule"] for reason in side.kept_reasons]


def test_a_side_that_was_not_touched_is_not_marked(trial, as_ana, ana, marias_episode):
    both = examined(marias_episode, by=ana, on=TODAY, right=SHORT_AND_WEAK, left=SHORT | WEAK)
    left, right_side = trial(of=both, **LENGTH_NORMAL).context["trial"].sides
    assert (left.is_changed, right_side.is_changed) == (False, True)


def test_a_trial_of_an_exercise_moves_where_it_would_begin(trial):
    tried = {"tried": "half_kneeling_activation:2", "quality": "excellent", "symptoms": "0"}
    side = right(trial(**{f"right_trials_0_{name}": value for name, value in tried.items()}))
    would, recorded = changed_lines(side)["Strengthen"]
    assert (would[0], recorded[0]) == ("Kneeling knee push, level 2 of 3", "Kneeling knee push, level 1 of 3")


def test_a_red_flag_says_what_to_do_and_gives_no_plan(trial):
    response = trial(red_flag_malignancy="yes")
    assert (response.context["trial"].status, right(response).would) == ("refer", None)
    page = words(response)
    assert LIBRARY.red_flags["malignancy"].action in page
    assert "No plan Changed as recorded: Stretch and strengthen" in page


def test_a_red_flag_that_is_not_asked_gives_no_plan(trial):
    page = words(trial(red_flag_malignancy=""))
    assert "Red flags Changed 1 not asked: no programme before all are answered." in page


def test_findings_that_lack_a_red_flag_are_completed_on_trial(trial, as_ana, ana, marias_episode):
    unasked = examined(marias_episode, by=ana, on=TODAY, red_flags={"malignancy": None}, right=SHORT_AND_WEAK)
    response = trial(of=unasked, red_flag_malignancy="no")
    assert right(response).combination.would == ["Stretch and strengthen"]
    assert "Changed as recorded: No plan" in words(response)


def test_the_circumstances_are_those_of_today_as_in_the_proposal(trial, ana, maria, assessment):
    set_circumstances(by=ana, patient=maria, holds_from=TODAY, precautions=["kneeling_intolerance"], equipment=[])
    answer = trial().context["trial"]
    assert answer.would == answer.recorded == start_answer(assessment, TODAY)
    assert "half_kneeling_activation" in answer.would["sides"]["right"]["excluded"]


def test_the_clinic_s_settings_hold_for_the_trial_as_for_the_proposal(trial, assessment, harbour, lena):
    settings = start_input(assessment, TODAY)["settings"] | {"weak_at_or_below": "4+"}
    SettingsVersion.objects.create(clinic=harbour, number=1, settings=settings, reason="Trial", created_by=lena)
    side = right(trial(right_strength_mmt="4+"))
    assert side.combination.would == ["Stretch and strengthen"]


# With htmx -----------------------------------------------------------------------------------------------------------


def test_a_changed_field_is_answered_with_the_answer_alone(trial):
    page = text(trial(htmx=True, **STRENGTH_NORMAL))
    assert "What the rules would say" in page
    assert "<form" not in page
    assert 'id="id_right_thomas_hip_extension_deg_error" hx-swap-oob="true"></div>' in page


def test_every_place_of_a_message_is_on_the_page(trial, as_ana, assessment):
    page, answer = text(as_ana.get(address(assessment))), text(trial(htmx=True))
    places = re.findall(r'id="(\w+_error)" hx-swap-oob', answer)
    assert len(places) > 50
    assert [place for place in places if page.count(f'id="{place}"') != 1] == []


# Bad input -----------------------------------------------------------------------------------------------------------

BAD = {
    "out of range": ({"right_thomas_hip_extension_deg": "50"}, "right_thomas_hip_extension_deg", "Is the sign right?"),
    "no number": ({"right_strength_force_n": "lots"}, "right_strength_force_n", "as a number"),
    "forged choice": ({"right_strength_mmt": "9"}, "right_strength_mmt", "not one of"),
    "forged precaution": ({"precautions": ["old_age"]}, "precautions", "not one of"),
    "pelvis not stated": ({"left_thomas_hip_extension_deg": "3"}, "left_thomas_pelvis_controlled", "pelvis"),
    "trial half told": ({"left_trials_2_tried": "seated_knee_raise:1"}, "left_trials_2_quality", "how well"),
    "no strength": ({"left_strength_position": "seated"}, "left_strength_mmt", "grade"),
    "a null byte": ({"right_thomas_hip_extension_deg": "\x00"}, "right_thomas_hip_extension_deg", "as a number"),
    "not finite": ({"right_strength_force_n": "NaN"}, "right_strength_force_n", "as a number"),
}


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_its_message_beside_the_field_and_no_answer(trial, case, htmx):
    typed, field, message = BAD[case]
    response = trial(htmx=htmx, **typed)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    page = text(response)
    beside = re.search(rf'id="id_{field}_error"[^>]*>(.*?)</div>', page, re.DOTALL)[1]
    assert beside
    assert message in beside
    assert "No answer yet" in page
    assert "trial" not in response.context


def test_what_was_typed_is_kept(trial):
    page = text(trial(right_thomas_hip_extension_deg="fifty", **STRENGTH_NORMAL))
    assert 'value="fifty"' in page
    assert '<option value="5" selected>' in page


def test_a_red_flag_is_told_whatever_else_is_wrong(trial):
    page = text(trial(red_flag_malignancy="yes", right_thomas_hip_extension_deg="50"))
    assert LIBRARY.red_flags["malignancy"].action in page


def test_an_empty_body_is_answered_too(as_ana, assessment):
    response = as_ana.post(address(assessment), {})
    assert response.context["trial"].status == "screening_incomplete"


# Nothing is stored ---------------------------------------------------------------------------------------------------

ASKED = {
    "another finding": STRENGTH_NORMAL,
    "a red flag": {"red_flag_malignancy": "yes"},
    "circumstances": {"precautions": ["osteoporosis"], "equipment": []},
    "bad input": {"right_thomas_hip_extension_deg": "50"},
}


@pytest.mark.parametrize("case", ASKED)
def test_a_trial_leaves_the_whole_database_as_it_was(as_ana, programme, assessment, case):
    typed = opened(as_ana, address(assessment)) | ASKED[case]
    before = whole_database()
    assert before["assessments.Assessment"]
    as_ana.post(address(assessment), typed, headers=HTMX)
    assert whole_database() == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_page_itself_leaves_the_event_that_it_was_read_and_nothing_else(as_ana, ana, assessment, method):
    page = opened(as_ana, address(assessment))
    typed = page | STRENGTH_NORMAL if method == "post" else {}
    before, events = whole_database(), set(AuditEvent.objects.values_list("pk", flat=True))
    getattr(as_ana, method)(address(assessment), typed)
    (event,) = AuditEvent.objects.exclude(pk__in=events)
    assert (event.action, event.actor, event.object_id) == ("read", ana, assessment.pk)
    assert str(event.patient_id) == str(assessment.patient.pk)
    after = whole_database()
    trail = {"audit.AuditEvent", "audit.ChainHead"}
    assert {label for label in after if after[label] != before[label]} == trail


def test_findings_in_an_address_are_not_looked_at(as_ana, assessment):
    response = as_ana.get(address(assessment), {"right_strength_mmt": "5"}, headers=HTMX)
    assert not response.context["form"].is_bound
    assert right(response).combination.would == ["Stretch and strengthen"]
    assert AuditEvent.objects.first().action == "read"


def test_the_form_sends_findings_in_its_body_only(as_ana, assessment):
    page = text(as_ana.get(address(assessment)))
    form = re.search(r"<form[^>]*what-if[^>]*>", page)[0]
    assert 'method="post"' in form
    assert not re.search(r"hx-(get|push-url|replace-url)", page)


# What comes before ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unsigned_assessment_is_signed_first(as_ana, ana, marias_episode, method):
    draft = begin_assessment(by=ana, episode=marias_episode)
    response = getattr(as_ana, method)(address(draft))
    assert response.url == reverse("assessments:edit", args=[draft.pk])


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_red_flag_that_stands_leads_to_the_referral(as_ana, ana, assessment, marias_episode, method):
    found = Screening.objects.create(
        episode=marias_episode, asked_on=TODAY, answers=NO_RED_FLAG | {"malignancy": True}, created_by=ana
    )
    response = getattr(as_ana, method)(address(assessment), STRENGTH_NORMAL)
    assert response.url == reverse("programmes:referral", args=[found.pk])


def test_a_colleague_may_ask_and_another_clinic_may_not(lena, as_ben, assessment):
    assert signed_in(lena).get(address(assessment)).status_code == 200
    for response in (as_ben.get(address(assessment)), as_ben.post(address(assessment), STRENGTH_NORMAL)):
        assert response.status_code == 404
