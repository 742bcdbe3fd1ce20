"""Whose patients are whose, and how they come to a colleague: what the pages on people know of care."""

from django.db.models import Count

from clinic.audit.amending import revise
from clinic.audit.recording import Action, record
from clinic.people.hooks import Charge, Work
from rehab.patients.models import Episode


def patients_of_each(clinic) -> dict:
    """{id of a clinician: number of patients with an open episode in their care}."""
    open_episodes = Episode.objects.filter(patient__clinic=clinic, discharged_on__isnull=True).order_by()
    return dict(open_episodes.values_list("clinician").annotate(Count("patient", distinct=True)))


def open_episodes_of(person) -> list[Charge]:
    """The open episodes that this person is responsible for, by the patients' names."""
    found = Episode.objects.filter(clinician=person, patient__clinic=person.clinic, discharged_on__isnull=True)
    return [
        Charge(episode.pk, f"{episode.patient.family_name}, {episode.patient.given_name}", _words(episode))
        for episode in found.select_related("patient").order_by("patient__search_key", "started_on", "pk")
    ]


def give_episode(*, by, charge_id, to):
    """Make another clinician responsible for an episode, whoever edits its words meanwhile."""
    episode = Episode.objects.select_for_update(of=("self",)).get(pk=charge_id)
    given = revise(episode, by=by, version=episode.version, clinician=to)
    record(Action.AMEND, by=by, patient=given.patient, obj=given)


def _words(episode):
    born, number = f"{episode.patient.date_of_birth:%-d %B %Y}", episode.patient.record_number
    return f"Born {born} · No. {number} · {episode.complaint}"


EPISODES = Work(count=patients_of_each, charges=open_episodes_of, hand_over=give_episode)
