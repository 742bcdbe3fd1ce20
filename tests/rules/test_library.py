"""The reference data: what is in them, and that a library with a fault is refused."""

import re
import tomllib

import pytest

from rehab.rules import LIBRARY, RULES_VERSION, LibraryError
from rehab.rules.library import REFERENCE, load

# What is in them -----------------------------------------------------------------------------------------------------


def test_the_strengthening_exercises_in_order_of_preference():
    assert [(e.id, e.stage, e.equipment, set(e.tags), e.top_level) for e in LIBRARY.strengthening.values()] == [
        ("half_kneeling_activation", 1, (), {"kneeling"}, 3),
        ("supine_hip_flexion_hold", 1, (), {"supine", "antigravity"}, 3),
        ("seated_knee_raise", 2, ("band",), {"hip_flexion_over_90", "antigravity"}, 4),
        ("standing_hip_flexion", 2, ("cable", "band"), {"single_leg_standing", "antigravity"}, 4),
        (
            "hanging_knee_raise",
            2,
            ("pull_up_bar",),
            {"hanging", "hip_flexion_over_90", "high_hip_flexor_load", "antigravity"},
            4,
        ),
        ("step_over_drill", 3, (), {"single_leg_standing", "antigravity"}, 4),
        ("resisted_march", 3, ("band",), {"single_leg_standing", "antigravity"}, 4),
        (
            "sprint_drill",
            3,
            ("running_space",),
            {"high_impact", "single_leg_standing", "high_hip_flexor_load", "antigravity"},
            4,
        ),
    ]


@pytest.mark.parametrize(
    ("exercise", "changes"),
    [
        ("half_kneeling_activation", ["", "load", "complexity"]),
        ("supine_hip_flexion_hold", ["", "range", "complexity"]),
        ("seated_knee_raise", ["", "range", "load", "complexity"]),
        ("standing_hip_flexion", ["", "range", "load", "complexity"]),
        ("hanging_knee_raise", ["", "range", "complexity", "load"]),
        ("step_over_drill", ["", "range", "load", "complexity"]),
        ("resisted_march", ["", "range", "load", "complexity"]),
        ("sprint_drill", ["", "complexity", "range", "load"]),
    ],
)
def test_what_each_level_changes(exercise, changes):
    assert [level.changes for level in LIBRARY.strengthening[exercise].levels] == changes


@pytest.mark.parametrize(
    ("exercise", "sets", "repetitions", "unit", "hold_seconds"),
    [
        ("half_kneeling_activation", 1, 5, "repetitions", 10),
        ("supine_hip_flexion_hold", 1, 5, "repetitions", 10),
        ("seated_knee_raise", 3, 12, "repetitions", 0),
        ("standing_hip_flexion", 3, 12, "repetitions", 0),
        ("hanging_knee_raise", 3, 8, "repetitions", 0),
        ("step_over_drill", 3, 8, "repetitions", 0),
        ("resisted_march", 3, 20, "steps", 0),
        ("sprint_drill", 3, 20, "metres", 0),
    ],
)
def test_the_dosage_of_a_strengthening_exercise(exercise, sets, repetitions, unit, hold_seconds):
    dosage = LIBRARY.dosage(exercise, 1)
    assert (dosage.sets, dosage.repetitions, dosage.unit) == (sets, repetitions, unit)
    assert dosage.hold_seconds == hold_seconds
    assert {level.dosage.sessions_per_week for level in LIBRARY.exercise(exercise).levels} == {3}


def test_the_stretches_in_order_of_preference():
    assert [(e.id, e.muscle, set(e.tags)) for e in LIBRARY.stretching.values()] == [
        ("half_kneeling_stretch", "iliopsoas", {"kneeling", "end_range_hip_extension"}),
        ("bed_edge_stretch", "iliopsoas", {"supine", "end_range_hip_extension", "hip_flexion_over_90"}),
        ("standing_lunge_stretch", "iliopsoas", {"end_range_hip_extension"}),
        ("prone_knee_bend", "rectus_femoris", {"prone"}),
        ("half_kneeling_heel_to_buttock", "rectus_femoris", {"kneeling", "end_range_hip_extension"}),
        ("side_lying_adduction_stretch", "tensor_fasciae_latae", set()),
    ]


