"""The reasons of every answer (`because`), and what would change a combination (`unless`)."""

import re

import pytest

from rehab.rules import LIBRARY, change, describe_exclusion, describe_note, plan, replay
from tests.rules.given import (
    LONG,
    NO_RED_FLAG,
    PUSH,
    SEATED,
    SHORT,
    SHORT_AND_WEAK,
    STRONG,
    WEAK,
    assessment,
    circumstances,
    clean,
    entry,
    findings,
    modified,
    override,
    programme,
    session,
    start,
    strength,
    strength_test,
    thomas,
    trial,
)


def because(answer, rule, side="right"):
    """The one reason of a rule."""
    [reason] = [row for row in answer["because"] if row["rule"] == rule and row.get("side") == side]
    return reason


def sentences(answer, side="right"):
    return [reason["sentence"] for reason in answer["because"] if reason["side"] == side]


# Because, of a plan --------------------------------------------------------------------------------------------------


def test_a_plan_says_how_it_was_decided():
    given = findings(modified=modified(-8, knee=70, abduction=20), strength=strength("4-"), trials=[trial(PUSH, 2)])
    assert sentences(plan(assessment(right=given))) == [
        "Modified Thomas test: hip extension −8° is below 0°, so iliopsoas is short.",
        "Modified Thomas test: knee flexion 70° is below 80°, so rectus femoris is short.",
        "Modified Thomas test: abduction 20° is above 15°, so tensor fasciae latae is short.",
        "Length: short (Iliopsoas, Rectus femoris, Tensor fasciae latae).",
        "MMT 4- is at or below 4: weak.",
        "Short and weak: stretch and strengthen together.",
        (
            "Begin in stage 1: no higher stage has its strength gate met (MMT 4-, symmetry not known), "
            "a trial that passed and none that failed at level 1."
        ),
        "Stage 1, the first that fit: Kneeling knee push, Lying leg hold.",
        "Kneeling knee push: begin at level 2, the highest trial that counts.",
        "Lying leg hold: begin at level 1; no trial passed.",
        "Iliopsoas, the first stretch that fits: Kneeling hip stretch.",
        "Rectus femoris, the first stretch that fits: Lying thigh stretch.",
    ]


def test_a_reason_carries_its_rule_its_values_and_its_source():
    answer = plan(assessment(right=SHORT_AND_WEAK, weak_at_or_below="4+"))
    assert because(answer, "S1") == {
        "side": "right",
        "rule": "S1",
        "sentence": "MMT 4- is at or below 4+: weak.",
        "values": {"mmt": "4-", "threshold": "4+"},
        "source": "house_rule",
    }


def test_the_setting_in_force_is_the_one_that_is_named():
    given = findings(modified=modified(5, knee=70, abduction=29))
    answer = plan(assessment(right=given, knee_flexion_threshold_deg=71, abduction_threshold_deg=28))
    assert because(answer, "L2")["values"] == {"knee_flexion_deg": 70, "threshold": 71}
    assert because(answer, "L3")["values"] == {"hip_abduction_deg": 29, "threshold": 28}


