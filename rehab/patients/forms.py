"""The forms of a patient's record."""

import copy

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from clinic.accounts.models import Clinician
from clinic.accounts.queries import treating
from clinic.forms import DateField, KeyedForm, NameField, VersionedForm
from rehab.patients.models import (
    HEIGHT_CM,
    MASS_KG,
    PSFS_ACTIVITIES,
    BodyMeasurement,
    Circumstances,
    Episode,
    Patient,
)
from rehab.patients.queries import ORDERS, lookalikes
from rehab.rules import LIBRARY


class FindForm(forms.Form):
    """The search over the patient list. What is not understood counts as not asked."""

    q = forms.CharField(label="Name or number", required=False, max_length=100, widget=forms.SearchInput)
    state = forms.ChoiceField(
        label="Show", required=False, choices=[("active", "Active"), ("archived", "Archived"), ("all", "All")]
    )
    order = forms.ChoiceField(required=False, choices=[(order, order) for order in ORDERS])

    def asked(self) -> dict:
        """The words, state and order to find patients by."""
        self.full_clean()
        given = self.cleaned_data
        return {
            "words": given.get("q", ""),
            "state": given.get("state") or "active",
            "order": given.get("order") or "name",
        }


class PatientForm(KeyedForm, forms.ModelForm):
    """Who the patient is. `by` is the clinician, who gives the clinic and today's date."""

    given_name = NameField(max_length=80)
    family_name = NameField(max_length=80)
    date_of_birth = DateField()
    record_number = NameField(max_length=32, help_text="The number on the paper file or in your practice system.")
    telephone = NameField(max_length=40, required=False)
    another_person = forms.BooleanField(
        label="This is somebody else: save all the same", required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Patient
        fields = [
            "given_name",
            "family_name",
            "date_of_birth",
            "sex",
            "record_number",
            "telephone",
            "email",
            "address",
            "language",
        ]
        widgets = {"address": forms.Textarea(attrs={"rows": 3})}
        labels = {"email": "E-mail"}
        error_messages = {"email": {"invalid": "Write an e-mail address like name@example.org."}}

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.alike: list[Patient] = []
        self.fields["date_of_birth"].between(
            latest=by.today(),
            too_early="Nobody born before 1900 can be a patient: check the year.",
            too_late="The date of birth is in the future.",
        )

    def clean(self):
        """Ask before a second record of one person is made."""
        super().clean()
        given = self.cleaned_data
        who = {name: given.get(name) for name in ("given_name", "family_name", "date_of_birth")}
        if all(who.values()) and self._is_new_person():
            self.alike = lookalikes(self.by.clinic, besides=self._stored(), **who)
        if self.alike:
            self.fields["another_person"].widget = forms.CheckboxInput()
            if not given.get("another_person"):
                self.add_error("another_person", "Somebody much like this is here already. Is it the same person?")
        return given

    def details(self) -> dict:
        """The patient's own fields as typed."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def number_taken(self, patient):
        """Say beside the field whose number it is."""
        self.add_error("record_number", f"{patient} has this record number already.")

    def _stored(self):
        return None if self.instance._state.adding else self.instance

    def _is_new_person(self):
        return bool({"given_name", "family_name", "date_of_birth"} & set(self.changed_data))


class EditPatientForm(VersionedForm, PatientForm):
    """A patient's details, edited."""


class ArchiveForm(VersionedForm):
    """Why a patient is put into the archive."""

    reason = forms.CharField(
        max_length=200,
        help_text="For example: care is over, moved away, entered twice.",
        error_messages={"required": "Say why, in a few words."},
    )


class WithdrawForm(KeyedForm):
    """Why a dated row is taken back."""

    reason = forms.CharField(
        label="Why is it taken back?",
        max_length=500,
        error_messages={"required": "Say why: the entry stays readable beside it."},
    )


class CorrectableForm(KeyedForm):
    """A dated row of a patient's record, entered for the first time or (`correcting`) amended with a reason."""

    reason = forms.CharField(
        label="Why is it corrected?",
        max_length=500,
        error_messages={"required": "Say why it is corrected: the first entry stays readable beside it."},
    )
    date_field = ""

    def __init__(self, *args, by, patient, correcting=None, **kwargs):
        if correcting is not None:
            kwargs["instance"] = copy.copy(correcting)
        super().__init__(*args, **kwargs)
        if correcting is None:
            del self.fields["reason"]
        self.fields[self.date_field].between(
            patient.date_of_birth,
            by.today(),
            too_early="This is before the patient was born.",
            too_late="This is in the future.",
        )

    def details(self) -> dict:
        """The row's own fields as typed, and the reason where one is asked for."""
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}

    def date_taken(self, url):
        """Say beside the date that it is recorded already, with the way to correct it."""
        self.add_error(
            self.date_field,
            ValidationError(format_html('This date is recorded already. <a href="{}">Correct that entry</a>.', url)),
        )


