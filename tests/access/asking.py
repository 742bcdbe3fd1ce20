"""Asking the site as somebody of a role, each time with both clinics as they were."""

from tests.access.matrix import MATRIX
from tests.access.routes import address, all_routes
from tests.access.world import ROLES
from tests.standing import undone

ROUTES = {route.name: route for route in all_routes()}


def words_of(response, never_shown=()) -> str:
    """The answer in the words of the matrix, and which of the words that are never to be shown it shows."""
    if response.status_code not in (301, 302):
        shown = [] if response.streaming else [word for word in never_shown if word.encode() in response.content]
        return ", showing ".join([str(response.status_code), *shown])
    return "in" if response["Location"].partition("?")[0].endswith("/login/") else "go"


def answer(world, route, role, method) -> str:
    """What somebody is answered at a route's address about Harbour Physio."""
    return words_of(ask(world, role, method, address(route, world.harbour)), world.hidden_from(role, route.name))


def wrong_cells(world, cells) -> dict:
    """{(route, role, method): (what is answered, what should be)} of cells of the matrix that do not hold."""
    answers = {(name, role, method): answer(world, ROUTES[name], role, method) for name, role, method in cells}
    return {cell: (got, cells[cell]) for cell, got in answers.items() if got != cells[cell]}


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
