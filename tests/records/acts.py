"""Every action of the site that stores something, ready to be done at Harbour Physio: act(place) gives what to call.

`place` is a tests.trust.places.Clinic, with Lena who leads it as `place.lena`.
"""

import datetime
import importlib
import inspect
import pkgutil
from functools import partial

import clinic
import rehab
from clinic.accounts.models import Clinician
from clinic.letterhead.actions import set_letterhead
from clinic.letterhead.logos import logo_from
from clinic.people import actions as people
from clinic.people import inviting
from clinic.sign_in.actions import reset_second_factor
from rehab.assessments import actions as assessments
from rehab.assessments.findings import findings_of
from rehab.assessments.models import Assessment
from rehab.handouts.actions import issue_handout
from rehab.patients import actions as patients
from rehab.patients.merging import merge_patients
from rehab.patients.models import Patient
from rehab.patients.putting_right import put_right
from rehab.programmes import actions as programmes
from rehab.programmes.actions.sessions import enter_session
from rehab.programmes.models import Programme
from rehab.progress import actions as progress
from rehab.progress.models import Review
from rehab.progress.reports.composing import composed
from rehab.records.actions import disclose
from rehab.thresholds.actions import make_version
from tests.letterhead.pictures import as_file, drawn
from tests.programmes.findings import SHORT_AND_WEAK, examined
from tests.programmes.logs import STAGE_1, clean

STRETCH = "half_kneeling_stretch"
DAY = datetime.date(2026, 2, 23)
WHO = {"given_name": "Rosa", "family_name": "Keller", "date_of_birth": DAY.replace(1970), "record_number": "H-77"}
HELD = {"holds_from": DAY, "precautions": ["pregnancy_after_12_weeks"], "equipment": ["band", "cable"]}
REVIEWED = {"findings": "Stronger", "decision": "continue", "next_review_on": datetime.date(2026, 5, 4), "scores": {}}
LETTERHEAD = {"name": "Quay Rehab", "address": "", "telephone": "1", "email": "", "colour": "#1c4f8a"}
SLOWER = {"clean_sessions_to_progress": 4}


def version_of(row):
    """The version of a row as it is stored now."""
    return type(row).objects.get(pk=row.pk).version


def _started(of):
    found = examined(of.episode, by=of.ana, on=DAY, right=SHORT_AND_WEAK)
    return partial(programmes.start_programme, by=of.ana, assessment=found, replacing=of.programme)


def _signed(of):
    findings = findings_of(of.assessment) | {"examined_on": DAY, "note": "Better"}
    draft = Assessment.objects.get(pk=of.draft.pk)
    draft = assessments.save_draft(by=of.ana, assessment=draft, version=draft.version, findings=findings)
    return partial(assessments.sign_assessment, by=of.ana, assessment=draft, version=draft.version)


def _struck(of):
    found = examined(of.episode, by=of.ana, on=DAY, right=SHORT_AND_WEAK)
    return partial(assessments.strike_assessment, by=of.ana, assessment=found)


def _draft_kept(of):
    findings = findings_of(of.assessment) | {"note": "Better"}
    draft = Assessment.objects.get(pk=of.draft.pk)
    return partial(assessments.save_draft, by=of.ana, assessment=draft, version=draft.version, findings=findings)


def _rosa(of):
    rosa = patients.add_patient(by=of.ana, **WHO)
    episode = patients.open_episode(by=of.ana, patient=rosa, complaint="Groin", sides="right", started_on=DAY)
    found = examined(episode, by=of.ana, on=DAY, right=SHORT_AND_WEAK)
    return episode, programmes.start_programme(by=of.ana, assessment=found, started_on=DAY)


def _moved(of):
    _, programme = _rosa(of)
    programmes.log_sessions(by=of.ana, programme=of.programme, sessions=[clean(DAY)])
    session = of.programme.sessions.get(performed_on=DAY)
    to = {"to": programme.patient, "place": str(programme.pk)}
    return partial(put_right, by=of.ana, kind="session", row=session, reason="Hers", **to)


