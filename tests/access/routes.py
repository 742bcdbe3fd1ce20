"""Every route of the whole resolver, the sign-in's and the administration's too, each with an address about Harbour."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, get_resolver, reverse

from clinic.accounts.models import Clinician
from tests.access.passkey import credential
from tests.trust.places import EVERYWHERE, Clinic

# What stands in the addresses of other people's software that name a row.
OF_OTHERS: dict[str, Callable[[Clinic], list]] = {
    "account_reset_password_from_key": lambda of: ["1", "set-password"],
    "mfa_edit_webauthn": lambda of: [of.passkey.pk],
    "mfa_remove_webauthn": lambda of: [of.passkey.pk],
    "nowhere": lambda of: ["7"],
    "admin:app_list": lambda of: ["accounts"],
    "admin:auth_user_password_change": lambda of: [of.ana.pk],
    "admin:view_on_site": lambda of: [ContentType.objects.get_for_model(Clinician).pk, of.ana.pk],
}
ROWS_OF_THE_ADMINISTRATION: dict[str, Callable[[Clinic], object]] = {
    "admin:accounts_clinic_": lambda of: of.home.pk,
    "admin:accounts_clinician_": lambda of: of.ana.pk,
}
# By their patterns: the administration gives them no name.
UNNAMED: dict[str, Callable[[Clinic], str]] = {
    "admin/(?P<url>.*)$": lambda of: "/admin/nothing/",
    "admin/accounts/clinic/<path:object_id>/": lambda of: f"/admin/accounts/clinic/{of.home.pk}/",
    "admin/accounts/clinician/<path:object_id>/": lambda of: f"/admin/accounts/clinician/{of.ana.pk}/",
}


@dataclass(frozen=True)
class Route:
    """A route by its name, or by its pattern where it has none; its view; the names of what varies in its address."""

    name: str
    view: Callable
    varying: tuple[str, ...]


def all_routes(patterns=None, namespace="", before="") -> Iterator[Route]:
    """Every route that a request can be led to."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        text = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            name = f"{namespace}:{entry.name}".lstrip(":") if entry.name else text
            yield Route(name, entry.callback, tuple(entry.pattern.regex.groupindex))
        else:
            yield from all_routes(entry.url_patterns, entry.namespace or namespace, text)


def with_rows_of_others(clinic) -> Clinic:
    """The clinic with a row of each kind that other people's software keeps."""
    data = {"name": "Blue key", "credential": credential(Authenticator.objects.count() + 1)}
    clinic.passkey = Authenticator.objects.create(user=clinic.ana, type=Authenticator.Type.WEBAUTHN, data=data)
    return clinic


def address(route, clinic) -> str:
    """Where a route leads to a page about this clinic."""
    if route.name in UNNAMED:
        return UNNAMED[route.name](clinic)
    return reverse(route.name, args=_arguments(route, clinic))


def _arguments(route, clinic):
    known = EVERYWHERE.get(route.name) or OF_OTHERS.get(route.name)
    if callable(known):
        return known(clinic)
    for beginning, row in ROWS_OF_THE_ADMINISTRATION.items():
        if route.name.startswith(beginning) and route.varying:
            return [row(clinic)]
    return known
