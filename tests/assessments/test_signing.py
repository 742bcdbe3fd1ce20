"""A draft is signed after it was looked over. Begun tests must be finished; missing ones may stay missing."""

import datetime

import pytest
from django.utils import timezone

from rehab.assessments import hooks
from rehab.assessments.actions import save_draft, sign_assessment
from rehab.assessments.models import Assessment
from rehab.patients.models import Screening
from tests.assessments.sheet import Sheet, address
from tests.pages import send, text


def messages_of(response):
    return {name: errors[0] for name, errors in response.context["form"].errors.items()}


def test_a_finished_draft_goes_on_to_the_page_where_it_is_signed(as_ana, examined):
    assert Sheet(as_ana, examined).press("sign").url == address("sign", examined)
    page = text(as_ana.get(address("sign", examined)))
    assert "−9.5°" in page
    assert "Stretch and strengthen" in page


def test_looking_over_saves_what_was_typed(sheet):
    sheet.type(note="Typed just before").press("sign")
    assert sheet.findings["note"] == "Typed just before"
    assert sheet.stored.is_open_draft


def test_signing_names_who_and_when_and_leads_to_the_proposal(as_ana, ana, examined):
    response = send(as_ana, address("sign", examined))
    assert response.url == f"/assessments/{examined.pk}/proposal/"
    signed = Assessment.objects.get(pk=examined.pk)
    assert (signed.signed_by, signed.signed_at) == (ana, timezone.now())


def test_signing_makes_the_red_flags_a_screening_of_that_day(as_ana, ana, draft):
    findings = {
        "examined_on": datetime.date(2026, 2, 20),
        "screening": {"malignancy": True, "vascular_or_abdominal": False},
    }
    examined = save_draft(by=ana, assessment=draft, version=1, findings=findings)
    assert not Screening.objects.exists()
    send(as_ana, address("sign", examined))
    screening = Screening.objects.get()
    assert screening.asked_on == datetime.date(2026, 2, 20)
    assert screening.answers["malignancy"] is True
    assert screening.answers["vascular_or_abdominal"] is False
    assert screening.answers["avascular_necrosis"] is None


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"left_thomas_hip_extension_deg": "4"}, "left_thomas_pelvis_controlled", "Say whether the pelvis"),
        ({"left_thomas_pelvis_controlled": "yes"}, "left_thomas_hip_extension_deg", "Enter the hip extension"),
        (
            {"right_thomas_method": "photo", "right_thomas_pelvis_controlled": "yes"},
            "right_thomas_hip_extension_deg",
            "Enter the hip extension",
        ),
        (
            {"right_modified_thomas_knee_flexion_deg": "70", "right_modified_thomas_pelvis_controlled": "no"},
            "right_modified_thomas_hip_extension_deg",
            "Enter the hip extension",
        ),
        ({"left_strength_position": "seated"}, "left_strength_mmt", "Choose the grade or enter the force"),
        (
            {"left_trials_1_tried": "seated_knee_raise:1", "left_trials_1_symptoms": "0"},
            "left_trials_1_quality",
            "Say how well it was done",
        ),
        (
            {"left_trials_2_tried": "seated_knee_raise:1", "left_trials_2_quality": "fair"},
            "left_trials_2_symptoms",
            "Say how high the symptoms were",
        ),
        (
            {"right_trials_0_quality": "fair", "right_trials_0_symptoms": "0"},
            "right_trials_0_tried",
            "Choose what was tried",
        ),
    ],
)
def test_what_is_begun_must_be_finished_and_the_page_says_where(sheet, typed, field, words):
    response = sheet.type(**typed).press("sign")
    assert messages_of(response).keys() == {field}
    assert messages_of(response)[field].startswith(words)
    assert f'id="id_{field}_error"' in text(response)
    assert sheet.stored.is_open_draft


def test_what_blocked_signing_can_be_completed_on_the_same_page(sheet):
    response = sheet.type(left_thomas_hip_extension_deg="4").press("sign")
    sheet.typed |= {"version": response.context["form"]["version"].value(), "left_thomas_pelvis_controlled": "yes"}
    assert sheet.press("sign").url == address("sign", sheet.stored)


def test_an_unfinished_draft_cannot_be_signed_past_its_page(as_ana, ana, draft):
    findings = {"sides": {"left": {"thomas": {"hip_extension_deg": 3}}}}
    begun = save_draft(by=ana, assessment=draft, version=1, findings=findings)
    page = text(as_ana.get(address("sign", begun)))
    assert "Left, Thomas test: Say whether the pelvis was controlled" in page
    assert ">Sign</button>" not in page
    send(as_ana, address("sign", begun))
    assert Assessment.objects.get().is_open_draft


def test_missing_tests_and_red_flags_do_not_stop_signing_but_are_said(as_ana, draft):
    page = text(as_ana.get(address("sign", draft)))
    assert "9 were not asked" in page
    send(as_ana, address("sign", draft))
    assert Assessment.objects.get().is_signed


def test_sending_the_signature_twice_signs_once(as_ana, examined):
    values = {"key": "7b0e5a0e-58f5-4a52-8a3a-0f6d3f5c1f11", "version": examined.version}
    for _ in range(2):
        assert as_ana.post(address("sign", examined), values).status_code == 302
    assert Screening.objects.count() == 1
    assert Assessment.objects.get().version == examined.version + 1


def test_nothing_is_signed_that_was_changed_after_it_was_looked_over(as_ana, lena, examined):
    looked_at = {"key": "7b0e5a0e-58f5-4a52-8a3a-0f6d3f5c1f11", "version": examined.version}
    save_draft(by=lena, assessment=examined, version=examined.version, findings={"note": "Other"})
    response = as_ana.post(address("sign", examined), looked_at, follow=True)
    assert "changed this assessment meanwhile" in text(response)
    assert Assessment.objects.get().is_open_draft


def test_a_signed_assessment_is_read_and_no_longer_edited(as_ana, signed):
    for name in ("edit", "sign", "discard"):
        assert as_ana.get(address(name, signed)).url == address("assessment", signed)


def test_the_apps_above_are_told_and_can_stop_it(ana, examined, monkeypatch):
    told = []

    def refuse(*, by, assessment):
        told.append((by, assessment))
        raise RuntimeError

    monkeypatch.setattr(hooks, "_after_signing", [refuse])
    with pytest.raises(RuntimeError):
        sign_assessment(by=ana, assessment=examined, version=examined.version)
    assert told == [(ana, examined)]
    assert Assessment.objects.get().is_open_draft
    assert not Screening.objects.exists()
