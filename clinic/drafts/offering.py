"""How a page with a long form keeps what is typed, and offers it again."""

import uuid
from dataclasses import dataclass

from django.core import signing
from django.db.models import Exists, OuterRef
from django.http import QueryDict

from clinic.audit.models import Submission
from clinic.drafts.models import FormDraft

SALT = "clinic.drafts"


@dataclass(frozen=True, slots=True)
class PageDrafts:
    """The drafts of one person on one page: `restored` is in the form now, the `offered` could be.

    `token` says to the address that keeps drafts which page this is and whose; `version` is what it has kept so far.
    """

    token: str
    restored: FormDraft | None
    offered: list[FormDraft]
    version: int

    @property
    def data(self) -> QueryDict | None:
        """The restored entries as if they had been sent; None where nothing is restored."""
        if self.restored is None:
            return None
        data = QueryDict(mutable=True)
        for name, values in self.restored.values.items():
            data.setlist(name, values)
        return data

    def fill_in(self, form):
        """Put the restored entries into a form that was opened, without a word yet on what is wrong in them."""
        if (data := self.data) is not None and not form.is_bound:
            for name, field in form.fields.items():
                form.initial[name] = field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        return form


def drafts_of(request, obj=None) -> PageDrafts:
    """What `request.user` has typed into this page's form for `obj`, and has not stored."""
    form, object_id = request.resolver_match.view_name, obj and obj.pk
    kept = list(unstored(request.user).filter(form=form, object_id=object_id))
    restored = _named(kept, "pk", request.GET.get("restore")) if request.method == "GET" else None
    carried_on = restored or _named(kept, "key", request.POST.get("key"))
    return PageDrafts(
        token=sign(by=request.user, form=form, object_id=object_id),
        restored=restored,
        offered=[draft for draft in kept if draft is not carried_on],
        version=carried_on.version if carried_on else 0,
    )


def unstored(by):
    """The drafts of a person whose form has not been stored by anything that overtook them."""
    stored = Submission.objects.filter(by=OuterRef("by"), key=OuterRef("key"))
    return FormDraft.objects.filter(~Exists(stored), by=by)


def sign(*, by, form, object_id) -> str:
    """The token of a page that was shown to `by`."""
    return signing.dumps([str(by.pk), form, object_id and str(object_id)], salt=SALT)


def read_token(token) -> tuple[str, str, uuid.UUID | None]:
    """(who, form, object id) of a token. Raises BadSignature for one that this site did not make."""
    by, form, object_id = signing.loads(token, salt=SALT)
    return by, form, object_id and uuid.UUID(object_id)


def _named(drafts, attribute, value):
    return next((draft for draft in drafts if str(getattr(draft, attribute)) == value), None)
