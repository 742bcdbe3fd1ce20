"""What is asked of a signed-in person on every request: that their session lasts still, and their second factor."""

from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from clinic.sign_in import sessions
from clinic.sign_in.queries import has_second_factor, needs_second_factor, used_second_factor

SETS_ONE_UP = {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "account_logout"}


class SessionLimits:
    """Middleware: end a session that has lasted its time, and count the use of one that goes on.

    It stands before the one that asks visitors to sign in, who then are led there and back.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and sessions.has_ended(request.session):
            logout(request)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Only what somebody does counts, not what a page asks by itself."""
        if request.user.is_authenticated and not getattr(view, "prolongs_no_session", False):
            sessions.use(request)


class SecondFactorFirst:
    """Middleware: without the second factor a password opens nothing, whichever door it was given at.

    Who has none, and needs one, reaches the pages that set one up. Who has one, and did not use it for this session,
    is not signed in at all.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Asked on every request, so that it holds from the moment the clinic requires it."""
        person = request.user
        if not person.is_authenticated or used_second_factor(request):
            return None
        if has_second_factor(person):
            logout(request)
            return redirect_to_login(request.get_full_path())
        if not needs_second_factor(person):
            return None
        request.second_factor_missing = True
        if request.resolver_match.view_name in SETS_ONE_UP:
            return None
        if request.method == "POST":
            return render(request, "mfa/not_yet.html", status=403)
        return redirect(f"{reverse('mfa_index')}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}")
