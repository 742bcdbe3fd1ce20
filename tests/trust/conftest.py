"""A clinic at work, in which every page can be opened."""

import pytest

from tests.conftest import signed_in
from tests.trust.places import Clinic


@pytest.fixture
def clinic(ana, maria, marias_episode):
    return Clinic(ana, maria, marias_episode)


@pytest.fixture
def as_lead(lena):
    """A browser in which Lena, who leads the clinic, is signed in: she opens every page."""
    return signed_in(lena)
