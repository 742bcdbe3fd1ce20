"""What somebody asked for and was not given leaves its trace too."""

import uuid

from django.http import Http404

from clinic.audit.recording import Action, Outcome, record


class NotVisible(Http404):
    """A record that this person may not see, or that does not exist: they are not told which.

    `model` is what was asked for, `pk` its id as it was sent, `patient_id` whose it is; None where there is none.
    """

    def __init__(self, model, pk, patient_id=None):
        super().__init__("No such record.")
        self.object_type, self.object_id, self.patient_id = model._meta.label, uuid_or_none(pk), patient_id


class RefusalsRecorded:
    """Middleware: every page that a signed-in person was refused is in the audit trail, with the id they asked for.

    It stands right behind the one that knows the person, so that whatever refuses stands behind it. If the event
    cannot be written, the refusal itself is not sent.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        refused = getattr(request, "not_visible", None)
        if request.user.is_authenticated and (refused or response.status_code == 403):
            _record(request, refused)
        return response

    def process_exception(self, request, exception):
        """Keep which record was refused until the answer is there."""
        if isinstance(exception, NotVisible):
            request.not_visible = exception


def uuid_or_none(value) -> uuid.UUID | None:
    """The id that was sent; None for what is no id."""
    try:
        return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))
    except ValueError:
        return None


def _record(request, refused):
    """A page that is nobody's record is named by its route."""
    match = request.resolver_match
    route = match.view_name[:64] if match else ""
    asked = match.kwargs.get("pk") if match else None
    record(
        Action.REFUSE,
        by=request.user,
        outcome=Outcome.REFUSED,
        patient_id=refused and refused.patient_id,
        object_type=refused.object_type if refused else route,
        object_id=refused.object_id if refused else uuid_or_none(asked),
    )
