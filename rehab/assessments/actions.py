"""Everything that writes an assessment."""

from django.db import transaction
from django.utils import timezone

from clinic.audit.recording import Action, EditConflict, once, record
from clinic.forms import spoken_date
from rehab.assessments import hooks
from rehab.assessments.findings import OWN_FIELDS, TESTS, findings_of, whole
from rehab.assessments.models import Assessment, PsfsScore, Trial
from rehab.assessments.queries import open_amendment, open_draft
from rehab.assessments.unfinished import Unfinished, unfinished
from rehab.patients.misfiled import CannotBeMoved
from rehab.patients.models import Episode, Screening


class EpisodeClosed(Exception):
    """The patient was discharged from the episode: nothing new is examined in it."""


class NotReady(Exception):
    """The draft cannot be signed yet; `unfinished` says what is missing."""

    def __init__(self, missing: list[Unfinished]):
        super().__init__("The assessment is not finished.")
        self.unfinished = missing


@once
def begin_assessment(*, by, episode, examined_on=None) -> Assessment:
    """Begin a draft, today unless said otherwise, or return to the episode's open one. Raises EpisodeClosed."""
    episode = Episode.objects.select_for_update(of=("self",), no_key=True).select_related("patient").get(pk=episode.pk)
    if (draft := open_draft(episode)) is not None:
        return draft
    if not episode.is_open:
        raise EpisodeClosed("The episode is closed.")
    draft = Assessment.objects.create(episode=episode, examined_on=examined_on or by.today(), rater=by, created_by=by)
    record(Action.CREATE, by=by, patient=episode.patient, obj=draft)
    return draft


@transaction.atomic
def save_draft(*, by, assessment, version, findings, form=None, is_autosave=False) -> Assessment:
    """Store the findings (see findings.py) in place of all that the draft held. They may be incomplete.

    `version` is the one that the page was opened with, `form` the key of that page. What is stored already is not
    stored again. Raises EditConflict, with the assessment as it is, when somebody else saved, signed or discarded
    it; what the same page saved last is no conflict, except for an automatic save, which may arrive too late.
    """
    draft = _locked(assessment)
    findings = whole({"examined_on": draft.examined_on} | findings)
    if not draft.is_open_draft:
        raise EditConflict(draft)
    if findings_of(draft) == findings:
        return draft
    from_this_page = form is not None and form == draft.saved_by_form and not is_autosave
    if draft.version != version and not from_this_page:
        raise EditConflict(draft)
    draft.saved_by_form = form
    draft.version += 1
    _store(draft, findings)
    record(Action.AMEND, by=by, patient=draft.patient, obj=draft)
    return draft


@once
def sign_assessment(*, by, assessment, version) -> Assessment:
    """Sign a draft; an amendment takes the place of the assessment it amends. Raises NotReady and EditConflict.

    Red flags that were not asked and tests that were not done stay unknown.
    """
    draft = _locked_draft(assessment, version)
    if missing := unfinished(findings_of(draft)):
        raise NotReady(missing)
    draft.screening = Screening.objects.create(
        episode=draft.episode,
        asked_on=draft.examined_on,
        answers=findings_of(draft)["screening"],
        created_by=by,
    )
    draft.draft_screening = {}
    draft.signed_at, draft.signed_by = timezone.now(), by
    draft.save()
    Assessment.objects.filter(pk=draft.replaces_id).update(is_current=False)
    record(Action.SIGN, by=by, patient=draft.patient, obj=draft)
    hooks.assessment_signed(by=by, assessment=draft)
    return draft


@once
def amend_assessment(*, by, assessment, reason) -> Assessment:
    """Begin the amendment of a signed assessment: a draft that holds the same, or the one begun already.

    Raises EditConflict, with what is stored now, when the assessment was amended meanwhile.
    """
    signed = _locked(assessment)
    if not (signed.is_signed and signed.is_current):
        raise EditConflict(signed.replaced_by or signed)
    if (begun := open_amendment(signed)) is not None:
        return begun
    draft = Assessment(
        episode=signed.episode, rater=signed.rater, created_by=by, replaces=signed, amendment_reason=reason
    )
    _store(draft, findings_of(signed))
    record(Action.CREATE, by=by, patient=draft.patient, obj=draft)
    return draft


