"""Issuing a handout: the one place where one is stored."""

from clinic.audit.recording import Action, once, record, stored_before
from rehab.handouts.given import next_handout
from rehab.handouts.models import IssuedHandout, sha256
from rehab.handouts.pdf import renderer
from rehab.handouts.sheet import document, sheet_body
from rehab.programmes.actions.shared import locked
from rehab.rules import LIBRARY

ATTEMPTS = 5


class ChangedMeanwhileError(Exception):
    """Somebody changed the programme, or issued a handout of it, while this one was being made."""


def issue_handout(
    *, by, programme, paper=IssuedHandout.Paper.A4, large_print=False, note="", log_address="", key=None
) -> IssuedHandout:
    """Make, store and return the handout of today. The same `key` sent again returns the first one.

    `log_address` is the page on which its log is typed in, for the code on the sheet; "" for none. Raises
    NothingToIssueError, NotRenderedError, or ChangedMeanwhileError when colleagues keep changing it.
    """
    if key is not None and (earlier := stored_before(_store, by=by, key=key)):
        return earlier
    for _ in range(ATTEMPTS):
        context = next_handout(programme, by.today(), by=by, note=note, log_address=log_address)
        html = sheet_body(context, large=large_print)
        pdf = renderer.render(document(context, html, paper, large=large_print))
        printed = {"paper": paper, "large_print": large_print, "html": html, "pdf": pdf}
        printed |= {"sha256": sha256(pdf), "html_sha256": sha256(html.encode())}
        try:
            return _store(by=by, key=key, programme=programme, context=context, printed=printed)
        except ChangedMeanwhileError as changed:
            latest = changed
    raise latest


@once
def _store(*, by, programme, context, printed):
    """Store a rendered handout. It was rendered before the transaction, so it is stored only if it still holds."""
    programme = locked(programme)
    if next_handout(programme, by.today(), by=by, note=context.note, log_address=context.log_address) != context:
        raise ChangedMeanwhileError
    handout = IssuedHandout.objects.create(
        programme=programme,
        number=context.number,
        issued_on=context.issued_on,
        language=context.language,
        context=context.to_json(),
        rules_version=LIBRARY.rules_version,
        library_version=LIBRARY.version,
        created_by=by,
        **printed,
    )
    record(Action.CREATE, by=by, patient=programme.patient, obj=handout)
    return handout
