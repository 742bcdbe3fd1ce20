"""Who gets what at every route of the site: the access matrix, closed over the whole resolver."""

import collections

from django.test import Client

from clinic import settings as real
from clinic.accounts.permissions import guards_itself
from tests.access.asking import ROUTES, ask, expected, words_of, wrong_cells
from tests.access.matrix import MATRIX
from tests.access.routes import address, all_routes
from tests.access.world import ROLES

SHEET = real.BASE_DIR / "static/css/hipwise.css"
# The administration's own views take any method for GET, as Django wrote them, and change nothing by it.
NOT_TAKEN = {"403", "404", "405", "in", "go"}


def test_every_route_has_its_row_and_every_row_its_routes():
    named = [name for row in MATRIX for name in row.routes.split()]
    assert collections.Counter(named) == collections.Counter(route.name for route in all_routes())


def test_everybody_gets_at_every_route_what_the_matrix_says(world, figure):
    assert wrong_cells(world, expected()) == {}
    figure("routes × roles × methods of the access matrix", len(expected()))
    figure("routes of the access matrix", len(ROUTES))


def test_no_route_of_ours_takes_another_method(world):
    taken = []
    for route in all_routes():
        if guards_itself(route.view):
            continue
        url = address(route, world.harbour)
        for method in ("PUT", "PATCH", "DELETE", "OPTIONS"):
            answers = {role: words_of(ask(world, role, method, url)) for role in ("visitor", "lead")}
            taken.extend((route.name, role, method, word) for role, word in answers.items() if word not in NOT_TAKEN)
    assert taken == []


def test_asking_for_the_head_of_a_page_is_refused_as_the_page_is(world):
    """A form takes no HEAD at all: that is refused before anybody is asked for."""
    cells = {(name, role): word for (name, role, method), word in expected().items() if method == "GET"}
    refused = {cell: word for cell, word in cells.items() if word in ("in", "403", "404") and cell[1] != "deactivated"}
    got = {
        (name, role): words_of(ask(world, role, "HEAD", address(ROUTES[name], world.harbour))) for name, role in refused
    }
    assert {cell: (got[cell], word) for cell, word in refused.items() if got[cell] not in (word, "405")} == {}


def test_static_files_are_the_only_other_addresses_and_open_to_all(world, settings):
    settings.MIDDLEWARE = [name for name in real.MIDDLEWARE if "SecurityMiddleware" not in name]
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    for role in ROLES:
        sheet = ask(world, role, "GET", "/static/css/hipwise.css")
        assert (sheet.status_code, b"".join(sheet)) == (200, SHEET.read_bytes())
        assert ask(world, role, "POST", "/static/css/hipwise.css").status_code in {404, 405}
    outside = ["/static/../manage.py", "/static/%2e%2e/manage.py", "/static/", "/static//etc/passwd", "/static/nothing"]
    assert {path: Client().get(path).status_code for path in outside} == dict.fromkeys(outside, 404)