@once
def discard_draft(*, by, assessment, version) -> Assessment:
    """Put a draft away that is not to be signed. It stays readable. Raises EditConflict."""
    draft = _locked_draft(assessment, version)
    draft.discarded_at, draft.is_current = timezone.now(), False
    draft.save()
    record(Action.AMEND, by=by, patient=draft.patient, obj=draft)
    return draft


@once
def strike_assessment(*, by, assessment) -> Assessment:
    """Take an assessment out of what counts, a draft by discarding it: it was made for another patient.

    Raises EditConflict for one that does not count (any more), and CannotBeMoved where something builds on it.
    """
    struck = _locked(assessment)
    if not struck.is_current:
        raise EditConflict(struck)
    if struck.is_signed and open_amendment(struck):
        raise CannotBeMoved("An amendment of it has been begun: sign or discard that first.")
    hooks.assessment_is_to_be_struck(assessment=struck)
    struck.is_current = False
    if not struck.is_signed:
        struck.discarded_at = timezone.now()
    struck.save(update_fields=["is_current", "discarded_at"])
    record(Action.AMEND, by=by, patient=struck.patient, obj=struck)
    hooks.assessment_signed(by=by, assessment=struck)
    return struck


@once
def enter_from(*, by, source, episode) -> Assessment:
    """Enter in this episode what `source`, an assessment from another record, says: signed by whom it was signed.

    Scores of activities come along where the episode has an activity of the same words. Raises CannotBeMoved.
    """
    episode = Episode.objects.select_for_update(of=("self",), no_key=True).select_related("patient").get(pk=episode.pk)
    _refuse_place(source, episode)
    findings = findings_of(source)
    copy = Assessment(episode=episode, rater=source.rater, created_by=by)
    _store(copy, findings | {"psfs": _scores_in(episode, source)})
    if source.is_signed:
        copy.screening = Screening.objects.create(
            episode=episode, asked_on=source.screening.asked_on, answers=source.screening.answers, created_by=by
        )
        copy.draft_screening, copy.signed_at, copy.signed_by = {}, source.signed_at, source.signed_by
        copy.save()
        hooks.assessment_signed(by=by, assessment=copy)
    record(Action.CREATE, by=by, patient=episode.patient, obj=copy)
    return copy


def _refuse_place(source, episode):
    if not episode.is_open:
        raise CannotBeMoved("That episode is closed.")
    if source.examined_on < episode.started_on:
        raise CannotBeMoved(f"That episode began later, on {spoken_date(episode.started_on)}: change its start first.")
    if not source.is_signed and open_draft(episode) is not None:
        raise CannotBeMoved("That episode has an open draft: sign or discard it first.")


def _scores_in(episode, source):
    same = {activity.activity.casefold(): activity.pk for activity in episode.psfs_activities.all()}
    scored = source.psfs_scores.select_related("activity")
    return {
        same[row.activity.activity.casefold()]: row.score for row in scored if row.activity.activity.casefold() in same
    }


def _locked(assessment):
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("episode__patient")
    return rows.get(pk=assessment.pk)


def _locked_draft(assessment, version):
    draft = _locked(assessment)
    if draft.version != version or not draft.is_open_draft:
        raise EditConflict(draft)
    draft.version += 1
    return draft


def _store(draft, findings):
    for name in OWN_FIELDS:
        setattr(draft, name, findings[name])
    draft.draft_screening = findings["screening"]
    draft.save()
    for test, model in TESTS.items():
        _replace(draft, model, _done(findings, test))
    _replace(draft, Trial, _trials(findings))
    _replace(draft, PsfsScore, ({"activity_id": pk, "score": score} for pk, score in findings["psfs"].items()))


def _done(findings, test):
    for side, found in findings["sides"].items():
        if found[test]:
            yield {"side": side} | found[test]


def _trials(findings):
    for side, found in findings["sides"].items():
        for position, trial in enumerate(found["trials"], start=1):
            yield {"side": side, "position": position} | trial


def _replace(draft, model, rows):
    """A draft is working paper: what it held before its last save is not kept."""
    model.objects.filter(assessment=draft).delete()
    model.objects.bulk_create(model(assessment=draft, **values) for values in rows)
