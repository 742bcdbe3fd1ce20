"""The programme as it was started, what was logged and decided since. Where it stands is computed, never stored."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.http import urlencode

from clinic.audit.models import Amendable, Record
from rehab.assessments.limits import CHOICES, within_limits_or_null
from rehab.assessments.models import Assessment
from rehab.patients.access import ClinicalQuerySet
from rehab.patients.models import Episode, Side
from rehab.thresholds.models import SettingsVersion


class Programme(Record):
    """A stretch-and-strengthen programme, started from one signed assessment.

    `basis` keeps what the rules were given and what they answered on that day, with `rules_version`. It follows
    `settings` whatever the clinic changes later, until a clinician moves it (see SettingsMove). `settings_version` is
    the version they are from, None where they are the defaults.
    """

    class EndReason(models.TextChoices):
        COMPLETED = "completed", "Completed"
        DISCHARGED = "discharged", "Patient discharged"
        REPLACED = "replaced", "Replaced by a new programme"
        STOPPED = "stopped", "Stopped early"

    patient_path = "episode__patient"

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="programmes", editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="programmes", editable=False)
    started_on = models.DateField("start")
    usual_morning_symptoms = models.PositiveSmallIntegerField(default=0)
    next_review_on = models.DateField("next review", null=True, blank=True)
    rules_version = models.CharField(max_length=32, editable=False)
    settings = models.JSONField(default=dict, editable=False)
    settings_version = models.ForeignKey(
        SettingsVersion, null=True, on_delete=models.PROTECT, related_name="programmes", editable=False
    )
    basis = models.JSONField(editable=False)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=16, choices=EndReason.choices, blank=True)
    end_note = models.TextField(max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ClinicalQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["episode"], condition=Q(ended_on__isnull=True), name="one_running_programme_an_episode"
            ),
            models.CheckConstraint(
                name="programme_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
            ),
            models.CheckConstraint(
                name="programme_ended_with_reason",
                condition=Q(ended_on__isnull=True, end_reason="") | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
            ),
            models.CheckConstraint(
                name="programme_usual_morning_in_range",
                condition=within_limits_or_null("usual_morning_symptoms", of="symptoms"),
            ),
        ]

    def get_absolute_url(self):
        return reverse("programmes:programme", args=[self.pk])

    @property
    def patient(self):
        return self.episode.patient

    @property
    def is_running(self):
        return self.ended_on is None

    @property
    def settings_used(self):
        """The SettingsVersion that it follows; the defaults as they were where it started on them."""
        return self.settings_version or SettingsVersion.defaults(self.settings)


class ProgrammeRow(models.Model):
    """Base of the rows that belong to one programme."""

    patient_path = "programme__episode__patient"
    programme: models.ForeignKey
    objects = ClinicalQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def patient(self):
        return self.programme.patient


class ProgrammeSide(ProgrammeRow):
    """One treated side as the programme began: what it is for, the stage, and the strength known then."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="sides", editable=False)
    side = models.CharField(max_length=8, choices=Side.choices)
    combination = models.CharField(max_length=24, choices=CHOICES["combination"])
    start_stage = models.PositiveSmallIntegerField(null=True)
    mmt = models.CharField(max_length=2, choices=CHOICES["mmt"], blank=True)
    symmetry_pct = models.DecimalField(max_digits=5, decimal_places=1, null=True)

    class Meta:
        ordering = ["side"]
        constraints = [models.UniqueConstraint(fields=["programme", "side"], name="a_side_once_a_programme")]


