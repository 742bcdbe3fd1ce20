"""Nothing that was recorded is silently changed."""

import datetime

import pytest

from clinic.audit.amending import amend, newest, revise, withdraw
from clinic.audit.models import FormerVersion
from clinic.audit.queries import last_saved
from clinic.audit.recording import EditConflict
from rehab.patients.actions import edit_patient
from rehab.patients.models import Circumstances


@pytest.fixture
def entered(maria):
    return Circumstances.objects.get(patient=maria)


def test_an_amendment_is_a_new_row_that_names_the_one_it_replaces_who_and_why(lena, entered):
    amended = amend(entered, by=lena, reason="She has no band", equipment=[])
    entered.refresh_from_db()
    assert (amended.equipment, amended.replaces, amended.created_by) == ([], entered, lena)
    assert amended.amendment_reason == "She has no band"
    assert (entered.equipment, entered.is_current) == (["band"], False)
    assert newest(entered) == amended


def test_what_was_amended_meanwhile_is_not_amended_again(ana, lena, entered):
    theirs = amend(entered, by=lena, reason="She has no band", equipment=[])
    with pytest.raises(EditConflict) as conflict:
        amend(entered, by=ana, reason="She has a chair", equipment=["chair"])
    assert conflict.value.current == theirs


def test_a_withdrawn_row_stays_readable_and_no_longer_counts(ana, entered):
    withdrawn = withdraw(entered, by=ana, reason="Another patient's")
    assert (withdrawn.withdrawn, withdrawn.is_current, withdrawn.equipment) == (True, False, ["band"])
    assert not Circumstances.objects.filter(is_current=True).exists()


def test_a_revision_keeps_the_former_values(ana, maria):
    revised = revise(maria, by=ana, version=1, family_name="Silva-Costa", date_of_birth=datetime.date(1961, 5, 15))
    former = FormerVersion.objects.get(object_id=maria.pk)
    assert (revised.version, revised.family_name) == (2, "Silva-Costa")
    assert (former.version, former.values["version"], former.replaced_by) == (1, 1, ana)
    assert (former.values["family_name"], former.values["date_of_birth"]) == ("Silva", "1961-05-14")


def test_a_revision_of_an_old_version_is_refused_and_changes_nothing(ana, lena, maria):
    revise(maria, by=lena, version=1, telephone="1")
    with pytest.raises(EditConflict) as conflict:
        revise(maria, by=ana, version=1, telephone="2")
    maria.refresh_from_db()
    assert (maria.telephone, maria.version, conflict.value.current) == ("1", 2, maria)
    assert FormerVersion.objects.count() == 1


def test_who_saved_a_row_last_is_known(lena, maria):
    edit_patient(by=lena, patient=maria, version=1, record_number="H-1001", telephone="5")
    assert last_saved(maria).actor == lena
