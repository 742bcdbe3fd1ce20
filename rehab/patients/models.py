"""The patient, their circumstances, and the episode of care with its red-flag screening."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from clinic.audit.models import Amendable, Record
from rehab.patients.access import ClinicalQuerySet
from rehab.patients.names import KEY_LENGTH, search_key

# The patient-specific functional scale asks for three to five activities.
PSFS_ACTIVITIES = 5
# Outside these a length or a mass was written in another unit. They decide nothing clinical.
HEIGHT_CM = (40, 250)
MASS_KG = (2, 400)


class Side(models.TextChoices):
    LEFT = "left", "Left"
    RIGHT = "right", "Right"


class Language(models.TextChoices):
    """The languages a handout may be wanted in."""

    ENGLISH = "en", "English"
    GERMAN = "de", "German"
    SPANISH = "es", "Spanish"
    FRENCH = "fr", "French"
    POLISH = "pl", "Polish"


class Patient(Record):
    """A person in the clinic's care. Archived when care is over, never deleted.

    A second record of the same person is `merged_into` the one that stays: it keeps its details and leads there.
    """

    class Sex(models.TextChoices):
        FEMALE = "female", "Female"
        MALE = "male", "Male"
        OTHER = "other", "Other"
        UNKNOWN = "unknown", "Not known"

    patient_path = ""

    clinic = models.ForeignKey("accounts.Clinic", on_delete=models.PROTECT, related_name="patients", editable=False)
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    date_of_birth = models.DateField()
    sex = models.CharField(max_length=8, choices=Sex.choices, default=Sex.UNKNOWN)
    record_number = models.CharField(
        max_length=32, help_text="The number on the paper file or in your practice system."
    )
    telephone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(max_length=400, blank=True)
    language = models.CharField("handout language", max_length=8, choices=Language.choices, default=Language.ENGLISH)
    search_key = models.CharField(max_length=KEY_LENGTH, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    archived_reason = models.CharField(max_length=200, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged_records", editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ClinicalQuerySet.as_manager()

    class Meta:
        ordering = ["search_key"]
        indexes = [models.Index(fields=["clinic", "search_key"], name="patients_of_a_clinic_by_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "record_number"],
                name="record_number_once_a_clinic",
                violation_error_message="Another patient of the clinic has this record number.",
            )
        ]

    def __str__(self):
        return f"{self.given_name} {self.family_name}"

    @property
    def patient(self):
        return self

    def save(self, *args, **kwargs):
        numbers = [self.record_number, *self.merged_records.values_list("record_number", flat=True)]
        self.search_key = search_key(self.family_name, self.given_name, *numbers)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "search_key"}
        super().save(*args, **kwargs)

    def age_on(self, day):
        """Whole years on that day."""
        before_birthday = (day.month, day.day) < (self.date_of_birth.month, self.date_of_birth.day)
        return day.year - self.date_of_birth.year - before_birthday


class BodyMeasurement(Amendable):
    """Height and body mass on a date; either may be missing, not both."""

    patient_path = "patient"

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="body_measurements", editable=False)
    measured_on = models.DateField()
    height_cm = models.DecimalField("height", max_digits=4, decimal_places=1, null=True, blank=True)
    mass_kg = models.DecimalField("body mass", max_digits=4, decimal_places=1, null=True, blank=True)

    objects = ClinicalQuerySet.as_manager()

    class Meta:
        ordering = ["-measured_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "measured_on"], condition=Q(is_current=True), name="one_body_measurement_a_day"
            ),
            models.CheckConstraint(
                name="body_measurement_measures_something",
                condition=Q(height_cm__isnull=False) | Q(mass_kg__isnull=False),
            ),
            models.CheckConstraint(
                name="height_is_in_centimetres", condition=Q(height_cm__isnull=True) | Q(height_cm__range=HEIGHT_CM)
            ),
            models.CheckConstraint(
                name="mass_is_in_kilograms", condition=Q(mass_kg__isnull=True) | Q(mass_kg__range=MASS_KG)
            ),
        ]


class Circumstances(Amendable):
    """What holds for a patient from a date on: precautions, and the equipment they have at home."""

    patient_path = "patient"

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="circumstances", editable=False)
    holds_from = models.DateField("from")
    precautions = models.JSONField(default=list, blank=True)
    equipment = models.JSONField(default=list, blank=True)
    note = models.TextField(max_length=1000, blank=True)

    objects = ClinicalQuerySet.as_manager()

    class Meta:
        ordering = ["-holds_from"]
        verbose_name_plural = "circumstances"
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "holds_from"], condition=Q(is_current=True), name="one_set_of_circumstances_a_day"
            )
        ]


class Episode(Record):
    """One problem, from referral to discharge."""

    class Sides(models.TextChoices):
        LEFT = "left", "Left"
        RIGHT = "right", "Right"
        BOTH = "both", "Both"

    class Outcome(models.TextChoices):
        GOAL_REACHED = "goal_reached", "Goal reached"
        PARTLY_REACHED = "partly_reached", "Goal partly reached"
        NOT_REACHED = "not_reached", "Goal not reached"
        REFERRED = "referred", "Referred on"
        STOPPED_COMING = "stopped_coming", "Patient stopped coming"
        OTHER = "other", "Other"

    patient_path = "patient"

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="episodes", editable=False)
    clinician = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="episodes",
        verbose_name="responsible clinician",
    )
    complaint = models.CharField(max_length=200, help_text="In a few words, as you would say it to a colleague.")
    sides = models.CharField("side", max_length=8, choices=Sides.choices)
    goal = models.TextField(
        max_length=400, blank=True, help_text="In the patient's own words. It is printed on their handout."
    )
    started_on = models.DateField("start")
    discharged_on = models.DateField("discharge", null=True, blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, blank=True)
    discharge_note = models.TextField(max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ClinicalQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on"]
        constraints = [
            models.CheckConstraint(
                name="discharge_not_before_start",
                condition=Q(discharged_on__isnull=True) | Q(discharged_on__gte=F("started_on")),
                violation_error_message="The discharge cannot be before the start.",
            ),
            models.CheckConstraint(
                name="discharged_with_outcome",
                condition=Q(discharged_on__isnull=True, outcome="") | (Q(discharged_on__isnull=False) & ~Q(outcome="")),
            ),
        ]

    def __str__(self):
        return self.complaint

    @property
    def is_open(self):
        return self.discharged_on is None


class PsfsActivity(Record):
    """An activity that the patient finds hard, in their own words, scored 0–10 at each assessment (PSFS)."""

    patient_path = "episode__patient"

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="psfs_activities", editable=False)
    position = models.PositiveSmallIntegerField()
    activity = models.CharField(max_length=120)

    objects = ClinicalQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        verbose_name = "PSFS activity"
        verbose_name_plural = "PSFS activities"
        constraints = [
            models.UniqueConstraint(fields=["episode", "position"], name="psfs_activities_in_order"),
        ]

    @property
    def patient(self):
        return self.episode.patient


class Screening(Record):
    """The red flags as asked on one date. `answers` maps each red flag to true, false or null (not asked)."""

    patient_path = "episode__patient"

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="screenings", editable=False)
    asked_on = models.DateField()
    answers = models.JSONField(default=dict)
    note = models.TextField(max_length=1000, blank=True)

    objects = ClinicalQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on", "-created_at"]

    @property
    def patient(self):
        return self.episode.patient


class Misfiling(Record):
    """An entry that was made in the record of the wrong patient: struck through there, and perhaps moved.

    `kind` and `object_id` name the entry as it was struck through (see misfiled.py), `moved_id` its copy in the record
    of `moved_to`. The copy says what the entry said, who signed it included.
    """

    patient_path = "patient"

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="misfilings", editable=False)
    kind = models.CharField(max_length=16, editable=False)
    object_id = models.UUIDField(unique=True, editable=False)
    reason = models.TextField(max_length=500)
    moved_to = models.ForeignKey(
        Patient, null=True, on_delete=models.PROTECT, related_name="entries_moved_here", editable=False
    )
    moved_id = models.UUIDField(null=True, editable=False)
    moved_at = models.DateTimeField(null=True, editable=False)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = ClinicalQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(name="misfiling_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="moved_somewhere_by_somebody",
                condition=Q(moved_to__isnull=True, moved_id__isnull=True, moved_at__isnull=True, moved_by__isnull=True)
                | Q(moved_to__isnull=False, moved_id__isnull=False, moved_at__isnull=False, moved_by__isnull=False),
            ),
        ]


class Merge(Record):
    """Two records of one person made one. `brought` lists the rows that came over: {model: [ids]}.

    `decided` keeps what the clinician chose where both records said something for the same day.
    """

    patient_path = "kept"

    kept = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="merges", editable=False)
    merged = models.OneToOneField(Patient, on_delete=models.PROTECT, related_name="merge", editable=False)
    reason = models.TextField(max_length=500)
    brought = models.JSONField(default=dict, editable=False)
    decided = models.JSONField(default=dict, editable=False)

    objects = ClinicalQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.CheckConstraint(name="merge_has_reason", condition=~Q(reason=""))]

    @property
    def patient(self):
        return self.kept
