"""What the lead types about the clinic for the head of its handouts."""

from django import forms

from clinic.accounts.models import Clinic, Logo
from clinic.forms import NameField, VersionedForm, visible_only
from clinic.letterhead.actions import DETAILS
from clinic.letterhead.logos import FEWEST_PIXELS, MOST_BYTES, MOST_PIXELS, NotALogo, logo_from
from clinic.uploads import NotTaken

CHOOSE_AGAIN = (
    "Choose the file of the logo again: a browser does not keep it. Everything else you typed is still there."
)
LEFT_AS_IT_IS = "The logo is left as it is; everything else you typed is still there."


class LogoField(forms.FileField):
    """A file that holds a logo, as a logos.Picture; None where no file was chosen."""

    widget = forms.FileInput(attrs={"accept": "image/png,image/jpeg"})
    default_error_messages = {
        "empty": f"The file is empty. {LEFT_AS_IT_IS}",
        "too_large": f"The file is too large: choose one of at most {MOST_BYTES // 2**20} MB. {LEFT_AS_IT_IS}",
    }

    def to_python(self, data):
        if isinstance(data, NotTaken):
            raise forms.ValidationError(self.error_messages["too_large"])
        file = super().to_python(data)
        if file is None:
            return None
        if file.size > MOST_BYTES:
            raise forms.ValidationError(self.error_messages["too_large"])
        try:
            return logo_from(file.read())
        except NotALogo as why:
            raise forms.ValidationError(f"{why} {LEFT_AS_IT_IS}") from why


class LetterheadForm(VersionedForm, forms.ModelForm):
    """Name, address, telephone, e-mail, colour and logo of a clinic."""

    name = NameField(max_length=120, help_text="It also describes the logo to whoever cannot see it.")
    telephone = NameField(
        max_length=40, required=False, help_text="The number that patients call when something is wrong."
    )
    logo = LogoField(
        required=False,
        help_text=f"A PNG or JPEG file of at most {MOST_BYTES // 2**20} MB, with {FEWEST_PIXELS} to {MOST_PIXELS} "
        "pixels each way. Only the picture is kept, without what else the file holds.",
    )
    without_logo = forms.BooleanField(label="Take the logo away", required=False)

    class Meta:
        model = Clinic
        fields = [*DETAILS]
        labels = {"email": "E-mail"}
        help_texts = {
            "address": "As on an envelope. It is printed on one line where there is room.",
            "colour": "Of headings and lines. It must be dark enough to be read on white paper (contrast 4.5 to 1). "
            "Nothing depends on it: the sheets say the same in black and white.",
        }
        widgets = {
            "address": forms.Textarea(attrs={"rows": 3}),
            "colour": forms.ColorInput(attrs={"class": "form-control-color"}),
        }
        error_messages = {"email": {"invalid": "Write an e-mail address like name@example.org."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.logo_id is None:
            del self.fields["without_logo"]
        self.order_fields([*DETAILS, "logo", "without_logo"])

    def clean_address(self):
        """Its lines, without empty ones and without characters that cannot be seen."""
        lines = map(visible_only, self.cleaned_data["address"].splitlines())
        return "\n".join(line for line in lines if line)

    def clean_colour(self):
        """In small letters, as browsers write it."""
        return self.cleaned_data["colour"].lower()

    def clean(self):
        super().clean()
        if self.cleaned_data.get("logo") and self.cleaned_data.get("without_logo"):
            self.add_error("without_logo", "A file is chosen as the new logo: choose a file or take the logo away.")
        return self.cleaned_data

    def _post_clean(self):
        """The model's own checks come last; whatever was found, a file that was chosen has to be chosen again."""
        super()._post_clean()  # type: ignore[misc]
        if self.errors and self.cleaned_data.get("logo"):
            self.add_error("logo", CHOOSE_AGAIN)

    def as_typed(self) -> Clinic:
        """The clinic with what was typed, or as it is stored where nothing was; not to be saved."""
        clinic = self.instance
        if self.is_bound and self.logo_chosen["picture"]:
            clinic.logo = Logo(png=self.logo_chosen["picture"].png)
        elif self.is_bound and self.logo_chosen["without_logo"]:
            clinic.logo = None
        return clinic

    @property
    def details(self) -> dict:
        """What was typed, by the names of the action."""
        return {name: self.cleaned_data[name] for name in DETAILS}

    @property
    def logo_chosen(self) -> dict:
        """What is to become of the logo, by the names of the action."""
        return {
            "picture": self.cleaned_data["logo"],
            "without_logo": self.cleaned_data.get("without_logo", False),
        }
