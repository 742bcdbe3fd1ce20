"""What somebody looks for by name or number stays out of addresses, and so out of logs and of the browser's history.

The words are sent in a form's body and kept in the session of whoever typed them. The address of the list holds a mark
that stands for them, so that paging, sorting and the back button work on.
"""

import secrets

from django.utils.http import urlencode

KEPT = 20  # searches that the back button reaches
SESSION_KEY = "looked_for"
MARK = "found_by"


def asked_of(request):
    """The data of a list's form, whose words are `q`: as they were sent, or as the address stands for them."""
    if request.method == "POST":
        return request.POST
    data = request.GET.copy()
    data["q"] = _kept(request).get(data.get(MARK), "")
    return data


def forgotten(request) -> bool:
    """Whether the address stands for words that are no longer kept: typed in a session that has ended, or long ago."""
    mark = request.GET.get(MARK)
    return bool(mark) and mark not in _kept(request)


def address_of(request, form) -> str:
    """Where the list is read that was asked for with a checked form."""
    given = {name: value for name, value in form.cleaned_data.items() if name != "q" and value}
    if words := form.cleaned_data["q"]:
        given[MARK] = _keep(request, words)
    return f"{request.path}?{urlencode(given)}" if given else request.path


def _kept(request) -> dict:
    return request.session.get(SESSION_KEY, {})


def _keep(request, words):
    kept = dict(_kept(request))
    mark = next((mark for mark, known in kept.items() if known == words), None) or secrets.token_hex(4)
    kept.pop(mark, None)
    request.session[SESSION_KEY] = dict([*kept.items(), (mark, words)][-KEPT:])
    return mark
