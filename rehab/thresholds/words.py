"""A setting in words: its value with the unit, its limits, its default."""

from dataclasses import dataclass
from itertools import groupby

from rehab.rules import LIBRARY, SETTINGS

GROUPS = {"plan": "Reading the findings", "replay": "Following the sessions"}


def value_words(setting, value) -> str:
    """A value with its unit: "80°", "90 %", "MMT 4-", "5/10", "14 days"."""
    if setting.choices:
        return f"{setting.unit} {value}"
    return f"{value}{_unit(setting)}"


def limit_words(setting) -> str:
    """What the setting may be set to: "60 to 100°", "MMT 4-, 4 or 4+"."""
    if setting.choices:
        *first, last = setting.choices
        return f"{setting.unit} {', '.join(first)} or {last}"
    return f"{setting.minimum} to {setting.maximum}{_unit(setting)}"


def group_of(setting) -> str:
    """What the setting is for: the findings (plan) or the sessions (replay)."""
    groups = [LIBRARY.rules[rule].group for rule in setting.used_by]
    return GROUPS["plan" if groups and set(groups) == {"plan"} else "replay"]


def grouped_settings() -> list:
    """[(heading, settings)] in the order of the rules."""
    by_group = sorted(SETTINGS.values(), key=lambda setting: list(GROUPS.values()).index(group_of(setting)))
    return [(heading, list(settings)) for heading, settings in groupby(by_group, key=group_of)]


def _unit(setting):
    return setting.unit if setting.unit in ("°", "/10") else f" {setting.unit}"


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One setting with a value of it, as a page shows it."""

    setting: object
    value: object

    @property
    def label(self):
        return self.setting.label

    @property
    def words(self):
        return value_words(self.setting, self.value)

    @property
    def default(self):
        return value_words(self.setting, self.setting.default)

    @property
    def limits(self):
        return limit_words(self.setting)

    @property
    def is_changed(self):
        return self.value != self.setting.default

    @property
    def source(self):
        return LIBRARY.citations[self.setting.source]

    @property
    def rules(self):
        return [LIBRARY.rules[rule] for rule in self.setting.used_by]


def setting_lines(settings) -> list:
    """[(heading, SettingLines)] of a version's settings."""
    return [
        (heading, [SettingLine(setting, settings[setting.name]) for setting in group])
        for heading, group in grouped_settings()
    ]
