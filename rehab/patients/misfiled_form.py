"""The form for an entry that was made for the wrong patient."""

from django import forms

from clinic.forms import KeyedForm, NameField, spoken_date
from rehab.patients.models import Misfiling, Patient


class WrongPatientForm(KeyedForm):
    """Why the entry is struck through, and the number of the patient it belongs to, who is then confirmed.

    `right` is that patient, once the number is known. Whether they are the right one is ticked in a field of their
    own, so that another number asks anew.
    """

    reason = forms.CharField(
        label="What happened?",
        max_length=Misfiling._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For example: opened the wrong record. It is kept with your name.",
        error_messages={"required": "Say what happened: the entry stays readable beside it."},
    )
    record_number = NameField(
        label="Record number of the right patient",
        max_length=32,
        help_text="Leave it empty to strike the entry through without moving it.",
    )

    def __init__(self, *args, by, row, kind, misfiling=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.by, self.row, self.kind = by, row, kind
        if misfiling:
            del self.fields["reason"]
            self.fields["record_number"].help_text = ""
        else:
            self.fields["record_number"].required = False
        self.right = self._found()
        if self.right:
            self._ask_whether_right()

    @property
    def confirmed_in(self) -> str:
        """The name of the field in which the right patient is confirmed."""
        return f"is_{self.right.pk.hex}"

    @property
    def only_place(self) -> str:
        """Where in the right patient's record the entry would come: the place chosen, or the one there is."""
        if self.right is None:
            return ""
        places = [value for value, _ in self.fields["place"].choices if value]
        chosen = self.data.get(self.add_prefix("place"), "")
        return chosen if chosen in places else places[0] if len(places) == 1 else ""

    @property
    def confirmation(self):
        """The bound fields by which the right patient is confirmed; none where there is no right patient yet."""
        return [self[name] for name in ("place", self.confirmed_in)] if self.right else []

    @property
    def is_to_be_confirmed(self) -> bool:
        """True where the patient was found just now, and is shown before anything is stored."""
        return self.right is not None and not self.cleaned_data.get(self.confirmed_in)

    def clean(self):
        super().clean()
        given = self.cleaned_data
        if given.get("record_number") and self.right is None:
            self.add_error("record_number", "No patient of your clinic has this number.")
        elif self.right == self.row.patient:
            self.add_error("record_number", f"This is the number of {self.right}, where the entry is now.")
        elif self.right and self.right.merged_into:
            other = self.right.merged_into
            self.add_error("record_number", f"That record was merged into the one of {other}, {other.record_number}.")
        elif self.right and not self.fields["place"].choices:
            self.add_error(
                "record_number", f"{self.right} has nothing yet that this could be entered in: open it first."
            )
        elif self.right and self.data.get("then") == "move" and not given.get(self.confirmed_in):
            self.add_error(self.confirmed_in, "Compare name, date of birth and number, and tick this box.")
        return given

    def details(self) -> dict:
        """What put_right() takes beside the entry."""
        given = self.cleaned_data
        return {
            "key": given["key"],
            "reason": given.get("reason", ""),
            "to": self.right,
            "place": given.get("place", ""),
        }

    def _found(self):
        try:
            number = self.fields["record_number"].clean(self.data.get(self.add_prefix("record_number"), ""))
        except forms.ValidationError:
            return None  # said beside the field when the form is checked
        return Patient.objects.visible_to(self.by).filter(record_number=number).first() if number else None

    def _ask_whether_right(self):
        places = self.kind.places(self.right)
        several = [("", "Choose"), *places] if len(places) > 1 else places
        self.fields["place"] = forms.ChoiceField(
            label="Where it belongs", choices=several, initial=several and several[0][0]
        )
        self.fields[self.confirmed_in] = forms.BooleanField(
            label=f"It belongs to {self.right}, born {spoken_date(self.right.date_of_birth)}, "
            f"number {self.right.record_number}",
            required=False,
        )
        if self.confirmed_in not in self.data:
            self.fields["place"].required = False
