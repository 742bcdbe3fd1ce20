"""The handout as it was really given: its context and its bytes."""

import hashlib

from django.db import models

from clinic.audit.models import Record
from rehab.patients.access import ClinicalQuerySet
from rehab.programmes.models import Programme


def sha256(content: bytes) -> str:
    """The SHA-256 of what was issued, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


class IssuedHandout(Record):
    """A handout that was issued. Printing it again gives the same bytes.

    `html` is the body from which the PDF was made; "" for handouts from before it was kept.
    """

    class Paper(models.TextChoices):
        A4 = "A4", "A4"
        LETTER = "Letter", "US Letter"

    patient_path = "programme__episode__patient"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="handouts", editable=False)
    number = models.PositiveIntegerField(editable=False)
    issued_on = models.DateField(editable=False)
    paper = models.CharField(max_length=8, choices=Paper.choices, default=Paper.A4)
    large_print = models.BooleanField(default=False)
    language = models.CharField(max_length=8)
    context = models.JSONField(editable=False)
    html = models.TextField(default="", editable=False)
    html_sha256 = models.CharField(max_length=64, default="", editable=False)
    pdf = models.BinaryField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    rules_version = models.CharField(max_length=32, editable=False)
    library_version = models.CharField(max_length=32, editable=False)

    objects = ClinicalQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="handouts_numbered_within_a_programme")
        ]

    @property
    def pdf_is_as_issued(self) -> bool:
        """False where the stored bytes are no longer those that were given."""
        return sha256(bytes(self.pdf)) == self.sha256

    @property
    def html_is_as_issued(self) -> bool:
        """False where the stored page is no longer that of the paper."""
        return sha256(self.html.encode()) == self.html_sha256

    @property
    def patient(self):
        return self.programme.patient
