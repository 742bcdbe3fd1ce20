"""Which exercises may be given, asked by themselves, and what is known of a patient on a day."""

from rehab.rules import exclusions, known_today
from tests.rules.given import HOLD, SEATED, circumstances, programme, start, strength_test


def test_an_exercise_that_may_be_given_has_nothing_against_it():
    assert exclusions(SEATED, equipment=["band"], mmt="4") == []


def test_everything_that_is_against_an_exercise():
    assert exclusions(SEATED, precautions=["posterior_hip_replacement"], mmt="2") == [
        "precaution:posterior_hip_replacement",
        "equipment",
        "strength:below_antigravity",
    ]


def test_strength_that_is_not_known_excludes_nothing():
    assert exclusions(HOLD) == []
    assert exclusions(HOLD, mmt="3-") == ["strength:below_antigravity"]


def test_what_is_known_today():
    given = programme(
        later=[circumstances(3, "osteoporosis", equipment=("cable", "band")), circumstances(9, "anticoagulant")],
        tests=[strength_test(4, "4+"), strength_test(5, "5", symptoms=6), strength_test(9, "2")],
        right=start(mmt="3"),
        left=start(mmt=None),
        today=8,
    )
    assert known_today(given) == {
        "precautions": ["osteoporosis"],
        "equipment": ["band", "cable"],
        "mmt": {"left": None, "right": "4+"},
    }
