"""What the apps above know of a person's work: whom they have in their care, and how that is handed over."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from clinic.accounts.models import Clinician


@dataclass(frozen=True, slots=True)
class Charge:
    """One thing that a person answers for and a colleague can take over: what it is, and a few words on it."""

    id: uuid.UUID
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Work:
    """What one app tells of the people's work.

    `count(clinic)` maps ids of people to the number of patients in their care, `charges(person)` lists what they
    answer for. `hand_over(by=, charge_id=, to=)` gives one charge to a colleague, inside the caller's transaction.
    """

    count: Callable[[object], dict]
    charges: Callable[[Clinician], list[Charge]]
    hand_over: Callable[..., None]


_work: list[Work] = []


def add_work(work: Work) -> Work:
    """Register what an app knows of people's work."""
    _work.append(work)
    return work


def patients_in_care(clinic) -> dict:
    """{id of a person: number of patients in their care}."""
    counts: dict = {}
    for work in _work:
        for person, count in work.count(clinic).items():
            counts[person] = counts.get(person, 0) + count
    return counts


def charges_of(person) -> list[Charge]:
    """Everything that this person answers for now."""
    return [charge for work in _work for charge in work.charges(person)]


def hand_over(*, by: Clinician, person: Clinician, receivers: dict) -> None:
    """Give each charge of `person` to the colleague that `receivers` names for its id."""
    for work in _work:
        for charge in work.charges(person):
            work.hand_over(by=by, charge_id=charge.id, to=receivers[charge.id])
