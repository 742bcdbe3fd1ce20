"""The assessment page in the hands of a clinician."""

from django.urls import reverse

from rehab.assessments.findings import findings_of
from rehab.assessments.models import Assessment
from tests.pages import opened


def address(name, row):
    return reverse(f"assessments:{name}", args=[row.pk])


class Sheet:
    """One opened page: fields are typed into it, and its buttons pressed. It remembers what was on it."""

    def __init__(self, client, assessment):
        self.client, self.pk = client, assessment.pk
        self.edit, self.so_far = address("edit", assessment), address("so_far", assessment)
        self.typed = opened(client, self.edit)

    def type(self, **typed):
        self.typed |= typed
        return self

    def press(self, button=""):
        return self.client.post(self.edit, self.typed | {"then": button})

    def leave_a_field(self):
        """What the page does by itself when something has changed."""
        response = self.client.post(self.so_far, self.typed, headers={"HX-Request": "true"})
        self.typed["version"] = response.context["version"]
        return response

    @property
    def stored(self) -> Assessment:
        return Assessment.objects.get(pk=self.pk)

    @property
    def findings(self) -> dict:
        return findings_of(self.stored)

    def side(self, side) -> dict:
        return self.findings["sides"][side]
