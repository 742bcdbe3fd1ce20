"""Nothing that anybody of any role sends to any route makes the site break.

FUZZ_REQUESTS=20000 pytest tests/fuzz     a long run (also: manage.py trust_report --long)
FUZZ_SEED=7 FUZZ_NUMBER=123 pytest tests/fuzz    one request again
"""

import collections
import os

from tests.fuzz.requests import ROLES, all_routes

REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "400"))
SEED = int(os.environ.get("FUZZ_SEED", "20260302"))
NUMBER = os.environ.get("FUZZ_NUMBER")


def test_no_request_breaks_the_site(site, drawing_of, quiet, figure, capsys):
    """The same seed draws the same requests; each meets the clinic as it was at the beginning."""
    drawing = drawing_of(SEED)
    statuses, wrong, met = collections.Counter(), [], set()
    for number in [int(NUMBER)] if NUMBER else range(REQUESTS):
        request = drawing.request(number)
        status, what = site.answer(request)
        statuses[status] += 1
        met.add((request.role, request.route))
        if what:
            wrong.append(f"number {number}: {what}: {str(request)[:600]}")
    with capsys.disabled():
        print(f"\nseed {SEED}: {sum(statuses.values())} requests, {dict(sorted(statuses.items()))}")  # noqa: T201
    assert wrong == []
    figure("requests fuzzed, none answered by an error", sum(statuses.values()), seed=SEED)
    figure("routes × roles that the fuzzing met", len(met), of=len(drawing.routes) * len(ROLES), seed=SEED)
    assert NUMBER or (statuses[200] > REQUESTS / 10 and statuses[302] > REQUESTS / 20)


def test_a_request_can_be_sent_again_by_its_seed_and_number(drawing_of, quiet):
    once, again = drawing_of(SEED), drawing_of(SEED)
    backwards = [again.request(number) for number in reversed(range(40))]
    assert [once.request(number) for number in range(40)] == backwards[::-1]
    assert drawing_of(SEED + 1).request(7) != once.request(7)


def test_every_route_of_the_site_is_drawn_from():
    names = {route.name for route in all_routes()}
    assert {"account_login", "admin:index", "programmes:log", "drafts:keep", "records:who_saw_csv"} <= names
