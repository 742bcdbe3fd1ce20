"""The people of the clinic: the list, one person, and what the lead changes of them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clinic.accounts.models import Clinician
from clinic.accounts.permissions import lead_only
from clinic.audit.recording import Action, EditConflict, record, stored_before
from clinic.conflict import conflict_response
from clinic.forms import KeyedForm, VersionedForm, posted
from clinic.people import actions
from clinic.people.actions import ChargesChanged, NotPossible
from clinic.people.forms import HandOverForm, RoleForm
from clinic.people.hooks import charges_of
from clinic.people.queries import colleague, former_roles, is_last_lead, pending, people_of, receivers
from clinic.sign_in.actions import reset_second_factor
from clinic.sign_in.queries import has_second_factor

PEOPLE = Clinician._meta.label
CHANGED = "This account was changed meanwhile. Look again: what you chose is still there."
CHARGES_CHANGED = "The patients, or those who can take them over, changed meanwhile. Look over the choices again."
ONLY_LEAD = "You are the only lead: make somebody else lead first, who can then change this for you."
BY_ANOTHER = "Another lead of the clinic can change your role or deactivate your account."


@lead_only
@require_safe
def people(request):
    """Everybody of the clinic, and who is invited."""
    record(Action.LIST, by=request.user, object_type=PEOPLE)
    clinic = request.user.clinic
    found = people_of(clinic)
    context = {
        "here": [person for person in found if person.is_active],
        "gone": [person for person in found if not person.is_active],
        "invitations": pending(clinic),
    }
    return render(request, "people/people.html", context)


@lead_only
@require_safe
def person(request, pk):
    """One person: their account, what they answer for, and what their account was before."""
    found = colleague(request.user, pk)
    context = {
        "charges": charges_of(found),
        "former": former_roles(found),
        "oneself": _about_oneself(request, found),
        "second_factor": has_second_factor(found),
    }
    return _show(request, "people/person.html", found, **context)


@lead_only
@require_http_methods(["GET", "POST"])
def role(request, pk):
    """Give a colleague another role."""
    found = colleague(request.user, pk)
    if why := _about_oneself(request, found):
        return _back(request, found, why)
    form = RoleForm(posted(request), person=found)
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.change_role(by=request.user, person=found, **form.cleaned_data)
        except NotPossible as why_not:
            form.add_error("role", str(why_not))
        except EditConflict as conflict:
            stored = {"role": conflict.current.role}
            keep = _page(found)
            return conflict_response(request, form, conflict, keep=keep, stored=stored)
        else:
            return _done(request, changed, f"{changed} has the role “{changed.get_role_display()}” from now on.")
    return _show(request, "people/role.html", found, form=form)


@lead_only
@require_http_methods(["GET", "POST"])
def hand_over(request, pk):
    """Give a colleague's patients to others: they are away for long, or work differently from now on."""
    found = colleague(request.user, pk)
    if made := stored_before(actions.hand_over, by=request.user, key=request.POST.get("key")):
        return _done(request, made, f"The patients of {made} are handed over.")
    if not charges_of(found):
        return _back(request, found, f"{found} has nobody in their care.")
    return _handing_over(
        request,
        found,
        actions.hand_over,
        template="people/hand_over.html",
        said=f"The patients of {found} are handed over.",
    )


@lead_only
@require_http_methods(["GET", "POST"])
def deactivate(request, pk):
    """Close the account of somebody who leaves, and hand their patients over."""
    found = colleague(request.user, pk)
    if why := _about_oneself(request, found):
        return _back(request, found, why)
    if not found.is_active:
        return redirect(_page(found))
    return _handing_over(
        request,
        found,
        actions.deactivate,
        template="people/deactivate.html",
        said=f"The account of {found} is deactivated.",
    )


@lead_only
@require_http_methods(["GET", "POST"])
def reactivate(request, pk):
    """Open the account of somebody who comes back."""
    found = colleague(request.user, pk)
    if found.is_active:
        return redirect(_page(found))
    form = VersionedForm(posted(request), initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.reactivate(by=request.user, person=found, **form.stamp)
        except EditConflict as conflict:
            form.opened_at(conflict.current.version)
            form.add_error(None, CHANGED)
        except NotPossible as why:
            return _back(request, found, str(why))
        else:
            return _done(request, found, f"{found} can sign in again.")
    return _show(request, "people/reactivate.html", found, form=form)


@lead_only
@require_http_methods(["GET", "POST"])
def second_factor(request, pk):
    """Take away the second factor of a colleague who lost theirs, so that they can set up another."""
    found = colleague(request.user, pk)
    if found.pk == request.user.pk:  # one's own has pages of its own
        return redirect("mfa_index")
    if stored_before(reset_second_factor, by=request.user, key=request.POST.get("key")):
        return redirect(_page(found))
    if not has_second_factor(found):
        return _back(request, found, f"{found} has no second factor.")
    form = KeyedForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reset_second_factor(by=request.user, clinician=found, **form.cleaned_data)
        return _done(request, found, f"The second factor of {found} is reset. They set up another when they sign in.")
    return _show(request, "people/second_factor.html", found, form=form)


def _handing_over(request, found, action, *, template, said):
    """The form on who takes over what; `action` runs once everything has somebody."""
    charges = charges_of(found)
    form = HandOverForm(posted(request), person=found, charges=charges)
    if request.method == "POST" and form.is_valid():
        try:
            action(by=request.user, person=found, receivers=form.receivers, **form.stamp)
        except ChargesChanged:
            form.opened_at(found.version)
            form.add_error(None, CHARGES_CHANGED)
        except EditConflict as conflict:
            form.opened_at(conflict.current.version)
            form.add_error(None, CHANGED)
        except NotPossible as why:
            return _back(request, found, str(why))
        else:
            return _done(request, found, said)
    context = {"form": form, "charges": charges, "anybody": bool(form.people) or not charges}
    return _show(request, template, found, **context)


def _about_oneself(request, found) -> str:
    """Why a lead cannot change their own account; empty where it is a colleague's."""
    if found.pk != request.user.pk:
        return ""
    return ONLY_LEAD if is_last_lead(found) else BY_ANOTHER


def _show(request, template, found, **context):
    record(Action.READ, by=request.user, obj=found)
    return render(request, template, {"person": found, "receivers": receivers(found)} | context)


def _page(found):
    return reverse("people:person", args=[found.pk])


def _done(request, found, message):
    messages.success(request, message)
    return redirect(_page(found))


def _back(request, found, message):
    messages.warning(request, message)
    return redirect(_page(found))
