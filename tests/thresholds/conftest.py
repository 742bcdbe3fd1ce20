"""Harbour's settings and the versions that its lead Lena makes of them."""

import pytest

from rehab.thresholds.actions import make_version
from rehab.thresholds.queries import in_force
from tests.programmes.conftest import assessment, log, lukasz_programme, paused, programme

__all__ = ["assessment", "log", "lukasz_programme", "paused", "programme"]


@pytest.fixture
def set_to(lena, harbour):
    """Make the next version of Harbour's settings: those in force with these changes."""

    def set_to(reason="Agreed at the team meeting", **changes):
        current = in_force(harbour)
        return make_version(by=lena, settings=current.settings | changes, reason=reason, version=current.number)

    return set_to
