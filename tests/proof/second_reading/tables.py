"""The tables of the contract and of the exercise library, typed out again on purpose."""

SIDES = ("left", "right")
RED_FLAGS = (
    "trauma_or_unable_to_bear_weight",
    "femoral_neck_stress_fracture",
    "slipped_epiphysis",
    "avascular_necrosis",
    "infection_or_psoas_abscess",
    "iliopsoas_haematoma",
    "cauda_equina_or_progressive_neurology",
    "malignancy",
    "vascular_or_abdominal",
)
MMT = ("0", "1", "2-", "2", "2+", "3-", "3", "3+", "4-", "4", "4+", "5")
RANK = {grade: position for position, grade in enumerate(MMT)}
MUSCLES = ("iliopsoas", "rectus_femoris", "tensor_fasciae_latae")
POSITIONS = ("supine", "seated", "standing", "side_lying")
METHODS = ("goniometer", "inclinometer", "trigonometric", "photo", "visual")
FIXATION = ("manual", "belt")
QUALITY = ("excellent", "fair", "poor")
OVERRIDES = ("pause", "resume", "set_stage", "set_level", "set_exercises")
EQUIPMENT = ("band", "cable", "pull_up_bar", "running_space")
LAST_STAGE = 3

RANGES = {
    "hip_extension_deg": (-60, 45),
    "hip_extension_knee_straight_deg": (-60, 45),
    "knee_flexion_deg": (0, 150),
    "hip_abduction_deg": (-15, 45),
    "force_n": (0, 1000),
    "lever_arm_m": (0.10, 0.70),
    "symmetry_pct": (0, 500),
    "psfs_mean": (0, 10),
    "pain_nrs": (0, 10),
    "symptoms": (0, 10),
}

# Exercise: stage, equipment (one of), tags, levels. The order is the order of preference.
STRENGTHENING = {
    "half_kneeling_activation": (1, (), ("kneeling",), 3),
    "supine_hip_flexion_hold": (1, (), ("supine", "antigravity"), 3),
    "seated_knee_raise": (2, ("band",), ("hip_flexion_over_90", "antigravity"), 4),
    "standing_hip_flexion": (2, ("cable", "band"), ("single_leg_standing", "antigravity"), 4),
    "hanging_knee_raise": (
        2,
        ("pull_up_bar",),
        ("hanging", "hip_flexion_over_90", "high_hip_flexor_load", "antigravity"),
        4,
    ),
    "step_over_drill": (3, (), ("single_leg_standing", "antigravity"), 4),
    "resisted_march": (3, ("band",), ("single_leg_standing", "antigravity"), 4),
    "sprint_drill": (
        3,
        ("running_space",),
        ("high_impact", "single_leg_standing", "high_hip_flexor_load", "antigravity"),
        4,
    ),
}

# Stretch: muscle, tags. The order is the order of preference.
STRETCHING = {
    "half_kneeling_stretch": ("iliopsoas", ("kneeling", "end_range_hip_extension")),
    "bed_edge_stretch": ("iliopsoas", ("supine", "end_range_hip_extension", "hip_flexion_over_90")),
    "standing_lunge_stretch": ("iliopsoas", ("end_range_hip_extension",)),
    "prone_knee_bend": ("rectus_femoris", ("prone",)),
    "half_kneeling_heel_to_buttock": ("rectus_femoris", ("kneeling", "end_range_hip_extension")),
    "side_lying_adduction_stretch": ("tensor_fasciae_latae", ()),
}

# Precaution: the tags that it excludes.
PRECAUTIONS = {
    "anterior_hip_replacement": ("end_range_hip_extension",),
    "posterior_hip_replacement": ("hip_flexion_over_90",),
    "recent_hip_arthroscopy": ("high_hip_flexor_load",),
    "pregnancy_after_12_weeks": ("supine", "prone", "hanging", "high_impact"),
    "osteoporosis": ("hanging", "high_impact"),
    "anticoagulant": ("high_impact",),
    "kneeling_intolerance": ("kneeling",),
    "shoulder_problem": ("hanging",),
    "balance_impairment": ("single_leg_standing", "high_impact"),
}

# Setting: default, and the limits or the grades that may be chosen.
SETTINGS_IN_NUMBERS = {
    "knee_flexion_threshold_deg": (80, 60, 100),
    "abduction_threshold_deg": (15, 0, 30),
    "symmetry_threshold_pct": (90, 80, 95),
    "stage_3_min_symmetry_pct": (80, 70, 95),
    "clean_sessions_to_progress": (3, 3, 6),
    "green_max": (2, 0, 2),
    "amber_max": (5, 3, 5),
    "min_gap_days": (2, 2, 4),
    "sessions_per_week": (3, 2, 3),
    "lapse_days": (14, 7, 21),
    "detraining_days": (28, 21, 42),
    "aggravation_window_days": (7, 3, 14),
}
SETTINGS_IN_GRADES = {
    "weak_at_or_below": ("4", ("4-", "4", "4+")),
    "stage_2_min_grade": ("3+", ("3", "3+", "4-")),
    "stage_3_min_grade": ("4", ("4-", "4", "4+")),
}

# The thresholds that are no settings. Grades by their rank.
FIXED = {
    "couch_level_deg": 0,
    "hip_extension_margin_deg": 5,
    "knee_flexion_margin_deg": 7,
    "no_movement_grade": RANK["1"],
    "antigravity_grade": RANK["3"],
    "exercises_a_side": 2,
    "ambers_to_step_back": 3,
    "adherence_weeks": 4,
    "review_opens_week": 8,
    "review_closes_week": 12,
    "hip_extension_change_deg": 5,
    "knee_flexion_change_deg": 20,
    "mmt_change_grades": 1,
    "force_change_belt_pct": 10,
    "force_change_manual_pct": 20,
    "pain_change_points": 2,
    "pain_change_pct": 30,
    "psfs_change_points": 2,
    "plateau_weeks": 4,
    "plateau_sessions": 6,
    "length_retest_weeks": 4,
}

COMBINATIONS = {
    ("short", "weak"): "stretch_and_strengthen",
    ("short", "normal"): "stretch",
    ("normal", "weak"): "strengthen",
    ("normal", "normal"): "none",
}
