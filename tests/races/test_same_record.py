"""Different things done to one record in the same moment: one consistent result, whoever comes first."""

import datetime
from functools import partial

import pytest

from clinic.accounts.models import Clinician
from rehab.assessments.actions import amend_assessment, discard_draft, save_draft, sign_assessment
from rehab.assessments.findings import findings_of
from rehab.assessments.models import Assessment
from rehab.handouts.actions import issue_handout
from rehab.patients.actions import discharge_episode, measure_body, open_episode
from rehab.patients.merging import merge_patients
from rehab.patients.models import BodyMeasurement, Episode, Merge, Misfiling, Patient
from rehab.patients.putting_right import put_right
from rehab.programmes import actions
from rehab.programmes.decisions import standing
from rehab.programmes.dosage import missing_prescriptions
from rehab.programmes.models import Prescription, Programme, SessionLog
from tests.programmes.findings import SHORT_AND_WEAK, examined
from tests.programmes.logs import clean
from tests.races.racing import SHORT, WRITERS, Crash, race

LATER = datetime.date(2026, 2, 23)


@pytest.fixture
def people(place, harbour):
    """As many clinicians of Harbour Physio as race, leads all."""
    return Clinician.objects.bulk_create(
        Clinician(username=f"c{n}", first_name="Kim", last_name=f"Nr{n:02}", clinic=harbour, role="lead")
        for n in range(WRITERS)
    )


def won(results):
    return [one for one in results if not isinstance(one, Crash)]


def lost(results):
    """The kinds of what the others got: words that a page shows, never a bare error of the database."""
    return {one.partition(":")[0] for one in results if isinstance(one, Crash)}


def test_sessions_of_one_day_and_of_many_days(place, people):
    programme, day = place.programme, datetime.date(2026, 2, 6)
    same = race(partial(actions.log_sessions, by=by, programme=programme, sessions=[clean(day)]) for by in people)
    assert (len(won(same)), lost(same)) == (1, {"ValidationError"})
    days = [datetime.date(2026, 2, 8) + datetime.timedelta(days=n) for n in range(min(len(people), 20))]
    each = race(
        partial(actions.log_sessions, by=by, programme=programme, sessions=[clean(on)])
        for by, on in zip(people, days, strict=False)
    )
    assert lost(each) == set()
    assert programme.sessions.count() == 2 + len(days)
    programme = Programme.objects.get(pk=programme.pk)
    assert missing_prescriptions(programme, standing(programme, people[0].today())) == []
    rows = Prescription.objects.filter(programme=programme, is_current=True).values_list("side", "exercise", "level")
    assert len(rows) == len(set(rows))


def test_a_session_corrected_taken_back_and_moved_at_once(place, people):
    session = place.session
    ways = [
        partial(actions.correct_session, session=session, reason="Misread", **clean(session.performed_on, symptoms=2)),
        partial(actions.withdraw_session, session=session, reason="Another patient’s"),
        partial(put_right, kind="session", row=session, reason="Another patient’s"),
    ]
    results = race(partial(ways[n % len(ways)], by=by) for n, by in enumerate(people))
    assert (len({one.pk for one in won(results)}), lost(results)) == (1, {"EditConflict"})
    assert SessionLog.objects.filter(replaces=session).count() == 1
    assert SessionLog.objects.filter(programme=place.programme).count() == 2
    assert Misfiling.objects.count() <= 1


def test_a_draft_saved_signed_and_discarded_at_once(place, people):
    draft = place.draft
    findings = findings_of(place.assessment) | {"note": "Better"}
    save_draft(by=people[0], assessment=draft, version=draft.version, findings=findings)
    draft.refresh_from_db()
    ways = [
        partial(sign_assessment, assessment=draft, version=draft.version),
        partial(discard_draft, assessment=draft, version=draft.version),
        partial(save_draft, assessment=draft, version=draft.version, findings=findings | {"note": "Much better"}),
    ]
    results = race(partial(ways[n % len(ways)], by=by) for n, by in enumerate(people))
    stored = Assessment.objects.get(pk=draft.pk)
    assert lost(results) == {"EditConflict"}
    # Who saves what is stored already has stored nothing twice, and is told so by no conflict.
    assert len({one.note for one in won(results)}) == 1
    assert stored.version == draft.version + 1
    assert not (stored.signed_at and stored.discarded_at)
    assert stored.is_signed == (stored.screening_id is not None)


