"""What the log and the error mail say: where something went wrong and for which request, never with what.

The text of an exception may quote a record (a database names the values it refuses), and so may an address that
somebody typed. Both are left out: the request id leads to the audit trail, which knows who asked for what.
"""

import copy
import logging
import traceback

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import format_html
from django.views.debug import ExceptionReporter


class RoutesOnly(logging.Filter):
    """Say of a request its method and its route, with the parts of the address that vary left out."""

    def filter(self, record):
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            status = getattr(record, "status_code", "")
            record.msg, record.args = "%s %s", (status, described(request))
        return True


class Discreet(logging.Formatter):
    """One line for what happened, then the places in the code, without what the exception says."""

    def format(self, record):
        """Another handler may have left the traceback in full on the record."""
        record = copy.copy(record)
        record.exc_text = None
        return super().format(record)

    def formatMessage(self, record):  # noqa: N802 (logging's own name)
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")

    def formatException(self, ei):  # noqa: N802
        return places(ei[1])


class Report(ExceptionReporter):
    """What goes into an error mail. Only the demo clinic's made-up patients may show on a page for developers."""

    def get_traceback_text(self):
        return places(self.exc_value) if isinstance(self.exc_value, BaseException) else ""

    def get_traceback_html(self):
        if settings.DEMO:
            return super().get_traceback_html()
        return format_html("<pre>{}</pre>", self.get_traceback_text())


def described(request) -> str:
    """A request without anything that was typed: method, route and id."""
    match = request.resolver_match
    return f"{request.method} /{match.route if match else '(no page)'} request {getattr(request, 'request_id', '–')}"


def places(exception) -> str:
    """The traceback of an exception, after those that led to it: files, lines and kinds, no messages, no values."""
    parts = []
    while exception is not None:
        kind = type(exception)
        parts.append("".join(traceback.format_tb(exception.__traceback__)) + f"{kind.__module__}.{kind.__qualname__}")
        exception = exception.__cause__ or (None if exception.__suppress_context__ else exception.__context__)
    return "\nThen:\n".join(reversed(parts))
