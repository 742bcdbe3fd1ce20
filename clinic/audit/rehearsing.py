"""Doing something without its having been done, to see what it would bring about."""

from contextlib import contextmanager

from django.db import transaction


@contextmanager
def rehearsal():
    """What is written inside, audit events included, is taken back at the end: look at what it changed before that."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
