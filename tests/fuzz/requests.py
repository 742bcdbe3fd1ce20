"""Requests drawn from a seed: each route of the site, each role, the forms found in the pages, and what is hostile.

The request of a number depends on the seed, the number and the clinic alone, and what it wrote is undone, so that it
can be sent again by itself.
"""

import contextlib
import random
import uuid
from dataclasses import dataclass, field
from urllib.parse import quote

from django.apps import apps
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.fuzz import hostile
from tests.fuzz.page_forms import Form, forms_of
from tests.trust.places import ABOUT_A_PATIENT, ABOUT_NOBODY

PRINTING = {"handouts:preview", "handouts:handouts", "records:everything"}  # takes a second
ROLES = {  # those who reach most pages ask most often
    "visitor": 1,
    "clinician": 5,
    "lead": 5,
    "reception": 2,
    "another clinic": 2,
    "deactivated": 1,
    "administrator": 1,
}


@dataclass(frozen=True)
class Request:
    """One request, as the test client sends it."""

    role: str
    route: str
    method: str
    path: str
    query: str = ""
    data: dict | bytes | None = None
    content_type: str = ""
    headers: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Route:
    """A route of the resolver, and the names of what varies in its address."""

    name: str
    varying: tuple[str, ...]


def all_routes(patterns=None, namespaces=()) -> list[Route]:
    """Every named route, those of the sign-in and of the administration too."""
    found = []
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(entry, "url_patterns"):
            inside = (*namespaces, entry.namespace) if entry.namespace else namespaces
            found += all_routes(entry.url_patterns, inside)
        elif entry.name:
            found.append(Route(":".join([*namespaces, entry.name]), tuple(entry.pattern.regex.groupindex)))
    return found


def _key(dice) -> str:
    return str(uuid.UUID(int=dice.getrandbits(128), version=4))


def weight_of(route) -> float:
    """How often a route is drawn: our own most often, those that print seldom."""
    if route in PRINTING:
        return 0.1
    return 0.3 if route.startswith(("admin:", "account_")) else 1


