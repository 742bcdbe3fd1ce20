"""What the audit trail can tell."""

import datetime
from dataclasses import dataclass

from django.db.models import Max

from clinic.accounts.models import Clinician
from clinic.audit.chain import Fault, Head, chain_of
from clinic.audit.models import AuditEvent, ChainCheck, ChainHead
from clinic.audit.verifying import faults_of, place_of

Action = AuditEvent.Action
WRITING = (Action.CREATE, Action.AMEND, Action.SIGN, Action.OVERRIDE, Action.MERGE, Action.MOVE)
LOOKED_AT_FOR_A_PAGE = 20_000


def last_saved(obj) -> AuditEvent | None:
    """Who saved this row last, and when."""
    written = AuditEvent.objects.filter(object_type=obj._meta.label, object_id=obj.pk, action__in=WRITING)
    return written.select_related("actor").order_by("-id").first()


def acts_on(patients):
    """Every event of these patients' records, newest first, whichever clinic the person who acted belongs to."""
    ids = [patient.pk for patient in patients]
    return AuditEvent.objects.filter(patient_id__in=ids).select_related("actor").order_by("-at", "-id")


def acts_of(clinician):
    """Every event of one person, newest first."""
    return AuditEvent.objects.filter(actor=clinician).select_related("actor").order_by("-at", "-id")


def colleagues(clinic):
    """Everybody of the clinic, those who left too, each with the time of their `last_act`."""
    last = dict(AuditEvent.objects.filter(clinic=clinic).order_by().values_list("actor").annotate(Max("at")))
    people = list(Clinician.objects.filter(clinic=clinic).order_by("-is_active", "last_name", "first_name"))
    return [(person, last.get(person.pk)) for person in people]


@dataclass(frozen=True, slots=True)
class ChainState:
    """What is known of a clinic's chain: looked at as a whole on `checked_at`, and since then up to now.

    `unchecked` events came since and are too many to look at while a page waits.
    """

    length: int
    checked_at: datetime.datetime | None
    faults: list[Fault]
    former_faults: int
    unchecked: int

    @property
    def is_sound(self) -> bool:
        """Whether every event was looked at and none is wrong."""
        return not (self.faults or self.former_faults or self.unchecked)


def state_of_chain(clinic) -> ChainState:
    """The state of the clinic's chain as it is now."""
    chain = chain_of(clinic.pk)
    head = ChainHead.objects.filter(chain=chain).first()
    length = head.length if head else 0
    check = ChainCheck.objects.filter(chain=chain).first()
    since = Head(check.length, check.hash) if check else Head()
    unchecked = max(length - since.length, 0)
    found = []
    if unchecked <= LOOKED_AT_FOR_A_PAGE and (head or check):
        unchecked, found = 0, [*place_of(chain, since), *faults_of(chain, since)]
    return ChainState(length, check.at if check else None, found, check.faults if check else 0, unchecked)
