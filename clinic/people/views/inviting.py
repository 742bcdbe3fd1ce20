"""Inviting a colleague, sending the invitation anew, and taking it back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from clinic.accounts.permissions import lead_only
from clinic.audit.recording import Action, EditConflict, record, stored_before
from clinic.audit.sending import answers_again
from clinic.forms import VersionedForm, posted
from clinic.people import inviting
from clinic.people.actions import NotPossible
from clinic.people.forms import InviteForm
from clinic.people.mail import is_printed, send_invitation
from clinic.people.models import HOURS_VALID
from clinic.people.queries import own_invitation

CHANGED = "This invitation was changed meanwhile. Please look again."


@lead_only
@require_http_methods(["GET", "POST"])
@answers_again(inviting.invite, lambda request, made: redirect("people:people"))
def invite(request):
    """Name, address and role of somebody who is to work here."""
    form = InviteForm(posted(request), by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = inviting.invite(by=request.user, key=form.cleaned_data["key"], **form.details())
        except NotPossible as why:
            form.add_error("email", str(why))
        else:
            return _sent(request, made)
    return render(request, "people/invite.html", {"form": form, "hours": HOURS_VALID})


@lead_only
@require_http_methods(["GET", "POST"])
def send_again(request, pk):
    """Send an invitation anew, with another link."""
    return _page(request, pk, "people/send_again.html", inviting.send_anew, _sent)


@lead_only
@require_http_methods(["GET", "POST"])
def withdraw(request, pk):
    """Take an invitation back."""
    return _page(request, pk, "people/withdraw.html", inviting.withdraw, _withdrawn)


def _page(request, pk, template, action, done):
    invitation = own_invitation(request.user, pk)
    if stored_before(action, by=request.user, key=request.POST.get("key")):
        return redirect("people:people")
    if invitation.accepted_at or invitation.withdrawn_at:
        return _nothing(request, f"The invitation of {invitation} was accepted or withdrawn already.")
    form = VersionedForm(posted(request), initial={"version": invitation.version})
    if request.method == "POST" and form.is_valid():
        try:
            return done(request, action(by=request.user, invitation=invitation, **form.stamp))
        except EditConflict:
            return _nothing(request, CHANGED)
        except NotPossible as why:
            return _nothing(request, str(why))
    record(Action.READ, by=request.user, obj=invitation)
    return render(request, template, {"form": form, "invitation": invitation, "hours": HOURS_VALID})


def _sent(request, invitation):
    if not send_invitation(request, invitation):
        messages.error(
            request, f"The mail server did not take the e-mail to {invitation.email}. Send the invitation again later."
        )
    elif is_printed():
        messages.success(request, f"{invitation} is invited. The e-mail is printed where Hipwise runs.")
    else:
        messages.success(request, f"{invitation} is invited: the e-mail to {invitation.email} is on its way.")
    return redirect("people:people")


def _withdrawn(request, invitation):
    messages.success(request, f"The invitation of {invitation} is withdrawn. Its link is dead.")
    return redirect("people:people")


def _nothing(request, why):
    messages.warning(request, why)
    return redirect("people:people")
