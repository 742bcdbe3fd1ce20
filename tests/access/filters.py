"""The places in the sources where rows are narrowed to those of a clinic or of a person, found by reading them, and
each taken away in turn.
"""

import ast
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db.models import QuerySet

from clinic.settings import BASE_DIR
from rehab.patients.access import ClinicalQuerySet

NARROWS = {"visible_to", "get_visible"}
LOOKS_UP = {"filter", "get", "get_object_or_404"}
OWNERS = {"clinic", "by", "created_by"}
NEAR = 5  # how many calls lie between a place in the sources and the queryset


@dataclass(frozen=True, order=True)
class Filter:
    """A call that narrows rows to a clinic's or a person's: the file, the function, and its lines."""

    path: str
    function: str
    first: int
    last: int

    def __str__(self):
        return f"{self.path} {self.function}"

    def holds(self, frame) -> bool:
        """Whether this call is being made in a frame."""
        return self.first <= frame.f_lineno <= self.last and frame.f_code.co_filename == str(BASE_DIR / self.path)


def is_owner(name) -> bool:
    """Whether an argument of a look-up says whose the rows are."""
    return name in OWNERS or name.endswith("__clinic")


def all_filters() -> list[Filter]:
    """Every one of the sources."""
    paths = [path for app in ("clinic", "rehab") for path in sorted((BASE_DIR / app).rglob("*.py"))]
    return sorted(one for path in paths if "migrations" not in path.parts for one in _filters_of(path))


def _filters_of(path: Path) -> Iterator[Filter]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and _narrows(call):
                    where = (str(path.relative_to(BASE_DIR)), function.name)
                    yield Filter(*where, call.lineno, call.end_lineno or call.lineno)


def _narrows(call):
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    by_owner = any(one.arg and is_owner(one.arg) for one in call.keywords)
    return name in NARROWS or (name in LOOKS_UP and by_owner)


@contextmanager
def intercepted(is_taken_away) -> Iterator[None]:
    """Narrowing asks `is_taken_away(frames)`, the nearest calls, whether it is to let all rows through."""
    visible_to = ClinicalQuerySet.visible_to

    def narrowed(queryset, clinician):
        return queryset.all() if is_taken_away(_frames()) else visible_to(queryset, clinician)

    def looked_up(look_up):
        def look(queryset, *args, **named):
            if any(map(is_owner, named)) and is_taken_away(_frames()):
                named = {name: value for name, value in named.items() if not is_owner(name)}
            return look_up(queryset, *args, **named)

        return look

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ClinicalQuerySet, "visible_to", narrowed)
        for name in ("filter", "get"):
            patch.setattr(QuerySet, name, looked_up(getattr(QuerySet, name)))
        yield


def _frames():
    frame, found = sys._getframe(2), []
    while frame is not None and len(found) < NEAR:
        found.append(frame)
        frame = frame.f_back
    return found


@contextmanager
def without(*taken) -> Iterator[None]:
    """Rows of every clinic go through these filters."""
    with intercepted(lambda frames: any(one.holds(frame) for one in taken for frame in frames)):
        yield


@contextmanager
def noted(filters) -> Iterator[set[Filter]]:
    """The filters that are asked meanwhile."""
    met: set[Filter] = set()
    known = {(str(BASE_DIR / one.path), line): one for one in filters for line in range(one.first, one.last + 1)}

    def note(frames):
        met.update(known[place] for frame in frames if (place := (frame.f_code.co_filename, frame.f_lineno)) in known)
        return False

    with intercepted(note):
        yield met
