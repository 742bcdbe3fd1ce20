"""What was handed out of a record."""

from django.db import models

from clinic.audit.models import Record
from rehab.patients.access import ClinicalQuerySet
from rehab.patients.models import Patient


class Disclosure(Record):
    """That a copy of everything about a patient was made: why, and the hash by which the file can be known again."""

    patient_path = "patient"

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="disclosures", editable=False)
    reason = models.TextField(max_length=500)
    sha256 = models.CharField(max_length=64, editable=False)
    size_bytes = models.PositiveIntegerField(editable=False)

    objects = ClinicalQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.CheckConstraint(name="disclosure_has_reason", condition=~models.Q(reason=""))]
