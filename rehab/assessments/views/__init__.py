"""The pages of an assessment."""

from rehab.assessments.views.closing import amend, discard, sign
from rehab.assessments.views.examining import begin, edit, so_far
from rehab.assessments.views.reading import assessment

__all__ = ["amend", "assessment", "begin", "discard", "edit", "sign", "so_far"]
