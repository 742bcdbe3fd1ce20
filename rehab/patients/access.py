"""The one rule of who may see whom: everybody sees the patients of their own clinic, who they are.

What hangs on a patient, the clinical record, is for those who treat patients.

Every clinical model says by `patient_path` how it belongs to a patient; `visible_to` and `get_visible` do the rest,
and no view looks a record up in any other way.
"""

from django.core.exceptions import ValidationError
from django.db import models

from clinic.audit.refusals import NotVisible, uuid_or_none


class ClinicalQuerySet(models.QuerySet):
    """A queryset that knows the way from its rows to the patient they belong to."""

    def visible_to(self, clinician):
        """The rows of patients of the clinician's own clinic; none for somebody without a clinic.

        Reception is given the patients themselves and nothing that hangs on them.
        """
        path = self.model.patient_path  # type: ignore[attr-defined]
        if clinician.clinic_id is None or (path and not clinician.is_clinical):
            return self.none()
        return self.filter(**{f"{path}__clinic" if path else "clinic": clinician.clinic_id})


def get_visible(queryset, clinician, pk):
    """The row `pk` if this clinician may see it. Otherwise NotVisible, a 404: whether it exists is not told.

    `queryset` is a clinical model or a queryset of one. What is no id at all names no row either.
    """
    if not isinstance(queryset, models.QuerySet):
        queryset = queryset.objects.all()
    try:
        found = queryset.visible_to(clinician).filter(pk=pk).first()
    except ValidationError:
        found = None
    if found is None:
        raise NotVisible(queryset.model, pk, _patient_of(queryset.model, pk))
    return found


def _patient_of(model, pk):
    """The id of the patient whose row this is, whoever may see it."""
    pk = uuid_or_none(pk)
    return pk and model.objects.filter(pk=pk).values_list(model.patient_path or "pk", flat=True).first()
