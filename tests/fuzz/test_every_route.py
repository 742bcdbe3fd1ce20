"""Nothing that anybody of any role sends to any route makes the site break.

FUZZ_REQUESTS=20000 pytest tests/fuzz     a long run (also: manage.py trust_report --long)
FUZZ_SEED=7 FUZZ_NUMBER=123 pytest tests/fuzz    one request again
"""

import collections
import os

import pytest

from clinic.accounts.models import Clinician
from tests.fuzz.requests import ROLES, Drawing, all_routes
from tests.fuzz.sending import Site
from tests.trust.places import Clinic

REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "400"))
SEED = int(os.environ.get("FUZZ_SEED", "20260302"))
NUMBER = os.environ.get("FUZZ_NUMBER")


@pytest.fixture
def site(ana, lena, rosa, ben, maria, marias_episode, lukasz):
    gone = Clinician.objects.create_user("gone", "gone@harbour.example", "pw", clinic=ana.clinic)
    keeper = Clinician.objects.create_superuser("keeper", "keeper@example.org", "pw")
    people = {
        "visitor": None,
        "clinician": ana,
        "lead": lena,
        "reception": rosa,
        "another clinic": ben,
        "deactivated": gone,
        "administrator": keeper,
    }
    clinic = Clinic(ana, maria, marias_episode)
    site = Site({role: people[role] for role in ROLES})
    Clinician.objects.filter(pk=gone.pk).update(is_active=False)
    return site, Drawing(seed=SEED, clinic=clinic, open_page=site.open_page)


def test_no_request_breaks_the_site(site, quiet, figure, capsys):
    """The same seed draws the same requests; each meets the clinic as it was at the beginning."""
    site, drawing = site
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


def test_a_request_can_be_sent_again_by_its_seed_and_number(site):
    site, drawing = site
    again = Drawing(seed=SEED, clinic=drawing.clinic, open_page=site.open_page)
    for number in (0, 7, 31):
        assert drawing.request(number).path == again.request(number).path
        assert drawing.request(number).method == again.request(number).method


def test_every_route_of_the_site_is_drawn_from():
    names = {route.name for route in all_routes()}
    assert {"account_login", "admin:index", "programmes:log", "drafts:keep", "records:who_saw_csv"} <= names
