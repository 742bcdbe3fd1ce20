"""How an action or a page leaves its trace, stores a submit once and refuses to overwrite a colleague's edit."""

import functools
import uuid
from collections.abc import Callable

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from clinic.audit.appending import append, together
from clinic.audit.models import AuditEvent, Submission
from clinic.middleware import current_request_id

Action = AuditEvent.Action
Outcome = AuditEvent.Outcome


class EditConflict(Exception):
    """Somebody else saved this record after the form was opened. `current` is what is stored now."""

    def __init__(self, current):
        super().__init__("This record was changed by somebody else.")
        self.current = current


def record(action, *, by, patient=None, obj=None, outcome=Outcome.DONE, **asked) -> AuditEvent:
    """Write one audit event. `patient` is the Patient whose record it is, `obj` the row acted on.

    `by` is the clinician who acted; None where nobody is known, as in a failed sign-in. `asked` gives fields of the
    event where there is no row to take them from. Inside an action decorated with `once` the event is written at the
    action's end, in its transaction.
    """
    about = {
        "clinic": by.clinic if by else None,
        "patient_id": patient and patient.pk,
        "object_type": obj._meta.label if obj is not None else "",
        "object_id": obj.pk if obj is not None else None,
        "object_version": getattr(obj, "version", None),
    }
    event = AuditEvent(
        action=action,
        outcome=outcome,
        actor=by,
        actor_role=by.role if by else "",
        request_id=current_request_id.get(),
        **about | asked,
    )
    append(event)
    return event


def once(action):
    """Make an action store one result per key, however often its form is sent.

    The wrapped function takes `by=` and `key=` (a UUID, or None where no form is behind it) and returns a row.
    It runs in one transaction with its Submission; a repeated key returns the row that the first call made.
    """

    @functools.wraps(action)
    def stored_once(*, by, key=None, **details):
        if key is None:
            with together():
                return action(by=by, **details)
        try:
            with together():
                submission = Submission.objects.create(key=key, by=by, action=_name(action))
                result = action(by=by, **details)
                submission.result_type, submission.object_id = result._meta.label, result.pk
                submission.save(update_fields=["result_type", "object_id"])
                for hook in _after_storing:
                    hook(by=by, key=key)
                return result
        except IntegrityError:
            earlier = stored_before(action, by=by, key=key)
            if earlier is None:
                raise
            return earlier

    return stored_once


_after_storing: list[Callable[..., None]] = []


def after_storing(hook):
    """Register hook(by=clinician, key=key): a form with this key was stored. It runs in the same transaction."""
    _after_storing.append(hook)
    return hook


def stored_before(action, *, by, key):
    """What this `action` stored when `by` sent this key before, or None.

    For a form whose own check would refuse the second sending because of what the first one stored. `key` is taken
    as it was sent: what is no key has stored nothing.
    """
    try:
        submission = Submission.objects.filter(key=key, by=by, action=_name(action)).first()
    except ValidationError:
        return None
    return submission and apps.get_model(submission.result_type).objects.get(pk=submission.object_id)


def _name(action):
    return f"{action.__module__}.{action.__qualname__}"


def new_key() -> uuid.UUID:
    """A key for one form, put into a hidden field."""
    return uuid.uuid4()


def locked_at_version(queryset, pk, version):
    """The row `pk` of `queryset`, locked for this transaction and with its version raised by one.

    Raises EditConflict when the stored version is not the one the form was opened with.
    """
    current = queryset.select_for_update(of=("self",)).get(pk=pk)
    if current.version != version:
        raise EditConflict(current)
    current.version += 1
    return current
