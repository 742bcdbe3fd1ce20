"""A draft that is not to be signed is put away. It counts for nothing and stays readable."""

import pytest
from django.db import IntegrityError, transaction

from rehab.assessments import actions
from rehab.assessments.models import Assessment
from tests.assessments.sheet import address
from tests.pages import send, text


def test_discarding_asks_first(as_ana, draft):
    assert "Discard the draft" in text(as_ana.get(address("discard", draft)))
    assert Assessment.objects.get().is_open_draft


def test_a_discarded_draft_stays_readable_and_cannot_be_edited_or_signed(as_ana, examined):
    send(as_ana, address("discard", examined))
    page = text(as_ana.get(address("assessment", examined)))
    assert "never signed" in page
    assert "−9.5°" in page
    for name in ("edit", "sign", "discard"):
        assert as_ana.get(address(name, examined)).url == address("assessment", examined)


def test_after_it_a_new_one_is_begun(as_ana, ana, examined):
    send(as_ana, address("discard", examined))
    new = actions.begin_assessment(by=ana, episode=examined.episode)
    assert new.pk != examined.pk


def test_a_draft_that_somebody_changed_meanwhile_is_not_discarded(as_ana, lena, draft):
    seen = {"key": "7b0e5a0e-58f5-4a52-8a3a-0f6d3f5c1f11", "version": draft.version}
    actions.save_draft(by=lena, assessment=draft, version=draft.version, findings={"note": "Important"})
    response = as_ana.post(address("discard", draft), seen, follow=True)
    assert "changed this assessment meanwhile" in text(response)
    assert Assessment.objects.get().is_open_draft


def test_a_signed_assessment_cannot_be_discarded(ana, signed):
    with pytest.raises(actions.EditConflict):
        actions.discard_draft(by=ana, assessment=signed, version=signed.version)
    signed.discarded_at = signed.signed_at
    with pytest.raises(IntegrityError), transaction.atomic():
        signed.save()
