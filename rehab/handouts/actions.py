"""Issuing a handout: the one place where one is stored."""

import hashlib

from django.db import models

from clinic.audit.recording import Action, once, record, stored_before
from rehab.handouts.context import HandoutContext
from rehab.handouts.models import IssuedHandout
from rehab.handouts.pdf import renderer
from rehab.handouts.queries import handout_context
from rehab.handouts.sheet import sheet_html
from rehab.programmes.actions.shared import locked
from rehab.rules import LIBRARY

ATTEMPTS = 5


class ChangedMeanwhileError(Exception):
    """Somebody changed the programme, or issued a handout of it, while this one was being made."""


def issue_handout(*, by, programme, paper=IssuedHandout.Paper.A4, note="", key=None) -> IssuedHandout:
    """Make, store and return the handout of today. The same `key` sent again returns the first one.

    Raises NothingToIssueError, NotRenderedError, or ChangedMeanwhileError when colleagues keep changing it.
    """
    if key is not None and (earlier := stored_before(_store, by=by, key=key)):
        return earlier
    for _ in range(ATTEMPTS):
        context = _next_context(programme, by, note)
        pdf = renderer.render(sheet_html(context, paper))
        try:
            return _store(by=by, key=key, programme=programme, paper=paper, context=context, pdf=pdf)
        except ChangedMeanwhileError as changed:
            latest = changed
    raise latest


def _next_context(programme, by, note) -> HandoutContext:
    last = programme.handouts.aggregate(last=models.Max("number"))["last"] or 0
    return handout_context(programme, by.today(), by=by, number=last + 1, note=note)


@once
def _store(*, by, programme, paper, context, pdf):
    """Store a rendered handout. It was rendered before the transaction, so it is stored only if it still holds."""
    programme = locked(programme)
    if _next_context(programme, by, context.note) != context:
        raise ChangedMeanwhileError
    handout = IssuedHandout.objects.create(
        programme=programme,
        number=context.number,
        issued_on=context.issued_on,
        paper=paper,
        language=context.language,
        context=context.to_json(),
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        rules_version=LIBRARY.rules_version,
        library_version=LIBRARY.version,
        created_by=by,
    )
    record(Action.CREATE, by=by, patient=programme.patient, obj=handout)
    return handout
