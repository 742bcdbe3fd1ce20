"""Who did what to whose record, and which submits have been stored already."""

import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Now

from clinic.audit.chain import START


class AuditEvent(models.Model):
    """One act on a record. It says who, when, what and on which object; never a clinical text.

    Nobody acts in a failed sign-in with a name that no account has: `actor` is empty there, and the role with it.
    Events are chained (chain.py) and appended by appending.py alone; the database refuses to change or delete one.
    """

    class Action(models.TextChoices):
        READ = "read"
        LIST = "list"
        SEARCH = "search"
        CREATE = "create"
        AMEND = "amend"
        SIGN = "sign"
        PRINT = "print"
        EXPORT = "export"
        OVERRIDE = "override"
        MERGE = "merge"
        MOVE = "move"
        REFUSE = "refuse"
        SIGN_IN = "sign_in"
        SIGN_IN_FAILED = "sign_in_failed"
        SIGN_OUT = "sign_out"
        END_SESSION = "end_session"
        SECOND_FACTOR = "second_factor"
        REMOVE_FACTOR = "remove_factor"
        RECOVERY_CODE = "recovery_code"
        PASSWORD = "password"  # noqa: S105 - the name of an act
        RESET_PASSWORD = "reset_password"  # noqa: S105
        INVITE = "invite"
        ROLE = "role"
        DEACTIVATE = "deactivate"
        REACTIVATE = "reactivate"

    class Outcome(models.TextChoices):
        DONE = "done"
        REFUSED = "refused"

    at = models.DateTimeField(db_default=Now(), editable=False)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_role = models.CharField(max_length=16, blank=True)
    clinic = models.ForeignKey("accounts.Clinic", null=True, on_delete=models.PROTECT, related_name="+")
    patient_id = models.UUIDField(null=True, db_index=True)
    object_type = models.CharField(max_length=64, blank=True)
    object_id = models.UUIDField(null=True)
    object_version = models.PositiveIntegerField(null=True)
    action = models.CharField(max_length=16, choices=Action.choices)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.DONE)
    request_id = models.CharField(max_length=32, blank=True)
    chain = models.UUIDField()
    sequence = models.PositiveBigIntegerField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["chain", "sequence"], name="a_place_in_the_chain_is_taken_once")]

    def __str__(self):
        return f"{self.at} {self.actor_id} {self.action} {self.object_type} {self.object_id}"

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise TypeError("An audit event is written once and never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("An audit event is never deleted.")


class ChainHead(models.Model):
    """How far the chain of one clinic has come. Whoever appends to it holds this row until their transaction ends."""

    chain = models.UUIDField(primary_key=True)
    length = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=START)

    def __str__(self):
        return f"{self.chain} {self.length} {self.hash}"


class ChainCheck(models.Model):
    """That a chain was looked at from its beginning: how far it had come, and how many faults there were."""

    chain = models.UUIDField()
    at = models.DateTimeField(db_default=Now(), editable=False)
    length = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    faults = models.PositiveIntegerField()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["chain", "-id"], name="last_check_of_a_chain")]

    def __str__(self):
        return f"{self.chain} {self.length} {self.faults}"


class Submission(models.Model):
    """A form that was sent and stored. The same key sent again finds what it made the first time.

    The key counts for one person and one action: a key that somebody else has used does not stand in the way.
    """

    key = models.UUIDField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=120)
    at = models.DateTimeField(db_default=Now(), editable=False)
    result_type = models.CharField(max_length=64, blank=True)
    object_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "by", "action"], name="a_form_is_stored_once")]

    def __str__(self):
        return f"{self.action} {self.key}"


class FormerVersion(models.Model):
    """A versioned record as it was before an edit: its field values, who replaced them and when."""

    object_type = models.CharField(max_length=64)
    object_id = models.UUIDField()
    version = models.PositiveIntegerField()
    values = models.JSONField(encoder=DjangoJSONEncoder)
    replaced_at = models.DateTimeField(db_default=Now(), editable=False)
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["object_type", "object_id", "version"], name="a_version_is_kept_once")
        ]

    def __str__(self):
        return f"{self.object_type} {self.object_id} version {self.version}"


class Record(models.Model):
    """Base of every clinical record: an id that cannot be guessed, when it was written and by whom."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        abstract = True


class Amendable(Record):
    """A record that is never edited: a correction is a new row that names the one it replaces, and why.

    `is_current` is true for the newest row of such a chain, unless that row is a withdrawal (`withdrawn`).
    """

    replaces = models.OneToOneField(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="replaced_by"
    )
    amendment_reason = models.TextField(max_length=500, blank=True)
    is_current = models.BooleanField(default=True, editable=False)
    withdrawn = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    @property
    def version(self):
        """1 for the first row of its chain, one more for each row that replaced another."""
        return 1 if self.replaces is None else 1 + self.replaces.version