@pytest.mark.parametrize(
    ("given", "rule", "sentence"),
    [
        (
            findings(modified=modified(-8, straight=3)),
            "L1",
            (
                "Modified Thomas test: hip extension −8° comes to 3° with the knee straight, "
                "so rectus femoris is short and not iliopsoas."
            ),
        ),
        (findings(SHORT), "L4", "Thomas test: hip extension −10° is below 0°, so iliopsoas is short."),
        (findings(LONG), "L5", "Length: normal, no muscle was found short."),
        (
            findings(thomas(3, controlled=False)),
            "L5",
            "No length test with a controlled pelvis: length cannot be told.",
        ),
        (findings(LONG, strength=STRONG), "S3", "MMT 5 is above 4: normal."),
        (findings(LONG), "S4", "No MMT grade and no asymmetry: strength cannot be told."),
        (
            findings(LONG, strength=strength("1")),
            "C0",
            "MMT 1: no movement to train. Refer for a neurological opinion.",
        ),
        (findings(SHORT, strength=STRONG), "C2", "Short, strength normal: stretch."),
        (findings(LONG, strength=WEAK), "C3", "Weak, length normal: strengthen."),
        (findings(LONG, strength=STRONG), "C4", "Length and strength normal: no programme for this side."),
        (
            findings(thomas(3, controlled=False)),
            "C5",
            "Still to be tested: length, strength. Neither is treated before both are known.",
        ),
        (None, "C6", "None of this side's three tests was done."),
        (
            findings(LONG, strength=strength("4", symptoms=3)),
            "B1",
            "Symptoms 3/10 in the strength test, above 2: begin in stage 1 at level 1.",
        ),
    ],
)
def test_what_a_rule_of_plan_says(given, rule, sentence):
    assert because(plan(assessment(right=given)), rule)["sentence"] == sentence


def test_symmetry_is_explained_with_its_value():
    answer = plan(
        assessment(right=findings(LONG, strength=strength("5", 80)), left=findings(LONG, strength=strength("5", 100)))
    )
    assert because(answer, "S2")["sentence"] == "Symmetry 80 % is below 90 %: weak."


def test_a_side_that_was_not_examined_has_one_reason():
    assert sentences(plan(assessment(right=SHORT_AND_WEAK)), "left") == ["None of this side's three tests was done."]


def test_one_sided_is_explained():
    answer = plan(assessment(right=SHORT_AND_WEAK, precautions=["anterior_hip_replacement"]))
    assert because(answer, "C7")["values"]["stretch"] == []
    assert because(answer, "E2")["sentence"] == "Iliopsoas: no stretch fits this patient."


def test_the_gate_is_explained():
    refer = plan(assessment(right=SHORT_AND_WEAK, screening=NO_RED_FLAG | {"malignancy": True}))
    assert [reason["sentence"] for reason in refer["because"]] == ["Stop and refer: malignancy."]
    asked = plan(assessment(right=SHORT_AND_WEAK, screening=NO_RED_FLAG | {"malignancy": None}))
    assert because(asked, "G2", None)["sentence"] == "Not asked yet: malignancy."


# Because, of a replay ------------------------------------------------------------------------------------------------

STORY = programme(
    [
        *clean(0, 2),
        session(3, entry(), entry(SEATED)),
        session(5, entry(level=2)),
        session(7, entry(compensated=True)),
        session(9, entry(symptoms=4)),
        session(11, entry(), morning=3),
        session(13, entry(symptoms=8)),
        *clean(15),
        *clean(31),
    ],
    overrides=[override(14, "pause", reason="flare"), override(20, "resume", reason="settled")],
    today=70,
    right=start(1, [(PUSH, 1)]),
)


def test_every_session_says_what_became_of_it():
    assert sentences(replay(STORY)) == [
        "Clean session 1 of 3.",
        "Clean session 2 of 3.",
        "Not counted: day 1 after the last time, recovery takes 2 days.",
        "Not counted: this exercise is not one the side does now.",
        "Not counted: done at level 2, the current level is 1.",
        "Done with compensation: the streak starts again.",
        "Symptoms 4/10, above 2: the streak starts again (1 in a row).",
        "Symptoms 3/10 the next morning, more than usual: the streak starts again.",
        "Symptoms 8/10, above 5: the streak starts again.",
        "Paused: symptoms 8/10 in the session, above 5.",
        "Paused by the clinician: flare",
        "Not counted: the side is paused.",
        "Resumed by the clinician: settled",
        "Clean session 1 of 3.",
        "39 days without this exercise, more than 14: the streak starts again.",
    ]


def test_every_event_has_exactly_one_reason_on_its_date():
    answer = replay(STORY)
    pointing = [reason for reason in answer["because"] if reason["event"] is not None]
    assert [reason["event"] for reason in pointing] == list(range(len(answer["events"])))
    for reason in pointing:
        event = answer["events"][reason["event"]]
        assert (reason["on"], reason["side"]) == (event["on"], event["side"])
        assert reason["exercise"] == event.get("exercise")


