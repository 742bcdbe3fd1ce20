"""What somebody has typed into a long form and not stored yet."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class FormDraft(models.Model):
    """The entries of one form as one person had them last. No record: nobody else sees it, and it goes when stored.

    `form` is the name of the page ("programmes:log"), `object_id` the record it belongs to (None where the form adds
    one), `key` the key of the form itself, so that two windows do not take each other's entries. `values` maps each
    name in the form to the list of what was sent under it. `version` grows with each time it is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="form_drafts")
    form = models.CharField(max_length=64)
    object_id = models.UUIDField(null=True)
    key = models.UUIDField()
    values = models.JSONField()
    version = models.PositiveIntegerField()
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-saved_at"]
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="one_draft_a_form_and_person")]
        indexes = [models.Index(fields=["by", "form", "object_id"], name="drafts_of_a_page")]

    def __str__(self):
        return f"{self.form} {self.object_id} version {self.version}"
