"""Everything about a patient as one file to hand over: pages, data, and the handouts as they were issued."""

import io
import json
import zipfile

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from rehab.handouts.models import IssuedHandout
from rehab.progress.models import Report
from rehab.records.gathering import gathered
from rehab.records.human import page_of
from rehab.records.machine import dictionary_of, file_name, record_of

READ_ME = """Everything that the clinic keeps about one patient.

record.html      to read, in any browser
handouts/        every handout as it was given, byte for byte
reports/         every report as it was signed, byte for byte
record.json      the same for a machine to read
dictionary.json  what each part and field of record.json means, and what is left out and why

This file is not encrypted. Keep it where only the patient, and those they choose, can open it.
"""


def archive_of(patient, *, by) -> bytes:
    """The bytes of a ZIP file with everything about the patient."""
    found = gathered(patient)
    made = {"made_on": timezone.now(), "made_by": by}
    files = {
        "README.txt": READ_ME,
        "record.html": page_of(found, **made),
        "record.json": _json(record_of(found, **made)),
        "dictionary.json": _json(dictionary_of(found)),
    } | {file_name(row): bytes(row.pdf) for model in (IssuedHandout, Report) for row in found.rows.get(model, ())}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _json(content):
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