def test_a_reason_of_replay_carries_rule_values_and_source():
    reason = replay(programme(clean(0)))["because"][0]
    assert reason == {
        "on": "2026-03-02",
        "side": "right",
        "exercise": PUSH,
        "event": None,
        "rule": "P7",
        "sentence": "Clean session 1 of 3.",
        "values": {"streak": 1, "needed": 3},
        "source": "source_text",
    }


@pytest.mark.parametrize(
    ("given", "values"),
    [
        (
            programme(clean(0, 2, 4, level=3), right=start(1, [(PUSH, 3)], mmt="3")),
            {"stage": 2, "mmt": "3", "symmetry_pct": None, "mmt_needed": "3+"},
        ),
        (
            programme(
                clean(0, 2, 4, level=3), right=start(1, [(PUSH, 3)], mmt="3"), settings={"stage_2_min_grade": "3"}
            ),
            {"stage": 2, "mmt": "3", "symmetry_pct": None, "mmt_needed": "3"},
        ),
        (
            programme(tests=[strength_test(3, "3+", symmetry=75)], right=start(3, [("step_over_drill", 1)])),
            {"stage": 3, "mmt": "3+", "symmetry_pct": 75, "mmt_needed": "4", "symmetry_pct_needed": 80},
        ),
        (
            programme(tests=[strength_test(3, "1")]),
            {"stage": 1, "mmt": "1", "symmetry_pct": None, "mmt_needed": "2-"},
        ),
    ],
)
def test_a_gate_is_told_with_what_it_asks_for(given, values):
    reasons = [reason for reason in replay(given)["because"] if reason["rule"] in ("P9", "P12")]
    assert {name: value for name, value in reasons[-1]["values"].items() if name != "cause"} == values


@pytest.mark.parametrize(
    ("given", "rule", "sentence"),
    [
        (
            programme(clean(0, 2, 4, level=3), right=start(1, [(PUSH, 3)], mmt="3")),
            "P9",
            "Everything is mastered; stage 2 waits for strength (MMT 3, symmetry not known): test again.",
        ),
        (
            programme(clean(0, 2, 4, level=3), right=start(1, [(PUSH, 3)], symmetry=85.5)),
            "P9",
            "Everything is mastered and strength is enough (MMT 4-, symmetry 85.5 %): on to stage 2.",
        ),
        (
            programme(clean(0, 2, 4, level=3), right=start(1, [(PUSH, 3)]), begins=circumstances(0, equipment=())),
            "P9",
            "Everything is mastered, but no exercise of stage 2 fits this patient.",
        ),
        (
            programme(clean(0, 2, 4, level=3), right=start(1, [(PUSH, 3)], mmt="3"), tests=[strength_test(19, "4")]),
            "P9",
            "Everything is mastered, but the last session is 15 days ago, more than 14: train first.",
        ),
        (
            programme(tests=[strength_test(3, "5", symptoms=6)]),
            "P12",
            "Painful test: MMT 5 is not believed, 4- stands.",
        ),
        (
            programme(tests=[strength_test(3, symmetry=99, symptoms=6)], right=start(symmetry=70.5)),
            "P12",
            "Painful test: symmetry 99 % is not believed, 70.5 % stands.",
        ),
        (
            programme(tests=[strength_test(3, "1")]),
            "P12",
            "Paused: strength (MMT 1, symmetry not known) is below what stage 1 needs.",
        ),
        (
            programme(later=[circumstances(3, "kneeling_intolerance", "pregnancy_after_12_weeks")]),
            "P11",
            "Removed, because of: Cannot kneel.",
        ),
        (
            programme(overrides=[override(3, "set_level", exercise=SEATED, level=1)]),
            "P14",
            "Decision passed over: the side did not do this exercise on that day.",
        ),
    ],
)
def test_what_a_rule_of_replay_says(given, rule, sentence):
    assert sentence in [reason["sentence"] for reason in replay(given)["because"] if reason["rule"] == rule]


