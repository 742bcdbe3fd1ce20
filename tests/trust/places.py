"""Every page of the site as an address: one row for each route, about Maria Silva where it is about a patient."""

import datetime

from allauth.mfa.models import Authenticator
from django.urls import get_resolver, reverse

from clinic.accounts.models import Clinician
from clinic.people.links import hashed, token_of
from clinic.people.models import Invitation, expiry
from rehab.assessments.actions import begin_assessment
from rehab.handouts.actions import issue_handout
from rehab.patients.actions import add_patient, archive_patient, discharge_episode, measure_body, open_episode
from rehab.patients.models import Screening
from rehab.programmes import actions
from rehab.progress.actions import begin_review, issue_report, sign_review
from rehab.progress.reports.composing import composed
from rehab.rules import LIBRARY
from tests.programmes.findings import SHORT_AND_WEAK, examined
from tests.programmes.logs import STAGE_1, clean

START = datetime.date(2026, 2, 2)
# The apps of the site itself: every other route is the sign-in's or the administration's.
OURS = {
    "letterhead",
    "people",
    "programmes",
    "patients",
    "assessments",
    "progress",
    "handouts",
    "records",
    "library",
    "thresholds",
    "drafts",
}


class Clinic:
    """A patient in treatment, Maria at Harbour Physio, with at least one row of everything that a page is about."""

    to_compare = 0  # the number of the settings that the programme is compared with

    def __init__(self, ana, maria, episode):
        self.ana, self.maria, self.episode = ana, maria, episode
        self.assessment = examined(episode, by=ana, on=START, right=SHORT_AND_WEAK)
        self.programme = actions.start_programme(by=ana, assessment=self.assessment, started_on=START)
        actions.log_sessions(by=ana, programme=self.programme, sessions=[clean(datetime.date(2026, 2, 4))])
        tests = {"right": {"mmt": "4", "force_n": None, "symptoms": 0}}
        actions.retest_strength(by=ana, programme=self.programme, tests=tests, tested_on=datetime.date(2026, 2, 20))
        self.session, self.retest = self.programme.sessions.get(), self.programme.strength_retests.get()
        self.prescription = self.programme.prescriptions.filter(kind="strengthen").first()
        self.handout = issue_handout(by=ana, programme=self.programme, paper="A4")
        self.draft = begin_assessment(by=ana, episode=episode)
        self.review = _reviewed(ana, self.programme)
        self.review_draft = begin_review(by=ana, programme=self.programme)
        self.report = _reported(ana, self.programme)
        self.closed = _closed(ana, maria)
        self.measurement = measure_body(by=ana, patient=maria, measured_on=START, height_cm=170)
        self.circumstances = maria.circumstances.get()
        self.screening = _flagged(ana, self.closed)
        self.archived = archive_patient(by=ana, patient=_again(ana, maria, "3"), version=1, reason="Twice")
        self.again = _again(ana, maria, "2")
        self.carl, self.gil = _colleague(ana, "carl"), _colleague(ana, "gil", is_active=False)
        Authenticator.objects.create(user=self.carl, type=Authenticator.Type.TOTP, data={"secret": "x"})
        self.invitation = _invited(ana)
        self.saved_filter = actions.save_filter(by=ana, name="Paused", whose="mine", need="paused", order="need")


def _reviewed(ana, programme):
    draft = begin_review(by=ana, programme=programme)
    said = {"findings": "Stronger", "decision": "continue", "next_review_on": datetime.date(2026, 4, 1), "scores": {}}
    return sign_review(by=ana, review=draft, version=draft.version, **said)


def _reported(ana, programme):
    facts = composed(programme, "letter", by=ana, today=ana.today()).facts
    to = {"addressee": "Dr Grey", "paper": "A4", "texts": {}}
    return issue_report(by=ana, programme=programme, kind="letter", facts=facts, **to)


