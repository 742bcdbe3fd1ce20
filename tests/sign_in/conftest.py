"""Ana in a clinic that asks for a second factor, and Ana with one."""

import pytest

from tests.sign_in.steps import with_app


@pytest.fixture
def strict(harbour):
    """Harbour Physio asks everybody for a second factor."""
    harbour.requires_second_factor = True
    harbour.save()
    return harbour


@pytest.fixture
def ana_with_app(ana):
    """Ana has an authenticator app."""
    return with_app(ana)
