"""Reading assessments: the open draft, the one before, and the versions of one."""

from rehab.assessments.models import Assessment
from rehab.patients.models import Episode

FINDINGS = ("thomastests", "modifiedthomastests", "strengthtests", "trials", "psfs_scores")
_WITH_PEOPLE = ("episode__patient", "screening", "rater", "signed_by", "replaces__signed_by")


def with_findings(assessments=None):
    """Assessments with everything that belongs to them, in a handful of queries."""
    rows = Assessment.objects.all() if assessments is None else assessments
    return rows.select_related(*_WITH_PEOPLE).prefetch_related(*FINDINGS)


def open_draft(episode: Episode) -> Assessment | None:
    """The episode's new assessment that has not been signed yet."""
    return open_drafts(episode).filter(replaces__isnull=True).first()


def open_amendment(assessment: Assessment) -> Assessment | None:
    """The draft that is to replace this signed assessment, if one has been begun."""
    return open_drafts(assessment.episode).filter(replaces=assessment).first()


def signed_assessments(episode: Episode):
    """The episode's signed assessments that count, newest first."""
    return episode.assessments.filter(is_current=True, signed_at__isnull=False)


def assessment_before(assessment: Assessment) -> Assessment | None:
    """The last signed assessment of the episode before this one: what its values are compared with."""
    earlier = signed_assessments(assessment.episode).exclude(pk__in=[assessment.pk, assessment.replaces_id])
    return with_findings(earlier.filter(examined_on__lte=assessment.examined_on)).first()


def open_drafts(episode: Episode):
    """Everything of the episode that is begun and neither signed nor discarded, amendments too."""
    return episode.assessments.filter(signed_at__isnull=True, discarded_at__isnull=True)
