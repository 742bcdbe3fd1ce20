"""Two clinics, built once for everything that is asked about who may see what."""

import logging

import pytest

from tests.access.world import two_clinics
from tests.standing import standing


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker):
    with standing(django_db_blocker, two_clinics) as world:
        yield world


@pytest.fixture
def world(built, db):
    """Two clinics; what a test changes in them is undone."""
    logging.disable(logging.CRITICAL)  # thousands of lines about what is refused would only be kept in memory
    yield built
    logging.disable(logging.NOTSET)
