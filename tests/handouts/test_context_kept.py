"""The context of a handout survives the database, and what is no context is not taken for one."""

import json

import pytest

from rehab.handouts.context import HandoutContext
from rehab.handouts.sheet import sheet_html
from tests.handouts.sheets import HOLD, TYPICAL, doing, offer, sheet


@pytest.mark.parametrize(
    "context",
    [sheet(*TYPICAL), sheet(*TYPICAL, number=None), sheet(doing("left", offer("left", HOLD, 3, mastered=True)))],
)
def test_it_is_the_same_after_json(context):
    assert HandoutContext.from_json(json.loads(json.dumps(context.to_json()))) == context


@pytest.mark.parametrize(
    ("field", "value"), [("goal", None), ("number", "1"), ("limits", {}), ("sheets", [[{}]]), ("issued_on", 20260302)]
)
def test_what_is_no_context_is_refused(field, value):
    with pytest.raises((TypeError, KeyError)):
        HandoutContext.from_json(sheet().to_json() | {field: value})


def test_a_handout_from_before_the_versions_were_printed_can_still_be_read():
    stored = sheet().to_json()
    del stored["rules_version"], stored["settings_version"]
    kept = HandoutContext.from_json(stored)
    assert (kept.rules_version, kept.settings_version) == ("", None)
    assert "Rules" not in sheet_html(kept, "A4")
    assert "Rules 2026.1, settings 1" in sheet_html(sheet(), "A4")
