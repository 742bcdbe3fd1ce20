"""The values a reason used, to stand beside its sentence: each with a name a clinician knows, and its unit."""

import pytest

from rehab.rules import LIBRARY, values_used
from rehab.rules.used import name_of, places_of
from tests.rules.test_chapters import reasons_of_worked_cases


def reason(rule, **values):
    return {"rule": rule, "values": values}


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (reason("L4", hip_extension_deg=-12, threshold=0), [("Hip extension", "−12°"), ("Threshold", "0°")]),
        (reason("S1", mmt="4-", threshold="4"), [("MMT", "4-"), ("Threshold", "4")]),
        (reason("S2", symmetry_pct=85.0, threshold=90), [("Symmetry", "85 %"), ("Threshold", "90 %")]),
        (reason("C5", length="indeterminate", strength="weak", missing=["length"]),
         [("Length", "cannot be told"), ("Strength", "weak"), ("Still to be tested", "length")]),
        (reason("C7", strengthen=[], stretch=["prone_knee_bend"]),
         [("Strengthening", "none"), ("Stretches", "Lying thigh stretch")]),
        (reason("P2", idle_days=29, limit=28, level=1),
         [("Days without it", "29 days"), ("Limit", "28 days"), ("Level", "1")]),
        (reason("P8", cause="symptoms", symptoms=7, limit=5),
         [("Cause", "symptoms"), ("Symptoms", "7/10"), ("Limit", "5/10")]),
        (reason("P8", days=2, limit=7), [("Days between", "2 days"), ("Limit", "7 days")]),
        (reason("P7", streak=1, needed=3), [("Clean sessions in a row", "1"), ("Clean sessions needed", "3")]),
        (reason("M4", delta_pct=12.0, threshold=10, verdict="improved"),
         [("Difference", "12 %"), ("Threshold", "10 %"), ("Verdict", "improved")]),
        (reason("M5", delta=-2, threshold=2.4, verdict="within_error"),
         [("Difference", "−2 points"), ("Threshold", "2.4 points"), ("Verdict", "within measurement error")]),
        (reason("M4", delta_pct=None, threshold=20, verdict="not_comparable"),
         [("Difference", "not known"), ("Threshold", "20 %"), ("Verdict", "not comparable")]),
        (reason("P9", stage=3, mmt="4-", symmetry_pct=75.5, mmt_needed="4", symmetry_pct_needed=80),
         [("Stage", "3"), ("MMT", "4-"), ("Symmetry", "75.5 %"),
          ("MMT needed", "4"), ("Symmetry needed, where it is known", "80 %")]),
        (reason("P14", reason="short"), [("Reason given", "short")]),
        (reason("C6"), []),
    ],
)  # fmt: skip
def test_each_value_has_a_name_and_a_unit(given, shown):
    assert values_used(given) == shown


def test_every_value_of_every_worked_case_can_be_shown():
    rules = set()
    for _, given in reasons_of_worked_cases():
        shown = values_used(given)
        assert [name for name, _ in shown] == [name_of(name) for name in given["values"]]
        assert all(said for _, said in shown)
        rules.add(given["rule"])
    assert rules == set(LIBRARY.rules) - {"P13"}, "P13 has no reason of its own"


def test_every_place_in_a_sentence_has_a_name():
    for rule in LIBRARY.rules.values():
        for sentence in rule.says.values():
            assert all(name_of(place) for place in places_of(sentence))
