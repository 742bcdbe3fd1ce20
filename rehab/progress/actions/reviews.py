"""A review: begun, written, signed, amended, struck through."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from clinic.audit.amending import revise
from clinic.audit.recording import Action, EditConflict, once, record
from clinic.forms import spoken_date
from rehab.patients.misfiled import CannotBeMoved
from rehab.programmes.actions.shared import locked
from rehab.progress.due import due
from rehab.progress.models import Review, ReviewScore
from rehab.progress.queries import open_amendment, open_review, progress_of
from rehab.progress.seen import seen
from rehab.rules import RULES_VERSION

OWN_FIELDS = ("reviewed_on", "global_change", "findings", "decision", "note", "next_review_on")


@once
def begin_review(*, by, programme, reviewed_on=None) -> Review:
    """Begin a review, today unless said otherwise, or go on with the open one of the programme."""
    programme = locked(programme)
    if (draft := open_review(programme)) is not None:
        return draft
    draft = Review.objects.create(programme=programme, reviewed_on=reviewed_on or by.today(), created_by=by)
    record(Action.CREATE, by=by, patient=draft.patient, obj=draft)
    return draft


@once
def save_review(*, by, review, version, scores, **fields) -> Review:
    """Store what a draft says; it may be incomplete. `scores` is {scale: number}. Raises EditConflict."""
    draft = _stored(_locked_draft(review, version), scores, fields)
    record(Action.AMEND, by=by, patient=draft.patient, obj=draft)
    return draft


@once
def sign_review(*, by, review, version, scores, **fields) -> Review:
    """Store and sign a draft; an amendment takes the place of the review it amends. Raises EditConflict.

    The day of the next review becomes that of the running programme. Raises ValidationError, keyed by field, for
    what is missing or cannot be.
    """
    programme = locked(review.programme)
    draft = _stored(_locked_draft(review, version), scores, fields)
    _check(draft, programme, by.today())
    shown = progress_of(programme, draft.reviewed_on)
    draft.seen = seen(shown, due(programme, shown, draft.reviewed_on))
    draft.rules_version = RULES_VERSION
    draft.signed_at, draft.signed_by = timezone.now(), by
    draft.save()
    Review.objects.filter(pk=draft.replaces_id).update(is_current=False)
    record(Action.SIGN, by=by, patient=draft.patient, obj=draft)
    _plan_next(by, draft, programme)
    return draft


@once
def amend_review(*, by, review, reason) -> Review:
    """Begin the amendment of a signed review: a draft that says the same, or the one begun already.

    Raises EditConflict, with what is stored now, when the review was amended meanwhile.
    """
    locked(review.programme)
    signed = _locked(review)
    if not (signed.is_signed and signed.is_current):
        raise EditConflict(signed.replaced_by or signed)
    if (begun := open_amendment(signed)) is not None:
        return begun
    draft = Review(programme=signed.programme, created_by=by, replaces=signed, amendment_reason=reason)
    scores = {row.scale: row.score for row in signed.scores.all()}
    _stored(draft, scores, {name: getattr(signed, name) for name in OWN_FIELDS})
    record(Action.CREATE, by=by, patient=draft.patient, obj=draft)
    return draft


@once
def discard_review(*, by, review, version) -> Review:
    """Put a draft away that is not to be signed. It stays readable. Raises EditConflict."""
    draft = _locked_draft(review, version)
    draft.discarded_at, draft.is_current = timezone.now(), False
    draft.save()
    record(Action.AMEND, by=by, patient=draft.patient, obj=draft)
    return draft


def _locked(review):
    return (
        Review.objects.select_for_update(of=("self",)).select_related("programme__episode__patient").get(pk=review.pk)
    )


def _locked_draft(review, version):
    draft = _locked(review)
    if draft.version != version or not draft.is_open_draft:
        raise EditConflict(draft)
    draft.version += 1
    return draft


def _stored(draft, scores, fields):
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save()
    draft.scores.all().delete()
    ReviewScore.objects.bulk_create(
        ReviewScore(review=draft, scale=scale, score=score) for scale, score in scores.items() if score is not None
    )
    return draft


def _check(draft, programme, today):
    """Raise ValidationError for what keeps a review from being signed."""
    wrong = {}
    if not programme.started_on <= draft.reviewed_on <= today:
        wrong["reviewed_on"] = f"Give a date from {spoken_date(programme.started_on)} to today."
    if not draft.findings.strip():
        wrong["findings"] = "Write what was found."
    if not draft.decision:
        wrong["decision"] = "Choose what happens now."
    if draft.decision in Review.GOES_ON and programme.is_running and draft.next_review_on is None:
        wrong["next_review_on"] = "The programme goes on: choose the day of the next review."
    if draft.next_review_on is not None and draft.next_review_on <= draft.reviewed_on:
        wrong["next_review_on"] = "The next review comes after this one."
    if wrong:
        raise ValidationError(wrong)


def _plan_next(by, review, programme):
    """The last review that was signed says when the next one is."""
    later = programme.reviews.filter(is_current=True, signed_at__isnull=False, reviewed_on__gt=review.reviewed_on)
    if programme.is_running and not later.exists() and programme.next_review_on != review.next_review_on:
        changed = revise(programme, by=by, version=programme.version, next_review_on=review.next_review_on)
        record(Action.AMEND, by=by, patient=changed.patient, obj=changed)


@once
def strike_review(*, by, review) -> Review:
    """Take a review out of what counts, a draft by discarding it: it was written for another patient.

    Raises EditConflict where it no longer counts, CannotBeMoved where an amendment of it is being written.
    """
    struck = _locked(review)
    if not struck.is_current:
        raise EditConflict(struck)
    if struck.is_signed and open_amendment(struck):
        raise CannotBeMoved("An amendment of it has been begun: sign or discard that first.")
    struck.is_current = False
    if not struck.is_signed:
        struck.discarded_at = timezone.now()
    struck.save(update_fields=["is_current", "discarded_at"])
    record(Action.AMEND, by=by, patient=struck.patient, obj=struck)
    return struck


@once
def enter_review_from(*, by, source, programme) -> Review:
    """Enter in this programme what `source`, a review from another record, says: as a draft, to be looked over.

    It rested on another patient's figures, so that it is signed anew. Raises CannotBeMoved.
    """
    programme = locked(programme)
    if open_review(programme) is not None:
        raise CannotBeMoved("That programme has an open review: sign or discard it first.")
    copy = Review(programme=programme, created_by=by)
    scores = {row.scale: row.score for row in source.scores.all()}
    _stored(copy, scores, {name: getattr(source, name) for name in OWN_FIELDS})
    record(Action.CREATE, by=by, patient=programme.patient, obj=copy)
    return copy
