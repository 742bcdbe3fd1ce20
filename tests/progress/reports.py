"""A report as Ana signs it without changing a word."""

from rehab.progress.actions import issue_report
from rehab.progress.reports.composing import composed

ADDRESSEE = "Dr Smith\n1 Surgery Lane"


def letter(*, by, programme, kind="letter", paper="A4", texts=None, addressee=ADDRESSEE, key=None):
    """A signed report of today."""
    facts = composed(programme, kind, by=by, today=by.today()).facts
    return issue_report(
        by=by,
        programme=programme,
        kind=kind,
        paper=paper,
        addressee=addressee if kind != "patient" else "",
        texts=texts or {},
        facts=facts,
        key=key,
    )