@pytest.mark.parametrize("stretch", LIBRARY.stretching)
def test_the_dosage_of_a_stretch_is_4_times_30_seconds_on_5_days(stretch):
    dosage = LIBRARY.dosage(stretch)
    assert (dosage.sets * dosage.repetitions, dosage.hold_seconds, dosage.sessions_per_week) == (4, 30, 5)


def test_the_precautions_and_the_tags_they_exclude():
    assert {key: set(precaution.excludes) for key, precaution in LIBRARY.precautions.items()} == {
        "anterior_hip_replacement": {"end_range_hip_extension"},
        "posterior_hip_replacement": {"hip_flexion_over_90"},
        "recent_hip_arthroscopy": {"high_hip_flexor_load"},
        "pregnancy_after_12_weeks": {"supine", "prone", "hanging", "high_impact"},
        "osteoporosis": {"hanging", "high_impact"},
        "anticoagulant": {"high_impact"},
        "kneeling_intolerance": {"kneeling"},
        "shoulder_problem": {"hanging"},
        "balance_impairment": {"single_leg_standing", "high_impact"},
    }


def test_the_red_flags_in_the_order_in_which_they_are_asked():
    assert [(key, flag.urgency) for key, flag in LIBRARY.red_flags.items()] == [
        ("trauma_or_unable_to_bear_weight", "emergency"),
        ("femoral_neck_stress_fracture", "urgent"),
        ("slipped_epiphysis", "emergency"),
        ("avascular_necrosis", "urgent"),
        ("infection_or_psoas_abscess", "emergency"),
        ("iliopsoas_haematoma", "emergency"),
        ("cauda_equina_or_progressive_neurology", "emergency"),
        ("malignancy", "urgent"),
        ("vascular_or_abdominal", "emergency"),
    ]


def test_the_rules_in_the_order_of_the_contract():
    counted = {"G": (1, 2), "L": (1, 5), "S": (1, 4), "C": (0, 7), "E": (1, 2), "B": (1, 3), "P": (1, 15), "M": (1, 6)}
    assert list(LIBRARY.rules) == [
        f"{letter}{n}" for letter, (first, last) in counted.items() for n in range(first, last + 1)
    ]


def test_the_version_names_rules_and_library():
    assert f"{LIBRARY.rules_version}/{LIBRARY.version}" == RULES_VERSION


# How they are asked --------------------------------------------------------------------------------------------------


def test_an_exercise_by_its_id():
    assert LIBRARY.exercise("prone_knee_bend").kind == "stretch"
    assert LIBRARY.exercise("step_over_drill").kind == "strengthen"
    with pytest.raises(KeyError):
        LIBRARY.exercise("plank")


def test_exercises_of_a_stage_and_for_a_muscle():
    assert [e.id for e in LIBRARY.of_stage(1)] == ["half_kneeling_activation", "supine_hip_flexion_hold"]
    assert [e.id for e in LIBRARY.for_muscle("rectus_femoris")] == ["prone_knee_bend", "half_kneeling_heel_to_buttock"]


def test_the_dosage_is_that_of_the_level():
    doses = [LIBRARY.dosage("half_kneeling_activation", level) for level in (1, 2, 3)]
    assert doses == [level.dosage for level in LIBRARY.exercise("half_kneeling_activation").levels]
    assert len({id(dose) for dose in doses}) == 3
    assert LIBRARY.dosage("prone_knee_bend") == LIBRARY.exercise("prone_knee_bend").dosage


def test_a_card_in_a_language_that_has_none_is_english():
    assert LIBRARY.card("step_over_drill", "xx") == LIBRARY.card("step_over_drill", "en")


def test_nothing_in_the_library_can_be_changed():
    with pytest.raises(TypeError):
        LIBRARY.strengthening["plank"] = None
    with pytest.raises(TypeError):
        LIBRARY.card("step_over_drill")["name"] = "x"
    with pytest.raises(AttributeError):
        LIBRARY.exercise("step_over_drill").stage = 1


