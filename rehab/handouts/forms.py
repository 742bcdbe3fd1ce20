"""Issuing a handout."""

from django import forms

from clinic.forms import KeyedForm
from rehab.handouts.models import IssuedHandout
from rehab.handouts.sheet import LARGE_TEXT_PT

NOTE_CHARACTERS = 200


class IssueForm(KeyedForm):
    """The paper, the size of the print, and a word to the patient."""

    paper = forms.ChoiceField(choices=IssuedHandout.Paper.choices, initial=IssuedHandout.Paper.A4)
    large_print = forms.BooleanField(
        required=False,
        help_text=f"Text of {LARGE_TEXT_PT} points in a layout of its own, for patients who do not see well. "
        "It takes more pages.",
    )
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
