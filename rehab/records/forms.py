"""What a lead asks of the audit trail, and says to take a whole record away."""

from django import forms

from clinic.forms import DateField, KeyedForm, PlainForm
from rehab.records.words import DID


class TrailForm(PlainForm):
    """Which part of the trail to show. What is not understood is said beside its field, and counts as not asked."""

    first = DateField(label="From", required=False)
    last = DateField(label="To", required=False)
    action = forms.ChoiceField(
        label="Only",
        required=False,
        choices=[("", "Everything"), *((str(action), words) for action, words in DID.items())],
    )

    def asked(self) -> dict:
        """The limits to filter by."""
        self.full_clean()
        given = self.cleaned_data
        return {"first": given.get("first"), "last": given.get("last"), "action": given.get("action") or ""}

    def clean(self):
        given = super().clean()
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", "This is before the first day.")
        return given


class DiscloseForm(KeyedForm):
    """Why a copy of everything about a patient is made."""

    reason = forms.CharField(
        label="Reason for this copy",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example: the patient asked for their record on 3 March, identity checked.",
        error_messages={"required": "Say why this copy is made."},
    )

    def made_already(self):
        """The form came a second time: the file was made and is not made again unasked."""
        self.add_error(None, "This copy was made already. If the file is lost, send this form again for a new one.")
        self.opened_at(None)