def test_a_signed_assessment_amended_by_many_has_one_amendment(place, people):
    results = race(
        partial(amend_assessment, by=by, assessment=place.assessment, reason=f"Reason {n}")
        for n, by in enumerate(people)
    )
    assert lost(results) == set()
    assert {one.pk for one in results} == set(
        Assessment.objects.filter(replaces=place.assessment).values_list("pk", flat=True)
    )
    assert len({one.pk for one in results}) == 1


def test_a_programme_started_while_the_episode_is_closed(place, ana, people):
    programme = Programme.objects.get(pk=place.programme.pk)
    actions.end_programme(by=ana, programme=programme, version=programme.version, end_reason="completed")
    episode = Episode.objects.get(pk=place.episode.pk)
    found = examined(episode, by=ana, on=LATER, right=SHORT_AND_WEAK)
    ways = [
        *(partial(actions.start_programme, by=by, assessment=found, started_on=LATER) for by in people[1:]),
        partial(
            discharge_episode,
            by=people[0],
            episode=episode,
            version=episode.version,
            discharged_on=people[0].today(),
            outcome="other",
        ),
    ]
    results = race(ways)
    running = Programme.objects.filter(episode=episode, ended_on__isnull=True).count()
    assert not isinstance(results[-1], Crash), results[-1]
    assert running == 0
    assert lost(results) == {"ValidationError"}
    assert Programme.objects.filter(assessment=found).count() == len(won(results)) - 1 <= 1


def test_a_session_logged_while_the_programme_ends_and_moves(place, people):
    programme = Programme.objects.get(pk=place.programme.pk)
    end = {"version": programme.version, "end_reason": "completed", "ended_on": LATER}
    ways = [
        *(
            partial(actions.log_sessions, by=by, programme=programme, sessions=[clean(LATER + datetime.timedelta(n))])
            for n, by in enumerate(people[: min(6, len(people)) - 1])
        ),
        partial(actions.end_programme, by=people[-1], programme=programme, **end),
    ]
    results = race(ways)
    stored = Programme.objects.get(pk=programme.pk)
    last = programme.sessions.filter(is_current=True).latest("performed_on").performed_on
    assert lost(results) <= {"ValidationError"}
    assert stored.ended_on is None or last <= stored.ended_on


def test_handouts_issued_at_once_have_numbers_of_their_own(place, people):
    issuing = people if WRITERS > SHORT else people[: SHORT // 2]
    results = race(partial(issue_handout, by=by, programme=place.programme) for by in issuing)
    assert lost(results) <= {"ChangedMeanwhileError"}
    numbers = sorted(place.programme.handouts.values_list("number", flat=True))
    assert numbers == list(range(1, 2 + len(won(results))))


def test_two_records_merged_both_ways_while_entries_are_made_in_both(place, people):
    one, other = place.maria, place.again
    versions = {patient.pk: Patient.objects.get(pk=patient.pk).version for patient in (one, other)}
    merge = partial(merge_patients, versions=versions, reason="One person", from_today="both")
    day = datetime.date(2026, 2, 1)
    ways = [
        partial(merge, kept=one, merged=other),
        partial(measure_body, patient=other, measured_on=day, height_cm=170),
        partial(merge, kept=other, merged=one),
        partial(open_episode, patient=other, complaint="Knee", sides="left", started_on=day),
        partial(put_right, kind="measurement", row=place.measurement, reason="Not hers", to=other, place="record"),
    ]
    results = race(partial(ways[n % len(ways)], by=by) for n, by in enumerate(people))
    assert lost(results) <= {"EditConflict", "MergedAway", "DateTaken", "CannotBeMerged", "CannotBeMoved"}
    done = Merge.objects.get()
    for model, name in ((BodyMeasurement, "patient"), (Episode, "patient"), (Misfiling, "moved_to")):
        assert not model.objects.filter(**{name: done.merged}).exists(), model
    assert sum(isinstance(one, Merge) for one in results) == 1
    assert BodyMeasurement.objects.filter(measured_on=day, is_current=True).count() <= 1


def test_an_entry_moved_by_many_is_moved_once(place, people, ana):
    results = race(
        partial(
            put_right, by=by, kind="measurement", row=place.measurement, reason="Hers", to=place.again, place="record"
        )
        for by in people
    )
    assert (len(won(results)), lost(results)) == (1, {"CannotBeMoved"})
    assert BodyMeasurement.objects.filter(patient=place.again).count() == 1
    assert Misfiling.objects.count() == 1
