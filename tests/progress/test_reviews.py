"""A review is written, signed, amended with a reason, and never overwritten."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from clinic.audit.models import AuditEvent
from clinic.audit.recording import EditConflict
from clinic.drafts.models import FormDraft
from rehab.patients.actions import add_patient, open_episode
from rehab.patients.misfiled import CannotBeMoved
from rehab.patients.putting_right import put_right
from rehab.patients.timeline import timeline
from rehab.programmes import actions as programmes
from rehab.progress import actions
from rehab.progress.models import Review, ReviewScore
from tests.pages import text
from tests.programmes.conftest import START, TODAY
from tests.programmes.findings import SHORT_AND_WEAK, examined
from tests.programmes.logs import clean

NEXT = datetime.date(2026, 3, 30)
SAID = {"findings": "Climbs two flights.", "decision": "continue", "next_review_on": NEXT, "note": "Busy at work"}


@pytest.fixture
def draft(ana, programme):
    return actions.begin_review(by=ana, programme=programme)


@pytest.fixture
def signed(ana, draft):
    return actions.sign_review(by=ana, review=draft, version=draft.version, scores={"lefs.total": 61}, **SAID)


def address(name, row):
    return reverse(f"progress:{name}", args=[row.pk])


def sent(client, review, then="", **changed):
    """The form of a draft as it opens, with changes, sent back."""
    form = client.get(address("edit_review", review)).context["form"]
    filled = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in filled.items() if value is not None} | changed
    return client.post(address("edit_review", review), data | ({"then": then} if then else {}))


def test_a_review_is_begun_from_the_page_and_there_is_one_open_at_a_time(as_ana, programme):
    begin = address("begin_review", programme)
    first, second = as_ana.post(begin), as_ana.post(begin)
    assert first.url == second.url == address("edit_review", Review.objects.get())
    assert as_ana.get(begin).status_code == 405


def test_a_draft_keeps_what_was_written_and_need_not_be_complete(as_ana, draft):
    response = sent(as_ana, draft, findings="Half a thought", score_hagos_pain="62.5", global_change="better")
    assert response.url == address("edit_review", draft)
    draft.refresh_from_db()
    assert (draft.findings, draft.global_change, draft.version) == ("Half a thought", "better", 2)
    assert [(row.scale, float(row.score)) for row in draft.scores.all()] == [("hagos.pain", 62.5)]
    assert not draft.is_signed


def test_a_draft_with_gaps_is_not_signed_and_says_what_is_missing_beside_each_field(as_ana, draft):
    page = text(sent(as_ana, draft, "sign", note="All that I typed"))
    for words in ("Write what was found.", "Choose what happens now."):
        assert words in page
    assert "All that I typed" in page
    draft.refresh_from_db()
    assert (draft.is_signed, draft.note, draft.version) == (False, "", 1)


def test_while_the_programme_goes_on_the_next_review_needs_a_day(as_ana, draft):
    response = sent(as_ana, draft, "sign", findings="Well", decision="adjust")
    assert "choose the day of the next review" in text(response)
    response = sent(as_ana, draft, "sign", findings="Well", decision="adjust", next_review_on="2026-03-02")
    assert "The next review comes after this one." in text(response)


def test_discharge_and_referral_need_no_next_review(ana, draft):
    said = SAID | {"decision": "discharge", "next_review_on": None}
    assert actions.sign_review(by=ana, review=draft, version=1, scores={}, **said).is_signed


def test_signing_keeps_who_when_and_what_it_rested_on(ana, signed, programme):
    assert (signed.signed_by, signed.rules_version) == (ana, programme.rules_version)
    assert signed.seen["week"] == 5
    assert signed.seen["latest_assessment"] == str(programme.assessment_id)
    assert "Length test due" in [one["words"] for one in signed.seen["due"]]
    assert AuditEvent.objects.filter(action="sign", object_id=signed.pk, patient_id=programme.patient.pk).exists()


def test_what_it_rested_on_stays_when_the_record_changes(as_ana, ana, signed, programme):
    programmes.log_sessions(by=ana, programme=programme, sessions=[clean(START)])
    page = text(as_ana.get(address("review", signed)))
    assert signed.seen["sessions"] == 0
    assert "Sessions</dt><dd>0" in page


def test_its_day_becomes_the_day_of_the_programme_s_next_review(signed, programme):
    programme.refresh_from_db()
    assert (programme.next_review_on, programme.version) == (NEXT, 2)


def test_an_older_review_signed_later_does_not_move_the_next_one(ana, signed, programme):
    earlier = actions.begin_review(by=ana, programme=programme, reviewed_on=TODAY - datetime.timedelta(days=9))
    said = SAID | {"next_review_on": datetime.date(2026, 3, 9)}
    actions.sign_review(by=ana, review=earlier, version=1, scores={}, **said)
    programme.refresh_from_db()
    assert programme.next_review_on == NEXT


def test_a_signed_review_is_amended_with_a_reason_and_both_stay_readable(as_ana, ana, signed):
    reason = {
        "reason": "Wrong side named",
        "key": as_ana.get(address("amend_review", signed)).context["form"]["key"].value(),
    }
    draft = Review.objects.get(pk=as_ana.post(address("amend_review", signed), reason).url.split("/")[2])
    assert (draft.findings, draft.scores.get().score) == (SAID["findings"], 61)
    assert Review.objects.get(pk=signed.pk).is_current
    sent(as_ana, draft, "sign", findings="Climbs three flights.")
    signed.refresh_from_db()
    draft.refresh_from_db()
    assert (signed.is_current, signed.findings) == (False, SAID["findings"])
    assert draft.is_current
    assert "Amended by Ana Ruiz" in text(as_ana.get(address("review", signed)))
    assert "because: Wrong side named" in text(as_ana.get(address("review", draft)))


def test_an_amendment_without_a_reason_is_refused(as_ana, signed):
    response = as_ana.post(address("amend_review", signed), {"reason": ""})
    assert "Say why" in text(response)
    assert Review.objects.count() == 1


def test_a_colleague_s_save_is_not_written_over(as_ana, as_lena, ana, draft):
    opened = as_ana.get(address("edit_review", draft)).context["form"]
    sent(as_lena, draft, findings="Lena’s words")
    mine = {"key": opened["key"].value(), "version": "1", "reviewed_on": "2026-03-02", "findings": "Ana’s words"}
    conflict = as_ana.post(address("edit_review", draft), mine)
    assert conflict.status_code == 409
    assert "Lena’s words" in text(conflict)
    assert "Ana’s words" in text(conflict)
    draft.refresh_from_db()
    assert draft.findings == "Lena’s words"


def test_a_signed_review_takes_no_more_edits(ana, signed):
    with pytest.raises(EditConflict):
        actions.save_review(by=ana, review=signed, version=signed.version, scores={}, findings="Other")
    with pytest.raises(EditConflict):
        actions.discard_review(by=ana, review=signed, version=signed.version)


def test_a_review_that_is_sent_twice_is_signed_once(as_ana, draft):
    form = as_ana.get(address("edit_review", draft)).context["form"]
    data = {"key": form["key"].value(), "version": "1", "reviewed_on": "2026-03-02", "then": "sign"}
    data |= {"findings": "Well", "decision": "refer"}
    first, second = (as_ana.post(address("edit_review", draft), data) for _ in range(2))
    assert first.url == second.url == address("review", draft)
    assert AuditEvent.objects.filter(action="sign", object_id=draft.pk).count() == 1


@pytest.mark.parametrize(
    ("scale", "score", "words"),
    [
        ("lefs_total", "81", "This must be 80 or less."),
        ("hagos_pain", "-1", "This must be 0 or more."),
        ("hoos_sport", "100.5", "This must be 100 or less."),
        ("hoos_sport", "many", "Write a number."),
    ],
)
def test_a_score_outside_its_questionnaire_is_refused_beside_its_field(as_ana, draft, scale, score, words):
    page = text(sent(as_ana, draft, **{f"score_{scale}": score}))
    assert words in page
    assert ReviewScore.objects.count() == 0


def test_the_database_refuses_it_too(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewScore.objects.create(review=draft, scale="lefs.total", score=81)


@pytest.mark.parametrize("field", ["findings", "decision"])
def test_nothing_is_signed_without_it(ana, draft, field):
    with pytest.raises(ValidationError) as refused:
        actions.sign_review(by=ana, review=draft, version=1, scores={}, **SAID | {field: ""})
    assert field in refused.value.message_dict
    assert AuditEvent.objects.filter(action="sign", object_id=draft.pk).count() == 0


def test_a_discarded_draft_stays_in_the_timeline_and_counts_for_nothing(as_ana, ana, draft, programme):
    actions.discard_review(by=ana, review=draft, version=1)
    assert "Draft of a review discarded" in [entry.what for entry in timeline(programme.patient)]
    assert "never signed" in text(as_ana.get(address("review", draft)))
    assert actions.begin_review(by=ana, programme=programme) != draft


def test_the_timeline_tells_the_decision(signed, programme):
    (entry,) = [entry for entry in timeline(programme.patient) if entry.kind == "Review"]
    assert (entry.what, entry.url, entry.on) == ("Review: continue as prescribed", address("review", signed), TODAY)


def test_unsaved_words_are_offered_again(as_ana, ana, draft):
    values = {"findings": ["Typed before the light went"]}
    row = FormDraft.objects.create(
        by=ana, form="progress:edit_review", object_id=draft.pk, key=draft.pk, values=values, version=1
    )
    assert "You have unsaved entries" in text(as_ana.get(address("edit_review", draft)))
    restored = as_ana.get(address("edit_review", draft), {"restore": row.pk})
    assert "Typed before the light went" in text(restored)


def test_a_review_for_the_wrong_patient_is_struck_through_and_becomes_a_draft_in_the_right_record(ana, signed):
    other = add_patient(
        by=ana, given_name="Rosa", family_name="Keller", date_of_birth=datetime.date(1970, 1, 2), record_number="H-2"
    )
    episode = open_episode(by=ana, patient=other, complaint="Groin", sides="right", started_on=START)
    found = examined(episode, by=ana, on=START, right=SHORT_AND_WEAK)
    theirs = programmes.start_programme(by=ana, assessment=found, started_on=START)
    put_right(by=ana, kind="review", row=signed, reason="Two Rosas", to=other, place=str(theirs.pk))
    signed.refresh_from_db()
    copy = theirs.reviews.get()
    assert not signed.is_current
    assert (copy.findings, copy.is_signed) == (SAID["findings"], False)
    assert copy.scores.get().score == 61


def test_a_review_that_is_being_amended_is_not_struck_through(ana, signed):
    actions.amend_review(by=ana, review=signed, reason="A slip")
    with pytest.raises(CannotBeMoved):
        actions.strike_review(by=ana, review=signed)


def test_what_the_patient_says_is_drawn_from_signed_reviews_alone(as_ana, ana, signed, programme):
    amendment = actions.amend_review(by=ana, review=signed, reason="A slip")
    actions.save_review(by=ana, review=amendment, version=1, scores={"lefs.total": 12}, global_change="worse")
    reported = as_ana.get(address("progress", programme)).context["progress"].reported
    (lefs,) = [shown.drawing["chart"] for shown in reported]
    assert lefs.series[0].marks[0].words == "2 March 2026: 61/80"


def test_a_score_alone_is_never_called_a_change(as_ana, ana, signed, programme):
    later = actions.begin_review(by=ana, programme=programme)
    actions.sign_review(by=ana, review=later, version=1, scores={"lefs.total": 80}, **SAID)
    progress = as_ana.get(address("progress", programme)).context["progress"]
    assert progress.verdicts == ()


def test_another_clinic_finds_none_of_it(as_ben, signed, programme):
    for name, row in [
        ("review", signed),
        ("edit_review", signed),
        ("amend_review", signed),
        ("discard_review", signed),
    ]:
        assert as_ben.get(address(name, row)).status_code == 404
        assert as_ben.post(address(name, row)).status_code == (405 if name == "review" else 404)
    assert as_ben.post(address("begin_review", programme)).status_code == 404
