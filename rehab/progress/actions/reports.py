"""Issuing a report: the one place where one is stored."""

import hashlib

from django.db import models

from clinic.audit.recording import Action, once, record, stored_before
from rehab.programmes.actions.shared import locked
from rehab.programmes.paper import pdf_of
from rehab.progress.models import Report
from rehab.progress.queries import signed_reviews
from rehab.progress.reports.composing import composed
from rehab.progress.reports.document import document_html


class ChangedMeanwhileError(Exception):
    """The record no longer says what the clinician looked over."""


def issue_report(*, by, programme, kind, paper, addressee, texts, facts, key=None) -> Report:
    """Sign, store and return a report. The same `key` sent again returns the first one.

    `texts` are the sections as the clinician left them, `facts` the digest of what they looked over. Raises
    NotPrintedError, or ChangedMeanwhileError where the record says something else by now.
    """
    if key is not None and (earlier := stored_before(_store, by=by, key=key)):
        return earlier
    context = composed(programme, kind, by=by, today=by.today(), texts=texts, addressee=addressee)
    if context.facts != facts:
        raise ChangedMeanwhileError
    pdf = pdf_of(document_html(context.to_json(), paper))
    return _store(by=by, key=key, programme=programme, paper=paper, context=context, pdf=pdf)


@once
def _store(*, by, programme, paper, context, pdf):
    """Store a rendered report. It was rendered before the transaction, so it is stored only if it still holds."""
    programme = locked(programme)
    if composed(programme, context.kind, by=by, today=by.today()).facts != context.facts:
        raise ChangedMeanwhileError
    last = programme.reports.aggregate(last=models.Max("number"))["last"] or 0
    report = Report.objects.create(
        programme=programme,
        review=signed_reviews(programme).first(),
        kind=context.kind,
        number=last + 1,
        issued_on=by.today(),
        addressee=context.addressee,
        paper=paper,
        context=context.to_json(),
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        rules_version=context.rules_version,
        created_by=by,
    )
    record(Action.SIGN, by=by, patient=programme.patient, obj=report)
    return report