class BodyMeasurementForm(CorrectableForm, forms.ModelForm):
    """Height and body mass on a date."""

    date_field = "measured_on"
    measured_on = DateField(label="Measured on")
    height_cm = forms.DecimalField(
        label="Height in cm", required=False, min_value=HEIGHT_CM[0], max_value=HEIGHT_CM[1], decimal_places=1
    )
    mass_kg = forms.DecimalField(
        label="Body mass in kg", required=False, min_value=MASS_KG[0], max_value=MASS_KG[1], decimal_places=1
    )

    class Meta:
        model = BodyMeasurement
        fields = ["measured_on", "height_cm", "mass_kg"]

    def clean(self):
        super().clean()
        given = self.cleaned_data
        if not self.errors and given.get("height_cm") is None and given.get("mass_kg") is None:
            self.add_error("height_cm", "Give the height, the body mass, or both.")
        return given


class CircumstancesForm(CorrectableForm, forms.ModelForm):
    """Precautions and equipment from a date on."""

    date_field = "holds_from"
    holds_from = DateField(label="Holds from")
    precautions = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(precaution.id, precaution.label) for precaution in LIBRARY.precautions.values()],
    )
    equipment = forms.MultipleChoiceField(
        label="Equipment at home",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(equipment.id, equipment.label) for equipment in LIBRARY.equipment.values()],
    )

    class Meta:
        model = Circumstances
        fields = ["holds_from", "precautions", "equipment", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def precaution_boxes(self):
        """Each precaution's checkbox with what the therapist is warned of."""
        warnings = [precaution.warning_therapist for precaution in LIBRARY.precautions.values()]
        return list(zip(self["precautions"].subwidgets, warnings, strict=True))


ACTIVITY_FIELDS = [f"activity_{position}" for position in range(1, PSFS_ACTIVITIES + 1)]


class EpisodeForm(KeyedForm, forms.ModelForm):
    """One problem: what it is, the patient's goal and the activities they find hard, in their own words."""

    started_on = DateField(label="Start")

    class Meta:
        model = Episode
        fields = ["complaint", "sides", "started_on", "clinician", "goal"]
        widgets = {"goal": forms.Textarea(attrs={"rows": 2}), "sides": forms.RadioSelect}

    def __init__(self, *args, by, patient, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["started_on"].between(
            patient.date_of_birth,
            self.instance.discharged_on or by.today(),
            too_early="The start cannot be before the patient was born.",
            too_late="This is after the discharge." if self.instance.discharged_on else "This is in the future.",
        )
        self.fields["sides"].choices = Episode.Sides.choices
        self._offer_clinicians(by)
        self.stored_activities = self._stored_activities()
        for position, name in enumerate(ACTIVITY_FIELDS, start=1):
            self.fields[name] = forms.CharField(
                label=f"Activity {position}",
                max_length=120,
                required=False,
                initial=dict(enumerate(self.stored_activities, start=1)).get(position),
            )

    def clean(self):
        """What was named once is scored at each assessment: it can be reworded, not emptied."""
        super().clean()
        given = self.cleaned_data
        for name, _ in zip(ACTIVITY_FIELDS, self.stored_activities, strict=False):
            if name not in self.errors and not given.get(name):
                self.add_error(name, "This activity is in the record already: reword it, but do not leave it empty.")
        return given

    def details(self) -> dict:
        """The episode's own fields as typed, and the activities named."""
        given = self.cleaned_data
        return {name: given[name] for name in self.Meta.fields} | {
            "activities": [given[name] for name in ACTIVITY_FIELDS if given[name]]
        }

    def activity_fields(self):
        """The bound fields of the activities, in order."""
        return [self[name] for name in ACTIVITY_FIELDS]

    def _offer_clinicians(self, by):
        colleagues = treating(by.clinic)
        if self.instance.clinician_id:
            colleagues |= Clinician.objects.filter(pk=self.instance.clinician_id)
        self.fields["clinician"].queryset = colleagues
        self.fields["clinician"].empty_label = None
        self.initial.setdefault("clinician", by.pk)

    def _stored_activities(self):
        if self.instance._state.adding:
            return []
        return [activity.activity for activity in self.instance.psfs_activities.all()]


class EditEpisodeForm(VersionedForm, EpisodeForm):
    """An episode, edited."""


class DischargeForm(VersionedForm, forms.ModelForm):
    """The end of an episode of care."""

    discharged_on = DateField(label="Discharged on")

    class Meta:
        model = Episode
        fields = ["discharged_on", "outcome", "discharge_note"]
        widgets = {"outcome": forms.RadioSelect, "discharge_note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["discharged_on"].between(
            self.instance.started_on,
            by.today(),
            too_early="The discharge cannot be before the start of the episode.",
            too_late="This is in the future.",
        )
        self.fields["outcome"].required = True
        self.fields["outcome"].choices = Episode.Outcome.choices

    def details(self) -> dict:
        """The fields of the discharge as typed."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