class Prescription(Amendable, ProgrammeRow):
    """An exercise on a side at one level, with its full dosage, as it held from a date on.

    Kept whole, so that a later library never changes what was prescribed. A changed dosage is an amendment.
    """

    class Kind(models.TextChoices):
        STRETCH = "stretch", "Stretch"
        STRENGTHEN = "strengthen", "Strengthen"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="prescriptions", editable=False)
    side = models.CharField(max_length=8, choices=Side.choices, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices, editable=False)
    position = models.PositiveSmallIntegerField(editable=False)
    exercise = models.CharField(max_length=40, editable=False)
    level = models.PositiveSmallIntegerField(null=True, editable=False)
    from_on = models.DateField("from", editable=False)
    starts_here = models.BooleanField(default=False, editable=False)
    dropped = models.BooleanField(default=False, editable=False)
    sets = models.PositiveSmallIntegerField()
    repetitions = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=16, choices=CHOICES["unit"], default="repetitions", editable=False)
    hold_seconds = models.PositiveSmallIntegerField("hold", default=0)
    rest_seconds = models.PositiveSmallIntegerField("rest", default=0)
    load = models.CharField(max_length=120, blank=True)
    sessions_per_week = models.PositiveSmallIntegerField("days a week")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["side", "kind", "position", "level"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "side", "exercise", "level"],
                condition=Q(is_current=True, level__isnull=False),
                name="one_current_prescription_a_level",
            ),
            models.UniqueConstraint(
                fields=["programme", "side", "exercise"],
                condition=Q(is_current=True, level__isnull=True),
                name="one_current_stretch_prescription",
            ),
            models.CheckConstraint(
                name="only_a_stretch_has_no_level",
                condition=Q(kind="stretch", level__isnull=True) | Q(kind="strengthen", level__gte=1),
            ),
            models.CheckConstraint(
                name="dosage_is_positive", condition=Q(sets__gte=1, repetitions__gte=1, sessions_per_week__gte=1)
            ),
            models.CheckConstraint(name="sessions_per_week_are_days", condition=Q(sessions_per_week__lte=7)),
        ]


class SessionLog(Amendable, ProgrammeRow):
    """One session that the patient did, as typed in. A correction replaces it and keeps the old one."""

    class Source(models.TextChoices):
        PAPER = "paper", "Patient's paper log"
        TOLD = "told", "Patient told us"
        CLINIC = "clinic", "Done in the clinic"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="sessions", editable=False)
    performed_on = models.DateField("date")
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.PAPER)
    next_morning_left = models.PositiveSmallIntegerField("next morning, left", null=True, blank=True)
    next_morning_right = models.PositiveSmallIntegerField("next morning, right", null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["performed_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "performed_on"], condition=Q(is_current=True), name="one_session_a_date"
            ),
            *(
                models.CheckConstraint(
                    name=f"next_morning_{side}_in_range",
                    condition=within_limits_or_null(f"next_morning_{side}", of="symptoms"),
                )
                for side in ("left", "right")
            ),
        ]


class ExerciseLog(models.Model):
    """One exercise on one side within a session."""

    patient_path = "session__programme__episode__patient"

    session = models.ForeignKey(SessionLog, on_delete=models.PROTECT, related_name="entries", editable=False)
    position = models.PositiveSmallIntegerField(editable=False)
    exercise = models.CharField(max_length=40)
    side = models.CharField(max_length=8, choices=Side.choices)
    level = models.PositiveSmallIntegerField()
    sets_done = models.PositiveSmallIntegerField("sets", null=True, blank=True)
    repetitions_done = models.PositiveSmallIntegerField("repetitions", null=True, blank=True)
    completed = models.BooleanField()
    compensated = models.BooleanField()
    symptoms = models.PositiveSmallIntegerField()

    objects = ClinicalQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["session", "exercise", "side"], name="an_exercise_and_side_once_a_session"),
            models.UniqueConstraint(fields=["session", "position"], name="entries_in_order"),
            models.CheckConstraint(name="entry_symptoms_in_range", condition=within_limits_or_null("symptoms")),
            models.CheckConstraint(name="entry_level_from_1", condition=Q(level__gte=1)),
        ]

    @property
    def patient(self):
        return self.session.patient


