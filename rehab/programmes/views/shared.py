"""What the pages of a programme share: who may see it, one page for every small form, and what a change brought."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render

from clinic.audit.recording import Action, EditConflict, record
from clinic.conflict import conflict_response
from rehab.patients.access import get_visible
from rehab.programmes.effects import watched
from rehab.programmes.models import Programme
from rehab.programmes.words import in_a_sentence


def visible_programme(request, pk):
    """The programme with what its pages need, or 404."""
    rows = Programme.objects.select_related(
        "episode__patient", "episode__clinician", "assessment", "created_by", "settings_version"
    )
    return get_visible(rows, request.user, pk)


def decision_page(
    request, form, *, programme, title, save, submit, intro=(), template="programmes/decision.html", **more
):
    """One form about a programme on a page of its own: show it, or `save()` it and go back to the programme.

    `save` calls the action with the form's cleaned data and returns a response, or None to go to the programme page.
    What it brought (a level, a pause) is said there.
    """
    context = {
        "programme": programme,
        "patient": programme.patient,
        "title": title,
        "intro": intro,
        "submit": submit,
        "form": form,
    } | more
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, programme, save)
        except ValidationError as error:
            add_errors(form, error)
        except EditConflict as conflict:
            keep = programme.get_absolute_url()
            return conflict_response(request, form, conflict, keep=keep, patient=programme.patient)
    if request.method == "GET":
        record(Action.READ, by=request.user, patient=programme.patient, obj=programme)
    return render(request, template, context)


def _saved(request, programme, save):
    effect = watched(programme, request.user.today())
    response = save()
    found = effect()
    if not found.brought:
        messages.success(request, "Saved.")
    tell_what_came(request, found.brought)
    return response or redirect(programme)


def tell_what_came(request, brought):
    """A message for each thing that a change of the record brought about or undid: its date, its reason, its rule."""
    for one in brought:
        level = messages.WARNING if one.is_setback or one.undone else messages.SUCCESS
        messages.add_message(request, level, str(one), extra_tags=one.rule)


def tell_effect(request, effect):
    """The same, and where the sides stand otherwise today."""
    tell_what_came(request, effect.brought)
    for words in effect.today:
        messages.info(request, f"Today, {in_a_sentence(words)}")


def nothing_to_change(request, programme, why):
    """Back to the programme, saying why: also where a form arrives a second time after it did its work."""
    messages.info(request, why)
    return redirect(programme)


def add_errors(form, error):
    """Put an action's ValidationError beside the fields it names; what names no field of the form, at the top."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
    for field, texts in by_field.items():
        form.add_error(field if field in form.fields else None, texts)
