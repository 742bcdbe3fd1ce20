"""Asking the site as somebody of a role, each time with both clinics as they were."""

from tests.access.matrix import MATRIX
from tests.access.world import ROLES
from tests.standing import undone


def words_of(response) -> str:
    """The answer in the words of the matrix."""
    if response.status_code not in (301, 302):
        return str(response.status_code)
    return "in" if response["Location"].partition("?")[0].endswith("/login/") else "go"


def ask(world, role, method, url, data=None):
    """The answer to one request. What it changed is undone."""
    with undone():
        return sent(world.browser(role), method, url, data)


def sent(browser, method, url, data=None):
    """The answer to one request, with a form where it is a POST."""
    return browser.post(url, data or {}) if method == "POST" else browser.generic(method, url)


def expected() -> dict[tuple[str, str, str], str]:
    """{(route, role, method): word} of the whole matrix."""
    return {
        (route, role, method): word
        for row in MATRIX
        for route in row.routes.split()
        for method, words in (("GET", row.get), ("POST", row.post))
        for role, word in zip(ROLES, words.split(), strict=True)
    }
