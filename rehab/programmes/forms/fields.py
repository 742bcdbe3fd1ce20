"""Fields that several forms of a programme share."""

from django import forms

from clinic.forms import KeyedForm
from rehab.programmes.models import Override, Prescription
from rehab.programmes.words import exercise_name, stage_name
from rehab.rules import LIBRARY, SETTINGS

MOST_COUNTED = 999  # three digits fit every count and every time in seconds; no clinical limit
DAYS_A_WEEK = 7
# What is counted in a dosage: its label and the least that makes sense.
COUNTED = {
    "sets": ("Sets", 1),
    "repetitions": ("Repetitions", 1),
    "hold_seconds": ("Hold (seconds)", 0),
    "rest_seconds": ("Rest (seconds)", 0),
}


class ReasonField(forms.CharField):
    """Why a clinician decides otherwise, or corrects: as long as the record can hold."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Reason")
        kwargs.setdefault("max_length", Override._meta.get_field("reason").max_length)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(**kwargs)


class ReasonedForm(KeyedForm):
    """A decision that is kept with its reason."""

    field_order = None
    reason = ReasonField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])


def dosage_fields(kind, *, required) -> dict:
    """The form fields of a dosage by name. Where they are not required, an empty one means: as in the library."""
    fields: dict[str, forms.Field] = {
        name: forms.IntegerField(label=label, min_value=least, max_value=MOST_COUNTED, required=required)
        for name, (label, least) in COUNTED.items()
    }
    most = SETTINGS["sessions_per_week"].maximum if kind == Prescription.Kind.STRENGTHEN else DAYS_A_WEEK
    fields["sessions_per_week"] = forms.IntegerField(
        label="Days a week", min_value=1, max_value=most, required=required
    )
    if kind == Prescription.Kind.STRENGTHEN:
        longest = Prescription._meta.get_field("load").max_length
        fields["load"] = forms.CharField(label="Load", max_length=longest, required=False)
    return fields


def level_field(exercises, **kwargs):
    """A choice of level, as high as the longest ladder of these exercises."""
    top = max((LIBRARY.strengthening[exercise].top_level for exercise in exercises), default=1)
    return forms.TypedChoiceField(
        label=kwargs.pop("label", "Level"),
        choices=[(level, f"Level {level}") for level in range(1, top + 1)],
        coerce=int,
        empty_value=None,
        **kwargs,
    )


def grouped_by_stage(exercises) -> list:
    """Choices of strengthening exercises under the name of their stage."""
    stages = sorted({exercise.stage for exercise in exercises})
    return [(stage_name(stage), _named(e for e in exercises if e.stage == stage)) for stage in stages]


def grouped_by_muscle(exercises) -> list:
    """Choices of stretches under the name of their muscle."""
    muscles = [muscle for muscle in LIBRARY.muscles if any(e.muscle == muscle for e in exercises)]
    return [(LIBRARY.muscles[m].label, _named(e for e in exercises if e.muscle == m)) for m in muscles]


def _named(exercises):
    return [(exercise.id, exercise_name(exercise.id)) for exercise in exercises]