class StrengthRetest(Amendable, ProgrammeRow):
    """Strength of one side tested again while the programme runs, outside a full assessment.

    `symmetry_pct` is what the rules make of `force_n` and `other_force_n`, both measured in `position`.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="strength_retests", editable=False)
    tested_on = models.DateField("date")
    side = models.CharField(max_length=8, choices=Side.choices)
    mmt = models.CharField("MMT grade", max_length=2, choices=CHOICES["mmt"], blank=True)
    force_n = models.DecimalField("force", max_digits=5, decimal_places=1, null=True, blank=True)
    other_force_n = models.DecimalField(
        "force of the other side", max_digits=5, decimal_places=1, null=True, blank=True
    )
    position = models.CharField(max_length=16, choices=CHOICES["position"], blank=True)
    symmetry_pct = models.DecimalField("symmetry", max_digits=5, decimal_places=1, null=True, editable=False)
    symptoms = models.PositiveSmallIntegerField("symptoms during the test", null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["tested_on", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "tested_on", "side"],
                condition=Q(is_current=True),
                name="one_strength_retest_a_side_and_day",
            ),
            models.CheckConstraint(
                name="retest_measures_something", condition=~Q(mmt="") | Q(symmetry_pct__isnull=False)
            ),
            models.CheckConstraint(name="retest_symptoms_in_range", condition=within_limits_or_null("symptoms")),
            models.CheckConstraint(name="retest_symmetry_in_range", condition=within_limits_or_null("symmetry_pct")),
            *(
                models.CheckConstraint(
                    name=f"retest_{field}_in_range", condition=within_limits_or_null(field, of="force_n")
                )
                for field in ("force_n", "other_force_n")
            ),
        ]


class Override(Amendable, ProgrammeRow):
    """A clinician's decision against or ahead of the rules, with its reason. Rules and handouts follow it."""

    class Type(models.TextChoices):
        PAUSE = "pause", "Pause"
        RESUME = "resume", "Resume"
        SET_STAGE = "set_stage", "Set the stage"
        SET_LEVEL = "set_level", "Set a level"
        SET_EXERCISES = "set_exercises", "Choose the exercises"
        COMBINATION = "combination", "Start otherwise than proposed"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="overrides", editable=False)
    decided_on = models.DateField("date")
    side = models.CharField(max_length=8, choices=Side.choices)
    type = models.CharField(max_length=16, choices=Type.choices)
    stage = models.PositiveSmallIntegerField(null=True, blank=True)
    exercise = models.CharField(max_length=40, blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    exercises = models.JSONField(default=list, blank=True)
    combination = models.CharField(max_length=24, choices=CHOICES["combination"], blank=True)
    reason = models.TextField(max_length=500)
    after_session = models.BooleanField(default=False)

    class Meta:
        ordering = ["decided_on", "created_at"]
        constraints = [
            models.CheckConstraint(name="override_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="override_says_what",
                condition=Q(type__in=["pause", "resume"])
                | Q(type="set_stage", stage__isnull=False)
                | (Q(type="set_level", level__isnull=False) & ~Q(exercise=""))
                | Q(type="set_exercises")
                | (Q(type="combination") & ~Q(combination="")),
            ),
        ]


class SettingsMove(Record, ProgrammeRow):
    """A programme that a clinician moved from one version of the clinic's settings to another, and why.

    A version is None for the defaults; `former_settings` are those that it followed until then.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="settings_moves", editable=False)
    moved_on = models.DateField("date", editable=False)
    from_version = models.ForeignKey(
        SettingsVersion, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    to_version = models.ForeignKey(
        SettingsVersion, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    former_settings = models.JSONField(editable=False)
    reason = models.TextField(max_length=500)

    class Meta:
        ordering = ["moved_on", "created_at"]
        constraints = [models.CheckConstraint(name="settings_move_has_reason", condition=~Q(reason=""))]

    @property
    def moved_from(self):
        """The SettingsVersion it was moved from."""
        return self.from_version or SettingsVersion.defaults(self.former_settings)

    @property
    def moved_to(self):
        """The SettingsVersion it was moved to."""
        return self.to_version or SettingsVersion.defaults()


class SavedFilter(Record):
    """A way of looking at the caseload that its clinician keeps under a name.

    The words of a search are no part of it: they name patients. A removed one is no longer offered.
    """

    name = models.CharField(max_length=40)
    whose = models.CharField("patients of", max_length=36)
    need = models.CharField("waiting for", max_length=16, blank=True)
    state = models.CharField("show", max_length=16, blank=True)
    order = models.CharField("first", max_length=16)
    removed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["created_by", "name"],
                condition=Q(removed_at__isnull=True),
                name="a_saved_filter_s_name_once_a_clinician",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def asks(self) -> dict:
        """What the caseload is asked, without what is left open."""
        asked = {"whose": self.whose, "need": self.need, "state": self.state, "order": self.order}
        return {name: value for name, value in asked.items() if value}

    def get_absolute_url(self):
        return f"{reverse('programmes:caseload')}?{urlencode(self.asks)}"
