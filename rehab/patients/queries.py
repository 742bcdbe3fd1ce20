"""Reading patients: the list, those who look alike, and what holds for one of them."""

from django.db.models import Prefetch, Q

from rehab.patients.models import BodyMeasurement, Circumstances, Episode, Patient
from rehab.patients.names import search_key
from rehab.rules import LIBRARY

ORDERS = {
    "name": ["search_key"],
    "number": ["record_number", "search_key"],
    "born": ["date_of_birth", "search_key"],
    "newest": ["-created_at", "search_key"],
}


def find_patients(clinician, words="", *, state="active", order="name"):
    """The clinician's patients whose name or number holds every one of the `words`, in any order.

    Accents and case do not matter. `state` is active, archived or all; `order` one of ORDERS. Each patient comes
    with `open_episodes`, a list; it is empty for who may not see them.
    """
    patients = Patient.objects.visible_to(clinician)
    if state != "all":
        patients = patients.filter(archived_at__isnull=state == "active")
    for word in search_key(words).split():
        patients = patients.filter(search_key__contains=word)
    open_episodes = Episode.objects.visible_to(clinician).filter(discharged_on__isnull=True)
    return patients.order_by(*ORDERS[order], "pk").prefetch_related(
        Prefetch("episodes", queryset=open_episodes, to_attr="open_episodes")
    )


def lookalikes(clinic, *, given_name, family_name, date_of_birth, besides=None) -> list[Patient]:
    """Patients of the clinic with the same name, or with the same family name and date of birth.

    `besides` is a patient who is not to be compared with themselves.
    """
    name, family = search_key(family_name, given_name), search_key(family_name)
    alike = Patient.objects.filter(clinic=clinic).filter(
        Q(search_key__startswith=f"{name} ") | Q(date_of_birth=date_of_birth)
    )
    alike = alike.filter(merged_into__isnull=True)
    if besides is not None:
        alike = alike.exclude(pk=besides.pk)
    return [
        patient
        for patient in alike
        if search_key(patient.family_name, patient.given_name) == name or search_key(patient.family_name) == family
    ]


def circumstances_history(patient):
    """The patient's current rows of circumstances, oldest first: each holds until the next one's date."""
    return Circumstances.objects.filter(patient=patient, is_current=True).order_by("holds_from")


def circumstances_on(patient, day) -> Circumstances | None:
    """What holds for the patient on that day; None where nothing has been recorded up to then."""
    return circumstances_history(patient).filter(holds_from__lte=day).last()


def equipment_at_hand(patient, day) -> list[str]:
    """The ids of the equipment that the patient has on that day."""
    holding = circumstances_on(patient, day)
    return holding.equipment if holding else []


def body_measurements(patient):
    """The patient's body measurements, newest first."""
    return BodyMeasurement.objects.filter(patient=patient, is_current=True).order_by("-measured_on")


def withdrawn(model, patient):
    """The patient's rows of an amendable model that were taken back, newest first."""
    rows = model.objects.filter(patient=patient, withdrawn=True, replaced_by__isnull=True)
    return rows.select_related("created_by", "replaces").order_by("-created_at")


def precautions_of(circumstances) -> list:
    """The precautions of a row of circumstances as the library describes them, in the library's order."""
    held = set(circumstances.precautions) if circumstances else set()
    return [precaution for precaution in LIBRARY.precautions.values() if precaution.id in held]


def equipment_of(circumstances) -> list:
    """The equipment of a row of circumstances as the library describes it, in the library's order."""
    held = set(circumstances.equipment) if circumstances else set()
    return [equipment for equipment in LIBRARY.equipment.values() if equipment.id in held]