def _entered_from(of):
    patient = patients.add_patient(by=of.ana, **WHO)
    episode = patients.open_episode(
        by=of.ana, patient=patient, complaint="Groin", sides="right", started_on=of.assessment.examined_on
    )
    return partial(assessments.enter_from, by=of.ana, source=of.assessment, episode=episode)


def _merged(of):
    for patient, mass in ((of.maria, 70), (of.again, 71)):
        patients.measure_body(by=of.ana, patient=patient, measured_on=DAY, mass_kg=mass)
    patients.set_circumstances(by=of.ana, patient=of.again, **HELD)
    kept, merged = (Patient.objects.get(pk=one.pk) for one in (of.maria, of.again))
    versions = {kept.pk: kept.version, merged.pk: merged.version}
    same_day = {f"measurement_{DAY}": str(kept.pk)}
    from rehab.patients.duplicates import same_days

    same_day = {day.name: str(kept.pk) for day in same_days(kept, merged)}
    told = {"versions": versions, "reason": "One person", "same_day": same_day, "from_today": "both"}
    return partial(merge_patients, by=of.lena, kept=kept, merged=merged, **told)


def _settings_moved(of):
    make_version(by=of.lena, settings=SLOWER, reason="Slower", version=0)
    programme = Programme.objects.get(pk=of.programme.pk)
    return partial(
        programmes.move_settings, by=of.lena, programme=programme, version=programme.version, to=1, reason="As all"
    )


def _resumed(of):
    programmes.log_sessions(by=of.ana, programme=of.programme, sessions=[clean(DAY, symptoms=7)])
    from rehab.rules import LIBRARY

    answers = dict.fromkeys(LIBRARY.red_flags, False)
    told = {"side": "right", "type": "resume", "reason": "Settled", "answers": answers}
    return partial(programmes.decide_override, by=of.ana, programme=of.programme, **told)


def _swapped(of):
    from rehab.programmes.eligibility import alternatives, known_of

    known = known_of(of.programme, "right", of.ana.today())
    to = next(one.id for one in alternatives(STRETCH, known) if one.id != STRETCH)
    told = {"side": "right", "exercise": STRETCH, "to": to, "reason": "She likes it"}
    return partial(programmes.swap_exercise, by=of.ana, programme=of.programme, **told)


def _review_draft(of):
    return Review.objects.get(pk=progress.begin_review(by=of.ana, programme=of.programme).pk)


def _review_kept(of, action=progress.save_review):
    draft = _review_draft(of)
    return partial(action, by=of.ana, review=draft, version=draft.version, **REVIEWED | {"scores": {"hagos.pain": 50}})


def _signed_review(of):
    draft = _review_draft(of)
    return progress.sign_review(by=of.ana, review=draft, version=draft.version, **REVIEWED)


def _begun_review(of):
    draft = _review_draft(of)
    progress.discard_review(by=of.ana, review=draft, version=draft.version)
    return partial(progress.begin_review, by=of.ana, programme=of.programme)


def _begun_assessment(of):
    draft = Assessment.objects.get(pk=of.draft.pk)
    assessments.discard_draft(by=of.ana, assessment=draft, version=draft.version)
    return partial(assessments.begin_assessment, by=of.ana, episode=of.episode)


def _report(of):
    said = {"kind": "discharge", "addressee": "Dr Hill"}
    context = composed(of.programme, said["kind"], by=of.ana, today=of.ana.today(), texts={}, addressee="Dr Hill")
    return partial(
        progress.issue_report, by=of.ana, programme=of.programme, paper="A4", texts={}, facts=context.facts, **said
    )


def _person(of):
    return Clinician.objects.create_user("nina", "nina@harbour.example", "pw", clinic=of.ana.clinic)


def _leaving(of):
    person = _person(of)
    episode = patients.open_episode(
        by=of.ana, patient=of.maria, complaint="Knee", sides="left", started_on=DAY, clinician=person
    )
    assert episode.clinician == person
    from clinic.people.hooks import charges_of

    return {"person": person, "version": person.version, "receivers": {one.id: of.ana for one in charges_of(person)}}


