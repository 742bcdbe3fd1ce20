"""What templates of every app may show of a patient."""

from django import template

from rehab.patients.queries import circumstances_on, equipment_of, precautions_of

register = template.Library()


@register.inclusion_tag("includes/patient_banner.html", takes_context=True)
def patient_banner(context, patient):
    """Whose record a page belongs to: name, birth date with age, record number, and what to be careful of."""
    today = context["request"].user.today()
    return {
        "patient": patient,
        "age": patient.age_on(today),
        "precautions": precautions_of(circumstances_on(patient, today)),
    }


register.filter("precautions", precautions_of)
register.filter("equipment", equipment_of)