class Drawing:
    """Draws requests about a clinic. `open_page(role, path)` gives the HTML that a role is shown, or ""."""

    def __init__(self, *, seed, clinic, open_page):
        self.seed, self.clinic, self.open_page = seed, clinic, open_page
        self.routes = all_routes()
        self.weights = [weight_of(route.name) for route in self.routes]
        self.ids = sorted(
            {str(pk) for model in apps.get_models() for pk in model._default_manager.values_list("pk", flat=True)}
        )
        self.some_ids = {
            model: [pk for pk in model._default_manager.values_list("pk", flat=True)[:8] if isinstance(pk, uuid.UUID)]
            for model in apps.get_models()
        }
        self._addresses: dict[str, list] = {}
        self._forms: dict[tuple, list[Form]] = {}

    def request(self, number) -> Request:
        """The request of this number."""
        dice = random.Random(f"{self.seed}:{number}")
        (route,) = dice.choices(self.routes, self.weights)
        (role,) = dice.choices(list(ROLES), list(ROLES.values()))
        path = self._path(dice, route)
        return self._drawn(dice, role, route, path)

    def _drawn(self, dice, role, route, path):
        kind = dice.random()
        query = self._query(dice) if dice.random() < 0.25 else ""
        headers = dict(dice.choice(hostile.HEADERS)) if dice.random() < 0.15 else {}
        said = {"role": role, "route": route.name, "query": query, "headers": headers}
        if kind < 0.62 and (self._forms_of(role, path) or dice.random() < 0.3):
            action, data = self._filled(dice, role, path)
            return Request(method="POST", path=action, data=data, **said)
        if 0.62 <= kind < 0.67:
            content_type, body = dice.choice(hostile.BODIES)
            return Request(method="POST", path=path, data=body, content_type=content_type, **said)
        if kind < 0.93:
            return Request(method="GET", path=path, **said)
        method = dice.choice(["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
        return Request(method=method, path=path, **said)

    def _path(self, dice, route):
        known = self.addresses_of(route)
        path = dice.choice(known) if known and dice.random() < 0.75 else self._any_path(dice, route)
        if dice.random() < 0.03:
            path += quote(dice.choice(hostile.TEXTS).encode("utf-8", "replace")[:300])
        return path

    def _any_path(self, dice, route):
        pool = [*self.ids, *hostile.IDS, "right", "left", "pause", "half_kneeling_activation", "P1", "0", "1", "999999"]
        for _ in range(20):
            try:
                return reverse(route.name, kwargs={name: dice.choice(pool) for name in route.varying})
            except NoReverseMatch:
                continue
        return f"/{quote(route.name)}/"

    def addresses_of(self, route):
        """Where the route leads to a page: known, or found by trying one object of each kind."""
        if route.name not in self._addresses:
            self._addresses[route.name] = list(self._found_addresses(route))
        return self._addresses[route.name]

    def _found_addresses(self, route):
        known = {**ABOUT_A_PATIENT, **ABOUT_NOBODY}
        if route.name in known:
            arguments = known[route.name]
            yield reverse(route.name, args=arguments(self.clinic) if callable(arguments) else arguments)
        elif not route.varying:
            yield reverse(route.name)
        elif len(route.varying) == 1:
            yield from self._tried(route)

    def _tried(self, route):
        """Where the route leads to a page about one kind of object; the likely kinds are tried first."""
        apart = {route.name.partition(":")[0], "accounts"}
        for model in sorted(self.some_ids, key=lambda model: model._meta.app_label not in apart):
            found = [path for pk in self.some_ids[model] if (path := self._page_about(route, pk))]
            if found:
                return found
        return []

    def _page_about(self, route, pk):
        with contextlib.suppress(NoReverseMatch):
            path = reverse(route.name, args=[pk])
            return path if self.open_page("administrator" if path.startswith("/admin/") else "lead", path) else ""

    def _forms_of(self, role, path):
        if (role, path) not in self._forms:
            self._forms[role, path] = forms_of(self.open_page(role, path))
            self._same_each_time(self._forms[role, path], random.Random(f"{self.seed}:{role}:{path}"))
        return self._forms[role, path]

    def _same_each_time(self, forms, dice):
        """A page has another key whenever it is opened, and another token, which the test client is not asked for."""
        for form in forms:
            form.fields.pop("csrfmiddlewaretoken", None)
            if "key" in form.fields:
                form.fields["key"].values = [_key(dice)]

    def _filled(self, dice, role, path):
        """Where to and what: a form of the page as opened or filled in, with some of its fields spoilt."""
        forms = self._forms_of(role, path) or self._forms_of("lead", path)
        if not forms:
            return path, {dice.choice(["key", "version", "note", "q", "reason"]): self._spoilt(dice, None)}
        form = (
            dice.choice([one for one in forms if not one.action] or forms)
            if dice.random() < 0.8
            else dice.choice(forms)
        )
        data = form.filled() if dice.random() < 0.6 else form.as_opened()
        names = list(form.fields)
        for name in dice.sample(names, min(len(names), dice.choice([0, 1, 1, 1, 2, 3, 6, 40]))):
            data[name] = self._spoilt(dice, form.fields[name])
        if "key" in data and dice.random() < 0.8:
            data["key"] = [_key(dice)]
        if dice.random() < 0.15:
            data[dice.choice(["clinic", "owner", "signed_by", "id", "rules_version", "created_by", "role"])] = [
                dice.choice(self.ids)
            ]
        if dice.random() < 0.1 and data:
            data.pop(dice.choice(sorted(data)))
        return form.action.partition("?")[0] or path, data

    def _spoilt(self, dice, one):
        kind = dice.random()
        if one is not None and one.options and kind < 0.5:
            return [dice.choice(one.options)]
        if kind < 0.03:
            return [dice.choice(hostile.LONG)]
        if kind < 0.12:
            return [dice.choice(self.ids)]
        if kind < 0.18:
            return [dice.choice(hostile.ANY) for _ in range(dice.choice([2, 3, 30]))]
        pool = {"number": hostile.NUMBERS, "date": hostile.DATES}.get(getattr(one, "kind", ""), hostile.ANY)
        return [dice.choice(pool if dice.random() < 0.6 else hostile.ANY)]

    def _query(self, dice):
        names = [
            "q",
            "page",
            "order",
            "state",
            "whose",
            "need",
            "kind",
            "next",
            "found_by",
            "first",
            "last",
            "action",
            "draft",
            "restore",
            "correcting",
            "date",
            "days",
            "p",
            "o",
            "all",
            "e",
            "_popup",
            "_to_field",
        ]
        pairs = [(dice.choice(names), dice.choice([*hostile.ANY, *self.ids])) for _ in range(dice.choice([1, 1, 2, 5]))]
        return "&".join(f"{name}={quote(value.encode('utf-8', 'surrogatepass'))}" for name, value in pairs)
