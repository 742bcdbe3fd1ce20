"""What an invitation's link opens: the page on which a new colleague makes their account."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from clinic.accounts.permissions import visitors_too
from clinic.forms import posted
from clinic.people import inviting
from clinic.people.forms import AcceptForm
from clinic.people.inviting import AddressTaken, LinkDead, UserNameTaken
from clinic.people.queries import invitation_of, who_has


@visitors_too
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def accept(request, token):
    """Choose a user name and a password; then the new colleague signs in with them."""
    invitation = invitation_of(token)
    if invitation is None or not invitation.is_open:
        return _dead(request, invitation)
    if request.user.is_authenticated:
        return render(request, "people/sign_out_first.html", status=409)
    if who_has(invitation.email).exists():
        return _taken(request, invitation)
    form = AcceptForm(posted(request), invitation=invitation)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("username", "password")}
        try:
            person = inviting.accept(invitation=invitation, **given)
        except UserNameTaken:
            form.name_taken()
        except LinkDead:
            return _dead(request, invitation_of(token))
        except AddressTaken:
            return _taken(request, invitation)
        else:
            messages.success(request, f"Your account is ready, {person}. Sign in with your user name and password.")
            return redirect("account_login")
    return render(request, "people/accept.html", {"form": form, "invitation": invitation})


def _dead(request, invitation):
    """410: the link was good once, or never was; whoever holds none is told no more than that."""
    return render(request, "people/link_dead.html", {"invitation": invitation}, status=410)


def _taken(request, invitation):
    return render(request, "people/address_taken.html", {"invitation": invitation}, status=409)
