"""What the audit trail can tell."""

from clinic.audit.models import AuditEvent

WRITING = (AuditEvent.Action.CREATE, AuditEvent.Action.AMEND, AuditEvent.Action.SIGN, AuditEvent.Action.OVERRIDE)


def last_saved(obj) -> AuditEvent | None:
    """Who saved this row last, and when."""
    written = AuditEvent.objects.filter(object_type=obj._meta.label, object_id=obj.pk, action__in=WRITING)
    return written.select_related("actor").order_by("-id").first()
