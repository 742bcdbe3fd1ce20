"""Everything that writes a review or a report. Each action is one transaction together with its audit event."""

from rehab.progress.actions.reports import ChangedMeanwhileError, issue_report
from rehab.progress.actions.reviews import (
    amend_review,
    begin_review,
    discard_review,
    enter_review_from,
    save_review,
    sign_review,
    strike_review,
)

__all__ = [
    "ChangedMeanwhileError",
    "amend_review",
    "begin_review",
    "discard_review",
    "enter_review_from",
    "issue_report",
    "save_review",
    "sign_review",
    "strike_review",
]
