"""The guards of the site, found in its settings, its views and its sources; each can be taken away."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial

import pytest
from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.test import override_settings

from clinic.accounts.permissions import guards_itself
from clinic.sign_in.admin import ClinicianAdmin
from clinic.sign_in.backends import PasswordBackend
from tests.access.asking import ROUTES, expected
from tests.access.world import AS_VISITORS

# Middleware that lets nobody in or out: what it does is in tests of its own.
NO_GUARD = {
    "csp.middleware.CSPMiddleware",
    "clinic.headers.always_sent",
    "clinic.headers.never_stored",
    "django.middleware.security.SecurityMiddleware",
    "clinic.middleware.request_id",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "clinic.audit.refusals.RefusalsRecorded",
    "clinic.middleware.in_clinic_time",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
}


@dataclass(frozen=True)
class Guard:
    """What keeps somebody out: `removed()` takes it away, and then at least one of the `cells` is answered wrongly."""

    name: str
    removed: Callable[[], AbstractContextManager]
    cells: dict[tuple[str, str, str], str]


def all_guards() -> list[Guard]:
    """Those of the whole site, and the roles that each view names. Filters of rows are in tests/access/filters.py."""
    return [*_middleware(), *_roles_of_views(), *_of_accounts()]


def cells_of(*, route=None, roles=None, words=None) -> dict:
    """The cells of the matrix of a route, of roles, or that are answered in some words."""
    return {
        cell: word
        for cell, word in expected().items()
        if (route is None or cell[0] == route)
        and (roles is None or cell[1] in roles)
        and (words is None or word in words)
    }


def as_visitors() -> dict:
    """The cells of those who are signed in only by half: like a visitor's, wherever a visitor must sign in."""
    led_in = cells_of(roles=["visitor"], words=["in"])
    return {(name, role, method): "in" for name, _, method in led_in for role in AS_VISITORS}


def _middleware() -> Iterator[Guard]:
    """Each that is not known to let nobody in or out: a new one is asked about here."""
    by_half = {role: {cell: word for cell, word in as_visitors().items() if cell[1] == role} for role in AS_VISITORS}
    asked = {
        "clinic.sign_in.middleware.SecondFactorFirst": by_half["password alone"],
        "clinic.sign_in.middleware.SessionLimits": by_half["session that has ended"],
        "clinic.drafts.signed_out.SignInFirst": cells_of(roles=["visitor"], words=["in"]),
        "clinic.accounts.permissions.DeclaredRolesOnly": cells_of(words=["403"]),
    }
    for path in settings.MIDDLEWARE:
        if path not in NO_GUARD:
            others = [other for other in settings.MIDDLEWARE if other != path]
            removed = partial(override_settings, MIDDLEWARE=others)
            yield Guard(path.rpartition(".")[2], removed, asked.get(path, {}))


def _roles_of_views() -> Iterator[Guard]:
    """The decorator of each view of ours: without it the view opens for whoever comes."""
    for route in ROUTES.values():
        view = route.view
        if not guards_itself(view) and not getattr(view, "for_visitors", False):
            yield Guard(
                f"roles of {route.name}",
                lambda view=view: _patched(view, "for_visitors", True),
                cells_of(route=route.name, words=["403"]),
            )


def _of_accounts() -> Iterator[Guard]:
    """Who is no member any more, and who keeps the site."""
    administration = {cell: word for cell, word in cells_of(words=["in", "403"]).items() if cell[0].startswith("admin")}
    nobody_deletes = cells_of(route="admin:accounts_clinician_delete", roles=["administrator"])
    yield Guard(
        "is_active",
        lambda: _patched(PasswordBackend, "user_can_authenticate", lambda backend, person: True),
        cells_of(roles=["deactivated"], words=["in"]),
    )
    yield Guard(
        "who keeps the site", lambda: _patched(AdminSite, "has_permission", lambda site, request: True), administration
    )
    yield Guard(
        "nobody deletes a person",
        lambda: _patched(ClinicianAdmin, "has_delete_permission", ModelAdmin.has_delete_permission),
        nobody_deletes,
    )


@contextmanager
def _patched(where, name, value):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(where, name, value, raising=False)
        yield
