"""What every form of the site shares: sent once, never over a colleague's edit, and messages in plain words."""

import copy
import datetime
import unicodedata
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats

from clinic.audit.recording import new_key

EARLIEST_DATE = datetime.date(1900, 1, 1)
LATEST_DATE = datetime.date(2199, 12, 31)
PLAIN_WORDS = {
    "required": "Fill this in.",
    "max_length": "Use at most %(limit_value)d characters; these are %(show_value)d.",
    "min_value": "This must be %(limit_value)s or more.",
    "max_value": "This must be %(limit_value)s or less.",
    "max_digits": "This number is too long.",
    "max_whole_digits": "This number is too long.",
    "max_decimal_places": "Digits after the point: at most %(max)s.",
}
# Left-to-right and right-to-left marks, embeddings, overrides and isolates; zero-width space, word joiner, BOM.
# The zero-width joiner and non-joiner stay: Persian and Indian names are spelt with them.
UNSEEN = {"\u061c", "\u200b", "\u200e", "\u200f", "\u2060", "\ufeff"} | {
    chr(code) for first, last in ((0x202A, 0x202E), (0x2066, 0x2069)) for code in range(first, last + 1)
}
NEVER_STORED_VERSION = 0


def posted(request):
    """What was sent, for a form's `data`; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


class KeyField(forms.UUIDField):
    """The hidden key by which a form that is sent twice is stored once."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(initial=new_key, **kwargs)


class VersionField(forms.IntegerField):
    """The hidden version of the record as it was when its form was opened.

    What is no number counts as a version that was never stored, so that saving leads to the conflict page.
    """

    widget = forms.HiddenInput

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError:
            return NEVER_STORED_VERSION


class PlainForm(forms.Form):
    """A form that says what is wrong in plain words."""

    fields: dict[str, Any]  # each with the methods of its own kind
    data: Any

    def full_clean(self):
        """Check what was typed, and say what is wrong in plain words."""
        for field in self.fields.values():
            speak_plainly(field)
        super().full_clean()


class KeyedForm(PlainForm):
    """A form that carries a key, for an action decorated with `once`. Stands before ModelForm among the bases."""

    key = KeyField()

    @property
    def helper(self):
        """How crispy-forms lays the form out: the page itself holds the form element and its buttons."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        helper.include_media = False
        helper.render_hidden_fields = True
        return helper

    def add_error(self, field, error):
        """A broken key is nobody's field: say so once for the whole form, and give it a new one."""
        if field == "key":
            self._renew_key()
            field, error = None, "This form arrived damaged. Nothing was saved: please look it over and send it again."
        super().add_error(field, error)

    def opened_at(self, version):
        """The same entries, as if the form had been opened on `version` just now: they may be saved again.

        `version` is None for a record that is amended by a new row instead of edited.
        """
        self._renew_key()
        if version is not None:
            self.data[self.add_prefix("version")] = str(version)
        return self

    def _renew_key(self):
        self.data = self.data.copy()
        self.data[self.add_prefix("key")] = str(new_key())


def speak_plainly(field):
    """Give a field plain words for what can be wrong, where it has none of its own."""
    own = {code for code, text in field.error_messages.items() if text != _framework_words(field).get(code)}
    words = PLAIN_WORDS | ({"required": "Choose one."} if isinstance(field, forms.ChoiceField) else {})
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        words["invalid"] = "Write a number."
    field.error_messages |= {code: text for code, text in words.items() if code not in own}


def _framework_words(field):
    words: dict = {}
    for base in reversed(type(field).__mro__):
        words |= getattr(base, "default_error_messages", {})
    return words


