"""The context of a handout survives the database, and what is no context is not taken for one."""

import json

import pytest

from rehab.handouts.context import HandoutContext
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
