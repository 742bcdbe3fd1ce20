"""While the page is filled in, a panel says what the rules make of it so far, and the draft is saved."""

import pytest

from rehab.assessments.actions import save_draft, sign_assessment
from rehab.assessments.findings import whole
from rehab.assessments.so_far import so_far
from rehab.patients.models import Circumstances
from rehab.rules import LIBRARY
from rehab.thresholds.models import SettingsVersion
from tests.assessments.conftest import NO_RED_FLAG
from tests.assessments.sheet import address
from tests.pages import text

SHORT = {"thomas": {"hip_extension_deg": -12, "pelvis_controlled": True}}
WEAK = {"strength": {"mmt": "4-"}}
DEFAULTS = SettingsVersion.defaults()
UNFINISHED = {"modified_thomas": {"hip_extension_deg": 3}}


def made_of(screening=NO_RED_FLAG, **sides):
    return so_far(whole({"screening": screening, "sides": sides}), None, DEFAULTS)


def test_each_side_is_answered_on_its_own():
    left, right = made_of(right=SHORT | WEAK, left=WEAK).sides
    assert (right.combination, right.length, right.strength) == ("stretch and strengthen", "short (iliopsoas)", "weak")
    assert (left.combination, left.length, left.strength) == ("undetermined", "cannot be told", "weak")


def test_it_names_the_test_that_is_missing():
    left, right = made_of(right=SHORT, left=WEAK).sides
    assert right.still_needed == ["strength test with an MMT grade"]
    assert left.still_needed == ["Thomas or modified Thomas test, with the pelvis controlled"]


def test_a_side_without_any_test_needs_nothing():
    left, _ = made_of(right=SHORT).sides
    assert not left.is_examined
    assert left.combination == "not examined"
    assert left.still_needed == []


def test_notes_are_whole_sentences():
    borderline = {"thomas": {"hip_extension_deg": -3, "pelvis_controlled": True}}
    _, right = made_of(right=borderline).sides
    assert any("measurement error" in note for note in right.notes)


def test_an_unfinished_test_is_said_and_left_out_of_the_answer():
    _, right = made_of(right=SHORT | WEAK | UNFINISHED).sides
    assert right.combination == "stretch and strengthen"
    assert [(one.name, one.path) for one in right.unfinished] == [
        ("Modified Thomas test", "right.modified_thomas.pelvis_controlled")
    ]


def test_a_side_that_is_only_begun_is_not_finished():
    _, right = made_of(right=UNFINISHED).sides
    assert right.combination == "not finished"


def test_an_unfinished_trial_takes_no_other_trial_with_it():
    tried = {"exercise": "half_kneeling_activation", "level": 2, "quality": "excellent", "symptoms": 0}
    begun = {"exercise": "supine_hip_flexion_hold", "level": 1}
    _, right = made_of(right=SHORT | WEAK | {"trials": [begun, tried]}).sides
    assert right.answer["strengthen"][0] == {"exercise": "half_kneeling_activation", "level": 2}
    assert [one.path for one in right.unfinished] == ["right.trials.0.quality", "right.trials.0.symptoms"]


def test_red_flags_not_asked_are_counted_and_the_sides_read_all_the_same():
    answer = made_of(screening={"malignancy": False}, right=SHORT | WEAK)
    assert len(answer.unasked) == len(LIBRARY.red_flags) - 1
    assert answer.sides[1].combination == "stretch and strengthen"


def test_a_red_flag_leaves_nothing_but_the_referral():
    answer = made_of(screening={"malignancy": True}, right=SHORT | WEAK)
    assert [flag.id for flag in answer.red_flags] == ["malignancy"]
    assert answer.sides == []


def test_the_circumstances_of_the_patient_count():
    cannot_kneel = Circumstances(precautions=["kneeling_intolerance"], equipment=[])
    _, right = so_far(whole({"screening": NO_RED_FLAG, "sides": {"right": SHORT | WEAK}}), cannot_kneel, DEFAULTS).sides
    assert "half_kneeling_activation" in right.answer["excluded"]


