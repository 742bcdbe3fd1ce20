"""Nothing changes by looking, and nothing that is sent from another site's page changes anything."""

from clinic.accounts.permissions import guards_itself
from tests.access.asking import ROUTES, expected, sent
from tests.access.routes import address
from tests.access.stored import everything_stored
from tests.standing import undone


def test_no_page_that_is_looked_at_changes_a_row(world):
    before = everything_stored()
    pages = [
        name for (name, role, method), word in expected().items() if (role, method, word) == ("lead", "GET", "200")
    ]
    with undone():
        for name in pages:
            sent(world.browser("lead"), "GET", address(ROUTES[name], world.harbour))
        after = everything_stored()
    assert {model.__name__ for model, rows in after.items() if rows != before[model]} == set()
    assert len(pages) > 50


def test_no_form_is_taken_without_its_token(world, figure):
    """From whoever is signed in; and from a visitor, at the doors of the sign-in."""
    forms = [
        (name, role)
        for (name, role, method), word in expected().items()
        if method == "POST" and role in ("visitor", "lead", "administrator") and word in ("200", "go")
    ]
    taken = {(name, role): status for name, role in forms if (status := unasked(world, name, role)) != 403}
    assert taken == {}
    assert {name for name, _ in forms if not guards_itself(ROUTES[name].view)} > {"programmes:log", "people:invite"}
    figure("forms refused without their token", len(forms))


def unasked(world, name, role) -> int:
    with undone():
        browser = world.browser(role, enforce_csrf_checks=True)
        return sent(browser, "POST", address(ROUTES[name], world.harbour)).status_code
