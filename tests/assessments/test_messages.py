"""What is typed wrongly gets a message in plain words beside its field, and everything typed stays on the page."""

import itertools
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from rehab.rules import FIELDS
from tests.pages import text

NUMBERS = {
    "thomas_hip_extension_deg": "hip_extension_deg",
    "modified_thomas_hip_extension_deg": "hip_extension_deg",
    "modified_thomas_hip_extension_knee_straight_deg": "hip_extension_knee_straight_deg",
    "modified_thomas_knee_flexion_deg": "knee_flexion_deg",
    "modified_thomas_hip_abduction_deg": "hip_abduction_deg",
    "strength_force_n": "force_n",
    "strength_lever_arm_m": "lever_arm_m",
}


def errors(response):
    return {name: messages[0] for name, messages in response.context["form"].errors.items()}


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("left_thomas_hip_extension_deg", "50", "Hip extension must be between −60° and 45°. Is the sign right?"),
        ("left_thomas_hip_extension_deg", "-90", "Hip extension must be between −60° and 45°."),
        (
            "right_modified_thomas_knee_flexion_deg",
            "-80",
            "Knee flexion must be between 0° and 150°. Is the sign right?",
        ),
        ("right_strength_lever_arm_m", "36", "Lever arm must be between 0.1 m and 0.7 m."),
        ("right_strength_force_n", "strong", "Write the force as a number, such as 12 or 12.5."),
        ("left_thomas_hip_extension_deg", "12.55", "Hip extension: give 1 decimal place at most."),
        ("left_strength_lever_arm_m", "0.355", "Lever arm: give 2 decimal places at most."),
        ("examined_on", "2026-03-03", "This is in the future."),
        (
            "examined_on",
            "2026-01-04",
            "The episode began on 5 January 2026. If it began earlier, change its start first.",
        ),
        ("examined_on", "yesterday", "Write a date like 05/03/2026."),
        ("pain_nrs", "11", "Choose a whole number from 0 to 10."),
        ("note", "x" * 4001, "The note is too long: 4000 characters at most."),
    ],
)
def test_the_message_is_in_plain_words_beside_the_field(sheet, field, typed, message):
    response = sheet.type(**{field: typed}).press()
    assert errors(response) == {field: message}
    page = text(response)
    assert "<title>Error: " in page
    beside = page[page.index(f'id="id_{field}_error"') :]
    assert message in beside[: beside.index("</div>")]


def test_every_number_has_the_range_of_the_rules(sheet):
    fields = sheet.client.get(sheet.edit).context["form"].fields
    for side, (name, measure) in itertools.product(("left", "right"), NUMBERS.items()):
        field, limits = fields[f"{side}_{name}"], FIELDS[measure]
        low, high = Decimal(str(limits.minimum)), Decimal(str(limits.maximum))
        step = Decimal(1).scaleb(-field.decimal_places)
        assert [field.clean(str(limit)) for limit in (low, high)] == [low, high]
        for outside in (low - step, high + step):
            with pytest.raises(ValidationError, match="must be between"):
                field.clean(str(outside))


def test_one_wrong_value_loses_nothing_of_the_rest(sheet):
    typed = {
        "left_thomas_hip_extension_deg": "twelve",
        "right_thomas_hip_extension_deg": "−12,5",
        "right_thomas_pelvis_controlled": "no",
        "right_strength_mmt": "4-",
        "right_trials_2_tried": "seated_knee_raise:3",
        "red_flag_malignancy": "no",
        "pain_nrs": "0",
        "psfs_2": "4",
        "note": "A <long> note",
    }
    form = sheet.type(**typed).press().context["form"]
    assert {name: form[name].value() for name in typed} == typed
    assert sheet.stored.version == 1


def test_rows_that_were_added_stay(sheet):
    form = sheet.type(left_trials_4_tried="seated_knee_raise:1", pain_nrs="99").press().context["form"]
    assert form["left_trials_4_tried"].value() == "seated_knee_raise:1"


def test_messages_lead_to_their_fields(sheet):
    page = text(sheet.type(left_thomas_hip_extension_deg="50").press())
    assert '<a href="#id_left_thomas_hip_extension_deg">Left, Thomas test: Hip extension: ' in page


def test_beside_each_number_stand_its_unit_its_range_and_its_sign(sheet):
    page = text(sheet.client.get(sheet.edit))
    for side in ("left", "right"):
        for field, measure in NUMBERS.items():
            start = page.index(f'id="id_{side}_{field}"')
            entry = page[start : page.index("id_", page.index("_helptext", page.index("hint", start)) + 1)]
            assert f'<span class="unit">{FIELDS[measure].unit}</span>' in entry
    assert page.count("−60 to 45 · + below the couch, − above it") == 4