def _closed(ana, maria):
    episode = open_episode(by=ana, patient=maria, complaint="Knee", sides="left", started_on=START)
    return discharge_episode(by=ana, episode=episode, version=1, discharged_on=START, outcome="other")


def _flagged(ana, episode):
    answers = dict.fromkeys(LIBRARY.red_flags, True)
    return Screening.objects.create(episode=episode, asked_on=START, answers=answers, created_by=ana)


def _again(ana, maria, number):
    """The same person entered once more."""
    who = {name: getattr(maria, name) for name in ("given_name", "family_name", "date_of_birth")}
    return add_patient(by=ana, record_number=f"{maria.record_number}-{number}", **who)


def _colleague(ana, name, **more):
    address = f"{name}.{ana.email}"
    return Clinician.objects.create_user(address, address, "pw", clinic=ana.clinic, **more)


def _invited(ana):
    who = {"given_name": "Nina", "family_name": "Berg", "email": f"nina.{ana.email}", "role": "clinician"}
    secret = hashed(str(ana.clinic_id))
    return Invitation.objects.create(clinic=ana.clinic, secret_hash=secret, expires_at=expiry(), created_by=ana, **who)


# What each page about a patient is opened with.
ABOUT_A_PATIENT = {
    "programmes:proposal": lambda of: [of.assessment.pk],
    "programmes:what_if": lambda of: [of.assessment.pk],
    "programmes:referral": lambda of: [of.screening.pk],
    "programmes:programme": lambda of: [of.programme.pk],
    "programmes:log": lambda of: [of.programme.pk],
    "programmes:session": lambda of: [of.session.pk],
    "programmes:correct_session": lambda of: [of.session.pk],
    "programmes:withdraw_session": lambda of: [of.session.pk],
    "programmes:retest": lambda of: [of.programme.pk],
    "programmes:review": lambda of: [of.programme.pk],
    "programmes:settings": lambda of: [of.programme.pk],
    "programmes:compare_settings": lambda of: [of.programme.pk, of.to_compare],
    "programmes:end": lambda of: [of.programme.pk],
    "programmes:override": lambda of: [of.programme.pk, "right", "pause"],
    "programmes:swap": lambda of: [of.programme.pk, "right", STAGE_1[0]],
    "programmes:dosage": lambda of: [of.prescription.pk],
    "programmes:withdraw_retest": lambda of: [of.retest.pk],
    "patients:patient": lambda of: [of.maria.pk],
    "patients:history": lambda of: [of.maria.pk],
    "patients:edit": lambda of: [of.maria.pk],
    "patients:archive": lambda of: [of.maria.pk],
    "patients:restore": lambda of: [of.archived.pk],
    "patients:measure": lambda of: [of.maria.pk],
    "patients:circumstances": lambda of: [of.maria.pk],
    "patients:find_duplicate": lambda of: [of.maria.pk],
    "patients:merge": lambda of: [of.maria.pk, of.again.pk],
    "patients:withdraw_measurement": lambda of: [of.measurement.pk],
    "patients:withdraw_circumstances": lambda of: [of.circumstances.pk],
    "patients:wrong_patient": lambda of: ["assessment", of.assessment.pk],
    "patients:open_episode": lambda of: [of.maria.pk],
    "patients:edit_episode": lambda of: [of.episode.pk],
    "patients:discharge": lambda of: [of.episode.pk],
    "patients:reopen": lambda of: [of.closed.pk],
    "assessments:assessment": lambda of: [of.assessment.pk],
    "assessments:edit": lambda of: [of.draft.pk],
    "assessments:sign": lambda of: [of.draft.pk],
    "assessments:amend": lambda of: [of.assessment.pk],
    "assessments:discard": lambda of: [of.draft.pk],
    "progress:progress": lambda of: [of.programme.pk],
    "progress:review": lambda of: [of.review.pk],
    "progress:edit_review": lambda of: [of.review_draft.pk],
    "progress:amend_review": lambda of: [of.review.pk],
    "progress:discard_review": lambda of: [of.review_draft.pk],
    "progress:write_letter": lambda of: [of.programme.pk],
    "progress:write_patient": lambda of: [of.programme.pk],
    "progress:write_discharge": lambda of: [of.programme.pk],
    "progress:report": lambda of: [of.report.pk],
    "progress:report_pdf": lambda of: [of.report.pk],
    "handouts:handouts": lambda of: [of.programme.pk],
    "handouts:preview": lambda of: [of.programme.pk],
    "handouts:preview_page": lambda of: [of.programme.pk],
    "handouts:pdf": lambda of: [of.handout.pk],
    "handouts:page": lambda of: [of.handout.pk],
    "records:everything": lambda of: [of.maria.pk],
    "records:who_saw": lambda of: [of.maria.pk],
}
ABOUT_NOBODY = {
    "programmes:caseload": None,
    "programmes:day": None,
    "programmes:save_filter": None,
    "patients:patients": None,
    "patients:reviews": None,
    "patients:add": None,
    "library:exercises": None,
    "library:drawings": None,
    "library:exercise": [STAGE_1[0]],
    "library:rules": None,
    "library:rule": ["P1"],
    "thresholds:settings": None,
    "thresholds:change": None,
    "letterhead:letterhead": None,
    "thresholds:defaults": None,
    "progress:figures": None,
    "records:trail": None,
    "people:people": None,
    "people:invite": None,
}
# Pages of the lead about somebody who works in the clinic, or is to.
ABOUT_A_COLLEAGUE = {
    "people:person": lambda of: [of.ana.pk],
    "people:role": lambda of: [of.ana.pk],
    "people:hand_over": lambda of: [of.ana.pk],
    "people:deactivate": lambda of: [of.ana.pk],
    "people:reactivate": lambda of: [of.gil.pk],
    "people:second_factor": lambda of: [of.carl.pk],
    "people:send_again": lambda of: [of.invitation.pk],
    "people:withdraw": lambda of: [of.invitation.pk],
    "records:colleague": lambda of: [of.ana.pk],
}
ABOUT_THE_CLINIC = {
    "thresholds:version": lambda of: [of.settings.pk],
}
# No page of their own: they answer with a part of a page, with a redirect or with a table to be downloaded.
NO_PAGE = {
    "assessments:begin": lambda of: [of.episode.pk],
    "assessments:so_far": lambda of: [of.draft.pk],
    "progress:begin_review": lambda of: [of.programme.pk],
    "programmes:remove_filter": lambda of: [of.saved_filter.pk],
    "handouts:sample": lambda of: [],
    "handouts:colour": lambda of: ["#0a454b"],
    "progress:figures_csv": lambda of: [],
    "progress:figures_dictionary": lambda of: [],
    "records:look": lambda of: [],
    "records:who_saw_csv": lambda of: [of.maria.pk],
    "records:colleague_csv": lambda of: [of.ana.pk],
    "drafts:keep": lambda of: [],
    "drafts:token": lambda of: [],
    "drafts:discard": lambda of: [of.kept.pk],
}
FOR_VISITORS = {
    "people:accept": lambda of: [token_of(str(of.ana.clinic_id))],
}
EVERYWHERE = {
    **ABOUT_A_PATIENT,
    **ABOUT_NOBODY,
    **ABOUT_A_COLLEAGUE,
    **ABOUT_THE_CLINIC,
    **NO_PAGE,
    **FOR_VISITORS,
}


def routes() -> set[str]:
    """The name of every route of this project's own apps."""
    return {
        f"{group.namespace}:{route.name}"
        for group in get_resolver().url_patterns
        if getattr(group, "namespace", None) in OURS
        for route in group.url_patterns
    }


def address(name, clinic):
    """Where the page of a route is opened."""
    arguments = EVERYWHERE[name]
    return reverse(name, args=arguments(clinic) if callable(arguments) else arguments)
