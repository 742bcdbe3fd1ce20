"""Views whose form may be sent twice in the same moment."""

from functools import wraps

from clinic.audit.recording import stored_before


def answers_again(action, answer):
    """Makes a view answer a form that was sent before by `answer(request, stored)`, with what `action` stored then.

    It is asked before the view, and again where the view refuses: what is in the way may be what the first sending
    stored meanwhile. What a page asks by itself while it is typed in (htmx) sends no form: nobody would read the
    answer, and its message could replace that of the form which is being saved.
    """

    def decorate(view):
        @wraps(view)
        def answered(request, *args, **kwargs):
            if request.method != "POST" or request.htmx:
                return view(request, *args, **kwargs)
            if stored := _stored(action, request):
                return answer(request, stored)
            response = view(request, *args, **kwargs)
            moved_on = "Location" in response
            stored = None if moved_on else _stored(action, request)
            return answer(request, stored) if stored else response

        return answered

    return decorate


def _stored(action, request):
    return stored_before(action, by=request.user, key=request.POST.get("key"))
