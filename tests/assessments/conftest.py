"""Maria is examined at Harbour Physio: a draft of today, and the findings of a whole examination."""

from decimal import Decimal

import pytest

from rehab.assessments import actions
from rehab.rules import LIBRARY
from tests.assessments.sheet import Sheet

NO_RED_FLAG = dict.fromkeys(LIBRARY.red_flags, False)
WHOLE_EXAMINATION = {
    "screening": NO_RED_FLAG,
    "pain_nrs": 5,
    "usual_morning_symptoms": 0,
    "note": "Sits all day.",
    "sides": {
        "left": {
            "thomas": {"hip_extension_deg": Decimal("8"), "pelvis_controlled": True, "method": "inclinometer"},
            "strength": {"mmt": "5", "force_n": Decimal("171"), "position": "seated", "fixation": "belt"},
        },
        "right": {
            "thomas": {"hip_extension_deg": Decimal("-9.5"), "pelvis_controlled": True, "method": "inclinometer"},
            "modified_thomas": {
                "hip_extension_deg": Decimal("-12"),
                "knee_flexion_deg": Decimal("90"),
                "hip_abduction_deg": Decimal("0"),
                "pelvis_controlled": False,
            },
            "strength": {"mmt": "4-", "force_n": Decimal("118"), "position": "seated", "symptoms": 1},
            "trials": [
                {"exercise": "half_kneeling_activation", "level": 1, "quality": "excellent", "symptoms": 0},
                {"exercise": "supine_hip_flexion_hold", "level": 2, "quality": "fair", "symptoms": 3},
            ],
        },
    },
}


@pytest.fixture
def draft(ana, marias_episode):
    """An open draft of today in which nothing has been filled in."""
    return actions.begin_assessment(by=ana, episode=marias_episode)


@pytest.fixture
def examined(ana, draft):
    """The draft with a whole examination in it: short and weak on the right, neither on the left."""
    return actions.save_draft(by=ana, assessment=draft, version=draft.version, findings=WHOLE_EXAMINATION)


@pytest.fixture
def signed(ana, examined):
    """That examination, signed by Ana."""
    return actions.sign_assessment(by=ana, assessment=examined, version=examined.version)


@pytest.fixture
def sheet(as_ana, draft):
    """The draft's page as Ana has it in front of her."""
    return Sheet(as_ana, draft)
