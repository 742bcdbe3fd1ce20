"""Clinics and the people who work in them."""

import base64
import datetime
import uuid
import zoneinfo

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from clinic.accounts.colours import HOUSE_COLOUR, validate_readable_colour


def validate_time_zone(name):
    """Refuse a name that is not in the time zone database."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError("“%(name)s” is not a time zone. Write it like Europe/London.", params={"name": name})


class Logo(models.Model):
    """A clinic's logo as it is printed: a PNG drawn by clinic.letterhead.logos. One that was replaced is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    png = models.BinaryField(editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = models.ForeignKey("Clinician", on_delete=models.PROTECT, related_name="+", editable=False)

    def __str__(self):
        return f"logo {self.pk}"

    @property
    def address(self) -> str:
        """The picture itself as a `data:` address, so that nothing is fetched where it is shown."""
        return f"data:image/png;base64,{base64.b64encode(self.png).decode()}"


class Clinic(models.Model):
    """A practice. Its patients are seen by its own people and by nobody else.

    `colour` is that of headings and lines on its handouts. The logo stands in a row of its own, as every page reads
    the clinic and few show the logo.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    address = models.TextField(max_length=400, blank=True)
    telephone = models.CharField(max_length=40, blank=True, help_text="Printed on every handout.")
    email = models.EmailField(blank=True)
    colour = models.CharField(max_length=7, default=HOUSE_COLOUR, validators=[validate_readable_colour])
    logo = models.ForeignKey(Logo, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    time_zone = models.CharField(max_length=64, default="Europe/London", validators=[validate_time_zone])
    requires_second_factor = models.BooleanField(
        default=True,
        help_text="Whoever works here signs in with a second factor too. Who has none yet sets one up first.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def today(self) -> datetime.date:
        """Today's date where the clinic is."""
        return timezone.localdate(timezone=zoneinfo.ZoneInfo(self.time_zone))


class Clinician(AbstractUser):
    """A person who signs in. Without a clinic (a site administrator) they see no patient."""

    class Role(models.TextChoices):
        CLINICIAN = "clinician", "Clinician"
        LEAD = "lead", "Clinic lead"
        RECEPTION = "reception", "Reception"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, null=True, blank=True, on_delete=models.PROTECT, related_name="clinicians")
    role = models.CharField(max_length=16, choices=Role.choices, default=Role.CLINICIAN)
    job_title = models.CharField(max_length=80, blank=True, default="Physiotherapist")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["last_name", "first_name"]
        constraints = [
            models.CheckConstraint(
                name="clinician_has_clinic_unless_superuser",
                condition=models.Q(is_superuser=True) | models.Q(clinic__isnull=False),
                violation_error_message="Choose the clinic this person works in.",
            )
        ]

    def __str__(self):
        return self.get_full_name() or self.username

    @property
    def is_lead(self) -> bool:
        """Whether this person answers for their clinic: its people, its settings and its records."""
        return self.clinic_id is not None and self.role == self.Role.LEAD

    @property
    def is_clinical(self) -> bool:
        """Whether this person treats patients: reception sees who they are and when they come, and no more."""
        return self.clinic_id is not None and self.role in CLINICAL

    def today(self) -> datetime.date:
        """Today's date in this clinician's clinic; nobody without one reaches a page that asks."""
        return self.clinic.today()  # type: ignore[union-attr]


CLINICAL = frozenset({Clinician.Role.CLINICIAN, Clinician.Role.LEAD})
