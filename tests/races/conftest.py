"""Harbour Physio on a busy morning: Maria in treatment, and as many clinicians as race."""

import pytest

from clinic.accounts.models import Clinician
from clinic.audit.verifying import faults_of_all
from tests.conftest import signed_in
from tests.handouts.conftest import no_paper
from tests.races.racing import WRITERS
from tests.trust.places import Clinic

__all__ = ["no_paper"]


@pytest.fixture
def place(transactional_db, ana, maria, marias_episode, no_paper):
    """Harbour Physio with a row of everything that can be raced for; at the end its audit trail is one chain."""
    yield Clinic(ana, maria, marias_episode)
    assert faults_of_all() == []


@pytest.fixture
def crowd(transactional_db, harbour):
    """Browsers of as many clinicians of Harbour Physio as race."""
    people = Clinician.objects.bulk_create(
        Clinician(username=f"c{n}", first_name="Kim", last_name=f"Nr{n:02}", clinic=harbour, role="lead")
        for n in range(WRITERS)
    )
    return [signed_in(person) for person in people]
