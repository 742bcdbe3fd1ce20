"""The handout as it was really given: its context and its bytes."""

from django.db import models

from clinic.audit.models import Record
from rehab.patients.access import ClinicalQuerySet
from rehab.programmes.models import Programme


class IssuedHandout(Record):
    """A handout that was issued. Printing it again gives the same bytes."""

    class Paper(models.TextChoices):
        A4 = "A4", "A4"
        LETTER = "Letter", "US Letter"

    patient_path = "programme__episode__patient"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="handouts", editable=False)
    number = models.PositiveIntegerField(editable=False)
    issued_on = models.DateField(editable=False)
    paper = models.CharField(max_length=8, choices=Paper.choices, default=Paper.A4)
    language = models.CharField(max_length=8)
    context = models.JSONField(editable=False)
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
    def patient(self):
        return self.programme.patient
