"""What a form meets that arrives after its sender's session has ended."""

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.shortcuts import render


class SignInFirst(LoginRequiredMiddleware):
    """Every page but those of signing in asks for a signed-in person; a form is told plainly that it was not stored.

    Only the browser's own sending of a form gets that page: scripts are led to the sign-in page and say it themselves.
    """

    def handle_no_permission(self, request, view_func):
        sent_by_browser = request.method == "POST" and "text/html" in request.headers.get("Accept", "")
        if sent_by_browser:
            return render(request, "drafts/signed_out.html", status=403)
        return super().handle_no_permission(request, view_func)
