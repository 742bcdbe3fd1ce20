"""Everything that writes a draft."""

import datetime

from django.db import transaction
from django.utils import timezone

from clinic.audit.models import Submission
from clinic.drafts.models import FormDraft


class NotKept(Exception):
    """The draft is not kept, for the reason that is its text."""


@transaction.atomic
def keep(*, by, form, object_id, key, values, version) -> FormDraft:
    """Keep what `by` has typed into a form. Raises NotKept for a form that is stored, and for entries that are older.

    `version` is counted up by the page; the same draft, kept from another window meanwhile, is not written over.
    """
    if Submission.objects.filter(by=by, key=key).exists():
        raise NotKept("This form is stored already.")
    kept, is_new = FormDraft.objects.select_for_update().get_or_create(
        by=by,
        key=key,
        defaults={"form": form, "object_id": object_id, "values": values, "version": version},
    )
    if is_new:
        return kept
    if kept.version >= version:
        raise NotKept("These entries were changed in another window. Save this form, or open the page again.")
    kept.values, kept.version, kept.saved_at = values, version, timezone.now()
    kept.save(update_fields=["values", "version", "saved_at"])
    return kept


def forget(*, by, key) -> None:
    """The form was stored, or its draft is not wanted: what was kept of it goes."""
    FormDraft.objects.filter(by=by, key=key).delete()


def carry_over(*, by, key, to) -> None:
    """The same entries go on under another key, as on the page that shows a conflict."""
    if not FormDraft.objects.filter(by=by, key=to).exists():
        FormDraft.objects.filter(by=by, key=key).update(key=to)


def follow(*, object_id, to) -> None:
    """What was typed for one record is offered in another from now on: the two were made one."""
    FormDraft.objects.filter(object_id=object_id).update(object_id=to)


def remove_older_than(days: int) -> int:
    """Remove the drafts that nobody touched for that many days; returns how many they were."""
    removed, _ = FormDraft.objects.filter(saved_at__lt=timezone.now() - datetime.timedelta(days=days)).delete()
    return removed