@pytest.mark.parametrize(
    ("right", "left", "compared"),
    [
        ({"force_n": 100, "position": "seated"}, {"force_n": 90, "position": "seated"}, True),
        ({"force_n": 100, "position": "seated"}, {"force_n": 90, "position": "supine"}, False),
        ({"force_n": 100}, {"force_n": 90}, False),
        ({"force_n": 100, "position": "seated", "lever_arm_m": 0.3}, {"force_n": 90, "position": "seated"}, False),
        ({"force_n": 100}, {"mmt": "4"}, True),
    ],
)
def test_forces_that_cannot_be_compared_are_pointed_out(right, left, compared):
    assert made_of(right={"strength": right}, left={"strength": left}).forces_not_compared is not compared


def test_leaving_a_field_saves_it_and_answers_with_the_panel(sheet):
    sheet.type(right_thomas_hip_extension_deg="-12", right_thomas_pelvis_controlled="yes")
    page = text(sheet.leave_a_field())
    assert "short (iliopsoas)" in page
    assert "Still needed: strength test" in page
    assert "Saved 10:00" in page
    assert sheet.side("right")["thomas"]["hip_extension_deg"] == -12


def test_the_page_goes_on_from_the_version_that_was_saved(sheet):
    for note in ("one", "two", "three"):
        sheet.type(note=note).leave_a_field()
    assert sheet.findings["note"] == "three"
    assert sheet.typed["version"] == sheet.stored.version == 4


def test_a_red_flag_shows_at_once_what_to_do(sheet):
    page = text(sheet.type(red_flag_malignancy="yes").leave_a_field())
    assert LIBRARY.red_flags["malignancy"].action in page
    assert sheet.findings["screening"]["malignancy"] is True


def test_what_cannot_be_read_is_said_beside_its_field_and_nothing_is_saved(sheet):
    sheet.type(right_thomas_hip_extension_deg="50", right_strength_mmt="4")
    page = text(sheet.leave_a_field())
    assert "Not saved yet" in page
    assert 'href="#id_right_thomas_hip_extension_deg"' in page
    assert "must be between −60° and 45°" in page
    assert "weak" in page
    assert sheet.stored.version == 1


def test_a_message_goes_once_the_field_is_right(sheet):
    sheet.type(right_thomas_hip_extension_deg="50").leave_a_field()
    page = text(sheet.type(right_thomas_hip_extension_deg="5").leave_a_field())
    assert 'id="id_right_thomas_hip_extension_deg_error" hx-swap-oob="true"></div>' in page


def test_an_automatic_save_never_goes_over_somebody_else_s(sheet, lena):
    save_draft(by=lena, assessment=sheet.stored, version=1, findings={"note": "Lena's"})
    page = text(sheet.type(note="Ana's").leave_a_field())
    assert "somebody else changed this assessment" in page
    assert sheet.findings["note"] == "Lena's"


def test_an_automatic_save_that_comes_late_does_not_bring_back_what_was_changed(sheet):
    late = dict(sheet.typed) | {"note": "half a wor"}
    sheet.type(note="half a word").press()
    sheet.client.post(sheet.so_far, late)
    assert sheet.findings["note"] == "half a word"


def test_nothing_is_saved_into_a_signed_assessment(sheet, ana):
    sign_assessment(by=ana, assessment=sheet.stored, version=1)
    page = text(sheet.type(note="Too late").leave_a_field())
    assert "Not saved" in page
    assert sheet.findings["note"] == ""


def test_without_javascript_the_panel_comes_with_the_page(sheet):
    sheet.type(right_thomas_hip_extension_deg="-12", right_thomas_pelvis_controlled="yes").press()
    assert "short (iliopsoas)" in text(sheet.client.get(sheet.edit))


def test_it_is_sent_never_fetched(as_ana, draft):
    assert as_ana.get(address("so_far", draft)).status_code == 405
