"""Where a long form is kept while it is typed. Nothing here counts as being at work: it prolongs no session."""

import uuid

from django.core.signing import BadSignature
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from clinic.accounts.permissions import everyone
from clinic.drafts import actions
from clinic.drafts.models import FormDraft
from clinic.drafts.offering import read_token
from clinic.sign_in.sessions import prolongs_no_session

MOST_CHARACTERS = 200_000
NO_ENTRY = {"csrfmiddlewaretoken", "draft", "draft_version", "then"}
DAMAGED = "This page arrived damaged. Open it again in another window and compare."
SOMEBODY_ELSE = "Somebody else has signed in on this computer since the page was opened."
TOO_LONG = "The entries are too long to be kept on the way. Save the form."


@everyone
@prolongs_no_session
@require_POST
def keep(request):
    """Keep the form that was sent. What is answered stands beside its buttons."""
    try:
        page = _page(request, request.POST)
        key, version = uuid.UUID(request.POST.get("key", "")), int(request.POST.get("draft_version", ""))
    except (BadSignature, ValueError):
        return _said(DAMAGED, status=400)
    if page is None:
        return _said(SOMEBODY_ELSE, status=409)
    if not 0 < version < 2**31:
        return _said(DAMAGED, status=400)
    values = {name: [_storable(one) for one in many] for name, many in request.POST.lists() if name not in NO_ENTRY}
    if sum(len(one) for many in values.values() for one in many) > MOST_CHARACTERS:
        return _said(TOO_LONG, status=413)
    form, object_id = page
    try:
        kept = actions.keep(by=request.user, form=form, object_id=object_id, key=key, values=values, version=version)
    except actions.NotKept as why:
        return _said(str(why), status=409)
    return _said(f"Draft saved at {timezone.localtime(kept.saved_at):%H:%M}")


@everyone
@prolongs_no_session
@require_safe
def token(request):
    """A fresh token against forged requests, for a page that was open while its reader signed in anew."""
    try:
        page = _page(request, request.GET)
    except (BadSignature, ValueError):
        return _said(DAMAGED, status=400)
    return _said(SOMEBODY_ELSE, status=409) if page is None else _said(get_token(request))


@everyone
@require_POST
def discard(request, pk):
    """Throw away entries that are not wanted, and go back to their form."""
    draft = get_object_or_404(FormDraft, pk=pk, by=request.user)
    actions.forget(by=request.user, key=draft.key)
    back = request.POST.get("back", "")
    is_here = back.startswith("/") and url_has_allowed_host_and_scheme(back, {request.get_host()})
    return redirect(back if is_here else "/")


def _page(request, sent):
    """(form, object id) of the page that sent this; None where it was opened by somebody else."""
    by, form, object_id = read_token(sent.get("draft", ""))
    return (form, object_id) if by == str(request.user.pk) else None


def _storable(text):
    return text.replace("\x00", "")


def _said(words, status=200):
    return HttpResponse(words, content_type="text/plain; charset=utf-8", status=status)
