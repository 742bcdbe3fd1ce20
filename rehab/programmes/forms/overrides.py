"""A clinician's decisions on a side of a running programme, one form for each type."""

from django import forms

from clinic.forms import DateField
from rehab.programmes.forms.fields import ReasonedForm, grouped_by_stage, level_field
from rehab.programmes.words import exercise_name, stage_name
from rehab.rules import LIBRARY


class OverrideForm(ReasonedForm):
    """A decision with its date and reason. `what` is what decide_override() is told besides."""

    decided_on = DateField(label="Date")

    def __init__(self, *args, programme, side, today, stand, eligible, **kwargs):
        super().__init__(*args, **kwargs)
        self.stand, self.eligible = stand, eligible
        self.fields["decided_on"].between(programme.started_on, today)
        self.fields["decided_on"].initial = today
        self.add_choices()
        self.order_fields([*(name for name in self.fields if name not in ("decided_on", "reason")), "decided_on"])

    def add_choices(self):
        """Add what this type of decision asks for."""

    @property
    def what(self) -> dict:
        """The decision itself, as decide_override() takes it."""
        return {}


class PauseForm(OverrideForm):
    """Pause a side."""


class ResumeForm(OverrideForm):
    """Let a paused side go on. After symptoms the red flags are asked again: one yes-or-no field for each."""

    def __init__(self, *args, ask_red_flags, **kwargs):
        self.ask_red_flags = ask_red_flags
        super().__init__(*args, **kwargs)

    def add_choices(self):
        if not self.ask_red_flags:
            return
        for flag in LIBRARY.red_flags.values():
            self.fields[flag.id] = forms.TypedChoiceField(
                label=flag.label,
                help_text=flag.ask,
                choices=[("yes", "Yes"), ("no", "No")],
                coerce=lambda answer: answer == "yes",
                widget=forms.RadioSelect,
                error_messages={"required": "Answer yes or no."},
            )

    def red_flags(self):
        """The fields of the red flags, where they are asked."""
        return [self[flag] for flag in LIBRARY.red_flags] if self.ask_red_flags else []

    @property
    def what(self):
        if not self.ask_red_flags:
            return {}
        return {"answers": {flag: self.cleaned_data[flag] for flag in LIBRARY.red_flags}}


class StageForm(OverrideForm):
    """Put the side into a stage; it begins there with the first suitable exercises at level 1."""

    def add_choices(self):
        self.fields["stage"] = forms.TypedChoiceField(
            label="Stage",
            choices=[(stage, stage_name(stage)) for stage in LIBRARY.stages],
            coerce=int,
            initial=self.stand["stage"],
        )

    @property
    def what(self):
        return {"stage": self.cleaned_data["stage"]}


class LevelForm(OverrideForm):
    """Set the level of one exercise that the side does."""

    def add_choices(self):
        done = list(self.stand["exercises"])
        self.fields["exercise"] = forms.ChoiceField(
            label="Exercise", choices=[(exercise, exercise_name(exercise)) for exercise in done]
        )
        self.fields["level"] = level_field(done)

    @property
    def what(self):
        return {"exercise": self.cleaned_data["exercise"], "level": self.cleaned_data["level"]}


class ExercisesForm(OverrideForm):
    """Choose the exercises of the side's stage, each with its level."""

    def add_choices(self):
        # An exercise that the side does is offered even where it would not be given today.
        now = self.stand["exercises"]
        offered = [e for e in LIBRARY.of_stage(self.stand["stage"]) if e.id in now or e in self.eligible]
        self.slots = range(1, max(LIBRARY.constant("exercises_a_side"), len(now)) + 1)
        doing = [*now.items(), *[("", {"level": 1})] * len(self.slots)]
        for slot, (exercise, state) in zip(self.slots, doing, strict=False):
            self.fields[f"exercise_{slot}"] = forms.ChoiceField(
                label=f"Exercise {slot}",
                choices=[("", "– none –"), *grouped_by_stage(offered)],
                initial=exercise,
                required=False,
            )
            self.fields[f"level_{slot}"] = level_field(
                [e.id for e in offered], label=f"Level of exercise {slot}", initial=state["level"]
            )

    @property
    def what(self):
        return {
            "exercises": [
                {"exercise": self.cleaned_data[f"exercise_{slot}"], "level": self.cleaned_data[f"level_{slot}"]}
                for slot in self.slots
                if self.cleaned_data[f"exercise_{slot}"]
            ]
        }

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.what["exercises"]:
            self.add_error("exercise_1", "Choose at least one exercise, or pause the side.")
        return cleaned