def test_a_side_that_is_stuck_says_so():
    stuck = programme([session(day, entry(symptoms=3)) for day in (0, 2, 4)])
    assert sentences(replay(stuck))[-2:] == [
        "Symptoms 3/10, above 2, 3 times in a row on the lowest level.",
        "Paused: 3 sessions in a row at amber symptoms on the lowest level.",
    ]


def test_a_still_paused_side_says_why():
    twice = programme([session(0, entry(symptoms=6)), session(2, entry(symptoms=7))])
    assert sentences(replay(twice))[-1] == "Still paused: symptoms 7/10 in the session, above 5."


# Because, of a change ------------------------------------------------------------------------------------------------


def test_a_verdict_is_explained():
    answer = change({"before": {"pain_nrs": 6}, "after": {"pain_nrs": 3}})
    assert answer["because"] == [
        {
            "measure": "pain_nrs",
            "rule": "M5",
            "sentence": "−3 points, at least 2: improved.",
            "values": {"delta": -3, "threshold": 2, "verdict": "improved"},
            "source": "salaffi_2004",
        }
    ]


def test_force_that_cannot_be_compared_is_explained():
    pair = {"before": {"strength": strength(force=0)}, "after": {"strength": strength(force=50)}}
    assert change(pair)["because"][0]["sentence"].startswith("Not comparable: same stated position")


# Every sentence ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", LIBRARY.rules.values(), ids=lambda rule: rule.id)
def test_every_rule_has_a_sentence_a_source_and_its_strength(rule):
    assert rule.title
    assert rule.sentence.endswith(".")
    assert rule.strength == LIBRARY.citations[rule.source].strength
    assert all(sentence.endswith((".", "}")) for sentence in rule.says.values())


def test_no_sentence_holds_a_number_of_its_own():
    """Thresholds are filled in from what the rule used; "level 1" and the scale's "/10" are words."""
    allowed = re.compile(r"/10|level 1\b")
    for rule in LIBRARY.rules.values():
        for sentence in rule.says.values():
            assert not re.search(r"\d", allowed.sub("", sentence)), (rule.id, sentence)


# Unless --------------------------------------------------------------------------------------------------------------


def unless(given, **more):
    found = plan(assessment(right=given, **more))["unless"]["right"]
    return [(row["finding"], row["value"], row["combination"], row["sentence"]) for row in found]


