"""What is asked of the caseload, and keeping it under a name."""

from django import forms

from clinic.accounts.queries import treating
from clinic.forms import DateField, KeyedForm
from rehab.programmes.caseload import CLINIC, MINE, NEED_WORDS, ORDERS, STATES
from rehab.programmes.models import SavedFilter

ANY_NEED = ("", "Anything")
ANY_STATE = ("", "All episodes")


def whose_patients(by) -> list[tuple[str, str]]:
    """The choices of whose patients are shown to `by`."""
    colleagues = treating(by.clinic).exclude(pk=by.pk)
    return [
        (MINE, "Mine"),
        (CLINIC, "The whole clinic"),
        *((str(colleague.pk), str(colleague)) for colleague in colleagues),
    ]


class CaseloadForm(forms.Form):
    """What is asked of the caseload. What is not understood counts as not asked."""

    q = forms.CharField(label="Name or number", required=False, max_length=100)
    whose = forms.ChoiceField(label="Patients of", required=False)
    need = forms.ChoiceField(label="Waiting for", required=False, choices=[ANY_NEED, *NEED_WORDS.items()])
    state = forms.ChoiceField(label="Show", required=False, choices=[ANY_STATE, *STATES.items()])
    order = forms.ChoiceField(required=False, choices=ORDERS.items())
    week = DateField(required=False)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["whose"].choices = whose_patients(by)

    def asked(self) -> dict:
        """The arguments of caseload()."""
        self.full_clean()
        given = self.cleaned_data
        return {
            "words": given.get("q", ""),
            "whose": given.get("whose") or MINE,
            "need": given.get("need", ""),
            "state": given.get("state", ""),
            "order": given.get("order") or "need",
        }

    @property
    def day_of_week(self):
        """A day of the week that is shown; None where none was asked for."""
        return self.cleaned_data.get("week")


class SaveFilterForm(KeyedForm):
    """A name for a way of looking at the caseload."""

    name = forms.CharField(
        label="Call it",
        max_length=SavedFilter._meta.get_field("name").max_length,
        help_text="For example “Paused”. No patient’s name: it is yours alone, but part of no record.",
    )
    whose = forms.ChoiceField(label="Patients of", initial=MINE)
    need = forms.ChoiceField(label="Waiting for", required=False, choices=[ANY_NEED, *NEED_WORDS.items()])
    state = forms.ChoiceField(label="Show", required=False, choices=[ANY_STATE, *STATES.items()])
    order = forms.ChoiceField(label="In order of", choices=ORDERS.items())

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["whose"].choices = whose_patients(by)
