"""A line among many is answered as the same case alone: what is faster decides nothing."""

import json
import random

import pytest

from rehab.rules import LIBRARY, history
from rehab.rules.reading import ROOT, Problems
from rehab.rules.records import Entry
from rehab.rules.written import answer, answer_line
from tests.rules import generated

MAKE = {
    "plan": generated.screened_assessment,
    "replay": generated.history,
    "change": lambda random: {name: generated.examination(random) for name in ("before", "after")},
}
ENTRY = {
    "exercise": "seated_knee_raise",
    "side": "left",
    "level": 2,
    "completed": True,
    "compensated": False,
    "symptoms": 1,
}


@pytest.mark.parametrize("command", MAKE)
def test_a_line_is_the_answer_to_the_case_alone(command):
    rng = random.Random(20260302)
    for _ in range(150):
        written = json.dumps(MAKE[command](rng)).encode()
        assert json.loads(answer_line(command, written)) == answer(command, written)


def test_sides_that_are_alike_but_swapped_keep_their_own_names():
    left_only = json.dumps({"screening": dict.fromkeys(LIBRARY.red_flags, False), "sides": {"left": _short()}}).encode()
    right_only = json.dumps(
        {"screening": dict.fromkeys(LIBRARY.red_flags, False), "sides": {"right": _short()}}
    ).encode()
    for written in (left_only, right_only, left_only):
        assert json.loads(answer_line("plan", written)) == answer("plan", written)


@pytest.mark.parametrize("written", [b"{", b"[]", b'{"sides": 1}', b'{"screening": {"malignancy": true}}'])
@pytest.mark.parametrize("command", MAKE)
def test_a_line_that_cannot_be_used_has_the_errors_of_the_case_alone(command, written):
    given = json.loads(answer_line(command, written))
    assert given == answer(command, written)
    assert given["errors"]


@pytest.mark.parametrize("field", ENTRY)
@pytest.mark.parametrize("value", [None, True, False, 0, 1, 2, 9, 2.0, 2.5, -1, 11, "left", "right", "", [], {}])
def test_an_entry_taken_at_a_glance_is_what_reading_it_field_by_field_gives(field, value):
    given = ENTRY | {field: value}
    problems = Problems()
    careful = _field_by_field(given, problems)
    at_a_glance = history.entry_at_a_glance(("left",))(given)
    assert at_a_glance is None or (not problems and at_a_glance == careful)
    assert list(map(type, at_a_glance or careful)) == list(map(type, careful))


def test_a_plain_entry_needs_only_a_glance():
    assert history.entry_at_a_glance(("left",))(ENTRY) == Entry(**ENTRY)


def _field_by_field(given, problems):
    """An entry with a number written as 2.0 is never taken at a glance; so are all read here."""
    read = history.sessions_of(("left",), ("left",))
    written = {
        name: float(value) if type(value) is int and name in ("level", "symptoms") else value
        for name, value in given.items()
    }
    session = read({"performed_on": "2026-03-02", "entries": [written]}, problems, ROOT, None)
    return session.entries[0]


def _short():
    return {"thomas": {"hip_extension_deg": -10, "pelvis_controlled": True}, "strength": {"mmt": "4-"}}
