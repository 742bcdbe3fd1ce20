"""The forms about people: inviting, accepting, roles, and who takes over whose patients."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator

from clinic.accounts.models import Clinician
from clinic.forms import KeyedForm, NameField, PlainForm, VersionedForm
from clinic.people.queries import invited_meanwhile, receivers, who_has
from clinic.sign_in.forms import GOOD_PASSWORD

Role = Clinician.Role
ROLES = [
    (Role.CLINICIAN, "Clinician: treats patients and sees the whole record of each"),
    (Role.LEAD, "Clinic lead: as a clinician, and looks after people, settings and the audit trail"),
    (Role.RECEPTION, "Reception: names, contact details and planned reviews, and nothing clinical"),
]
LONGEST_PASSWORD = 128


def role_field():
    """One of the roles, each with what it opens."""
    return forms.ChoiceField(choices=ROLES, widget=forms.RadioSelect)


class InviteForm(KeyedForm):
    """Whom the lead invites, and as what."""

    given_name = NameField(max_length=80)
    family_name = NameField(max_length=80)
    email = forms.EmailField(
        label="E-mail",
        max_length=254,
        help_text="The invitation goes there. Use their own address, not a shared one.",
        error_messages={"invalid": "Write an e-mail address like name@example.org."},
    )
    role = role_field()

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_email(self):
        """Tell of the own clinic only: whether another one knows the address is nobody's business here."""
        email = self.cleaned_data["email"]
        if person := who_has(email).filter(clinic=self.by.clinic).first():
            state = "works here" if person.is_active else "has a deactivated account here"
            raise forms.ValidationError(f"{person} {state} with this address.")
        if invitation := invited_meanwhile(self.by.clinic, email):
            raise forms.ValidationError(f"{invitation} is invited with this address already: send that again.")
        return email

    def details(self) -> dict:
        """The arguments of invite()."""
        return {name: self.cleaned_data[name] for name in ("given_name", "family_name", "email", "role")}


class AcceptForm(PlainForm):
    """The user name and the password of a new account. The link carries everything else."""

    username = forms.CharField(
        label="User name",
        max_length=150,
        validators=[UnicodeUsernameValidator(message="Use letters, digits and @ . + - _ only.")],
        help_text="You sign in with this or with your e-mail address.",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        max_length=LONGEST_PASSWORD,
        strip=False,
        help_text=GOOD_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        max_length=LONGEST_PASSWORD, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args, invitation, **kwargs):
        super().__init__(*args, **kwargs)
        self.invitation = invitation

    def clean(self):
        """Hold the password to the same policy as everywhere, with what is known of the person."""
        super().clean()
        given = self.cleaned_data
        password = given.get("password")
        if password and "password_again" in given and password != given["password_again"]:
            self.add_error("password_again", "The two passwords differ. Type the same one twice.")
        elif password:
            try:
                validate_password(password, self._person(given.get("username", "")))
            except forms.ValidationError as refused:
                self.add_error("password", refused)
        return given

    def name_taken(self):
        """Say beside the field that somebody else signs in with this name."""
        self.add_error("username", "This user name is taken. Choose another.")

    def _person(self, username):
        invited = self.invitation
        return Clinician(
            username=username, first_name=invited.given_name, last_name=invited.family_name, email=invited.email
        )


class RoleForm(VersionedForm):
    """The role of a colleague, chosen anew."""

    role = role_field()

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, initial={"version": person.version, "role": person.role}, **kwargs)


class HandOverForm(VersionedForm):
    """Who takes over what a colleague answers for: all to one, or some to others."""

    THE_SAME = "The same as above"
    NOBODY = "Choose who takes this over."

    def __init__(self, *args, person, charges, **kwargs):
        super().__init__(*args, initial={"version": person.version}, **kwargs)
        self.charges = charges
        self.people = {str(one.pk): one for one in receivers(person)} if charges else {}
        choices = [(pk, str(one)) for pk, one in self.people.items()]
        if charges:
            self.fields["everything"] = forms.ChoiceField(
                label="Everything goes to", choices=[("", "–"), *choices], required=False
            )
        for charge in charges:
            self.fields[f"to_{charge.id}"] = forms.ChoiceField(
                label=charge.title, help_text=charge.detail, choices=[("", self.THE_SAME), *choices], required=False
            )

    def clean(self):
        """Everything needs somebody."""
        super().clean()
        given = self.cleaned_data
        left = [charge for charge in self.charges if not self._chosen(charge)]
        if left and len(left) == len(self.charges):
            self.add_error("everything", "Choose who takes the patients over.")
        else:
            for charge in left:
                self.add_error(f"to_{charge.id}", self.NOBODY)
        return given

    def single_fields(self):
        """The bound fields of the charges, one by one."""
        return [self[f"to_{charge.id}"] for charge in self.charges]

    @property
    def receivers(self) -> dict:
        """{Charge.id: the Clinician who takes it}."""
        return {charge.id: self.people[self._chosen(charge)] for charge in self.charges}

    def _chosen(self, charge):
        return self.cleaned_data.get(f"to_{charge.id}") or self.cleaned_data.get("everything")
