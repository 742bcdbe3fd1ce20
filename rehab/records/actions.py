"""Everything that writes of whole records."""

import hashlib

from clinic.audit.recording import Action, once, record
from rehab.records.models import Disclosure


@once
def disclose(*, by, patient, reason, file: bytes) -> Disclosure:
    """Keep that `file`, a copy of everything about the patient, is handed to `by`, and why."""
    disclosure = Disclosure.objects.create(
        patient=patient, reason=reason, sha256=hashlib.sha256(file).hexdigest(), size_bytes=len(file), created_by=by
    )
    record(Action.EXPORT, by=by, patient=patient, obj=disclosure)
    return disclosure
