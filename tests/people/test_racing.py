"""Several leads, or several people with one link, at the same moment."""

import time
from functools import partial

import pytest

from clinic.accounts.models import Clinician
from clinic.audit.verifying import faults_of_all
from clinic.people import actions, inviting
from clinic.people.links import hashed
from clinic.people.models import Invitation, expiry
from tests.people.conftest import NEW, PASSWORD
from tests.races.racing import WRITERS, Crash, race

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_many_who_use_one_link_one_makes_the_account(harbour, lena):
    invitation = Invitation.objects.create(
        clinic=harbour, secret_hash=hashed("secret"), expires_at=expiry(), created_by=lena, **NEW
    )
    results = race(
        partial(inviting.accept, invitation=invitation, username=f"nina{n}", password=PASSWORD) for n in range(WRITERS)
    )
    assert len([made for made in results if isinstance(made, Clinician)]) == 1
    assert {crash for crash in results if isinstance(crash, Crash)} == {"LinkDead: "}
    assert Clinician.objects.filter(email=NEW["email"]).count() == 1
    assert faults_of_all() == []


def test_of_two_leads_who_deactivate_each_other_one_stays(harbour, lena, ana, monkeypatch):
    def slowly(person):
        time.sleep(0.2)  # each has been found to lead by now, unless one waits for the other
        return []

    Clinician.objects.filter(pk=ana.pk).update(role="lead")
    monkeypatch.setattr("clinic.people.hooks.charges_of", slowly)
    results = race(
        partial(actions.deactivate, by=by, person=person, version=1, receivers={})
        for by, person in ((lena, ana), (ana, lena))
    )
    [refused] = [result for result in results if isinstance(result, Crash)]
    assert refused.startswith("PermissionDenied")
    assert Clinician.objects.filter(is_active=True, role="lead").count() == 1
    assert faults_of_all() == []