def _away(of):
    told = _leaving(of)
    people.deactivate(by=of.lena, **told)
    person = Clinician.objects.get(pk=told["person"].pk)
    return partial(people.reactivate, by=of.lena, person=person, version=person.version)


def _invitation(of):
    who = {"given_name": "Olga", "family_name": "Berg", "email": "olga@harbour.example", "role": "clinician"}
    return inviting.invite(by=of.lena, **who)


def _with_factor(of):
    from allauth.mfa.models import Authenticator

    person = _person(of)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return partial(reset_second_factor, by=of.lena, clinician=person)


def _on(action, name, **details):
    """An action on one row of the place, under the name by which the action takes it; its version where it has one."""

    def act(of):
        row = type(getattr(of, name[1])).objects.get(pk=getattr(of, name[1]).pk)
        told = {name[0]: row} | {key: value(of) if callable(value) else value for key, value in details.items()}
        takes = inspect.signature(action).parameters
        return partial(action, by=of.ana, **told | ({"version": row.version} if "version" in takes else {}))

    return act


PATIENT, EPISODE, PROGRAMME = ("patient", "maria"), ("episode", "episode"), ("programme", "programme")
MEASURED = {"measured_on": DAY, "height_cm": None, "mass_kg": 70}
REASON = {"reason": "Misread"}
ACTS = {
    "people.change_role": lambda of: partial(
        people.change_role, by=of.lena, person=(one := _person(of)), version=one.version, role="lead"
    ),
    "people.hand_over": lambda of: partial(people.hand_over, by=of.lena, **_leaving(of)),
    "people.deactivate": lambda of: partial(people.deactivate, by=of.lena, **_leaving(of)),
    "people.reactivate": _away,
    "people.invite": lambda of: partial(
        inviting.invite,
        by=of.lena,
        given_name="Olga",
        family_name="Berg",
        email="olga@harbour.example",
        role="clinician",
    ),
    "people.send_anew": lambda of: partial(
        inviting.send_anew, by=of.lena, invitation=(one := _invitation(of)), version=one.version
    ),
    "people.withdraw": lambda of: partial(
        inviting.withdraw, by=of.lena, invitation=(one := _invitation(of)), version=one.version
    ),
    "sign_in.reset_second_factor": _with_factor,
    "assessments.amend_assessment": _on(assessments.amend_assessment, ("assessment", "assessment"), **REASON),
    "assessments.begin_assessment": _begun_assessment,
    "assessments.discard_draft": _on(assessments.discard_draft, ("assessment", "draft")),
    "assessments.enter_from": _entered_from,
    "assessments.sign_assessment": _signed,
    "assessments.strike_assessment": _struck,
    "handouts._store": _on(issue_handout, PROGRAMME),
    "patients.add_patient": lambda of: partial(patients.add_patient, by=of.ana, **WHO),
    "patients.archive_patient": _on(patients.archive_patient, ("patient", "again"), reason="Twice"),
    "patients.correct_body_measurement": _on(
        patients.correct_body_measurement, ("measurement", "measurement"), **REASON | MEASURED
    ),
    "patients.correct_circumstances": _on(
        patients.correct_circumstances, ("circumstances", "circumstances"), **REASON | HELD
    ),
    "patients.discharge_episode": _on(patients.discharge_episode, EPISODE, discharged_on=DAY, outcome="other"),
    "patients.edit_episode": _on(patients.edit_episode, EPISODE, activities=["Dancing", "Running"], goal="Dance"),
    "patients.edit_patient": _on(patients.edit_patient, PATIENT, record_number="H-1001", telephone="0123"),
    "patients.measure_body": _on(patients.measure_body, PATIENT, **MEASURED),
    "patients.open_episode": _on(
        patients.open_episode, PATIENT, complaint="Knee", sides="left", started_on=DAY, activities=["Dancing"]
    ),
    "patients.reopen_episode": _on(patients.reopen_episode, ("episode", "closed")),
    "patients.restore_patient": _on(patients.restore_patient, ("patient", "archived")),
    "patients.set_circumstances": _on(patients.set_circumstances, PATIENT, **HELD),
    "patients.withdraw_body_measurement": _on(
        patients.withdraw_body_measurement, ("measurement", "measurement"), **REASON
    ),
    "patients.withdraw_circumstances": _on(
        patients.withdraw_circumstances, ("circumstances", "circumstances"), **REASON
    ),
    "patients.merge_patients": _merged,
    "patients.put_right": _moved,
    "programmes.end_programme": _on(programmes.end_programme, PROGRAMME, end_reason="completed"),
    "programmes.plan_review": _on(programmes.plan_review, PROGRAMME, next_review_on=datetime.date(2026, 5, 4)),
    "programmes.move_settings": _settings_moved,
    "programmes.decide_override": _resumed,
    "programmes.save_filter": lambda of: partial(
        programmes.save_filter, by=of.ana, name="Clinic", whose="clinic", order="name"
    ),
    "programmes.remove_filter": lambda of: partial(programmes.remove_filter, by=of.ana, saved=of.saved_filter),
    "programmes.set_dosage": _on(programmes.set_dosage, ("prescription", "prescription"), note="Slowly", **REASON),
    "programmes.correct_session": _on(
        programmes.correct_session,
        ("session", "session"),
        **REASON | clean(datetime.date(2026, 2, 4), symptoms=7),
    ),
    "programmes.enter_session": _on(enter_session, PROGRAMME, session=clean(DAY)),
    "programmes.log_sessions": _on(
        programmes.log_sessions,
        PROGRAMME,
        sessions=[clean(datetime.date(2026, 2, day)) for day in (6, 8, 10, 12)],
    ),
    "programmes.withdraw_session": _on(programmes.withdraw_session, ("session", "session"), **REASON),
    "programmes.start_programme": _started,
    "programmes.retest_strength": _on(
        programmes.retest_strength, PROGRAMME, tests={"right": {"mmt": "4", "symptoms": 0}}, tested_on=DAY
    ),
    "programmes.withdraw_retest": _on(programmes.withdraw_retest, ("retest", "retest"), **REASON),
    "programmes.drop_exercise": _on(
        programmes.drop_exercise, PROGRAMME, side="right", exercise=STAGE_1[1], reason="Too much"
    ),
    "programmes.swap_exercise": _swapped,
    "progress._store": _report,
    "progress.amend_review": lambda of: partial(
        progress.amend_review, by=of.ana, review=_signed_review(of), reason="Misread"
    ),
    "progress.begin_review": _begun_review,
    "progress.discard_review": lambda of: partial(
        progress.discard_review, by=of.ana, review=(one := _review_draft(of)), version=one.version
    ),
    "progress.enter_review_from": lambda of: partial(
        progress.enter_review_from, by=of.ana, source=_signed_review(of), programme=_rosa(of)[1]
    ),
    "progress.save_review": _review_kept,
    "progress.sign_review": lambda of: _review_kept(of, progress.sign_review),
    "progress.strike_review": lambda of: partial(progress.strike_review, by=of.ana, review=_signed_review(of)),
    "records.disclose": _on(disclose, PATIENT, reason="She asked", file=b"zip"),
    "letterhead.set_letterhead": lambda of: partial(
        set_letterhead, by=of.lena, version=1, details=LETTERHEAD, picture=logo_from(as_file(drawn()))
    ),
    "thresholds.make_version": lambda of: partial(
        make_version, by=of.lena, settings=SLOWER, reason="Slower for all", version=0
    ),
}
# Without a key: what is saved as it is typed has a version, and nothing that a second sending would store again.
WITHOUT_KEY = {"assessments.save_draft": _draft_kept}


def every_action() -> set[str]:
    """The names (app.function) of all that is decorated with `once`."""
    found = set()
    for package in (clinic, rehab):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not {"migrations", "__main__", "wsgi"} & set(module.name.split(".")):
                found |= {
                    f"{value.__module__.split('.')[1]}.{value.__name__}"
                    for value in vars(importlib.import_module(module.name)).values()
                    if inspect.isfunction(value) and value.__code__.co_name == "stored_once"
                }
    return found
