"""What one report says, as frozen data: composed from the record, edited by the clinician, kept as issued.

Dates are ISO dates. Numbers and verdicts are the rules' own and are not edited; the texts are.
"""

import hashlib
import json
from dataclasses import asdict, dataclass

from django.core.serializers.json import DjangoJSONEncoder


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with text that the clinician may change; `shows` is what stands under it: "", changes or figures."""

    id: str
    heading: str
    text: str
    shows: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One measure between two assessments, with the verdict in words. `side` is empty for what belongs to none."""

    side: str
    label: str
    before: str
    after: str
    words: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Where the report comes from."""

    clinic: str
    address: str
    telephone: str
    email: str
    clinician: str
    job_title: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose report it is."""

    name: str
    born_on: str
    record_number: str
    complaint: str


@dataclass(frozen=True, slots=True)
class ReportContext:
    """Everything that is printed. `compared` are the days of the two assessments, () where there is one only.

    `figures` are charts ready to draw: a heading and what the template `progress/chart.svg` wants.
    """

    kind: str
    title: str
    issued_on: str
    sender: Sender
    subject: Subject
    addressee: str
    sections: tuple[Section, ...]
    compared: tuple[str, ...]
    changes: tuple[Change, ...]
    figures: tuple[dict, ...]
    rules_version: str

    def to_json(self) -> dict:
        """As plain dicts and lists, for Report.context."""
        return json.loads(json.dumps(asdict(self), cls=DjangoJSONEncoder))

    @property
    def facts(self) -> str:
        """A digest of what is not edited: whether the record still says what the clinician looked over."""
        told = {name: value for name, value in self.to_json().items() if name not in ("sections", "addressee")}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
