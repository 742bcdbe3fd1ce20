"""What holds for every request: an id for the audit trail, the clinic's clock."""

import uuid
import zoneinfo
from contextvars import ContextVar

from django.utils import timezone

current_request_id: ContextVar[str] = ContextVar("current_request_id", default="")


def request_id(get_response):
    """Give each request an id that ties its audit events together; it is sent back in X-Request-ID."""

    def middleware(request):
        request.request_id = uuid.uuid4().hex
        token = current_request_id.set(request.request_id)
        try:
            response = get_response(request)
            response["X-Request-ID"] = request.request_id
            return response
        finally:
            current_request_id.reset(token)

    return middleware


def in_clinic_time(get_response):
    """Show times of day as the clinic's clocks do."""

    def middleware(request):
        if not request.user.is_authenticated or request.user.clinic_id is None:
            return get_response(request)
        with timezone.override(zoneinfo.ZoneInfo(request.user.clinic.time_zone)):
            return get_response(request)

    return middleware
