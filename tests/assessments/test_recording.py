"""An examination is filled in on one page and kept as a draft, complete or not."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from rehab.assessments.models import Assessment
from rehab.patients.actions import discharge_episode
from rehab.rules import LIBRARY
from tests.assessments.sheet import Sheet, address
from tests.pages import text


def begin(client, episode):
    return client.post(reverse("assessments:begin", args=[episode.pk]))


def test_an_assessment_begins_today_by_who_examines(as_ana, ana, marias_episode):
    response = begin(as_ana, marias_episode)
    draft = Assessment.objects.get()
    assert response.url == address("edit", draft)
    assert (draft.examined_on, draft.rater, draft.is_open_draft) == (datetime.date(2026, 3, 2), ana, True)


def test_beginning_again_goes_on_with_the_open_draft(as_ana, marias_episode):
    assert begin(as_ana, marias_episode).url == begin(as_ana, marias_episode).url
    assert Assessment.objects.count() == 1


def test_nothing_is_begun_in_a_closed_episode(as_ana, ana, marias_episode):
    discharge_episode(
        by=ana, episode=marias_episode, version=1, discharged_on=datetime.date(2026, 3, 2), outcome="other"
    )
    response = as_ana.post(reverse("assessments:begin", args=[marias_episode.pk]), follow=True)
    assert "This episode is closed" in text(response)
    assert not Assessment.objects.exists()


def test_every_finding_that_is_typed_is_kept(sheet):
    tests = {
        "thomas": {"hip_extension_deg": "-12.5", "pelvis_controlled": "yes", "method": "goniometer"},
        "modified_thomas": {
            "hip_extension_deg": "-8",
            "hip_extension_knee_straight_deg": "2",
            "knee_flexion_deg": "76",
            "hip_abduction_deg": "-3",
            "pelvis_controlled": "no",
            "method": "photo",
        },
        "strength": {
            "mmt": "3+",
            "force_n": "118.4",
            "lever_arm_m": "0.36",
            "position": "supine",
            "fixation": "manual",
            "symptoms": "4",
        },
    }
    for test, values in tests.items():
        sheet.type(**{f"right_{test}_{name}": value for name, value in values.items()})
    assert sheet.press().url == sheet.edit
    assert sheet.side("right") == {
        "thomas": {"hip_extension_deg": Decimal("-12.5"), "pelvis_controlled": True, "method": "goniometer"},
        "modified_thomas": {
            "hip_extension_deg": Decimal("-8"),
            "hip_extension_knee_straight_deg": Decimal("2"),
            "knee_flexion_deg": Decimal("76"),
            "hip_abduction_deg": Decimal("-3"),
            "pelvis_controlled": False,
            "method": "photo",
        },
        "strength": {
            "mmt": "3+",
            "force_n": Decimal("118.4"),
            "lever_arm_m": Decimal("0.36"),
            "position": "supine",
            "fixation": "manual",
            "symptoms": 4,
        },
        "trials": [],
    }
    assert sheet.side("left") == {"thomas": None, "modified_thomas": None, "strength": None, "trials": []}


def test_the_left_hand_fields_are_the_left_side(sheet):
    sheet.type(left_thomas_hip_extension_deg="4", right_thomas_hip_extension_deg="-7").press()
    assert sheet.side("left")["thomas"]["hip_extension_deg"] == 4
    assert sheet.side("right")["thomas"]["hip_extension_deg"] == -7


def test_the_day_pain_mornings_activities_and_note_are_kept(sheet, marias_episode):
    sheet.type(
        examined_on="27/02/2026", pain_nrs="7", usual_morning_symptoms="0", psfs_1="3", psfs_3="0", note="Ten stairs."
    ).press()
    found = sheet.findings
    stairs, _, dog = marias_episode.psfs_activities.all()
    assert found["examined_on"] == datetime.date(2026, 2, 27)
    assert (found["pain_nrs"], found["usual_morning_symptoms"], found["note"]) == (7, 0, "Ten stairs.")
    assert found["psfs"] == {stairs.pk: 3, dog.pk: 0}


def test_zero_is_a_finding_and_nothing_is_not_zero(sheet):
    sheet.type(left_thomas_hip_extension_deg="0", left_strength_mmt="0", left_strength_symptoms="0").press()
    assert sheet.side("left")["thomas"]["hip_extension_deg"] == 0
    assert sheet.side("left")["strength"] | {"mmt": "0", "symptoms": 0} == sheet.side("left")["strength"]
    assert sheet.side("right")["strength"] is None
    assert sheet.findings["pain_nrs"] is None


@pytest.mark.parametrize("typed", ["-12,5", "−12.5", "–12,5", " -12.5 ", "−12,5°", "-12.50 °"])
def test_commas_every_minus_sign_and_the_unit_are_understood(sheet, typed):
    sheet.type(right_thomas_hip_extension_deg=typed).press()
    assert sheet.side("right")["thomas"]["hip_extension_deg"] == Decimal("-12.5")


def test_a_test_that_is_cleared_was_not_done(as_ana, examined):
    page = Sheet(as_ana, examined)
    page.type(left_thomas_hip_extension_deg="", left_thomas_pelvis_controlled="", left_thomas_method="").press()
    assert page.side("left")["thomas"] is None
    assert page.side("left")["strength"] is not None


def test_the_page_opens_with_what_was_kept(as_ana, examined):
    before = Sheet(as_ana, examined).findings
    page = Sheet(as_ana, examined)
    page.type(note="Changed").press()
    assert page.findings == before | {"note": "Changed"}


def test_each_red_flag_is_asked_with_yes_no_or_not_asked(sheet):
    sheet.type(red_flag_malignancy="yes", red_flag_vascular_or_abdominal="no", red_flag_avascular_necrosis="").press()
    answers = sheet.findings["screening"]
    assert (answers["malignancy"], answers["vascular_or_abdominal"], answers["avascular_necrosis"]) == (
        True,
        False,
        None,
    )


def test_one_button_answers_every_red_flag_that_is_still_open_with_no(sheet):
    sheet.type(red_flag_malignancy="yes", note="Kept on the way")
    assert sheet.press("no_others").url == f"{sheet.edit}#red-flags"
    assert sheet.findings["screening"] == dict.fromkeys(LIBRARY.red_flags, False) | {"malignancy": True}
    assert sheet.findings["note"] == "Kept on the way"


def test_exercises_that_were_tried_are_kept_in_order_without_gaps(sheet):
    sheet.type(
        right_trials_0_tried="seated_knee_raise:2",
        right_trials_0_quality="excellent",
        right_trials_0_symptoms="0",
        right_trials_2_tried="half_kneeling_activation:1",
        right_trials_2_quality="poor",
        right_trials_2_symptoms="6",
    ).press()
    assert sheet.side("right")["trials"] == [
        {"exercise": "seated_knee_raise", "level": 2, "quality": "excellent", "symptoms": 0},
        {"exercise": "half_kneeling_activation", "level": 1, "quality": "poor", "symptoms": 6},
    ]


def test_every_level_of_every_strengthening_exercise_can_be_tried_and_nothing_else(sheet):
    offered = sheet.client.get(sheet.edit).context["form"].fields["left_trials_0_tried"].choices
    values = [value for _, group in offered[1:] for value, _ in group]
    assert values == [
        f"{exercise.id}:{level}"
        for exercise in LIBRARY.strengthening.values()
        for level in range(1, exercise.top_level + 1)
    ]


def test_a_further_row_comes_when_the_rows_are_full(sheet):
    for row in range(3):
        sheet.type(**{f"left_trials_{row}_tried": f"half_kneeling_activation:{row + 1}"})
    assert sheet.press("more_rows").url == f"{sheet.edit}#trials"
    form = sheet.client.get(sheet.edit).context["form"]
    assert "left_trials_3_tried" in form.fields
    assert "right_trials_3_tried" not in form.fields


def test_a_draft_may_be_half_filled_in(sheet):
    sheet.type(left_modified_thomas_knee_flexion_deg="80", right_trials_0_quality="fair").press()
    assert sheet.side("left")["modified_thomas"]["hip_extension_deg"] is None
    assert sheet.side("right")["trials"] == [{"exercise": "", "level": None, "quality": "fair", "symptoms": None}]


def test_enter_saves_and_never_signs(sheet):
    page = text(sheet.client.get(sheet.edit))
    form = page[page.index('class="examination"') :]
    first_button = form[form.index("<button") : form.index("</button>")]
    assert "Save draft" in first_button
    assert "name=" not in first_button
