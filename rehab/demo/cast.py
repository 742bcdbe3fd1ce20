"""The people of the demo clinic: made up, each there to show one state of the application.

Days are counted back from today. Findings are in the shape of the rules' input; a session pattern says how the
patient did at each session, in order: "+" clean, "c" with compensation, a digit for symptoms of that height.
"""

from dataclasses import dataclass, field

BAND = ["band"]
READABLE = {"pelvis_controlled": True, "method": "inclinometer"}


def modified_thomas(hip_extension_deg, knee_flexion_deg, hip_abduction_deg=6, **more):
    """A modified Thomas test, read with the pelvis controlled unless said otherwise."""
    return {
        **READABLE,
        "hip_extension_deg": hip_extension_deg,
        "knee_flexion_deg": knee_flexion_deg,
        "hip_abduction_deg": hip_abduction_deg,
        **more,
    }


def strength(mmt, force_n=None, symptoms=0):
    """A strength test; where a force was measured, against a belt, sitting."""
    measured = {"force_n": force_n, "lever_arm_m": 0.36, "position": "seated", "fixation": "belt"} if force_n else {}
    return {"mmt": mmt, "symptoms": symptoms, **measured}


LONG = modified_thomas(8, 92)
SHORT = modified_thomas(-11, 84)
STRONG = strength("5")


@dataclass(frozen=True)
class Examination:
    """One assessment: days ago, findings by side, pain, and PSFS scores in the order of the activities."""

    days_ago: int
    sides: dict
    pain: int | None = None
    scores: tuple[int, ...] = ()
    red_flags: tuple[str, ...] = ()
    signed: bool = True
    note: str = ""


@dataclass(frozen=True)
class Retest:
    """Strength tested again while the programme runs: the grade of one side, and both sides' force where measured."""

    days_ago: int
    side: str
    mmt: str
    force_n: int | None = None
    other_force_n: int | None = None


@dataclass(frozen=True)
class Person:
    """A patient of the demo clinic with one episode of care, and what happened in it."""

    name: tuple[str, str]
    age: int
    sex: str
    number: str
    complaint: str
    sides: str
    goal: str = ""
    activities: tuple[str, ...] = ()
    precautions: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ("band",)
    mine: bool = True
    examinations: tuple[Examination, ...] = ()
    sessions: str = ""
    skipped: tuple[int, ...] = ()
    last_session_days_ago: int | None = None
    mornings: dict = field(default_factory=dict)
    retests: tuple[Retest, ...] = ()
    review_in_days: int | None = None
    second_handout: bool = False
    outcome: str = ""


