"""One dated examination: the three tests of each side, trials of exercises, pain and PSFS scores."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from clinic.audit.models import Record
from rehab.assessments.limits import CHOICES, within_limits_or_null
from rehab.patients.access import ClinicalQuerySet
from rehab.patients.models import Episode, PsfsActivity, Screening, Side


class Assessment(Record):
    """An examination of both hips. A draft until it is signed; after that only amended, by a new assessment.

    `is_current` is false once it has been replaced by its signed amendment, or discarded as a draft. The red flags
    of a draft stand in `draft_screening` ({red flag: true, false or null}); signing makes them a Screening.
    """

    patient_path = "episode__patient"

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="assessments", editable=False)
    examined_on = models.DateField("examined on")
    screening = models.OneToOneField(
        Screening, null=True, on_delete=models.PROTECT, related_name="assessment", editable=False
    )
    draft_screening = models.JSONField(default=dict, editable=False)
    pain_nrs = models.PositiveSmallIntegerField("pain, worst in the last day", null=True, blank=True)
    usual_morning_symptoms = models.PositiveSmallIntegerField("symptoms on a usual morning", null=True, blank=True)
    note = models.TextField(max_length=4000, blank=True)
    rater = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    signed_at = models.DateTimeField(null=True, editable=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="amendments", editable=False)
    amendment_reason = models.TextField(max_length=500, blank=True)
    is_current = models.BooleanField(default=True, editable=False)
    discarded_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    saved_by_form = models.UUIDField(null=True, editable=False)

    objects = ClinicalQuerySet.as_manager()

    class Meta:
        ordering = ["-examined_on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                name="signed_by_somebody",
                condition=Q(signed_at__isnull=True, signed_by__isnull=True)
                | Q(signed_at__isnull=False, signed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="signed_assessment_has_screening",
                condition=Q(signed_at__isnull=True) | Q(screening__isnull=False),
            ),
            models.CheckConstraint(
                name="only_a_draft_is_discarded",
                condition=Q(discarded_at__isnull=True) | Q(signed_at__isnull=True, is_current=False),
            ),
            models.UniqueConstraint(
                fields=["episode"],
                condition=Q(signed_at__isnull=True, discarded_at__isnull=True, replaces__isnull=True),
                name="one_open_draft_an_episode",
            ),
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(discarded_at__isnull=True), name="an_assessment_is_amended_once"
            ),
            models.CheckConstraint(name="pain_nrs_in_range", condition=within_limits_or_null("pain_nrs")),
            models.CheckConstraint(
                name="usual_morning_symptoms_in_range",
                condition=within_limits_or_null("usual_morning_symptoms", of="symptoms"),
            ),
        ]

    @property
    def patient(self):
        return self.episode.patient

    @property
    def is_signed(self):
        return self.signed_at is not None

    @property
    def is_open_draft(self):
        return self.signed_at is None and self.discarded_at is None

    @property
    def screening_answers(self):
        """{red flag: true, false or null (not asked)}, of a draft as well as of a signed assessment."""
        return self.screening.answers if self.screening else self.draft_screening

    @property
    def replaced_by(self):
        """The amendment that replaces this assessment, signed or still a draft; None where there is none."""
        return self.amendments.filter(discarded_at__isnull=True).first()


class SideTest(models.Model):
    """Base of what was found on one side. A test that was not done has no row; a value that was not taken is null."""

    patient_path = "assessment__episode__patient"

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="%(class)ss", editable=False)
    side = models.CharField(max_length=8, choices=Side.choices, editable=False)

    objects = ClinicalQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["side"]

    @property
    def patient(self):
        return self.assessment.patient


def angle(verbose_name):
    """A joint angle in degrees, with the signs of the clinical contract."""
    return models.DecimalField(verbose_name, max_digits=4, decimal_places=1, null=True, blank=True)


class ThomasTest(SideTest):
    """The Thomas test: hip extension, and whether the pelvis was held."""

    hip_extension_deg = angle("hip extension")
    pelvis_controlled = models.BooleanField("pelvis controlled", null=True, blank=True)
    method = models.CharField(max_length=16, choices=CHOICES["method"], blank=True)

    class Meta(SideTest.Meta):
        constraints = [
            models.UniqueConstraint(fields=["assessment", "side"], name="one_thomas_test_a_side"),
            models.CheckConstraint(
                name="thomas_hip_extension_in_range", condition=within_limits_or_null("hip_extension_deg")
            ),
        ]


class ModifiedThomasTest(SideTest):
    """The modified Thomas test: hip extension, knee flexion and drift of the hanging leg."""

    hip_extension_deg = angle("hip extension")
    hip_extension_knee_straight_deg = angle("hip extension, knee straightened")
    knee_flexion_deg = angle("knee flexion")
    hip_abduction_deg = angle("hip abduction")
    pelvis_controlled = models.BooleanField("pelvis controlled", null=True, blank=True)
    method = models.CharField(max_length=16, choices=CHOICES["method"], blank=True)

    class Meta(SideTest.Meta):
        constraints = [
            models.UniqueConstraint(fields=["assessment", "side"], name="one_modified_thomas_test_a_side"),
            *(
                models.CheckConstraint(name=f"modified_{field}_in_range", condition=within_limits_or_null(field))
                for field in (
                    "hip_extension_deg",
                    "hip_extension_knee_straight_deg",
                    "knee_flexion_deg",
                    "hip_abduction_deg",
                )
            ),
        ]


class StrengthTest(SideTest):
    """Hip flexion strength: a manual grade, a measured force, or both."""

    mmt = models.CharField("MMT grade", max_length=2, choices=CHOICES["mmt"], blank=True)
    force_n = models.DecimalField("force", max_digits=5, decimal_places=1, null=True, blank=True)
    lever_arm_m = models.DecimalField("lever arm", max_digits=3, decimal_places=2, null=True, blank=True)
    position = models.CharField(max_length=16, choices=CHOICES["position"], blank=True)
    fixation = models.CharField(max_length=8, choices=CHOICES["fixation"], blank=True)
    symptoms = models.PositiveSmallIntegerField("symptoms during the test", null=True, blank=True)

    class Meta(SideTest.Meta):
        constraints = [
            models.UniqueConstraint(fields=["assessment", "side"], name="one_strength_test_a_side"),
            models.CheckConstraint(name="force_in_range", condition=within_limits_or_null("force_n")),
            models.CheckConstraint(name="lever_arm_in_range", condition=within_limits_or_null("lever_arm_m")),
            models.CheckConstraint(name="strength_symptoms_in_range", condition=within_limits_or_null("symptoms")),
        ]


class Trial(SideTest):
    """An exercise tried out at the assessment, to find the level to begin at. In a draft it may be half described."""

    position = models.PositiveSmallIntegerField(editable=False)
    exercise = models.CharField(max_length=40, blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    quality = models.CharField(max_length=16, choices=CHOICES["quality"], blank=True)
    symptoms = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(SideTest.Meta):
        ordering = ["side", "position"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "side", "position"], name="trials_in_order"),
            models.CheckConstraint(name="trial_symptoms_in_range", condition=within_limits_or_null("symptoms")),
            models.CheckConstraint(name="trial_level_from_1", condition=Q(level__isnull=True) | Q(level__gte=1)),
        ]


class PsfsScore(models.Model):
    """How well the patient can do one of their activities: 0 unable, 10 as before."""

    patient_path = "assessment__episode__patient"

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="psfs_scores", editable=False)
    activity = models.ForeignKey(PsfsActivity, on_delete=models.PROTECT, related_name="scores", editable=False)
    score = models.PositiveSmallIntegerField()

    objects = ClinicalQuerySet.as_manager()

    class Meta:
        ordering = ["activity__position"]
        verbose_name = "PSFS score"
        constraints = [
            models.UniqueConstraint(fields=["assessment", "activity"], name="one_psfs_score_an_activity"),
            models.CheckConstraint(
                name="psfs_score_in_range", condition=within_limits_or_null("score", of="psfs_mean")
            ),
        ]

    @property
    def patient(self):
        return self.assessment.patient
