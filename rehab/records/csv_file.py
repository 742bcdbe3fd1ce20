"""A table of the audit trail as a CSV file that a spreadsheet opens without running anything in it."""

import csv
import io

from django.utils import timezone

HEADER = ["When", "Who", "Role", "Action", "What", "Patient number", "Outcome", "Request"]
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_of(acts) -> str:
    """The acts, one a line."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for act in acts:
        writer.writerow([defused(cell) for cell in _cells(act)])
    return out.getvalue()


def defused(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell


def _cells(act):
    number = act.patient.record_number if act.patient else ""
    outcome = "Refused" if act.refused else "Done"
    when = f"{timezone.localtime(act.at):%Y-%m-%d %H:%M:%S}"
    return [when, act.who, act.role, act.did, act.what, number, outcome, act.request_id]
