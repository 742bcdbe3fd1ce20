"""A clinic at work, in which every page can be opened, and was once: by its lead, who opens them all."""

from types import SimpleNamespace

import pytest

from tests.conftest import signed_in
from tests.standing import standing
from tests.trust.founding import HARBOUR, founded
from tests.trust.visits import visits


@pytest.fixture(scope="package")
def opened(django_db_setup, django_db_blocker):
    """`clinic`, and `visits` {route: Visit} of its lead to every page."""

    def build():
        clinic = founded(HARBOUR)
        return SimpleNamespace(clinic=clinic, visits=visits(signed_in(clinic.lead), clinic))

    with standing(django_db_blocker, build) as place:
        yield place


@pytest.fixture
def clinic(opened, db):
    return opened.clinic


@pytest.fixture
def visited(opened, db):
    return opened.visits