@pytest.mark.parametrize(
    ("description", "given", "expected"),
    [
        (
            "short and weak: one grade up is the nearest",
            findings(thomas(-10), strength=strength("4")),
            [("strength.mmt", "4+", "stretch", "If MMT were 4+ or better: stretch.")],
        ),
        (
            "nearer to the couch than to the next grade",
            findings(thomas(-1), strength=strength("3")),
            [
                (
                    "thomas.hip_extension_deg",
                    0,
                    "strengthen",
                    "If hip extension in the Thomas test were 0° or more: strengthen.",
                )
            ],
        ),
        (
            "just long enough",
            findings(modified=modified(1), strength=strength("5")),
            [
                (
                    "modified_thomas.hip_extension_deg",
                    -1,
                    "stretch",
                    "If hip extension in the modified Thomas test were below 0°: stretch.",
                )
            ],
        ),
        (
            "the knee is the nearest",
            findings(modified=modified(20, knee=82), strength=strength("5")),
            [
                (
                    "modified_thomas.knee_flexion_deg",
                    79,
                    "stretch",
                    "If knee flexion in the modified Thomas test were below 80°: stretch.",
                )
            ],
        ),
        (
            "short by abduction alone",
            findings(modified=modified(20, abduction=16), strength=strength("2+")),
            [
                (
                    "modified_thomas.hip_abduction_deg",
                    15,
                    "strengthen",
                    "If abduction in the modified Thomas test were 15° or less: strengthen.",
                )
            ],
        ),
        (
            "short by two tests: neither alone would change it",
            findings(thomas(-1), modified(-1), strength("3")),
            [("strength.mmt", "4+", "stretch", "If MMT were 4+ or better: stretch.")],
        ),
        (
            "no movement",
            findings(thomas(-1), strength=strength("1")),
            [("strength.mmt", "2-", "stretch_and_strengthen", "If MMT were 2- to 4: stretch and strengthen.")],
        ),
        (
            "strength is missing",
            findings(SHORT),
            [
                ("strength.mmt", "5", "stretch", "If MMT were 4+ or better: stretch."),
                ("strength.mmt", "4", "stretch_and_strengthen", "If MMT were 2- to 4: stretch and strengthen."),
                ("strength.mmt", "1", "refer", "If MMT were 1 or less: refer."),
            ],
        ),
        (
            "length is missing",
            findings(strength=WEAK),
            [
                (
                    "thomas",
                    {"hip_extension_deg": -1, "pelvis_controlled": True},
                    "stretch_and_strengthen",
                    "If the Thomas test showed hip extension below 0°: stretch and strengthen.",
                ),
                (
                    "thomas",
                    {"hip_extension_deg": 0, "pelvis_controlled": True},
                    "strengthen",
                    "If the Thomas test showed hip extension of 0° or more: strengthen.",
                ),
            ],
        ),
        (
            "the pelvis was not controlled in either test",
            findings(thomas(-4, controlled=False), modified(5, controlled=False), STRONG),
            [
                (
                    "thomas.pelvis_controlled",
                    True,
                    "stretch",
                    "If the pelvis were controlled in the Thomas test, with the same reading: stretch.",
                ),
                (
                    "modified_thomas.pelvis_controlled",
                    True,
                    "none",
                    "If the pelvis were controlled in the modified Thomas test, with the same readings: no programme.",
                ),
            ],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_the_smallest_finding_that_would_change_it(description, given, expected):
    assert unless(given) == expected


def test_the_setting_in_force_is_the_one_that_would_be_crossed():
    given = findings(thomas(-10), strength=strength("4"))
    assert unless(given, weak_at_or_below="4+")[0][:3] == ("strength.mmt", "5", "stretch")


def test_force_can_be_the_nearest():
    given = assessment(
        right=findings(thomas(-30), strength=strength("5", 88)),
        left=findings(thomas(-30), strength=strength("5", 100)),
    )
    answer = plan(given)
    assert answer["sides"]["right"]["combination"] == "stretch_and_strengthen"
    [nearest] = answer["unless"]["right"]
    assert (nearest["finding"], nearest["combination"]) == ("strength.force_n", "stretch")
    assert nearest["sentence"] == "If force were 90 N or more: stretch."


# Words ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        (
            "borderline:modified_thomas.knee_flexion_deg",
            "Modified Thomas test: knee flexion: within measurement error of its threshold. Repeat the measurement.",
        ),
        (
            "pelvis_not_controlled:thomas",
            "Thomas test: the pelvis was not controlled, so that the test is not read. Repeat it.",
        ),
        ("no_eligible_exercise:strengthen", "No exercise fits: strengthening."),
        ("no_eligible_exercise:stretch:iliopsoas", "No exercise fits: stretching iliopsoas."),
        (f"trial_failed:{PUSH}", "Kneeling knee push: the trial at level 1 failed. Watch the first session."),
        ("below_antigravity", "MMT below 3: consider neurology."),
    ],
)
def test_a_note_in_words(note, sentence):
    assert describe_note(note) == sentence


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("precaution:osteoporosis", "Precaution: Osteoporosis"),
        ("equipment", "Needs cable machine or elastic band"),
        ("strength:below_antigravity", "MMT below 3: too weak for work against gravity"),
    ],
)
def test_an_exclusion_in_words(reason, words):
    assert describe_exclusion(reason, "standing_hip_flexion") == words
