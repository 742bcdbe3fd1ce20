"""The demo clinic, loaded once for all tests of this folder: it takes seconds, and they only look at it."""

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from clinic.accounts.models import Clinic
from tests.conftest import NOW


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DEMO=True), time_machine.travel(NOW, tick=False):
            call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, settings):
    """The demo clinic. What a test changes in it is taken back."""
    settings.DEMO = True
    with transaction.atomic():
        yield Clinic.objects.get()
        transaction.set_rollback(True)
