"""The clinic's settings as a form. Limits, choices and defaults come from the rules' reference data."""

from django import forms

from clinic.forms import KeyedForm, VersionField
from rehab.rules import LIBRARY, SETTINGS
from rehab.thresholds.models import SettingsVersion
from rehab.thresholds.queries import changes
from rehab.thresholds.sense import contradictions
from rehab.thresholds.words import grouped_settings, limit_words, value_words


class SettingsForm(KeyedForm):
    """Every setting, and the reason for what is changed. `version` is the number in force when it was opened."""

    version = VersionField()
    reason = forms.CharField(
        label="Reason",
        help_text="Everybody in the clinic reads it beside the version, with your name and the date.",
        max_length=SettingsVersion._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, current, like=None, **kwargs):
        """`current` is the SettingsVersion in force; `like` is another whose values the form opens with."""
        super().__init__(*args, initial={"version": current.number} | (like or current).settings, **kwargs)
        self.current = current
        for name, setting in SETTINGS.items():
            self.fields[name] = _field_of(setting)
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def groups(self):
        """[(heading, fields)] as the page lays them out."""
        return [(heading, [self[setting.name] for setting in settings]) for heading, settings in grouped_settings()]

    @property
    def settings(self) -> dict:
        """All settings as they were typed."""
        return {name: self.cleaned_data[name] for name in SETTINGS}

    @property
    def changes(self):
        """In what the typed settings differ from those in force."""
        return changes(self.current.settings, self.settings)

    def clean(self):
        cleaned = super().clean()
        if all(name in cleaned for name in SETTINGS):
            if not self.changes:
                self.add_error(None, "Nothing is changed: these are the settings in force.")
            for name, words in contradictions(self.settings).items():
                self.add_error(name, words)
        return cleaned


def _field_of(setting):
    help_text = f"{limit_words(setting)}. Default: {value_words(setting, setting.default)}"
    help_text += f" ({LIBRARY.citations[setting.source].strength})."
    if setting.choices:
        return forms.ChoiceField(
            label=setting.label, help_text=help_text, choices=[(grade, grade) for grade in setting.choices]
        )
    return forms.IntegerField(
        label=setting.label, help_text=help_text, min_value=setting.minimum, max_value=setting.maximum
    )
