"""What templates of every app may show of a patient."""

from django import template

from rehab.patients.misfiled import misfiling_of, origin_of
from rehab.patients.queries import circumstances_on, equipment_of, precautions_of

register = template.Library()


@register.inclusion_tag("includes/patient_banner.html", takes_context=True)
def patient_banner(context, patient):
    """Whose record a page belongs to: name, birth date with age, record number, and what to be careful of."""
    by = context["request"].user
    today = by.today()
    return {
        "patient": patient,
        "age": patient.age_on(today),
        "precautions": precautions_of(circumstances_on(patient, today)) if by.is_clinical else [],
    }


@register.inclusion_tag("patients/misfiled.html")
def misfiled(row):
    """That an entry was made in the wrong patient's record, or came from there; nothing where it did not."""
    return {"misfiling": misfiling_of(row), "origin": origin_of(row)}


register.filter("precautions", precautions_of)
register.filter("equipment", equipment_of)
