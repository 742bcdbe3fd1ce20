"""The form of a trial: every finding that the rules of `plan` read, to be changed without being stored."""

from clinic.forms import shown
from rehab.assessments.fields import MeasureField
from rehab.assessments.findings import UNKNOWN
from rehab.assessments.forms import FindingsForm
from rehab.assessments.words import with_unit
from rehab.patients.forms import CircumstancesForm

CIRCUMSTANCES = ("precautions", "equipment")


class WhatIfForm(FindingsForm):
    """The findings of an assessment and the patient's circumstances, as recorded, to try others."""

    precautions = CircumstancesForm.base_fields["precautions"]
    equipment = CircumstancesForm.base_fields["equipment"]

    def __init__(self, data=None, *, findings, holding):
        """`findings` are whole (see findings.whole); `holding` has the `precautions` and `equipment` that hold."""
        super().__init__(data, findings=findings)
        self.initial.update({name: holding[name] for name in CIRCUMSTANCES})
        for name in CIRCUMSTANCES:
            self.fields[name].widget.attrs["class"] = "form-check-input"

    def holding(self) -> dict:
        """The circumstances that were ticked, as far as they can be read."""
        return {name: self.cleaned_data.get(name, []) for name in CIRCUMSTANCES}

    def changed(self) -> list:
        """[(label, recorded, tried)] in words, of every field that was filled in otherwise than recorded."""
        return [
            (field.label, _words(field, field.initial), _words(field, self.cleaned_data[field.name]))
            for field in self.visible_fields()
            if field.name in self.cleaned_data
            and _comparable(field.initial) != _comparable(self.cleaned_data[field.name])
        ]


def _comparable(value):
    if isinstance(value, list):
        return set(value)
    return None if value in UNKNOWN else value


def _words(field, value):
    if value in (*UNKNOWN, []):
        return "none" if field.name in CIRCUMSTANCES else "not recorded"
    return with_unit(field.field.measure, value) if isinstance(field.field, MeasureField) else shown(field, value)
