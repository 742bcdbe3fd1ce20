"""What a clinician sees when a colleague has saved the same record meanwhile: both texts, and the choice."""

from dataclasses import dataclass

from django.forms.models import model_to_dict
from django.shortcuts import render

from clinic.audit.queries import last_saved
from clinic.drafts.actions import carry_over
from clinic.forms import shown


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field as it is stored now and as it was typed, both as a person reads them."""

    label: str
    stored: str
    typed: str

    @property
    def differs(self) -> bool:
        return self.stored != self.typed


def conflict_response(request, form, conflict, *, keep, stored=None, action="", template="conflict.html", **context):
    """The page with both texts for a valid `form` whose action raised the EditConflict `conflict`.

    `keep` is the address for leaving what is stored as it is. `stored` holds the form's values as they are now, by
    field name (taken from the row where it is left out). The form on the page holds everything that was typed and
    the version stored now, so that sending it saves it over, to `action` where that is not this page's address: an
    amended record is corrected at the address of its newest row. A page of its own (`template`) includes
    includes/conflict.html. The status is 409.
    """
    current = conflict.current
    stored = model_to_dict(current) if stored is None else stored
    context |= {
        "form": open_again(request, form, getattr(current, "version", None)),
        "comparisons": compare(form, stored),
        "saved": last_saved(current),
        "keep": keep,
        "action": action,
    }
    return render(request, template, context, status=409)


def open_again(request, form, version):
    """The form as if it had been opened on `version` just now (see KeyedForm.opened_at); its draft goes with it."""
    key = form["key"].value()
    form.opened_at(version)
    carry_over(by=request.user, key=key, to=form["key"].value())
    return form


def compare(form, stored) -> list[Comparison]:
    """Each visible field of a valid form beside the `stored` values, in the order of the form."""
    return [
        Comparison(
            label=str(bound_field.label),
            stored=shown(bound_field, stored.get(bound_field.name)),
            typed=shown(bound_field, form.cleaned_data.get(bound_field.name)),
        )
        for bound_field in form.visible_fields()
    ]
