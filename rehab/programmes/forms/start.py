"""Starting a programme: what each side begins with, from which day, and when it is reviewed."""

import datetime

from django import forms
from django.core.exceptions import ValidationError

from clinic.forms import DateField, KeyedForm, VersionField, spoken_date
from rehab.programmes.choice import (
    STRENGTHENING,
    STRETCHING,
    TREATING,
    ChosenExercise,
    ChosenSide,
    check_choice,
    proposed,
)
from rehab.programmes.eligibility import eligible
from rehab.programmes.forms.fields import ReasonField, dosage_fields, grouped_by_muscle, grouped_by_stage, level_field
from rehab.programmes.words import SETTINGS_CHANGED, combination_name
from rehab.rules import LIBRARY

SLOTS = range(1, LIBRARY.constant("exercises_a_side") + 1)
NONE = ("", "– none –")


class StartForm(KeyedForm):
    """The dates of a new programme, and the confirmation that it replaces the running one."""

    started_on = DateField(label="Start")
    next_review_on = DateField(label="Next review", required=False)
    settings_seen = VersionField()

    def __init__(self, *args, examined_on, today, settings_version, running=None, **kwargs):
        """`settings_version` is the SettingsVersion that the proposal beside the form is made with."""
        super().__init__(*args, **kwargs)
        self.settings_version = settings_version
        self.fields["settings_seen"].initial = settings_version.number
        self.fields["started_on"].between(examined_on, today)
        self.fields["started_on"].initial = today
        # The patient is seen again before a break could begin to cost progress.
        self.fields["next_review_on"].initial = today + datetime.timedelta(days=settings_version.settings["lapse_days"])
        if running:
            self.fields["replace"] = forms.BooleanField(
                label=f"End the programme that is running since {spoken_date(running.started_on)}",
                error_messages={"required": "Confirm that the new programme replaces the one that is running."},
            )

    def clean(self):
        super().clean()
        start, review = (self.cleaned_data.get(name) for name in ("started_on", "next_review_on"))
        if start and review and review <= start:
            self.add_error("next_review_on", "The review comes after the start.")
        if self.cleaned_data["settings_seen"] != self.settings_version.number:
            self.data = self.data.copy()
            self.data[self.add_prefix("settings_seen")] = str(self.settings_version.number)
            self.add_error(None, SETTINGS_CHANGED.format(self.settings_version.name))


class SideForm(forms.Form):
    """What one side begins with. It opens with what the rules propose; departing from that needs a reason."""

    reason = ReasonField(
        label="Reason for departing from the rules", required=False, help_text="Kept in the record with your name."
    )

    def __init__(self, *args, answer, known, **kwargs):
        super().__init__(*args, **kwargs)
        self.answer, self.known = answer, known
        rules = proposed(answer)
        self.fields["combination"] = forms.ChoiceField(
            label="Treat this side with",
            choices=[(name, combination_name(name)) for name in (*TREATING, "none")],
            initial=rules.combination,
        )
        for slot in SLOTS:
            self._add_stretch(slot, rules.stretch[slot - 1 : slot])
        for slot in SLOTS:
            self._add_strengthening(slot, rules.strengthen[slot - 1 : slot])
        self.order_fields([name for name in self.fields if name != "reason"])

    def _add_stretch(self, slot, chosen):
        self.fields[f"stretch_{slot}"] = forms.ChoiceField(
            label=f"Stretch {slot}",
            choices=[NONE, *grouped_by_muscle(eligible(LIBRARY.stretching.values(), self.known))],
            initial=chosen[0].exercise if chosen else "",
            required=False,
        )
        self._add_dosage(f"stretch_{slot}", "stretch")

    def _add_strengthening(self, slot, chosen):
        exercises = eligible(LIBRARY.strengthening.values(), self.known)
        self.fields[f"strengthen_{slot}"] = forms.ChoiceField(
            label=f"Strengthening {slot}",
            choices=[NONE, *grouped_by_stage(exercises)],
            initial=chosen[0].exercise if chosen else "",
            required=False,
        )
        self.fields[f"strengthen_{slot}_level"] = level_field(
            [exercise.id for exercise in exercises], initial=chosen[0].level if chosen else 1, required=False
        )
        self._add_dosage(f"strengthen_{slot}", "strengthen")

    def _add_dosage(self, slot, kind):
        for name, field in dosage_fields(kind, required=False).items():
            self.fields[f"{slot}_{name}"] = field

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            try:
                check_choice(self.answer, self.choice, self.known)
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned

    @property
    def choice(self) -> ChosenSide:
        """The side as chosen. Exercises of a kind that the combination does not contain are left aside."""
        combination = self.cleaned_data["combination"]
        strengthen = self._chosen("strengthen") if combination in STRENGTHENING else ()
        return ChosenSide(
            combination,
            self._stage(strengthen) if combination in STRENGTHENING else None,
            strengthen,
            self._chosen("stretch") if combination in STRETCHING else (),
            self.cleaned_data["reason"],
        )

    def _stage(self, strengthen):
        if strengthen:
            return LIBRARY.strengthening[strengthen[0].exercise].stage
        return self.answer["start_stage"] or min(LIBRARY.stages)

    def _chosen(self, kind):
        return tuple(
            ChosenExercise(
                self.cleaned_data[f"{kind}_{slot}"],
                self.cleaned_data[f"{kind}_{slot}_level"] or 1 if kind == "strengthen" else None,
                self._dosage(f"{kind}_{slot}", kind),
            )
            for slot in SLOTS
            if self.cleaned_data[f"{kind}_{slot}"]
        )

    def _dosage(self, slot, kind):
        typed = {name: self.cleaned_data[f"{slot}_{name}"] for name in dosage_fields(kind, required=False)}
        return {name: value for name, value in typed.items() if value not in (None, "")}

    @property
    def must_be_open(self):
        """True where a reason is asked from the beginning, or something was typed, now or in a draft."""
        is_changed = self.is_bound and (bool(self.errors) or self.has_changed())
        return "one_sided" in self.answer["notes"] or is_changed or bool(self.initial)

    @property
    def has_dosage(self):
        """True where a dosage was typed."""
        return any(field.value() for _, _, fields in self.rows() for field in fields)

    def rows(self):
        """The fields as the page lays them out: (exercise, level or None, [dosage fields]) for each slot."""
        for kind in ("stretch", "strengthen"):
            for slot in SLOTS:
                name = f"{kind}_{slot}"
                level = self[f"{name}_level"] if kind == "strengthen" else None
                yield self[name], level, [self[f"{name}_{field}"] for field in dosage_fields(kind, required=False)]
