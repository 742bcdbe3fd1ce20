"""Changing what is prescribed, testing strength again, planning the review, ending the programme."""

from django import forms

from clinic.forms import DateField, KeyedForm, ScoreField, VersionedForm, VersionField
from rehab.assessments.limits import CHOICES
from rehab.patients.models import Side
from rehab.programmes.forms.fields import ReasonedForm, ReasonField, dosage_fields
from rehab.programmes.models import Prescription, Programme, StrengthRetest
from rehab.programmes.words import exercise_name
from rehab.rules import FIELDS

TAKE_OUT = "out"


class DosageForm(ReasonedForm):
    """Another dosage for one exercise at one level."""

    version = VersionField()

    def __init__(self, *args, prescription, **kwargs):
        given = {name: getattr(prescription, name) for name in dosage_fields(prescription.kind, required=True)}
        initial = given | {"note": prescription.note, "version": prescription.version}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields |= dosage_fields(prescription.kind, required=True)
        if prescription.unit != "repetitions":
            self.fields["repetitions"].label = prescription.get_unit_display()
        self.fields["note"] = forms.CharField(
            label="Note for the patient", max_length=Prescription._meta.get_field("note").max_length, required=False
        )
        self.order_fields([name for name in self.fields if name != "reason"])

    @property
    def dosage(self) -> dict:
        """The fields of the new Prescription."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("key", "version", "reason")}


class SwapForm(ReasonedForm):
    """Another exercise instead of one, or none."""

    to = forms.ChoiceField(label="Instead", widget=forms.RadioSelect)

    def __init__(self, *args, alternatives, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [
            *((exercise.id, exercise_name(exercise.id)) for exercise in alternatives),
            (TAKE_OUT, "Nothing: take it out"),
        ]


class RetestForm(KeyedForm):
    """Strength of both sides on one day. A second test of a side on that day corrects the first."""

    tested_on = DateField(label="Date")
    position = forms.ChoiceField(
        label="Position, if forces were measured", choices=[("", "–"), *CHOICES["position"]], required=False
    )
    note = forms.CharField(max_length=StrengthRetest._meta.get_field("note").max_length, required=False)
    reason = ReasonField(
        label="Reason, if this corrects a test of the same day", required=False, help_text="Kept in the record."
    )

    def __init__(self, *args, programme, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tested_on"].between(programme.started_on, today)
        self.fields["tested_on"].initial = today
        force, symptoms = FIELDS["force_n"], FIELDS["symptoms"]
        for side, name in Side.choices:
            self.fields[f"{side}_mmt"] = forms.ChoiceField(
                label=f"{name}: MMT grade", choices=[("", "Not tested"), *CHOICES["mmt"]], required=False
            )
            self.fields[f"{side}_force_n"] = forms.DecimalField(
                label=f"{name}: force (N)",
                min_value=force.minimum,
                max_value=force.maximum,
                decimal_places=1,
                required=False,
            )
            self.fields[f"{side}_symptoms"] = ScoreField(
                label=f"{name}: symptoms during the test",
                limits=(symptoms.minimum, symptoms.maximum),
                not_asked="Not asked",
            )

    @property
    def tests(self) -> dict:
        """{side: {mmt, force_n, symptoms}} as retest_strength() takes them."""
        return {
            side: {field: self.cleaned_data[f"{side}_{field}"] for field in ("mmt", "force_n", "symptoms")}
            for side in Side.values
        }

    def sides(self):
        """The fields of each side, as the page lays them out."""
        for side in Side:
            yield side, [self[f"{side}_{field}"] for field in ("mmt", "force_n", "symptoms")]


class WithdrawForm(ReasonedForm):
    """Take something back that was entered in error."""


class MoveForm(ReasonedForm):
    """Another version of the clinic's settings."""

    version = VersionField()

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, initial={"version": programme.version}, **kwargs)


class ReviewForm(VersionedForm):
    """The day of the next review."""

    next_review_on = DateField(label="Next review", required=False)

    def __init__(self, *args, programme, today, **kwargs):
        initial = {"version": programme.version, "next_review_on": programme.next_review_on}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["next_review_on"].between(today)


class EndForm(VersionedForm):
    """The end of a programme."""

    end_reason = forms.ChoiceField(
        label="Why",
        choices=[
            ("", "Choose"),
            *((value, label) for value, label in Programme.EndReason.choices if value != Programme.EndReason.REPLACED),
        ],
    )
    ended_on = DateField(label="Last day")
    end_note = forms.CharField(
        label="Note",
        max_length=Programme._meta.get_field("end_note").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, *args, programme, today, **kwargs):
        super().__init__(*args, initial={"version": programme.version, "ended_on": today}, **kwargs)
        self.fields["ended_on"].between(programme.started_on, today)
