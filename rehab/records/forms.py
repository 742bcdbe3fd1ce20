"""What a lead may ask of the audit trail."""

from django import forms

from clinic.forms import DateField, PlainForm
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
