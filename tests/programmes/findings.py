"""Findings that lead to each combination, and a signed assessment made of them."""

from rehab.assessments.actions import begin_assessment, save_draft, sign_assessment
from rehab.rules import LIBRARY

NO_RED_FLAG = dict.fromkeys(LIBRARY.red_flags, False)
SHORT = {"thomas": {"hip_extension_deg": -12, "pelvis_controlled": True}}
LONG = {"thomas": {"hip_extension_deg": 12, "pelvis_controlled": True}}
WEAK = {"strength": {"mmt": "4-"}}
STRONG = {"strength": {"mmt": "5"}}

SHORT_AND_WEAK = SHORT | WEAK
SHORT_ONLY = SHORT | STRONG
WEAK_ONLY = LONG | WEAK
NEITHER = LONG | STRONG
NO_MOVEMENT = SHORT | {"strength": {"mmt": "1"}}
STRENGTH_UNKNOWN = SHORT


def examined(episode, *, by, on, red_flags=None, usual_morning_symptoms=None, **sides):
    """A signed assessment of that day. `sides` maps left and right to their findings, as in the constants above."""
    draft = begin_assessment(by=by, episode=episode, examined_on=on)
    findings = {
        "examined_on": on,
        "screening": NO_RED_FLAG | (red_flags or {}),
        "usual_morning_symptoms": usual_morning_symptoms,
        "sides": sides,
    }
    draft = save_draft(by=by, assessment=draft, version=draft.version, findings=findings)
    return sign_assessment(by=by, assessment=draft, version=draft.version)
