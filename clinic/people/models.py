"""Invitations: how somebody comes to work in a clinic here."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from clinic.accounts.models import Clinic, Clinician
from clinic.audit.models import Record

HOURS_VALID = 72


class Invitation(Record):
    """An invitation by e-mail. Of the secret in its link only a hash is kept; who opens the link chooses a password.

    It is open until it is accepted, withdrawn or expired. Sent anew, it has another secret, and the old link is dead.
    """

    # The secret itself, in the hands of whoever made or renewed it, so that it can be sent.
    secret = ""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="invitations", editable=False)
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    email = models.EmailField()
    role = models.CharField(max_length=16, choices=Clinician.Role.choices)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(editable=False)
    accepted_by = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="invitation", editable=False
    )
    accepted_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["family_name", "given_name", "-created_at"]
        constraints = [
            models.CheckConstraint(
                name="accepted_by_somebody_at_some_time",
                condition=Q(accepted_by__isnull=True, accepted_at__isnull=True)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False, withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.given_name} {self.family_name}"

    @property
    def has_expired(self) -> bool:
        """Whether its link has been left unused for too long."""
        return self.expires_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Whether its link still makes an account."""
        return self.accepted_at is None and self.withdrawn_at is None and not self.has_expired


def expiry() -> datetime.datetime:
    """When an invitation that is sent now stops being valid."""
    return timezone.now() + datetime.timedelta(hours=HOURS_VALID)
