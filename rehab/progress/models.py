"""The review of a programme: what was found, what was decided, and when the next one is."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from clinic.audit.models import Record
from rehab.patients.access import ClinicalQuerySet
from rehab.programmes.models import Programme
from rehab.rules import GLOBAL_CHANGE, QUESTIONNAIRES

SCALES = [
    (f"{one.id}.{scale}", f"{one.name}, {label.lower()}")
    for one in QUESTIONNAIRES.values()
    for scale, label in one.scales.items()
]


def score_in_range() -> Q:
    """A score lies within the limits of its own questionnaire."""
    return Q(*(_of(one) for one in QUESTIONNAIRES.values()), _connector=Q.OR)


def _of(one):
    scales = [f"{one.id}.{scale}" for scale in one.scales]
    return Q(scale__in=scales, score__gte=one.minimum, score__lte=one.maximum)


class Review(Record):
    """One review of a programme. A draft until it is signed; after that only amended, by a new review.

    `is_current` is false once it has been replaced by its signed amendment, struck through or discarded. `seen` keeps
    what the review page showed when it was signed: weeks, sessions, verdicts with their rules, what was due.
    """

    class Decision(models.TextChoices):
        CONTINUE = "continue", "Continue as prescribed"
        ADJUST = "adjust", "Adjust the programme"
        DISCHARGE = "discharge", "Discharge"
        REFER = "refer", "Refer on"

    GOES_ON = (Decision.CONTINUE, Decision.ADJUST)
    patient_path = "programme__episode__patient"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="reviews", editable=False)
    reviewed_on = models.DateField("reviewed on")
    global_change = models.CharField("change as the patient rates it", max_length=16, choices=GLOBAL_CHANGE, blank=True)
    findings = models.TextField(max_length=4000, blank=True)
    decision = models.CharField(max_length=12, choices=Decision.choices, blank=True)
    note = models.TextField(max_length=4000, blank=True)
    next_review_on = models.DateField("next review", null=True, blank=True)
    seen = models.JSONField("what was seen", default=dict, editable=False)
    rules_version = models.CharField(max_length=32, blank=True, editable=False)
    signed_at = models.DateTimeField(null=True, editable=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="amendments", editable=False)
    amendment_reason = models.TextField(max_length=500, blank=True)
    is_current = models.BooleanField(default=True, editable=False)
    discarded_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ClinicalQuerySet.as_manager()

    class Meta:
        ordering = ["-reviewed_on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                name="review_signed_by_somebody",
                condition=Q(signed_at__isnull=True, signed_by__isnull=True)
                | Q(signed_at__isnull=False, signed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="signed_review_decides", condition=Q(signed_at__isnull=True) | ~Q(decision="") & ~Q(findings="")
            ),
            models.CheckConstraint(
                name="only_a_draft_review_is_discarded",
                condition=Q(discarded_at__isnull=True) | Q(signed_at__isnull=True, is_current=False),
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(signed_at__isnull=True, discarded_at__isnull=True, replaces__isnull=True),
                name="one_open_review_a_programme",
            ),
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(discarded_at__isnull=True), name="a_review_is_amended_once"
            ),
        ]

    @property
    def patient(self):
        return self.programme.patient

    @property
    def is_signed(self):
        return self.signed_at is not None

    @property
    def is_open_draft(self):
        return self.signed_at is None and self.discarded_at is None

    @property
    def replaced_by(self):
        """The amendment that replaces this review, signed or still a draft; None where there is none."""
        return self.amendments.filter(discarded_at__isnull=True).first()


class ReviewScore(models.Model):
    """The score of one scale of a questionnaire, as a number: `scale` is "hagos.pain"."""

    patient_path = "review__programme__episode__patient"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="scores", editable=False)
    scale = models.CharField(max_length=32, choices=SCALES, editable=False)
    score = models.DecimalField(max_digits=4, decimal_places=1)

    objects = ClinicalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "scale"], name="one_score_a_scale"),
            models.CheckConstraint(name="review_score_in_range", condition=score_in_range()),
        ]

    @property
    def patient(self):
        return self.review.patient


class Report(Record):
    """A report as it was signed and given out: its context and its bytes. Printing it again gives the same bytes."""

    class Kind(models.TextChoices):
        PATIENT = "patient", "Progress report for the patient"
        LETTER = "letter", "Letter to the referrer or GP"
        DISCHARGE = "discharge", "Discharge summary"

    class Paper(models.TextChoices):
        A4 = "A4", "A4"
        LETTER = "Letter", "US Letter"

    TITLES = {
        Kind.PATIENT: "How your hip is doing",
        Kind.LETTER: "Progress of a physiotherapy programme",
        Kind.DISCHARGE: "Discharge from physiotherapy",
    }
    patient_path = "programme__episode__patient"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="reports", editable=False)
    review = models.ForeignKey(Review, null=True, on_delete=models.PROTECT, related_name="reports", editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices, editable=False)
    number = models.PositiveIntegerField(editable=False)
    issued_on = models.DateField(editable=False)
    addressee = models.TextField(max_length=400, blank=True)
    paper = models.CharField(max_length=8, choices=Paper.choices, default=Paper.A4)
    context = models.JSONField(editable=False)
    pdf = models.BinaryField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    rules_version = models.CharField(max_length=32, editable=False)

    objects = ClinicalQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="reports_numbered_within_a_programme")
        ]

    @property
    def patient(self):
        return self.programme.patient
