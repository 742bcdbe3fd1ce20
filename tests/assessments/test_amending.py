"""A signed assessment is never edited: an amendment takes its place, and the old one stays readable."""

import pytest
from django.db import IntegrityError, transaction

from rehab.assessments import actions
from rehab.assessments.findings import findings_of
from rehab.assessments.models import Assessment
from rehab.assessments.queries import signed_assessments
from tests.assessments.sheet import Sheet, address
from tests.pages import send, text

REASON = "Sides were mixed up"


@pytest.fixture
def amendment(ana, signed):
    return actions.amend_assessment(by=ana, assessment=signed, reason=REASON)


def sign(by, draft):
    return actions.sign_assessment(by=by, assessment=draft, version=draft.version)


def test_an_amendment_begins_as_a_draft_that_holds_the_same(as_ana, lena, signed):
    response = send(as_ana, address("amend", signed), reason=REASON)
    draft = Assessment.objects.get(signed_at__isnull=True)
    assert response.url == address("edit", draft)
    assert findings_of(draft) == findings_of(signed)
    assert (draft.replaces, draft.amendment_reason, draft.rater) == (signed, REASON, signed.rater)


def test_it_needs_a_reason(as_ana, signed):
    response = send(as_ana, address("amend", signed), reason=" ")
    assert "Say why" in response.context["form"].errors["reason"][0]
    assert Assessment.objects.count() == 1


def test_until_it_is_signed_the_old_one_counts(as_ana, signed, amendment):
    assert list(signed_assessments(signed.episode)) == [signed]
    page = text(as_ana.get(address("assessment", signed)))
    assert "An amendment is being written" in page
    assert address("edit", amendment) in page


def test_once_signed_it_takes_the_place_of_the_old_one(lena, signed, amendment):
    sign(lena, amendment)
    assert list(signed_assessments(signed.episode)) == [amendment]


def test_the_old_one_is_unchanged_and_each_leads_to_the_other(as_ana, lena, signed, amendment):
    before = findings_of(signed)
    page = Sheet(as_ana, amendment)
    page.type(right_thomas_hip_extension_deg="-2").press()
    sign(lena, page.stored)
    assert findings_of(Assessment.objects.get(pk=signed.pk)) == before
    old, new = (text(as_ana.get(address("assessment", row))) for row in (signed, amendment))
    assert "−9.5°" in old
    assert "Amended by Lena Vogt" in old
    assert REASON in old
    assert address("assessment", amendment) in old
    assert "−2°" in new
    assert REASON in new
    assert address("assessment", signed) in new


def test_amending_again_goes_on_with_the_amendment_that_is_open(as_ana, ana, signed, amendment):
    assert as_ana.get(address("amend", signed)).url == address("assessment", amendment)
    assert actions.amend_assessment(by=ana, assessment=signed, reason="Other") == amendment


def test_only_the_newest_version_is_amended(as_ana, ana, signed, amendment):
    newest = sign(ana, amendment)
    assert as_ana.get(address("amend", signed)).url == address("assessment", newest)
    with pytest.raises(actions.EditConflict) as conflict:
        actions.amend_assessment(by=ana, assessment=signed, reason="Other")
    assert conflict.value.current == newest
    assert actions.amend_assessment(by=ana, assessment=newest, reason="Again").replaces == newest


def test_a_discarded_amendment_leaves_the_signed_one_open_to_another(ana, signed, amendment):
    actions.discard_draft(by=ana, assessment=amendment, version=amendment.version)
    assert list(signed_assessments(signed.episode)) == [signed]
    assert actions.amend_assessment(by=ana, assessment=signed, reason="Again") != amendment


def test_an_amendment_does_not_stand_in_the_way_of_a_new_assessment(ana, signed, amendment):
    new = actions.begin_assessment(by=ana, episode=signed.episode)
    assert new != amendment
    assert new.replaces is None


def test_a_draft_is_not_amended(as_ana, draft):
    assert as_ana.get(address("amend", draft)).url == address("assessment", draft)


def test_the_database_holds_one_amendment_of_an_assessment(ana, signed, amendment):
    amendment.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        amendment.save(force_insert=True)
