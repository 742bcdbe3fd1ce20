"""The access matrix looks: with any guard of the site taken away, it finds something wrong.

Guards are found, not listed: a new view, a new filter of rows and a new middleware are asked about as well.
"""

import collections
import os
import subprocess
import sys

import pytest

from clinic.accounts.permissions import guards_itself
from clinic.settings import BASE_DIR
from tests.access.asking import ROUTES, answer, expected, wrong_cells
from tests.access.filters import all_filters, noted, without
from tests.access.guards import all_guards, as_visitors
from tests.access.unseen import NARROWED_ALREADY, PROVED_BY

IN_FULL = int(os.environ.get("FUZZ_REQUESTS", "0")) >= 20_000
SHARED = "rehab/patients/access.py"  # stands behind every other and is taken away by itself


def test_whoever_is_signed_in_by_half_is_a_visitor(world):
    assert wrong_cells(world, as_visitors()) == {}


def test_no_guard_of_the_site_and_of_its_views_goes_unnoticed(world, figure):
    guards = all_guards()
    assert [guard.name for guard in guards if not noticed(world, guard)] == []
    figure("guards removed and caught: of the site and of its views", len(guards))


def noticed(world, guard) -> bool:
    """Whether a cell of the matrix goes wrong without it."""
    with guard.removed():
        return any(wrong_cells(world, {cell: word}) for cell, word in guard.cells.items())


def test_no_filter_of_rows_goes_unnoticed(world, figure):
    filters = all_filters()
    shown = [one for one in filters if str(one) not in {**PROVED_BY, **NARROWED_ALREADY}]
    cells = meeting(world, filters)
    assert [str(one) for one in shown if not any(misses(world, one, *cell, filters) for cell in cells[one])] == []
    figure("guards removed and caught: filters of rows", len(shown), of=len(filters))


def meeting(world, filters) -> dict:
    """{filter: [(cell, answer)]} of all that is asked on whose way the filter stands."""
    met = collections.defaultdict(list)
    for cell in questions():
        with noted(filters) as found:
            right = asked(world, cell)
        for one in found:
            met[one].append((cell, right))
    return met


def questions():
    """What is another clinic's, asked for by the lead of the one; and the lead's own pages, asked by the other."""
    for cell, word in expected().items():
        name, role, _ = cell
        if not guards_itself(ROUTES[name].view):
            is_own = role == "lead" and word == "200" and not ROUTES[name].varying
            if is_own or (role in ("lead", "lead elsewhere") and word == "404"):
                yield cell


def asked(world, cell):
    name, role, method = cell
    return answer(world, ROUTES[name], role, method)


def misses(world, one, cell, right, filters) -> bool:
    """Whether the answer is another without the filter; or, where others stand behind it, without them all and it."""
    with without(one), noted(filters) as met:
        if asked(world, cell) != right:
            return True
    behind = {other for other in met if other != one and other.path != SHARED}
    return bool(behind) and is_another(world, cell, right, one, *behind) and not is_another(world, cell, right, *behind)


def is_another(world, cell, right, *taken) -> bool:
    with without(*taken):
        return asked(world, cell) != right


def test_whatever_no_page_shows_is_named_with_its_test_or_its_reason():
    known = {str(one) for one in all_filters()}
    assert {*PROVED_BY, *NARROWED_ALREADY} <= known
    assert not PROVED_BY.keys() & NARROWED_ALREADY.keys()


@pytest.mark.parametrize("name", PROVED_BY if IN_FULL else sorted(PROVED_BY)[-1:])
def test_its_test_fails_without_it(name, figure):
    """On SQLite whatever this runs on, so that the two do not share a database. In the long mode each of them."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "tests.access.removed"]
    alone = {variable: value for variable, value in os.environ.items() if variable != "DATABASE_URL"}
    ended = subprocess.run(
        [*command, "--without", name, PROVED_BY[name]], cwd=BASE_DIR, env=alone, capture_output=True, check=False
    )
    assert (ended.returncode, b"1 failed" in ended.stdout) == (1, True)
    figure("guards removed and caught: filters by tests of their own", 1)
