"""Who may open which page: every view says so itself, and a view that says nothing opens for nobody.

    @clinical       those who treat patients: clinicians and the lead
    @lead_only      the lead
    @everyone       everybody who works in a clinic, reception too
    @visitors_too   people who are not signed in as well

The decorators only name the roles; `DeclaredRolesOnly` asks on every request.
"""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied

from clinic.accounts.models import CLINICAL, Clinician

Role = Clinician.Role
EVERYONE = frozenset(Role)
LEAD_ONLY = frozenset({Role.LEAD})
SIGN_IN_AND_ADMINISTRATION = ("allauth.", "clinic.sign_in.", "django.contrib.")


def for_roles(roles: frozenset) -> Callable:
    """Decorate a view that opens for members of a clinic in one of these roles."""

    def declare(view):
        view.for_roles = roles
        return view

    return declare


clinical = for_roles(CLINICAL)
lead_only = for_roles(LEAD_ONLY)
everyone = for_roles(EVERYONE)


def visitors_too(view):
    """Decorate a view that opens for whoever holds its address, signed in or not."""
    view.for_visitors = True
    return login_not_required(view)


def guards_itself(view) -> bool:
    """Whether it is a page of the sign-in or of the administration, which ask by themselves whom they let in."""
    return view.__module__.startswith(SIGN_IN_AND_ADMINISTRATION) or hasattr(view, "model_admin")


def may_open(person, view) -> bool:
    """Whether `person`, signed in or not, may open a page of `view`."""
    if getattr(view, "for_visitors", False) or guards_itself(view):
        return True
    return person.is_authenticated and person.clinic_id is not None and person.role in getattr(view, "for_roles", ())


class DeclaredRolesOnly:
    """Middleware: refuse whoever is in none of the roles that the view names.

    It stands behind the one that asks visitors to sign in, and behind the one that records refusals.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """The role is read anew on every request, so that a role that was taken away opens nothing more."""
        if not may_open(request.user, view):
            raise PermissionDenied("This page is not for this person's role.")
