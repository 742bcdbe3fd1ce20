"""Bring the demo clinic to life: every row is made by the action that a page would call, as of today."""

import datetime

from django.forms.models import model_to_dict

from clinic.accounts.models import Clinic, Clinician
from clinic.letterhead.actions import DETAILS, set_letterhead
from clinic.letterhead.logos import logo_from
from rehab.assessments import actions as assessments
from rehab.assessments.findings_input import plan_answer
from rehab.demo.cast import CAST
from rehab.demo.logo import COLOUR, drawn_logo
from rehab.demo.sessions import sessions_done, training_dates
from rehab.handouts import actions as handouts
from rehab.patients import actions as patients
from rehab.programmes import actions as programmes
from rehab.programmes.choice import TREATING
from rehab.rules import LIBRARY
from rehab.thresholds.actions import make_version

PASSWORD = "hipwise-demo-clinic"  # noqa: S105 - printed by bin/run; the demo holds no real patient
SIGN_IN = f"sign in as robin (lead), dana (clinician) or sam (reception), password {PASSWORD}"
DAYS_A_YEAR = 365.25


def open_clinic() -> tuple[Clinician, Clinician]:
    """The demo clinic with its two clinicians, and its reception."""
    clinic = Clinic.objects.create(
        name="Seaview Physiotherapy",
        address="3 Harbour Parade\nSeaview",
        telephone="01632 960 123",
        email="desk@seaview.example",
        requires_second_factor=False,  # whoever looks at the demo has a minute
    )
    robin = Clinician.objects.create_user(
        "robin",
        "robin@seaview.example",
        PASSWORD,
        first_name="Robin",
        last_name="Hart",
        clinic=clinic,
        role=Clinician.Role.LEAD,
    )
    set_letterhead(
        by=robin,
        version=clinic.version,
        details=model_to_dict(clinic, DETAILS) | {"colour": COLOUR},
        picture=logo_from(drawn_logo()),
    )
    dana = Clinician.objects.create_user(
        "dana", "dana@seaview.example", PASSWORD, first_name="Dana", last_name="Levy", clinic=clinic
    )
    Clinician.objects.create_user(
        "sam",
        "sam@seaview.example",
        PASSWORD,
        first_name="Sam",
        last_name="Okoro",
        clinic=clinic,
        role=Clinician.Role.RECEPTION,
        job_title="Receptionist",
    )
    return robin, dana


def tell(today: datetime.date, robin: Clinician, dana: Clinician) -> None:
    """Everybody's story up to today; then the lead changes a setting, which running programmes do not follow yet."""
    for person in CAST:
        _tell(person, today, robin if person.mine else dana)
    make_version(
        by=robin,
        settings={"lapse_days": 10},
        reason="After ten days away people come back with less than their log says. We want to start the count again "
        "sooner, and to see them before that.",
        version=0,
    )


def _tell(person, today, by):
    first = today - datetime.timedelta(days=person.examinations[0].days_ago)
    episode = _open_episode(person, by, first)
    programme = None
    for examination in person.examinations:
        assessment = _examine(by, episode, examination, today)
        if programme is None and examination.signed and _is_treated(assessment):
            programme = _start(person, by, assessment, first, today)
    if person.outcome:
        _finish(person, by, episode, programme, today)


def _open_episode(person, by, first):
    given, family = person.name
    patient = patients.add_patient(
        by=by,
        given_name=given,
        family_name=family,
        date_of_birth=first - datetime.timedelta(days=int(DAYS_A_YEAR * person.age) + 100),
        sex=person.sex,
        record_number=person.number,
        telephone="01632 960 " + person.number[-3:],
    )
    patients.set_circumstances(
        by=by, patient=patient, holds_from=first, precautions=list(person.precautions), equipment=list(person.equipment)
    )
    return patients.open_episode(
        by=by,
        patient=patient,
        clinician=by,
        complaint=person.complaint,
        sides=person.sides,
        goal=person.goal,
        started_on=first,
        activities=person.activities,
    )


def _examine(by, episode, examination, today):
    on = today - datetime.timedelta(days=examination.days_ago)
    draft = assessments.begin_assessment(by=by, episode=episode, examined_on=on)
    activities = list(episode.psfs_activities.all())
    findings = {
        "examined_on": on,
        "screening": {flag: flag in examination.red_flags for flag in LIBRARY.red_flags},
        "pain_nrs": examination.pain,
        "usual_morning_symptoms": 0,
        "note": examination.note,
        "psfs": {activity.pk: score for activity, score in zip(activities, examination.scores, strict=False)},
        "sides": examination.sides,
    }
    draft = assessments.save_draft(by=by, assessment=draft, version=draft.version, findings=findings)
    if not examination.signed:
        return draft
    return assessments.sign_assessment(by=by, assessment=draft, version=draft.version)


def _is_treated(assessment):
    answer = plan_answer(assessment)
    return any(side["combination"] in TREATING for side in answer["sides"].values())


def _start(person, by, assessment, first, today):
    review = person.review_in_days
    programme = programmes.start_programme(
        by=by,
        assessment=assessment,
        started_on=first,
        next_review_on=None if review is None else today + datetime.timedelta(days=review),
    )
    handouts.issue_handout(by=by, programme=programme)
    _log(person, by, programme, today)
    if person.second_handout:
        handouts.issue_handout(by=by, programme=programme)
    return programme


def _log(person, by, programme, today):
    """All sessions in order of date, with the strength re-tests between them."""
    if not person.sessions:
        return
    last = today - datetime.timedelta(days=person.last_session_days_ago)
    dates = training_dates(programme.started_on, last, len(person.sessions) + len(person.skipped))
    dates = [date for place, date in enumerate(dates) if place not in person.skipped]
    pattern = person.sessions[len(person.sessions) - len(dates) :]
    logged = []
    retests = sorted(person.retests, key=lambda retest: -retest.days_ago)
    for retest in (*retests, None):
        on = today - datetime.timedelta(days=retest.days_ago) if retest else today + datetime.timedelta(days=1)
        until = sum(date < on for date in dates) - len(logged)
        done = sessions_done(
            programme,
            pattern[len(logged) : len(logged) + until],
            dates[len(logged) : len(logged) + until],
            {place - len(logged): morning for place, morning in person.mornings.items()},
            already=logged,
        )
        programmes.log_sessions(by=by, programme=programme, sessions=done)
        logged += done
        if retest:
            _retest(by, programme, retest, on)


def _retest(by, programme, retest, on):
    other = "left" if retest.side == "right" else "right"
    tests = {retest.side: {"mmt": retest.mmt, "force_n": retest.force_n, "symptoms": 0}}
    if retest.other_force_n is not None:
        tests[other] = {"force_n": retest.other_force_n}
    programmes.retest_strength(by=by, programme=programme, tested_on=on, position="seated", tests=tests)


def _finish(person, by, episode, programme, today):
    on = today - datetime.timedelta(days=2)
    programme.refresh_from_db()
    programmes.end_programme(by=by, programme=programme, version=programme.version, end_reason="completed", ended_on=on)
    episode.refresh_from_db()
    patients.discharge_episode(
        by=by,
        episode=episode,
        version=episode.version,
        discharged_on=on,
        outcome=person.outcome,
        discharge_note="Back to full training. Knows how to keep it up.",
    )
