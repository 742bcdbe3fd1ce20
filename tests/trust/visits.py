"""Every page opened once: what was answered, and what that left in the audit trail."""

from dataclasses import dataclass

from clinic.audit.models import AuditEvent
from tests.standing import undone
from tests.trust.places import EVERYWHERE, address


@dataclass(frozen=True)
class Visit:
    """A route opened by GET. `traces` are the events that the visit left: (action, outcome, id of the patient)."""

    url: str
    status: int
    body: bytes
    is_page: bool
    traces: list[tuple]

    @property
    def html(self) -> str:
        return self.body.decode() if self.is_page else ""


def visits(client, clinic) -> dict[str, Visit]:
    """{route: visit} of every route of the site's own apps, each with the clinic as it was."""
    return {name: _visit(client, address(name, clinic)) for name in EVERYWHERE}


def _visit(client, url) -> Visit:
    with undone():
        last = AuditEvent.objects.order_by("pk").last()
        response = client.get(url)
        traces = AuditEvent.objects.filter(pk__gt=last.pk).values_list("action", "outcome", "patient_id")
        is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
        return Visit(url, response.status_code, response.getvalue(), is_page, list(traces))
