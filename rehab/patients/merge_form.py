"""The forms by which two records of one person are found and made one."""

from django import forms

from clinic.forms import KeyedForm, NameField, VersionField, spoken_date
from rehab.patients.duplicates import hold_differently, same_days
from rehab.patients.merging import BOTH
from rehab.patients.models import Merge, Patient


class OtherRecordForm(KeyedForm):
    """The number of the other record."""

    record_number = NameField(label="Number of the other record", max_length=32)

    def __init__(self, *args, by, patient, **kwargs):
        super().__init__(*args, **kwargs)
        self.by, self.patient = by, patient

    def clean_record_number(self):
        number = self.cleaned_data["record_number"]
        self.other = Patient.objects.visible_to(self.by).filter(record_number=number).first()
        if self.other is None:
            raise forms.ValidationError("No patient of your clinic has this number.")
        if self.other == self.patient:
            raise forms.ValidationError("This is the number of the record you are in.")
        return number


class MergeForm(KeyedForm):
    """Which record stays, what counts where both speak of one day, and why they are one person's."""

    version = VersionField()
    other_version = VersionField()
    stays = forms.ChoiceField(label="Which record stays?", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="How do you know that it is one person?",
        max_length=Merge._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say how you know: it is kept with both records."},
    )
    same_person = forms.BooleanField(
        label="I have compared both records: they are of one person. No button takes the merge back.",
        error_messages={"required": "Compare the two records, and tick this box."},
    )

    def __init__(self, *args, one, other, today, **kwargs):
        initial = {"version": one.version, "other_version": other.version}
        super().__init__(*args, initial=initial, **kwargs)
        self.records = {str(patient.pk): patient for patient in (one, other)}
        self.one, self.other = one, other
        self.fields["stays"].choices = [
            (pk, f"Record {patient.record_number}, {patient}") for pk, patient in self._each()
        ]
        self.days = same_days(one, other)
        for day in self.days:
            self.fields[day.name] = forms.ChoiceField(
                label=f"{day.kind.capitalize()}, {spoken_date(day.on)}: which counts?",
                choices=[(pk, f"Record {self.records[pk].record_number}: {said}") for pk, said in day.words.items()],
                widget=forms.RadioSelect,
            )
        if hold_differently(one, other, today):
            self.fields["from_today"] = forms.ChoiceField(
                label="Which circumstances hold from today on?",
                choices=[
                    (BOTH, "Precautions and equipment of both"),
                    *((pk, f"As in record {patient.record_number}") for pk, patient in self._each()),
                ],
                widget=forms.RadioSelect,
            )
        self.order_fields(["stays", *(day.name for day in self.days), "from_today", "reason", "same_person"])

    def details(self) -> dict:
        """What merge_patients() takes."""
        given = self.cleaned_data
        kept = self.records[given["stays"]]
        return {
            "key": given["key"],
            "kept": kept,
            "merged": self.other if kept == self.one else self.one,
            "versions": {self.one.pk: given["version"], self.other.pk: given["other_version"]},
            "reason": given["reason"],
            "same_day": {day.name: given[day.name] for day in self.days},
            "from_today": given.get("from_today", ""),
        }

    def _each(self):
        return self.records.items()
