"""The ways of looking at the caseload that a clinician keeps."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from clinic.accounts.models import Clinician
from clinic.audit.recording import Action, once, record
from rehab.programmes.models import SavedFilter
from rehab.programmes.queries import saved_filters

MOST_SAVED = 12  # so that they stay at a glance


@once
def save_filter(*, by, name, whose, order, need="", state=""):
    """Keep a filter under a name of its own. Raises ValidationError where the name is taken or there are too many."""
    Clinician.objects.select_for_update(no_key=True).get(pk=by.pk)  # one after the other, so that both checks hold
    kept = saved_filters(by)
    if any(one.name.casefold() == name.casefold() for one in kept):
        raise ValidationError(
            {"name": "You have a filter of this name. Choose another name, or remove that one first."}
        )
    if len(kept) >= MOST_SAVED:
        raise ValidationError(f"You have {MOST_SAVED} saved filters, the most there can be. Remove one first.")
    saved = SavedFilter.objects.create(name=name, whose=whose, need=need, state=state, order=order, created_by=by)
    record(Action.CREATE, by=by, obj=saved)
    return saved


@once
def remove_filter(*, by, saved):
    """Offer a filter no longer; one that is removed already stays so."""
    saved = SavedFilter.objects.select_for_update().get(pk=saved.pk)
    if saved.removed_at is None:
        saved.removed_at = timezone.now()
        saved.save(update_fields=["removed_at"])
        record(Action.AMEND, by=by, obj=saved)
    return saved
