"""Sessions that know whose they are, and how long one lasts.

A session ends when it was not used for half an hour, and twelve hours after the sign-in however much it is used. What
a page does by itself, such as keeping a draft, is no use of it: such views are decorated with `prolongs_no_session`.
"""

import datetime
import time

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

IDLE = datetime.timedelta(minutes=30)
LONGEST = datetime.timedelta(hours=12)
SIGNED_IN_AT, LAST_USED_AT, BROWSER = "signed_in_at", "last_used_at", "browser"
MOST_OF_A_BROWSER_S_NAME = 200


class SessionStore(DatabaseStore):
    """Django's sessions in the database, each with the person who is signed in, so that theirs can be found."""

    @classmethod
    def get_model_class(cls):
        from clinic.sign_in.models import Session

        return Session

    def create_model_instance(self, data):
        session = super().create_model_instance(data)
        session.person_id = data.get(SESSION_KEY)  # type: ignore[attr-defined]
        return session


def begin(request) -> None:
    """Somebody has just signed in: their hours count from now."""
    now = time.time()
    request.session.update({SIGNED_IN_AT: now, LAST_USED_AT: now, BROWSER: _browser(request)})


def use(request) -> None:
    """The session is being used: its half-hour begins anew. It began now if nothing else has said when."""
    if SIGNED_IN_AT in request.session:
        request.session[LAST_USED_AT] = time.time()
    else:
        begin(request)


def has_ended(session) -> bool:
    """Whether it was left unused for too long, or has lasted too long."""
    now = time.time()
    idle = now - session.get(LAST_USED_AT, now)
    since_sign_in = now - session.get(SIGNED_IN_AT, now)
    return idle >= IDLE.total_seconds() or since_sign_in >= LONGEST.total_seconds()


def prolongs_no_session(view):
    """Decorate a view that pages ask by themselves, whether or not anybody sits before them."""
    view.prolongs_no_session = True
    return view


def _browser(request):
    return request.headers.get("User-Agent", "")[:MOST_OF_A_BROWSER_S_NAME]