def test_a_list_inside_the_library_is_one_that_cannot_grow():
    assert isinstance(LIBRARY.card("step_over_drill")["steps"], tuple)


def test_a_retired_exercise_is_known_but_no_longer_offered(broken):
    library = broken("exercises.toml", 'id = "sprint_drill"', 'id = "sprint_drill"\nretired_on = "2027-01-01"')
    assert "sprint_drill" in library.strengthening
    assert "sprint_drill" not in [exercise.id for exercise in library.of_stage(3)]


def test_a_retired_stretch_is_known_but_no_longer_offered(broken):
    library = broken("exercises.toml", 'id = "prone_knee_bend"', 'id = "prone_knee_bend"\nretired_on = "2027-01-01"')
    assert "prone_knee_bend" in library.stretching
    assert [stretch.id for stretch in library.for_muscle("rectus_femoris")] == ["half_kneeling_heel_to_buttock"]


# What is refused -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("description", "file", "old", "new", "fault"),
    [
        ("not TOML", "exercises.toml", "[[equipment]]", "[[equipment]", "TOMLDecodeError"),
        ("a missing field", "exercises.toml", "stage = 1\nequipment", "equipment", "stage"),
        ("a field of the wrong name", "precautions.toml", "warning_therapist =", "warning =", "warning"),
        ("an id twice", "exercises.toml", 'id = "resisted_march"', 'id = "step_over_drill"', "given twice"),
        (
            "an id in both tables",
            "exercises.toml",
            'id = "prone_knee_bend"',
            'id = "step_over_drill"',
            "both a strengthening exercise and a stretch",
        ),
        ("a capital in an id", "exercises.toml", 'id = "resisted_march"', 'id = "Resisted_march"', "is not an id"),
        ("an unknown tag", "exercises.toml", 'tags = ["kneeling"]', 'tags = ["kneeing"]', "no tag 'kneeing'"),
        ("unknown equipment", "exercises.toml", 'equipment = ["band"]', 'equipment = ["rope"]', "no equipment 'rope'"),
        ("an unknown muscle", "exercises.toml", 'muscle = "iliopsoas"', 'muscle = "psoas"', "no muscle 'psoas'"),
        ("an unknown stage", "exercises.toml", "stage = 3\nequipment = []", "stage = 4\nequipment = []", "no stage 4"),
        ("an unknown unit", "exercises.toml", 'unit = "steps"', 'unit = "paces"', "no unit 'paces'"),
        ("a dosage of nothing", "exercises.toml", "sets = 3", "sets = 0", "below nothing"),
        (
            "a stretch of no time",
            "exercises.toml",
            "{ sets = 1, repetitions = 4",
            "{ sets = 1, repetitions = 0",
            "below",
        ),
        ("a rest below nothing", "exercises.toml", "rest_seconds = 10", "rest_seconds = -1", "below nothing"),
        ("a hold below nothing", "exercises.toml", "hold_seconds = 10", "hold_seconds = -1", "below nothing"),
        ("no day at all", "exercises.toml", "sessions_per_week = 3", "sessions_per_week = 0", "0 days a week"),
        ("an eighth day", "exercises.toml", "sessions_per_week = 3", "sessions_per_week = 8", "8 days a week"),
        ("a level left out", "exercises.toml", "level = 2", "level = 4", "not numbered"),
        ("level 1 that changes something", "exercises.toml", 'changes = ""', 'changes = "load"', "level 1 changes"),
        (
            "two things changed at once",
            "exercises.toml",
            'load = "firmer push, effort 5/10"\nrange = "isometric, rear knee under the hip"',
            'load = "firmer push, effort 5/10"\nrange = "rear knee behind the hip"',
            "changes load and range",
        ),
        (
            "nothing changed",
            "exercises.toml",
            'load = "firmer push, effort 5/10"',
            'load = "light push, effort 3/10"',
            "changes nothing",
        ),
        ("another thing than it says", "exercises.toml", 'changes = "range"', 'changes = "load"', "says load"),
        ("an unknown precaution tag", "precautions.toml", 'excludes = ["kneeling"]', 'excludes = ["x"]', "no tag 'x'"),
        ("an unknown urgency", "red_flags.toml", 'urgency = "urgent"', 'urgency = "soon"', "no urgency 'soon'"),
        (
            "an exercise that cites nothing known",
            "exercises.toml",
            'source = "source_text"',
            'source = "somewhere"',
            "no citation 'somewhere'",
        ),
        (
            "a threshold that cites nothing known",
            "thresholds.toml",
            'source = "symmetry_convention"',
            'source = "somewhere"',
            "symmetry_threshold_pct: no citation 'somewhere'",
        ),
        (
            "a rule that cites nothing known",
            "rules.toml",
            'source = "vigotsky_2016"',
            'source = "somewhere"',
            "no citation 'somewhere'",
        ),
        (
            "an unknown strength of a source",
            "citations.toml",
            'strength = "trial"',
            'strength = "gospel"',
            "no strength 'gospel'",
        ),
        ("a default outside its limits", "thresholds.toml", "default = 80", "default = 59", "outside its limits"),
        (
            "a default that is no choice",
            "thresholds.toml",
            'default = "3+"',
            'default = "4"',
            "the default one of them",
        ),
        ("a choice that is no grade", "thresholds.toml", '["4-", "4", "4+"]', '["4-", "4", "4+", "6"]', "are grades"),
        ("a range without room", "thresholds.toml", "minimum = -60", "minimum = 45", "no room"),
        ("a grade that cannot be chosen", "thresholds.toml", '  ["3+", "3+"],\n', "", "not those that can be chosen"),
        ("a range turned round", "thresholds.toml", "minimum = -60", "minimum = 60", "no room"),
        ("grades out of order", "thresholds.toml", '"2-" = 5', '"2-" = 7', "grades"),
        ("a threshold of no rule", "thresholds.toml", 'used_by = ["L2"]', 'used_by = ["L9"]', "no rule 'L9'"),
        (
            "a hole in the combination table",
            "rules.toml",
            'length = "short"\nstrength = "weak"',
            'length = "short"\nstrength = "normal"',
            "nothing for short and weak",
        ),
        ("a combination by no rule", "rules.toml", 'rule = "C1"', 'rule = "C9"', "combination table: no rule 'C9'"),
        (
            "a combination of no name",
            "rules.toml",
            'combination = "stretch_and_strengthen"',
            'combination = "both"',
            "combination table: no combination 'both'",
        ),
        ("a verdict on nothing", "chapters.toml", 'pain_nrs = "M5"', 'pain = "M5"', "no measure 'pain'"),
        ("a verdict by no rule", "chapters.toml", 'pain_nrs = "M5"', 'pain_nrs = "M9"', "no rule 'M9'"),
        (
            "a sentence with a number of no name",
            "chapters.toml",
            "over the last {adherence_weeks} full weeks",
            "over the last {adherence_months} full weeks",
            "no number 'adherence_months'",
        ),
        (
            "a rest that cites nothing known",
            "exercises.toml",
            'rest_source = "house_rule"',
            'rest_source = "somewhere"',
            "half_kneeling_activation: no citation 'somewhere'",
        ),
        ("a card without a field", "cards/en.toml", "feel =", "feeling =", "no feel"),
        ("a level of a card without a field", "cards/en.toml", "what =", "that =", "a level without what"),
        (
            "a card with a level too few",
            "cards/en.toml",
            "[[step_over_drill.levels]]",
            "[step_over_drill.x]",
            "3 levels",
        ),
        ("an exercise without a card", "cards/en.toml", "[prone_knee_bend]", "[x]", "prone_knee_bend: no card"),
        (
            "a card of no exercise",
            "cards/en.toml",
            "[step_over_drill]",
            "[plank]",
            "cards/en plank: no such exercise",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_a_library_with_a_fault_is_refused(broken, description, file, old, new, fault):
    with pytest.raises(LibraryError, match=fault):
        broken(file, old, new)


@pytest.mark.parametrize("days", [1, 7])
def test_a_week_has_one_to_seven_days(broken, days):
    library = broken("exercises.toml", "sessions_per_week = 3", f"sessions_per_week = {days}")
    assert library.dosage("half_kneeling_activation", 1).sessions_per_week == days


def test_every_grade_may_be_a_choice(broken):
    every = str(list(LIBRARY.grades)).replace("'", '"')
    assert broken("thresholds.toml", '["4-", "4", "4+"]', every)


def test_an_exercise_without_a_ladder_is_refused(broken):
    text = (REFERENCE / "exercises.toml").read_text(encoding="utf-8")
    ladder = re.search(r"\[\[strengthening\.levels\]\].*?(?=\[\[strengthening\]\])", text, flags=re.DOTALL)[0]
    with pytest.raises(LibraryError, match=r"half_kneeling_activation.*levels"):
        broken("exercises.toml", ladder, "levels = []\n")


def test_a_library_without_english_cards_is_refused(broken, tmp_path):
    cards = tmp_path / "reference" / "cards"
    (cards / "en.toml").rename(cards / "xx.toml")
    with pytest.raises(LibraryError, match="cards: none in English"):
        load(tmp_path / "reference")


def test_a_strengthening_card_without_levels_is_refused(broken):
    text = (REFERENCE / "cards" / "en.toml").read_text(encoding="utf-8")
    levels = re.search(r"\[\[half_kneeling_activation\.levels\]\].*?(?=\[supine_hip_flexion_hold\])", text, re.DOTALL)[
        0
    ]
    with pytest.raises(LibraryError, match="cards/en half_kneeling_activation: no levels"):
        broken("cards/en.toml", levels, "")


def test_a_stretch_card_without_a_dosage_is_refused_and_its_levels_are_not_looked_at(broken):
    text = (REFERENCE / "cards" / "en.toml").read_text(encoding="utf-8")
    dosage = re.search(r"\[half_kneeling_stretch\].*?\n(dosage = )", text, re.DOTALL)[0]
    with pytest.raises(LibraryError, match=r"cards/en half_kneeling_stretch: no dosage;"):
        broken("cards/en.toml", dosage, dosage.removesuffix("dosage = ") + "levels = ")


def test_a_stage_that_is_left_without_an_exercise_is_refused(broken, tmp_path):
    path = tmp_path / "reference" / "exercises.toml"
    retired = 'id = "half_kneeling_activation"\nretired_on = "2027-01-01"'
    path.write_text(
        path.read_text(encoding="utf-8").replace('id = "half_kneeling_activation"', retired, 1), encoding="utf-8"
    )
    supine = 'id = "supine_hip_flexion_hold"'
    with pytest.raises(LibraryError, match="stage 1: no exercise"):
        broken("exercises.toml", supine, f'{supine}\nretired_on = "2027-01-01"')


def test_a_muscle_that_is_left_without_a_stretch_is_refused(broken):
    only = 'id = "side_lying_adduction_stretch"'
    with pytest.raises(LibraryError, match="tensor_fasciae_latae: no stretch"):
        broken("exercises.toml", only, f'{only}\nretired_on = "2027-01-01"')


def test_a_file_that_is_missing_is_refused(tmp_path):
    with pytest.raises(LibraryError, match="FileNotFoundError"):
        load(tmp_path)


def test_all_faults_are_named_at_once(broken, tmp_path):
    path = tmp_path / "reference" / "exercises.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('["kneeling"]', '["kneeing"]'), encoding="utf-8")
    with pytest.raises(LibraryError, match=r"no tag 'kneeing'.*no urgency 'soon'"):
        broken("red_flags.toml", 'urgency = "urgent"', 'urgency = "soon"')


def test_every_reference_file_is_read():
    names = {path.relative_to(REFERENCE).as_posix() for path in REFERENCE.rglob("*.toml")}
    assert {name for name in names if not name.startswith("drawings/")} == {
        "cards/de.toml",
        "cards/en.toml",
        "cards/es.toml",
        "cards/fr.toml",
        "cards/pl.toml",
        "chapters.toml",
        "citations.toml",
        "exercises.toml",
        "not_encoded.toml",
        "precautions.toml",
        "questionnaires.toml",
        "red_flags.toml",
        "rules.toml",
        "thresholds.toml",
    }
    assert all(tomllib.loads((REFERENCE / name).read_text(encoding="utf-8")) for name in names)
