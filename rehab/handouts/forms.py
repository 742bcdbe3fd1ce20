"""Issuing a handout."""

from django import forms

from clinic.forms import KeyedForm
from rehab.handouts.models import IssuedHandout

NOTE_CHARACTERS = 200


class IssueForm(KeyedForm):
    """The paper, and a word to the patient."""

    paper = forms.ChoiceField(choices=IssuedHandout.Paper.choices, initial=IssuedHandout.Paper.A4)
    note = forms.CharField(
        label="A word to the patient",
        max_length=NOTE_CHARACTERS,
        required=False,
        help_text=f"Printed at the top of the sheet. At most {NOTE_CHARACTERS} characters.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_note(self):
        """One line, as it is printed."""
        return " ".join(self.cleaned_data["note"].split())