class VersionedForm(KeyedForm):
    """A form that edits an existing record: it remembers the version it was opened with.

    A model form is given a copy of its `instance`: checking what was typed writes it there, while the page around
    the form goes on showing what is stored.
    """

    version = VersionField()

    def __init__(self, *args, instance=None, **kwargs):
        if instance is not None:
            kwargs["instance"] = copy.copy(instance)
        super().__init__(*args, **kwargs)
        if instance is not None:
            self.initial.setdefault("version", instance.version)

    @property
    def stamp(self) -> dict:
        """The key and the version that were sent, for the action."""
        return {"key": self.cleaned_data["key"], "version": self.cleaned_data["version"]}


class DateInput(forms.DateInput):
    """The browser's own date picker, which wants ISO dates whatever the language."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class DateField(forms.DateField):
    """A date, picked or typed as 2026-03-05 or 05/03/2026, within limits that are said in words."""

    widget = DateInput

    def __init__(self, **kwargs):
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y"])
        super().__init__(**kwargs)
        self.error_messages["invalid"] = "Write a date like 05/03/2026."
        self.between()

    def between(self, earliest=EARLIEST_DATE, latest=LATEST_DATE, *, too_early="", too_late=""):
        """Accept dates from `earliest` to `latest`, both included. The messages replace the general ones."""
        self.earliest, self.latest = earliest, latest
        self.too_early = too_early or f"The date must be {spoken_date(earliest)} or later."
        self.too_late = too_late or f"The date must be {spoken_date(latest)} or earlier."
        self.widget.attrs.update(min=earliest.isoformat(), max=latest.isoformat())

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        if value < self.earliest:
            raise ValidationError(self.too_early, code="too_early")
        if value > self.latest:
            raise ValidationError(self.too_late, code="too_late")


def spoken_date(day) -> str:
    """A date as people say it: 5 March 2026."""
    return f"{day.day} {day:%B} {day.year}"


class ScoreBoundField(forms.BoundField):
    def css_classes(self, extra_classes=None):
        return f"scores {super().css_classes(extra_classes)}".strip()


class ScoreField(forms.TypedChoiceField):
    """A score picked from a row of radio buttons, one for each whole number of `limits` (low, high), as an int.

    `not_asked` is the label of the choice that stands for None; without one the score must be given.
    """

    widget = forms.RadioSelect
    bound_field_class = ScoreBoundField

    def __init__(self, *, limits, not_asked="", **kwargs):
        low, high = limits
        unknown = [("", not_asked)] if not_asked else []
        kwargs.setdefault("required", not not_asked)
        super().__init__(
            choices=[*unknown, *((str(score), str(score)) for score in range(low, high + 1))],
            coerce=int,
            empty_value=None,
            **kwargs,
        )
        self.error_messages["invalid_choice"] = f"Choose a whole number from {low} to {high}."


class NameField(forms.CharField):
    """The name of a person or a number on a file: one line, without characters that cannot be seen.

    Characters that turn the direction of writing, or have no width, come along when text is copied; they would make
    two names look the same that are not, so they are taken out.
    """

    def to_python(self, value):
        value = super().to_python(value)
        return value if "\x00" in value else visible_only(value)


def visible_only(text: str) -> str:
    """The text on one line, single-spaced, composed (NFC), without control, direction and zero-width characters."""
    spaced = "".join(" " if character.isspace() else character for character in text)
    kept = "".join(
        character
        for character in spaced
        if character not in UNSEEN and unicodedata.category(character) not in {"Cc", "Cs"}
    )
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def shown(bound_field, value) -> str:
    """A value of a form's field as a person reads it: labels instead of ids, dates in words, – for nothing."""
    field = bound_field.field
    value = field.prepare_value(value)
    if value in (None, "", [], ()):
        return "–"
    if isinstance(value, list | tuple):
        return ", ".join(shown(bound_field, one) for one in value)
    if isinstance(value, datetime.date):
        return spoken_date(value)
    if isinstance(field, forms.BooleanField):
        return "Yes" if value else "No"
    labels = {str(key): str(label) for key, label in _flat(getattr(field, "choices", ()))}
    if str(value) in labels:
        return labels[str(value)]
    return str(formats.localize(value))


def _flat(choices):
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield getattr(key, "value", key), label
