"""Sends drawn requests to the site, each on the clinic as it was before."""

from contextlib import contextmanager

from django.core import mail
from django.core.signals import got_request_exception
from django.db import connection
from django.test import Client

from tests.conftest import signed_in
from tests.fuzz import hostile
from tests.standing import undone

RAW = (b"<script>alert(1)", b"<img src=x onerror")


class Site:
    """The site as people of several roles see it: `people` is {role: person, or None for a visitor}."""

    def __init__(self, people):
        self.cookies = {role: _cookies_of(person) for role, person in people.items()}

    def browser(self, role):
        client = Client(raise_request_exception=False)
        for name, value in self.cookies[role].items():
            client.cookies[name] = value
        return client

    def open_page(self, role, path) -> str:
        """The page that a role is shown at an address; "" where it is none."""
        with undone():
            response = self.browser(role).get(path)
            shown = response.status_code == 200 and response.get("Content-Type", "").startswith("text/html")
            return response.content.decode() if shown else ""

    def answer(self, request):
        """(status, what is wrong with the answer, or "") of a drawn request."""
        status, wrong, _ = self.shown(request)
        return status, wrong

    def shown(self, request):
        """The same and the page that was sent, "" where it was none."""
        mail.outbox.clear()
        with undone(), exceptions() as raised:
            response = _sent(self.browser(request.role), request)
            if response.status_code < 400 and request.method == "POST" and not connection.needs_rollback:
                connection.check_constraints()
            body = response.getvalue()
        page = body.decode() if response.get("Content-Type", "").startswith("text/html") else ""
        return response.status_code, _wrong(response, body, raised), page


def _cookies_of(person):
    client = signed_in(person) if person else Client()
    return {name: morsel.value for name, morsel in client.cookies.items()}


def _sent(client, request):
    path = f"{request.path}?{request.query}" if request.query else request.path
    if isinstance(request.data, dict):
        data = {name: [_sendable(value) for value in values] for name, values in request.data.items()}
        return client.post(path, data, headers=request.headers)
    return client.generic(request.method, path, request.data or b"", request.content_type, headers=request.headers)


def _sendable(value):
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) and "\ud800" in value else value


def _wrong(response, body, raised):
    if raised:
        return f"raised {raised[0]!r}"
    if response.status_code >= 500 and response.status_code != 503:
        return "an error of the server"
    if response.get("Content-Type", "").startswith("text/html") and any(raw in body for raw in RAW):
        return f"markup with {hostile.MARK} as it was typed"
    if not stays_here(response.get("Location", "")):
        return f"led to {response['Location']!r}"
    if any("stolen=1" in value for _, value in response.items()) or "stolen" in response.cookies:
        return "a header that was typed"
    return ""


def stays_here(location) -> bool:
    """Whether a browser that follows it stays on the site: it takes a backslash for a slash, and leaves out tabs."""
    followed = "".join(character for character in location if character > " ").replace("\\", "/")
    if followed.startswith(("http://testserver/", "https://testserver/")):
        return True
    return not followed.startswith("//") and ":" not in followed.partition("?")[0].partition("/")[0]


@contextmanager
def exceptions():
    """The exceptions that no page caught."""
    raised = []

    def keep(*, request=None, **more):
        import sys

        raised.append(sys.exc_info()[1])

    got_request_exception.connect(keep)
    try:
        yield raised
    finally:
        got_request_exception.disconnect(keep)
