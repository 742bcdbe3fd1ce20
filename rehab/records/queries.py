"""The audit trail as the clinic's lead reads it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from clinic.accounts.models import Clinician
from clinic.audit.models import AuditEvent
from rehab.patients.models import Patient
from rehab.records.words import DID, object_url, object_words

SOMEBODY_ELSE = "Somebody of another clinic"


@dataclass(frozen=True, slots=True)
class Act:
    """One event in plain words. `who` did it, with whose record: `patient`, None for nobody's of this clinic."""

    at: datetime.datetime
    who: str
    role: str
    did: str
    what: str
    url: str
    refused: bool
    patient: Patient | None
    request_id: str


@dataclass(frozen=True, slots=True)
class Group:
    """The acts of one day that belong together: of one person, or on one patient's record."""

    on: datetime.date
    title: str
    patient: Patient | None
    acts: list[Act]


def filtered(events, *, first=None, last=None, action=""):
    """The events from `first` to `last`, both included, in the clinic's time; of one kind where `action` is given."""
    if first:
        events = events.filter(at__gte=_midnight(first))
    if last:
        events = events.filter(at__lt=_midnight(last + datetime.timedelta(days=1)))
    return events.filter(action=action) if action else events


def in_words(events: Iterable[AuditEvent], clinic) -> list[Act]:
    """The events as the lead of `clinic` may read them: people and patients of other clinics stay unnamed."""
    events = list(events)
    asked = {event.patient_id for event in events if event.patient_id}
    patients = Patient.objects.filter(clinic=clinic).in_bulk(asked)
    return [_act(event, patients.get(event.patient_id), clinic) for event in events]


def by_person(acts) -> list[Group]:
    """For one patient's record: grouped by day and person."""
    return [Group(day, who, None, found) for (day, who), found in _grouped(acts, lambda act: act.who)]


def by_patient(acts) -> list[Group]:
    """For what one person did: grouped by day and patient."""
    groups = _grouped(acts, lambda act: str(act.patient) if act.patient else "")
    return [Group(day, title or "No patient’s record", found[0].patient, found) for (day, title), found in groups]


def _grouped(acts, key):
    def of_a_day(act):
        return timezone.localdate(act.at)

    for day, acts_of_the_day in groupby(acts, of_a_day):
        together = {}
        for act in acts_of_the_day:
            together.setdefault((day, key(act)), []).append(act)
        yield from together.items()


def _act(event, patient, clinic):
    own = event.clinic_id == clinic.pk
    return Act(
        at=event.at,
        who=_who(event) if own else SOMEBODY_ELSE,
        role=dict(Clinician.Role.choices).get(event.actor_role, event.actor_role) if own else "",
        did=DID[event.action],
        what=object_words(event),
        url=object_url(event) if own and (patient or not event.patient_id) else "",
        refused=event.outcome == AuditEvent.Outcome.REFUSED,
        patient=patient,
        request_id=event.request_id if own else "",
    )


def _who(event):
    return str(event.actor) if event.actor else "Nobody known"


def _midnight(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
