"""A place that takes long to build, built once and looked at by many tests."""

from contextlib import contextmanager

import time_machine
from django.core.cache import caches
from django.db import transaction

from tests.conftest import NOW


@contextmanager
def standing(blocker, build):
    """What `build()` made on the tests' morning, for as long as this lasts; then the database is as it was before.

    `blocker` is pytest-django's. What a test changes in the place is undone by its own `db` fixture.
    """
    with blocker.unblock(), undone():
        with time_machine.travel(NOW, tick=False):
            place = build()
        yield place


@contextmanager
def undone():
    """What is written inside is undone, in the database and in every cache."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
    for cache in caches.all(initialized_only=True):
        cache.clear()
