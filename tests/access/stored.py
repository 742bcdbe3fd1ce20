"""Everything that the database holds, to be compared with what it held before."""

from django.apps import apps

from clinic.audit.models import AuditEvent, ChainHead
from clinic.sign_in.models import Session

LEFT_OUT = (AuditEvent, ChainHead, Session)  # looking leaves its trace, and a session knows when it was used


def everything_stored() -> dict:
    """{model: every row of it}"""
    return {
        model: sorted(map(str, model._default_manager.values_list()))
        for model in apps.get_models()
        if model not in LEFT_OUT
    }
