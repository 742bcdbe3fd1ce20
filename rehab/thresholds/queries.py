"""Which settings a clinic follows, which it followed before, and in what two versions differ."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from clinic.audit.refusals import NotVisible
from rehab.rules import SETTINGS, effective_settings
from rehab.thresholds.models import SettingsVersion
from rehab.thresholds.words import value_words


def in_force(clinic) -> SettingsVersion:
    """The clinic's newest version, or the defaults where it has made none. `clinic` may be its id."""
    return SettingsVersion.objects.filter(clinic=clinic).first() or SettingsVersion.defaults()


def versions(clinic) -> list[SettingsVersion]:
    """Every version of the clinic, newest first; the defaults come last."""
    stored = SettingsVersion.objects.filter(clinic=clinic).select_related("created_by")
    return [*stored, SettingsVersion.defaults()]


def own_version(clinic, pk) -> SettingsVersion:
    """The version `pk` of this clinic. Raises NotVisible for another clinic's: whether it exists is not told."""
    try:
        found = SettingsVersion.objects.filter(clinic=clinic, pk=pk).select_related("created_by").first()
    except ValidationError:
        found = None
    if found is None:
        raise NotVisible(SettingsVersion, pk)
    return found


def version_before(version) -> SettingsVersion:
    """The version that this one took the place of."""
    earlier = SettingsVersion.objects.filter(clinic=version.clinic_id, number__lt=version.number)
    return earlier.first() or SettingsVersion.defaults()


@dataclass(frozen=True, slots=True)
class Change:
    """One setting that differs between two versions, its values in words."""

    name: str
    before: str
    after: str

    @property
    def label(self):
        return SETTINGS[self.name].label


def changes(before, after) -> list[Change]:
    """In which settings two dicts of them differ, in the order of the rules. What one leaves out is the default."""
    before, after = effective_settings(before), effective_settings(after)
    return [
        Change(name, value_words(setting, before[name]), value_words(setting, after[name]))
        for name, setting in SETTINGS.items()
        if before[name] != after[name]
    ]
