"""Findings that lead to each combination, and a signed assessment made of them."""

from django.utils import timezone

from rehab.assessments.models import Assessment, ModifiedThomasTest, StrengthTest, ThomasTest, Trial
from rehab.patients.models import Screening
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

MODELS = {"thomas": ThomasTest, "modified_thomas": ModifiedThomasTest, "strength": StrengthTest}


def examined(episode, *, by, on, red_flags=None, usual_morning_symptoms=None, **sides):
    """A signed assessment of that day. `sides` maps left and right to their findings, as in the constants above."""
    screening = Screening.objects.create(
        episode=episode, asked_on=on, answers=NO_RED_FLAG | (red_flags or {}), created_by=by
    )
    assessment = Assessment.objects.create(
        episode=episode,
        examined_on=on,
        screening=screening,
        usual_morning_symptoms=usual_morning_symptoms,
        rater=by,
        signed_by=by,
        signed_at=timezone.now(),
        created_by=by,
    )
    for side, findings in sides.items():
        for test, values in findings.items():
            if test != "trials":
                MODELS[test].objects.create(assessment=assessment, side=side, **values)
        for position, trial in enumerate(findings.get("trials", [])):
            Trial.objects.create(assessment=assessment, side=side, position=position, **trial)
    return assessment