CAST = (
    Person(
        name=("Maria", "Silva"),
        age=46,
        sex="female",
        number="D-1001",
        complaint="Right groin tightness, weak on stairs",
        sides="right",
        goal="Climb the three flights to my flat without stopping.",
        activities=("Climbing three flights of stairs", "Getting out of the car"),
        examinations=(
            Examination(
                69,
                {
                    "right": {
                        "modified_thomas": modified_thomas(-12, 76),
                        "thomas": {**READABLE, "hip_extension_deg": -9},
                        "strength": strength("4-", 118, 1),
                    },
                    "left": {"modified_thomas": LONG, "strength": strength("5", 171)},
                },
                pain=5,
                scores=(4, 5),
                note="Sits all day at work. No night pain.",
            ),
            Examination(
                14,
                {
                    "right": {
                        "modified_thomas": modified_thomas(-3, 82),
                        "thomas": {**READABLE, "hip_extension_deg": -2},
                        "strength": strength("4+", 152),
                    },
                    "left": {"modified_thomas": LONG, "strength": strength("5", 174)},
                },
                pain=2,
                scores=(8, 7),
            ),
        ),
        sessions="+++c+++3++++" + "+++++++4+++" + "++++",
        skipped=(9, 16),
        last_session_days_ago=1,
        retests=(Retest(41, "right", "4"),),
        review_in_days=4,
        second_handout=True,
    ),
    Person(
        name=("Tom", "Becker"),
        age=34,
        sex="male",
        number="D-1002",
        complaint="Stiff hips after a season of cycling",
        sides="both",
        goal="Ride 60 km without my hips locking up.",
        activities=("Cycling for two hours",),
        examinations=(
            Examination(
                33,
                {
                    "right": {"modified_thomas": modified_thomas(-9, 74), "strength": strength("4")},
                    "left": {"modified_thomas": SHORT, "strength": STRONG},
                },
                pain=3,
                scores=(5,),
            ),
        ),
        sessions="+++++c+++2+++",
        last_session_days_ago=2,
        review_in_days=23,
    ),
    Person(
        name=("Aisha", "Khan"),
        age=29,
        sex="female",
        number="D-1003",
        complaint="Left hip gives way when lifting the leg",
        sides="left",
        goal="Lift my leg into the bath without my hands.",
        activities=("Stepping into the bath",),
        precautions=("pregnancy_after_12_weeks",),
        mine=False,
        examinations=(
            Examination(
                19,
                {
                    "left": {"modified_thomas": LONG, "strength": strength("4-")},
                    "right": {"modified_thomas": LONG, "strength": STRONG},
                },
                pain=2,
                scores=(4,),
            ),
        ),
        sessions="++1++++",
        last_session_days_ago=1,
        review_in_days=30,
    ),
    Person(
        name=("Jan", "Kowalski"),
        age=52,
        sex="male",
        number="D-1004",
        complaint="Right hip tight after long drives",
        sides="right",
        goal="Drive to work and stand up straight afterwards.",
        equipment=(),
        examinations=(
            Examination(12, {"right": {"modified_thomas": modified_thomas(-8, 71), "strength": STRONG}}, pain=2),
        ),
        review_in_days=28,
    ),
    Person(
        name=("Łukasz", "Nowak"),
        age=41,
        sex="male",
        number="D-1005",
        complaint="Left thigh tight, pelvis could not be held in the test",
        sides="left",
        goal="Play football with my children.",
        mine=False,
        examinations=(
            Examination(
                2,
                {
                    "left": {
                        "modified_thomas": modified_thomas(-6, 85, pelvis_controlled=False),
                        "strength": strength("4"),
                    },
                    "right": {"modified_thomas": LONG, "strength": STRONG},
                },
                pain=3,
            ),
        ),
    ),
    Person(
        name=("Grace", "Obi"),
        age=58,
        sex="female",
        number="D-1006",
        complaint="New groin pain at night",
        sides="right",
        examinations=(
            Examination(
                1,
                {"right": {"modified_thomas": SHORT, "strength": strength("4", symptoms=4)}},
                pain=6,
                red_flags=("malignancy",),
                note="Past breast cancer; weight loss since the summer.",
            ),
        ),
    ),
    Person(
        name=("Peter", "Holm"),
        age=63,
        sex="male",
        number="D-1007",
        complaint="Right hip flexor strain, slow to settle",
        sides="right",
        goal="Walk the dog for an hour.",
        activities=("Walking for an hour", "Putting on socks"),
        examinations=(
            Examination(
                24,
                {"right": {"modified_thomas": modified_thomas(-10, 83), "strength": strength("4-", symptoms=2)}},
                pain=4,
                scores=(5, 6),
            ),
        ),
        sessions="+++++3+7",
        last_session_days_ago=3,
        mornings={8: 6},
        review_in_days=10,
    ),
    Person(
        name=("Inês", "Duarte"),
        age=38,
        sex="female",
        number="D-1008",
        complaint="Both hips weak after a desk-bound year",
        sides="both",
        goal="Run for the bus.",
        mine=False,
        examinations=(
            Examination(
                47,
                {
                    "right": {"modified_thomas": LONG, "strength": strength("4")},
                    "left": {"modified_thomas": modified_thomas(-7, 84), "strength": strength("4")},
                },
                pain=1,
            ),
        ),
        sessions="+++++++++",
        last_session_days_ago=20,
        review_in_days=-2,
    ),
    Person(
        name=("Zoë", "Martin"),
        age=24,
        sex="female",
        number="D-1009",
        complaint="Left hip flexor weakness after a sprint injury",
        sides="left",
        goal="Sprint again in the relay team.",
        activities=("Sprinting",),
        equipment=("band", "cable", "running_space"),
        examinations=(
            Examination(
                84,
                {
                    "left": {"modified_thomas": LONG, "strength": strength("4-", 142)},
                    "right": {"modified_thomas": LONG, "strength": strength("5", 190)},
                },
                pain=3,
                scores=(3,),
            ),
            Examination(
                3,
                {
                    "left": {"modified_thomas": LONG, "strength": strength("5", 186)},
                    "right": {"modified_thomas": LONG, "strength": strength("5", 192)},
                },
                pain=0,
                scores=(9,),
            ),
        ),
        sessions="+" * 34,
        last_session_days_ago=4,
        retests=(Retest(58, "left", "4+", 168, 190),),
        outcome="goal_reached",
    ),
    Person(
        name=("Ken", "Watanabe"),
        age=47,
        sex="male",
        number="D-1010",
        complaint="Right anterior hip discomfort when sitting",
        sides="right",
        goal="Sit through a meeting in comfort.",
        examinations=(Examination(0, {"right": {"modified_thomas": SHORT}}, pain=3, signed=False),),
    ),
    Person(
        name=("Ruth", "Adler"),
        age=79,
        sex="female",
        number="D-1011",
        complaint="Left hip stiff and weak, right hip replaced last year",
        sides="left",
        goal="Get up from the garden bench by myself.",
        activities=("Getting up from a low seat",),
        precautions=("posterior_hip_replacement", "balance_impairment"),
        examinations=(
            Examination(
                40,
                {
                    "left": {"modified_thomas": modified_thomas(-9, 88), "strength": strength("3")},
                    "right": {"modified_thomas": LONG, "strength": strength("4+")},
                },
                pain=3,
                scores=(4,),
            ),
        ),
        sessions="+" * 16,
        last_session_days_ago=1,
        review_in_days=16,
    ),
    Person(
        name=("Sam", "Price"),
        age=55,
        sex="male",
        number="D-1012",
        complaint="Cannot lift the left leg since last week",
        sides="left",
        examinations=(
            Examination(
                1,
                {
                    "left": {"modified_thomas": LONG, "strength": strength("1")},
                    "right": {"modified_thomas": LONG, "strength": STRONG},
                },
                pain=1,
            ),
        ),
    ),
    Person(
        name=("Nora", "Lind"),
        age=31,
        sex="female",
        number="D-1013",
        complaint="Asked for a check before a marathon",
        sides="both",
        goal="Know that my hips are ready.",
        mine=False,
        examinations=(
            Examination(
                6,
                {
                    "right": {"modified_thomas": LONG, "strength": STRONG},
                    "left": {"modified_thomas": LONG, "strength": STRONG},
                },
                pain=0,
            ),
        ),
    ),
)
