"""The thresholds of the rules as a clinic has set them, every version kept for good."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from clinic.accounts.models import Clinic
from clinic.audit.models import Record
from rehab.rules import RULES_VERSION, effective_settings

DEFAULTS_NUMBER = 0


class SettingsVersion(Record):
    """All settings of a clinic as they hold from one change to the next, with the reason of the change.

    A clinic that has changed nothing has no row: it follows the defaults of the rules, which count as version 0.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="settings_versions", editable=False)
    number = models.PositiveIntegerField(editable=False)
    settings = models.JSONField(editable=False)
    rules_version = models.CharField(max_length=32, editable=False)
    reason = models.TextField(max_length=500)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["clinic", "number"], name="settings_versions_numbered_within_a_clinic"),
            models.CheckConstraint(name="settings_version_from_1", condition=Q(number__gt=DEFAULTS_NUMBER)),
            models.CheckConstraint(name="settings_version_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def defaults(cls, settings=None):
        """The defaults as a version that is never stored; `settings` where they were others at the time."""
        return cls(
            number=DEFAULTS_NUMBER,
            settings=effective_settings() if settings is None else settings,
            rules_version=RULES_VERSION,
        )

    def save(self, *args, **kwargs):
        if not self._state.adding or self.is_defaults:
            raise TypeError("A settings version is written once and never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A settings version is never deleted.")

    def get_absolute_url(self):
        return reverse("thresholds:defaults") if self.is_defaults else reverse("thresholds:version", args=[self.pk])

    @property
    def version(self):
        """The number, for the audit trail and for forms that were opened on it."""
        return self.number

    @property
    def is_defaults(self):
        return self.number == DEFAULTS_NUMBER

    @property
    def stored(self):
        """The row for a foreign key: None for the defaults."""
        return None if self.is_defaults else self

    @property
    def name(self):
        """As it is spoken of in a sentence: "settings version 3"."""
        return "the default settings" if self.is_defaults else f"settings version {self.number}"
